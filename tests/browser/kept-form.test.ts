// What was typed and not sent, when the portal goes on the lock or the session ends: there again for the same reader, on the
// same page, and nowhere to be read in between.
import type { Page } from "@playwright/test"
import { credentialsOf, expect, logIn, now, type DemoName, fillCode } from "./portal-test.ts"
import {
  expectLocked,
  main,
  openFirstReport,
  openReports,
  test,
  unlock,
  workerIsThere,
} from "./own-tablet.ts"
import type { Portal } from "../support/portal.ts"

const number = "06 24 88 77 66"
const mobile = (page: Page) => page.getByLabel("Mobiel nummer")
const password = (page: Page) => page.locator("#password")
const lock = (page: Page) => page.getByRole("link", { name: "Op slot zetten" }).click()

/** All that this tab keeps in clear. */
const kept = (page: Page) => page.evaluate(() => JSON.stringify([{ ...sessionStorage }, { ...localStorage }]))
const sealed = (page: Page) => page.evaluate(() => sessionStorage.getItem("ingevuld"))

async function fillNumber(page: Page, url: string) {
  await page.goto(`${url}/account/nummer`)
  await mobile(page).fill(number)
  await password(page).fill("Half-getypt-1")
}

async function expectNumberBack(page: Page) {
  await expect(page).toHaveURL(/\/account\/nummer$/)
  await expect(mobile(page)).toHaveValue(number)
  await expect(password(page)).toHaveValue("")
  expect(await sealed(page)).toBeNull()
}

async function logInHere(page: Page, portal: Portal, name: DemoName) {
  const typed = credentialsOf(name)
  await page.getByLabel("E-mailadres").fill(typed.email)
  await password(page).fill(typed.password)
  await page.keyboard.press("Enter")
  await page.getByRole("button", { name: "Bevestig" }).click()
  await fillCode(page, portal)
  await page.keyboard.press("Enter")
  await expect(page).not.toHaveURL(/inloggen/)
}

test.afterEach(({ portal }) => portal.clock.set(now))

for (const keep of [false, true])
  test(`put on the lock, ${keep ? "with" : "without"} a vault: the number is there again, the password is not`, async ({
    visitorPage: page,
    portal,
    wire,
  }) => {
    await logIn(page, portal, "henk", { url: wire.url, keep })
    await workerIsThere(page)
    await fillNumber(page, wire.url)
    await lock(page)
    await expectLocked(page)
    const clear = await kept(page)
    expect(clear).toContain("ingevuld")
    expect(clear.replaceAll(" ", "")).not.toMatch(/0624887766|Half-getypt/)
    // The page is loaded anew, and a wrong password comes first.
    await page.reload()
    await unlock(page, "henk", "Zo-heet-het-niet-5")
    await expect(page.getByText("Dat klopte niet.").first()).toBeVisible()
    await unlock(page, "henk")
    await expectNumberBack(page)
    // Only once: whoever goes elsewhere and comes back begins anew.
    await page.getByRole("link", { name: "Terug" }).click()
    await page.getByRole("link", { name: "Mobiel nummer wijzigen" }).click()
    await expect(mobile(page)).toHaveValue("")
  })

test("the server locks it while somebody types, or another tab does: the number is there again", async ({
  visitorPage: page,
  context,
  portal,
  wire,
}) => {
  await logIn(page, portal, "henk", { url: wire.url })
  await fillNumber(page, wire.url)
  portal.clock.advance({ minutes: 16 })
  await page.keyboard.press("Enter")
  await expectLocked(page)
  await unlock(page, "henk")
  await expectNumberBack(page)

  const other = await context.newPage()
  await other.goto(`${wire.url}/account`)
  await lock(other)
  await expectLocked(page)
  await unlock(page, "henk")
  await expectNumberBack(page)
})

test("without internet the vault's password brings back what was typed", async ({
  visitorPage: page,
  portal,
  wire,
}) => {
  await logIn(page, portal, "henk", { url: wire.url, keep: true })
  await workerIsThere(page)
  await openReports(page)
  await openFirstReport(page)
  await page.getByRole("button", { name: "Dit woord ken ik niet" }).click()
  await page.getByLabel("Het woord").fill("decubitus")
  await wire.unplug()
  await lock(page)
  await expectLocked(page)
  await unlock(page, "henk")
  await expect(page.getByLabel("Het woord")).toHaveValue("decubitus")
})

test("somebody else who opens the portal after that gets nothing of it", async ({
  visitorPage: page,
  portal,
  wire,
}) => {
  await logIn(page, portal, "anneke", { url: wire.url })
  await fillNumber(page, wire.url)
  await lock(page)
  await expectLocked(page)
  await page.getByRole("link", { name: "Inloggen" }).click()
  await logInHere(page, portal, "henk")
  await page.getByRole("button", { name: "Nee" }).click()
  await expect(page.getByRole("banner")).toContainText("Henk Willemsen")
  expect(await sealed(page)).toBeNull()
  await page.goto(`${wire.url}/account/nummer`)
  await expect(mobile(page)).toHaveValue("")
})

test("after the end of the session, logged in again, it is there too; after logging out it is not", async ({
  visitorPage: page,
  portal,
  wire,
}) => {
  await logIn(page, portal, "henk", { url: wire.url })
  await openReports(page)
  await openFirstReport(page)
  const report = page.url()
  await page.getByRole("button", { name: "Dit woord ken ik niet" }).click()
  await page.getByLabel("Het woord").fill("decubitus")
  await portal.db("sessions").update({ ended_at: portal.clock.now().toISOString(), end_reason: "test" })
  await page.evaluate(() => document.dispatchEvent(new Event("visibilitychange")))
  await expect(page).toHaveURL(/inloggen$/)
  expect(await kept(page)).not.toContain("decubitus")
  await logInHere(page, portal, "henk")
  await expect(page).toHaveURL(report)
  await expect(page.getByLabel("Het woord")).toHaveValue("decubitus")

  await lock(page)
  await expectLocked(page)
  expect(await sealed(page)).not.toBeNull()
  await unlock(page, "henk")
  await page.getByRole("link", { name: "Uitloggen", exact: true }).click()
  await page.getByRole("button", { name: "Ja, uitloggen" }).click()
  await expect(page.getByText("U bent uitgelogd.")).toBeVisible()
  expect(await sealed(page)).toBeNull()
})

test("with a vault, when the session ends: reading goes on, and logging in leads back to what was typed", async ({
  visitorPage: page,
  portal,
  wire,
}) => {
  await logIn(page, portal, "henk", { url: wire.url, keep: true })
  await openReports(page)
  await openFirstReport(page)
  const report = page.url()
  await page.getByRole("button", { name: "Dit woord ken ik niet" }).click()
  await page.getByLabel("Het woord").fill("decubitus")
  await portal.db("sessions").update({ ended_at: portal.clock.now().toISOString(), end_reason: "test" })
  await page.evaluate(() => document.dispatchEvent(new Event("visibilitychange")))
  await page.locator(".banner").getByRole("link", { name: "Inloggen" }).click()
  await logInHere(page, portal, "henk")
  await expect(page).toHaveURL(report)
  await expect(page.getByLabel("Het woord")).toHaveValue("decubitus")
})

test("a code is never kept", async ({ visitorPage: page, portal, wire }) => {
  await logIn(page, portal, "henk", { url: wire.url })
  await page.goto(`${wire.url}/account/nummer`)
  await mobile(page).fill(number)
  await password(page).fill(credentialsOf("henk").password)
  await page.keyboard.press("Enter")
  const code = page.getByLabel("Beveiligingscode")
  await code.fill("1234")
  await lock(page)
  await expectLocked(page)
  expect(await sealed(page)).toBeNull()
  await unlock(page, "henk")
  await expect(code).toHaveValue("")
})

test("without a vault the line that was read comes back too, and so does a page for everyone", async ({
  visitorPage: page,
  portal,
  wire,
}) => {
  await logIn(page, portal, "henk", { url: wire.url })
  await openReports(page)
  await workerIsThere(page)
  const reports = page.url()
  await page.evaluate(() => window.scrollTo(0, 500))
  await page.getByRole("link", { name: "Op slot zetten" }).evaluate((link: HTMLElement) => link.click())
  await expectLocked(page)
  await unlock(page, "henk")
  await expect(page).toHaveURL(reports)
  await expect(main(page).getByRole("article").first()).toBeVisible()
  await expect.poll(() => page.evaluate(() => window.scrollY)).toBe(500)
  await page.goto(`${wire.url}/weergave`)
  await lock(page)
  await expectLocked(page)
  await unlock(page, "henk")
  await expect(page).toHaveURL(/weergave$/)
})
