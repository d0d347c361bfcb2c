// The display settings of an account: before logging in, on a second device, without internet, after logging out.
import type { Browser, Page } from "@playwright/test"
import { emailIndexOf } from "../../server/credentials/email.ts"
import type { Portal } from "../support/portal.ts"
import { answerKeeping, credentialsOf, expect, newestCode, now, test, type DemoName } from "./portal-test.ts"

const answer = (page: Page, group: string, name: string) =>
  page
    .getByRole("group", { name: group, exact: true })
    .getByRole("radio", { name: new RegExp(`^${name}( |$)`) })
const html = (page: Page) => page.locator("html")
const saved = (page: Page, words: string) => page.getByRole("status").getByText(words, { exact: true })

const inAccount = "Bewaard in uw account."
const onDevice = "Bewaard op dit apparaat."
const later = `${onDevice} Bij internet ook in uw account.`
const updated = "Uw weergave is bijgewerkt vanaf een ander apparaat."

async function accountOf(portal: Portal, name: DemoName) {
  const rows = (await portal
    .db("display_settings")
    .join("accounts", "accounts.id", "display_settings.account_id")
    .where("accounts.email_index", emailIndexOf(portal.deps.sealing, credentialsOf(name).email))
    .select("field", "value")
    .orderBy("field")) as { field: string; value: string }[]
  return Object.fromEntries(rows.map(({ field, value }) => [field, value]))
}

/** Also for the second time: the question whether this device keeps what is read is asked once. */
async function enter(page: Page, portal: Portal, name: DemoName) {
  const { email, password } = credentialsOf(name)
  await page.goto(`${portal.url}/inloggen`)
  await page.getByLabel("E-mailadres").fill(email)
  await page.getByLabel("Wachtwoord", { exact: true }).fill(password)
  await page.getByRole("button", { name: "Inloggen" }).click()
  await page.getByRole("button", { name: "Bevestig" }).click()
  await expect(page.getByLabel("Beveiligingscode")).toBeVisible()
  await page.getByLabel("Beveiligingscode").fill(await newestCode(portal))
  await page.getByRole("button", { name: "Inloggen" }).click()
  await expect(page).not.toHaveURL(/inloggen/)
  if (page.url().includes("zonder-internet")) await answerKeeping(page, false)
}

async function toDisplay(page: Page) {
  await page.getByRole("link", { name: "Weergave" }).first().click()
  await expect(page.getByRole("heading", { level: 1, name: "Weergave" })).toBeVisible()
}

async function logOut(page: Page) {
  await page.getByRole("link", { name: "Uitloggen" }).first().click()
  await page.getByRole("button", { name: "Ja, uitloggen" }).click()
  await expect(page.getByText("U bent uitgelogd")).toBeVisible()
}

/** Another device, with a clock that is so many minutes on. */
async function device(browser: Browser, minutes: number) {
  const context = await browser.newContext({ locale: "nl-NL", timezoneId: "Europe/Amsterdam" })
  await context.clock.setFixedTime(new Date(Date.parse(now) + minutes * 60_000))
  return await context.newPage()
}

async function lookAgain(page: Page, minutes: number) {
  await page.clock.setFixedTime(new Date(Date.parse(now) + minutes * 60_000))
  const asked = page.waitForResponse(/\/api\/display$/)
  await page.evaluate(() => document.dispatchEvent(new Event("visibilitychange")))
  await (await asked).finished()
  // What came in has been compared with what is shown.
  await page.evaluate(() => new Promise((done) => setTimeout(done, 100)))
}

test("what was chosen before logging in becomes the account's, wins over what was there, and can be taken back", async ({
  visitorPage: page,
  portal,
}) => {
  await enter(page, portal, "henk")
  await toDisplay(page)
  await answer(page, "Hoog contrast", "Uit").check()
  await expect(saved(page, inAccount)).toBeVisible()
  await answer(page, "Lettergrootte", "Groot").check()
  await expect.poll(() => accountOf(portal, "henk")).toEqual({ contrast: "uit", schaal: "125" })
  await logOut(page)
  await page.getByRole("switch", { name: /Hoog contrast/ }).click()
  await expect(html(page)).toHaveAttribute("data-contrast", "hoog")
  portal.clock.advance({ minutes: 5 })
  await page.clock.setFixedTime(portal.clock.now())
  await enter(page, portal, "henk")
  await expect(html(page)).toHaveAttribute("data-contrast", "hoog")
  await expect(page.getByText("Hoog contrast staat nu ook aan in uw account.")).toBeVisible()
  expect(await accountOf(portal, "henk")).toEqual({ contrast: "aan", schaal: "125" })
  await page.getByRole("button", { name: "Ongedaan maken" }).click()
  await expect(html(page)).toHaveAttribute("data-contrast", "gewoon")
  await expect(page.getByText("Hoog contrast staat nu ook aan")).toHaveCount(0)
  await expect.poll(() => accountOf(portal, "henk")).toEqual({ contrast: "uit", schaal: "125" })
})

test("a wish taken back before logging in, or of the day before, leaves the account alone", async ({
  visitorPage: page,
  portal,
}) => {
  await page.goto(`${portal.url}/weergave`)
  await answer(page, "Licht of donker", "Donker").check()
  await page.getByRole("button", { name: "Ongedaan maken" }).click()
  await answer(page, "Hoog contrast", "Aan").check()
  await expect(saved(page, onDevice)).toBeVisible()
  portal.clock.advance({ hours: 25 })
  await page.clock.setFixedTime(portal.clock.now())
  await enter(page, portal, "henk")
  await page.waitForLoadState("networkidle")
  await expect(html(page)).toHaveAttribute("data-contrast", "hoog")
  expect(await accountOf(portal, "henk")).toEqual({})
})

test("on a second device the account's look is there with the first page; later changes come at the next page", async ({
  visitorPage: page,
  portal,
  browser,
}) => {
  await enter(page, portal, "henk")
  await toDisplay(page)
  await answer(page, "Licht of donker", "Donker").check()
  await answer(page, "Lettergrootte", "Groter").check()
  await expect(saved(page, inAccount)).toBeVisible()
  await expect.poll(() => accountOf(portal, "henk")).toEqual({ schaal: "150", thema: "donker" })

  portal.clock.advance({ minutes: 10 })
  const other = await device(browser, 10)
  await enter(other, portal, "henk")
  await expect(html(other)).toHaveAttribute("data-thema", "donker")
  await expect(other.getByText(updated)).toHaveCount(0)
  await toDisplay(other)
  await answer(other, "Licht of donker", "Licht").check()
  await expect(saved(other, inAccount)).toBeVisible()

  // Newer here on one field, older on the other: each field has its own newest.
  await lookAgain(page, 11)
  await expect(html(page)).toHaveAttribute("data-thema", "donker")
  await page.getByRole("link", { name: "Hulp" }).first().click()
  await expect(html(page)).toHaveAttribute("data-thema", "licht")
  await expect(html(page)).toHaveAttribute("style", /--schaal: 1\.5/)
  await expect(page.getByText(updated)).toBeVisible()
  await page.getByRole("button", { name: "Terug", exact: true }).first().click()
  await expect(html(page)).toHaveAttribute("data-thema", "donker")
  await expect.poll(() => accountOf(portal, "henk")).toEqual({ schaal: "150", thema: "donker" })
  await other.context().close()
})

test("the notice goes when it is closed, and by itself after two pages", async ({
  visitorPage: page,
  portal,
  browser,
}) => {
  await enter(page, portal, "henk")
  portal.clock.advance({ minutes: 1 })
  const other = await device(browser, 1)
  await enter(other, portal, "henk")
  const change = async (name: string, minutes: number) => {
    portal.clock.set(new Date(Date.parse(now) + minutes * 60_000).toISOString())
    await other.clock.setFixedTime(portal.clock.now())
    await toDisplay(other)
    await answer(other, "Licht of donker", name).check()
    await expect(saved(other, inAccount)).toBeVisible()
    await other.getByRole("link", { name: "Hulp" }).first().click()
    await lookAgain(page, minutes)
  }
  const open = (name: string) => page.getByRole("link", { name, exact: true }).first().click()
  await change("Donker", 3)
  await open("Hulp")
  await expect(page.getByText(updated)).toBeVisible()
  await open("Weergave")
  await expect(page.getByText(updated)).toBeVisible()
  await open("Hulp")
  await expect(page.getByText(updated)).toHaveCount(0)
  await change("Licht", 5)
  await open("Weergave")
  await page.getByRole("button", { name: "Sluiten" }).click()
  await expect(page.getByText(updated)).toHaveCount(0)
  await other.context().close()
})

test("without internet a choice waits, and goes up when there is internet again", async ({
  visitorPage: page,
  portal,
  context,
}) => {
  await enter(page, portal, "henk")
  await toDisplay(page)
  await context.setOffline(true)
  await answer(page, "Kleuren", "Zonder kleur").check()
  await expect(html(page)).toHaveAttribute("data-kleuren", "zonder-kleur")
  await expect(saved(page, later)).toBeVisible()
  expect(await accountOf(portal, "henk")).toEqual({})
  await context.setOffline(false)
  await expect(saved(page, inAccount)).toBeVisible()
  expect(await accountOf(portal, "henk")).toEqual({ kleuren: "zonder-kleur" })
})

for (const [what, answerWith] of [
  ["a fault", { status: 500, contentType: "application/problem+json", body: '{"code":"internal"}' }],
  ["a network's own page", { status: 200, contentType: "text/html", body: "<p>Log in op wifi</p>" }],
] as const)
  test(`a choice survives ${what}, and the page being closed`, async ({ visitorPage: page, portal }) => {
    await enter(page, portal, "henk")
    await toDisplay(page)
    await page.route("**/api/display", (route) => route.fulfill(answerWith))
    await answer(page, "Lettergrootte", "Groot").check()
    await expect(saved(page, later)).toBeVisible()
    expect(await accountOf(portal, "henk")).toEqual({})
    await page.unroute("**/api/display")
    await page.reload()
    await expect.poll(() => accountOf(portal, "henk")).toEqual({ schaal: "125" })
    await expect(answer(page, "Lettergrootte", "Groot")).toBeChecked()
  })

test("a choice waits while the portal is on the lock", async ({ visitorPage: page, portal }) => {
  await enter(page, portal, "henk")
  await toDisplay(page)
  const locked = { status: 423, contentType: "application/problem+json", body: '{"code":"session-locked"}' }
  await page.route("**/api/display", (route) => route.fulfill(locked))
  await answer(page, "Lettergrootte", "Groot").click()
  await expect(page.getByLabel("Wachtwoord", { exact: true })).toBeVisible()
  await expect(html(page)).toHaveAttribute("style", /--schaal: 1\.25/)
  expect(await page.evaluate(() => localStorage.getItem("weergave-onderweg"))).toContain('"schaal"')
})

test("logging out keeps the look; what waits for one account never goes to another", async ({
  visitorPage: page,
  portal,
  context,
}) => {
  await enter(page, portal, "henk")
  await toDisplay(page)
  await page.route("**/api/display", (route) => route.abort())
  await answer(page, "Licht of donker", "Donker").check()
  await expect(saved(page, later)).toBeVisible()
  await page.unroute("**/api/display")
  await context.clearCookies()
  await page.goto(`${portal.url}/inloggen`)
  await expect(html(page)).toHaveAttribute("data-thema", "donker")

  await enter(page, portal, "anneke")
  await page.waitForLoadState("networkidle")
  expect(await accountOf(portal, "anneke")).toEqual({})
  const kept = await page.evaluate(() => localStorage.getItem("weergave-onderweg") ?? "")
  expect(kept).toContain("donker")
  for (const secret of ["henk", "anneke", "Willemsen", "@"]) expect(kept).not.toContain(secret)
  await logOut(page)
  await expect(html(page)).toHaveAttribute("data-thema", "donker")
  await enter(page, portal, "henk")
  await expect.poll(() => accountOf(portal, "henk")).toEqual({ thema: "donker" })
})

test("on this device only: nothing goes up, nothing comes down, and going back is going back", async ({
  visitorPage: page,
  portal,
}) => {
  await enter(page, portal, "henk")
  await toDisplay(page)
  await answer(page, "Licht of donker", "Licht").check()
  await expect(saved(page, inAccount)).toBeVisible()
  await answer(page, "Gebruik deze weergave op", "Alleen dit apparaat").check()
  await answer(page, "Licht of donker", "Donker").check()
  await expect(saved(page, onDevice)).toBeVisible()
  await page.waitForLoadState("networkidle")
  expect(await accountOf(portal, "henk")).toEqual({ thema: "licht" })
  await page.reload()
  await expect(html(page)).toHaveAttribute("data-thema", "donker")

  await answer(page, "Gebruik deze weergave op", "Al mijn apparaten").check()
  await expect(html(page)).toHaveAttribute("data-thema", "licht")
  await page.getByRole("button", { name: "Ongedaan maken" }).click()
  await expect(html(page)).toHaveAttribute("data-thema", "donker")
  await expect(answer(page, "Gebruik deze weergave op", "Alleen dit apparaat")).toBeChecked()
  expect(await accountOf(portal, "henk")).toEqual({ thema: "licht" })
})

test("a device whose clock is slow still has the last word about what its reader sees", async ({
  visitorPage: page,
  portal,
}) => {
  await enter(page, portal, "henk")
  await toDisplay(page)
  await answer(page, "Lettergrootte", "Groot").check()
  await expect(saved(page, inAccount)).toBeVisible()
  await page.clock.setFixedTime(new Date(Date.parse(now) - 60 * 60_000))
  await answer(page, "Lettergrootte", "Grootst").check()
  await expect.poll(() => accountOf(portal, "henk")).toEqual({ schaal: "200" })
})
