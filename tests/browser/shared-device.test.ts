// "Dit is een gedeeld apparaat: wis alles": by keyboard, on the lock, without internet, in a browser that ignores what the
// server asks of it. Afterwards somebody looks into every store of the browser.
import type { Page } from "@playwright/test"
import { expect, expectAccessible, logIn, sizes } from "./portal-test.ts"
import { expectLocked, openPatient, openReports, settle, test, unlock, workerIsThere } from "./own-tablet.ts"
import { pressOn } from "./by-keyboard.ts"

const heading = (page: Page, name: string) => page.getByRole("heading", { level: 1, name })
const yes = (page: Page) => page.getByRole("button", { name: "Ja, wis alles" })
const wipeLink = (page: Page) => page.getByRole("link", { name: "Dit is een gedeeld apparaat: wis alles" })

const storesOf = (page: Page) =>
  page.evaluate(async () => {
    type Buckets = { storageBuckets: { keys(): Promise<string[]> } }
    return {
      databases: (await indexedDB.databases()).map(({ name }) => name),
      buckets: await (navigator as unknown as Buckets).storageBuckets.keys(),
      local: Object.keys(localStorage).sort(),
      session: Object.keys(sessionStorage),
      caches: await caches.keys(),
      workers: (await navigator.serviceWorker.getRegistrations()).length,
    }
  })
const nothing = { databases: [], buckets: [], local: [], session: [], caches: [], workers: 0 }

const chooseContrast = async (page: Page, url: string) => {
  await page.goto(`${url}/account`)
  await page.getByRole("switch", { name: "Hoog contrast" }).click()
  await expect(page.locator("html")).toHaveAttribute("data-contrast", "hoog")
  await page.getByRole("link", { name: "Start" }).first().click()
}

test("at logging out, by keyboard: every store is empty, and the page says what was wiped", async ({
  visitorPage: page,
  context,
  portal,
  wire,
}) => {
  await logIn(page, portal, "anneke", { url: wire.url, keep: true })
  await chooseContrast(page, wire.url)
  await workerIsThere(page)
  await settle(page)
  const before = await storesOf(page)
  for (const store of ["databases", "buckets", "local", "caches"] as const)
    expect(before[store].length, store).toBeGreaterThan(0)
  const other = await context.newPage()
  await other.goto(`${wire.url}/account`)

  await page.getByRole("link", { name: "Uitloggen", exact: true }).click()
  await expectAccessible(page, "logging out")
  await pressOn(page, wipeLink(page))
  await expect(heading(page, "Wilt u alles wissen op dit apparaat?")).toBeFocused()
  await expectAccessible(page, "wipe everything?")
  await pressOn(page, yes(page))
  await expect(heading(page, "Alles is gewist")).toBeFocused()
  await expect(page.getByText("U bent uitgelogd.")).toBeVisible()
  await expect(page.locator("html")).toHaveAttribute("data-contrast", "gewoon")
  await expect(page.getByText(/Anneke|Ria/)).toHaveCount(0)
  await expect(other.getByText(/Anneke|Ria/)).toHaveCount(0)
  await expect.poll(() => storesOf(page)).toEqual(nothing)
  expect(await context.cookies()).toEqual([])
  await expect(page.getByText("nieuwe versie")).toHaveCount(0)
  await page.setViewportSize(sizes.phone)
  await page.evaluate(() => (document.documentElement.style.fontSize = "200%"))
  await expectAccessible(page, "all wiped, 200 %, phone")
  await page.getByRole("link", { name: "Naar inloggen" }).click()
  await expect(heading(page, "Cliëntportaal - Inloggen")).toBeVisible()
})

test("a browser that ignores what the server asks wipes itself all the same", async ({
  visitorPage: page,
  portal,
  wire,
}) => {
  await page.route("**/api/logout/device", async (route) => {
    const response = await route.fetch()
    const { "clear-site-data": asked, ...headers } = response.headers()
    expect(asked).toBe('"storage"')
    await route.fulfill({ response, headers })
  })
  await logIn(page, portal, "henk", { url: wire.url, keep: true })
  await openReports(page)
  await workerIsThere(page)
  await settle(page)
  await page.goto(`${wire.url}/gedeeld-apparaat`)
  await yes(page).click()
  await expect(heading(page, "Alles is gewist")).toBeVisible()
  await expect.poll(() => storesOf(page)).toEqual(nothing)
})

test("a browser that never answers the first question is asked again", async ({
  visitorPage: page,
  portal,
  wire,
}) => {
  await logIn(page, portal, "henk", { url: wire.url, keep: true })
  await workerIsThere(page)
  await settle(page)
  await page.goto(`${wire.url}/gedeeld-apparaat`)
  // As Chromium does now and then while it clears what the server asks it to clear.
  await page.evaluate(() => {
    for (const store of [indexedDB, caches]) {
      const name = "databases" in store ? "databases" : "keys"
      const ask = (store as unknown as Record<string, () => Promise<never>>)[name]?.bind(store)
      let isCleared = false
      Object.assign(store, {
        [name]: () => {
          const answer = isCleared || localStorage.length > 0 ? ask?.() : new Promise(() => {})
          isCleared ||= localStorage.length === 0
          return answer
        },
      })
    }
  })
  await yes(page).click()
  await expect(heading(page, "Alles is gewist")).toBeVisible({ timeout: 10_000 })
  await expect.poll(() => storesOf(page)).toEqual(nothing)
})

test("on the lock, of somebody who left the tablet behind: nothing of the record, and all of it goes", async ({
  visitorPage: page,
  portal,
  wire,
}) => {
  await logIn(page, portal, "anneke", { url: wire.url, keep: true })
  await openPatient(page, /Ria de Vries/)
  await workerIsThere(page)
  await page.getByRole("link", { name: "Op slot zetten" }).click()
  await expectLocked(page)
  await wipeLink(page).click()
  await expect(page.getByText(/Ria de Vries|Anneke/)).toHaveCount(0)
  // Thought better of it.
  await page.getByRole("button", { name: "Nee, terug" }).click()
  await expectLocked(page)
  await wipeLink(page).click()
  await yes(page).click()
  await expect(heading(page, "Alles is gewist")).toBeVisible()
  await expect.poll(() => storesOf(page)).toEqual(nothing)
  expect(await portal.db("sessions").whereNull("ended_at")).toEqual([])
})

test("without internet the device is wiped at once, and the server hears of it at the next contact", async ({
  visitorPage: page,
  context,
  portal,
  wire,
}) => {
  await logIn(page, portal, "anneke", { url: wire.url, keep: true })
  await openPatient(page, /Ria de Vries/)
  await workerIsThere(page)
  await settle(page)
  await wire.unplug()
  await page.goto(wire.url)
  await unlock(page, "anneke")
  await expect(page.getByRole("banner")).toContainText("Anneke de Vries")
  await page.getByRole("link", { name: "Uitloggen", exact: true }).click()
  await wipeLink(page).click()
  await yes(page).click()
  await expect(heading(page, "Alles is gewist")).toBeVisible({ timeout: 15_000 })
  await expect(page.getByText("Wij konden u nog niet uitloggen.")).toBeVisible()
  await expectAccessible(page, "wiped without internet")
  // Two marks that name nobody: that the server must hear of it, and the random id of the vault.
  await expect.poll(() => storesOf(page)).toEqual({ ...nothing, local: ["gewist", "uitloggen"] })
  const open = () => portal.db("sessions").whereNull("ended_at")
  expect(await open()).toHaveLength(1)

  await wire.plug()
  await page.evaluate(() => window.dispatchEvent(new Event("online")))
  await expect(page.getByText("U bent uitgelogd.")).toBeVisible({ timeout: 20_000 })
  expect(await open()).toEqual([])
  await expect.poll(() => storesOf(page)).toEqual(nothing)
  expect(await context.cookies()).toEqual([])
})

test("without internet and closed: the next start tells the server before anything else", async ({
  visitorPage: page,
  context,
  portal,
  wire,
}) => {
  await logIn(page, portal, "henk", { url: wire.url })
  await page.goto(`${wire.url}/gedeeld-apparaat`)
  await workerIsThere(page)
  await wire.unplug()
  await yes(page).click()
  await expect(page.getByText("Wij konden u nog niet uitloggen.")).toBeVisible({ timeout: 15_000 })
  await page.close()
  await wire.plug()
  const next = await context.newPage()
  await next.goto(wire.url)
  await expect(heading(next, "Cliëntportaal - Inloggen")).toBeVisible()
  expect(await portal.db("sessions").whereNull("ended_at")).toEqual([])
  expect(await context.cookies()).toEqual([])
})
