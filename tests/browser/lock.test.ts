// The lock: put on by the reader, by time, or found by another tab; opened with the password, wrong ones counted.
import type { Page } from "@playwright/test"
import { credentialsOf, expect, expectAccessible, logIn, now } from "./portal-test.ts"
import {
  expectLocked,
  main,
  openPatient,
  openReports,
  settle,
  test,
  unlock,
  vaultsOn,
  workerIsThere,
} from "./own-tablet.ts"

/** So much later, in the browser and on the server; the page looks at its clock every few seconds. */
async function later(page: Page, portal: { clock: { set(instant: string): void } }, minutes: number) {
  const at = new Date(Date.parse(now) + minutes * 60_000)
  portal.clock.set(at.toISOString())
  await page.context().clock.setFixedTime(at)
}

test.afterEach(({ portal }) => portal.clock.set(now))

test("put on the lock, the session too; the password opens both, at the line that was read", async ({
  visitorPage: page,
  portal,
  wire,
}) => {
  await logIn(page, portal, "anneke", { url: wire.url, keep: true })
  await openPatient(page, /Ria de Vries/)
  await openReports(page)
  await workerIsThere(page)
  const reports = page.url()
  await page.evaluate(() => window.scrollTo(0, 900))
  await settle(page)
  const other = await page.context().newPage()
  await other.goto(reports)
  await expect(main(other).getByRole("article")).toHaveCount(20)

  // Pressed where it is: a test's click would scroll the page to it first.
  await page.getByRole("link", { name: "Op slot zetten" }).evaluate((link: HTMLElement) => link.click())
  await expectLocked(page)
  await expectLocked(other)
  expect((await page.request.get(`${wire.url}/api/me`)).status()).toBe(423)
  await other.goto(reports)
  await expectLocked(other)
  await other.goBack()
  await expectLocked(other)

  await unlock(page, "anneke")
  await expect(page).toHaveURL(reports)
  await expect(main(page).getByRole("article")).toHaveCount(20)
  await expect(page.getByText(/^Bewaard op/)).toHaveCount(0)
  await expect.poll(() => page.evaluate(() => window.scrollY)).toBe(900)
  expect((await page.request.get(`${wire.url}/api/me`)).status()).toBe(200)
})

test("without a vault the password opens the session again, where the reader was", async ({
  visitorPage: page,
  portal,
  wire,
}) => {
  await logIn(page, portal, "henk", { url: wire.url })
  await openReports(page)
  const reports = page.url()
  await page.getByRole("link", { name: "Op slot zetten" }).click()
  await expectLocked(page)
  await unlock(page, "henk", "Zo-heet-het-niet-5")
  await expect(page.getByText("Dat klopte niet. Probeer het rustig nog eens.").first()).toBeVisible()
  await expect(page.getByLabel("Wachtwoord", { exact: true })).toBeFocused()
  await unlock(page, "henk")
  await expect(page).toHaveURL(reports)
})

test("nobody touches it: it asks, then goes on the lock; an answer keeps it open", async ({
  visitorPage: page,
  portal,
  wire,
}) => {
  await logIn(page, portal, "henk", { url: wire.url, keep: true })
  await openReports(page)
  const reports = page.url()
  await later(page, portal, 12)
  await page.waitForTimeout(5_500)
  await expect(page.getByRole("alertdialog")).toHaveCount(0)
  await later(page, portal, 13.5)
  await expect(page.getByRole("alertdialog", { name: "Bent u er nog?" })).toBeVisible({ timeout: 10_000 })
  await expect(page.getByRole("button", { name: "Ik ben er nog" })).toBeFocused()
  await expectAccessible(page, "are you still there")
  await page.keyboard.press("Enter")
  await expect(page.getByRole("alertdialog")).toHaveCount(0)
  await expect(page).toHaveURL(reports)

  await later(page, portal, 27)
  await expect(page.getByRole("alertdialog")).toBeVisible({ timeout: 10_000 })
  expect((await page.request.get(`${wire.url}/api/me`)).status()).toBe(200)
  await later(page, portal, 29)
  await expect(page).toHaveURL(/slot$/, { timeout: 10_000 })
  await expectLocked(page)
})

test("wrong passwords: five are free, then there is a wait, and the tenth wipes", async ({
  visitorPage: page,
  portal,
  wire,
}) => {
  test.setTimeout(180_000)
  await logIn(page, portal, "anneke", { url: wire.url, keep: true })
  await openPatient(page, /Ria de Vries/)
  await workerIsThere(page)
  await settle(page)
  await wire.unplug()
  await page.goto(wire.url)
  await expectLocked(page)
  const says = (text: string | RegExp) =>
    expect(page.getByText(text).first()).toBeVisible({ timeout: 10_000 })
  for (let tried = 1; tried <= 4; tried++) {
    await unlock(page, "anneke", `Fout-${tried}`)
    await says("Dat klopte niet. Probeer het rustig nog eens.")
    await expect(page.getByRole("button", { name: "Openen" })).toBeVisible()
  }
  await unlock(page, "anneke", "Fout-5")
  await says(/Vanaf 14:\d\d uur kunt u het weer proberen/)
  // Not even the right one opens before that time, also after a new start.
  await page.goto(wire.url)
  await unlock(page, "anneke")
  await says(/Vanaf 14:\d\d uur kunt u het weer proberen/)
  for (const [minutes, tried] of [
    [2, 6],
    [10, 7],
    [20, 8],
    [40, 9],
  ] as const) {
    await later(page, portal, minutes)
    await unlock(page, "anneke", `Fout-${tried}`)
    await says(/kunt u het weer proberen/)
  }
  await later(page, portal, 80)
  await unlock(page, "anneke", "Fout-10")
  await says("Het wachtwoord klopte te vaak niet.")
  expect(await vaultsOn(page)).toEqual([])
  await expect(page.getByRole("button", { name: "Openen" })).toHaveCount(0)
  await expectAccessible(page, "wiped lock screen")
  // It was wiped without internet: the server hears of it as soon as it can be reached.
  const told = () => portal.db("vaults").whereNotNull("wiped_at")
  const before = (await told()).length
  await wire.plug()
  await page.reload()
  await expect.poll(async () => (await told()).length).toBe(before + 1)
})

test("the clock goes back, or the lease runs out: it asks for a connection and shows nothing", async ({
  visitorPage: page,
  portal,
  wire,
}) => {
  await logIn(page, portal, "anneke", { url: wire.url, keep: true })
  await openPatient(page, /Ria de Vries/)
  await workerIsThere(page)
  await settle(page)
  await wire.unplug()
  const day = 24 * 60
  for (const [minutes, text] of [
    [-day, "De klok van dit apparaat loopt achter."],
    [8 * day, "U las een tijd zonder internet. Maak even verbinding en log in."],
  ] as const) {
    await page.context().clock.setFixedTime(new Date(Date.parse(now) + minutes * 60_000))
    await page.goto(wire.url)
    await unlock(page, "anneke")
    await expect(page.getByText(text)).toBeVisible()
    await expectLocked(page)
  }
  expect(await vaultsOn(page)).toHaveLength(1)
  await page.context().clock.setFixedTime(new Date(Date.parse(now) + 40 * day * 60_000))
  await page.goto(wire.url)
  await expect(page.getByRole("heading", { level: 1 })).toBeVisible()
  await expect(page.getByRole("button", { name: "Openen" })).toHaveCount(0)
  expect(await vaultsOn(page)).toEqual([])
})

test("a page that is put away shows nothing of the record", async ({ visitorPage: page, portal, wire }) => {
  await logIn(page, portal, "henk", { url: wire.url })
  await openReports(page)
  const visible = () => main(page).getByRole("article").first().isVisible()
  await setVisibility(page, "hidden")
  expect(await visible()).toBe(false)
  await setVisibility(page, "visible")
  expect(await visible()).toBe(true)
})

const setVisibility = (page: Page, state: "hidden" | "visible") =>
  page.evaluate((value) => {
    Object.defineProperty(document, "visibilityState", { value, configurable: true })
    document.dispatchEvent(new Event("visibilitychange"))
  }, state)

test("a demo password is strong enough to lock a vault, a summer word is not", async ({
  visitorPage: page,
  portal,
  wire,
}) => {
  expect(credentialsOf("mark").password.length).toBeGreaterThan(20)
  await logIn(page, portal, "mark", { url: wire.url, keep: true })
  expect(await vaultsOn(page)).toHaveLength(1)
})
