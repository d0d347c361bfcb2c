// Two readers, two tabs, one device: what one of them keeps, locks or wipes is never the other's.
import type { Page } from "@playwright/test"
import { credentialsOf, expect, logIn, type DemoName, fillCode } from "./portal-test.ts"
import type { Portal } from "../support/portal.ts"
import {
  expectLocked,
  main,
  openFirstReport,
  openPatient,
  openReports,
  settle,
  test,
  unlock,
  vaultsOn,
  workerIsThere,
} from "./own-tablet.ts"

async function logInHere(page: Page, portal: Portal, name: DemoName) {
  const { email, password } = credentialsOf(name)
  await page.getByLabel("E-mailadres").fill(email)
  await page.getByLabel("Wachtwoord", { exact: true }).fill(password)
  await page.getByRole("button", { name: "Inloggen" }).click()
  await page.getByRole("button", { name: "Bevestig" }).click()
  await fillCode(page, portal)
  await page.getByRole("button", { name: "Inloggen" }).click()
  await expect(page).not.toHaveURL(/inloggen/)
}

test("the password of one reader never locks the vault of another", async ({
  visitorPage: page,
  context,
  portal,
  wire,
}) => {
  const other = await context.newPage()
  await other.goto(`${wire.url}/account`)
  await expect(other).toHaveURL(/inloggen/)
  await page.goto(`${wire.url}/inloggen`)
  await logInHere(page, portal, "anneke")
  await expect(page).toHaveURL(/zonder-internet/)
  await logInHere(other, portal, "henk")
  await expect(page.getByRole("banner")).toContainText("Henk Willemsen")
  await expect(page).toHaveURL(/\/dossier\//)
  expect(await vaultsOn(page)).toEqual([])
})

test("a session that was locked without internet stays locked for whoever opens another vault", async ({
  visitorPage: page,
  portal,
  wire,
}) => {
  await logIn(page, portal, "anneke", { url: wire.url, keep: true })
  await openPatient(page, /Ria de Vries/)
  await settle(page)
  await page.getByRole("link", { name: "Op slot zetten" }).click()
  await page.getByRole("link", { name: "Inloggen" }).click()
  await logIn(page, portal, "henk", { url: wire.url, keep: true })
  await workerIsThere(page)
  await settle(page)
  await wire.unplug()
  await page.getByRole("link", { name: "Op slot zetten" }).click()
  await expectLocked(page)
  await wire.plug()
  await page.getByRole("button", { name: "AV" }).click()
  await unlock(page, "anneke")
  await expect(page.getByRole("banner")).toContainText("Ria de Vries")
  await page.evaluate(() => document.dispatchEvent(new Event("visibilitychange")))
  await settle(page)
  await expect(page.getByRole("banner")).not.toContainText("Henk")
  await page.goto(wire.url)
  await expect(page.getByRole("heading", { level: 1, name: "Het portaal is op slot" })).toBeVisible()
  expect((await page.request.get(`${wire.url}/api/me`)).status()).not.toBe(200)
})

test("who logs in over another's vault sees nothing of it", async ({ visitorPage: page, portal, wire }) => {
  await logIn(page, portal, "anneke", { url: wire.url, keep: true })
  await openPatient(page, /Ria de Vries/)
  await openReports(page)
  await openFirstReport(page)
  const address = new URL(page.url()).pathname
  const text = await main(page).getByRole("article").innerText()
  await settle(page)
  await portal.db("sessions").update({ ended_at: portal.clock.now().toISOString(), end_reason: "test" })
  await page.reload()
  await unlock(page, "anneke")
  await expect(main(page).getByRole("article")).toHaveText(text, { useInnerText: true })
  await page
    .getByRole("banner")
    .getByRole("link", { name: "Inloggen" })
    .or(page.locator(".banner a"))
    .first()
    .click()
  await logInHere(page, portal, "henk")
  await page.getByRole("button", { name: "Nee" }).click()
  await expect(page.getByRole("banner")).toContainText("Henk")
  let answer = () => {}
  const held = new Promise<void>((done) => (answer = done))
  await page.route("**/reports/*", async (route) => {
    await held
    await route.continue()
  })
  await page.evaluate((path) => history.pushState({}, "", path), address)
  await page.evaluate(() => window.dispatchEvent(new PopStateEvent("popstate", { state: {} })))
  await expect(page).toHaveURL(/rapportages/)
  await page.waitForTimeout(500)
  await expect(main(page).getByRole("article")).toHaveCount(0)
  answer()
})

test("a vault that one tab wipes is not read on in another", async ({
  visitorPage: page,
  context,
  portal,
  wire,
}) => {
  await logIn(page, portal, "anneke", { url: wire.url, keep: true })
  await openPatient(page, /Ria de Vries/)
  await openReports(page)
  await workerIsThere(page)
  await settle(page)
  await wire.unplug()
  await page.goto(wire.url)
  await unlock(page, "anneke")
  await openPatient(page, /Ria de Vries/)
  await openReports(page)
  const other = await context.newPage()
  await other.goto(wire.url)
  await unlock(other, "anneke")
  await openPatient(other, /Ria de Vries/)
  await other.getByRole("link", { name: "Mijn account" }).first().click()
  await other.getByRole("button", { name: "Uitzetten en wissen" }).click()
  await expect(page.getByText(/Ria de Vries/)).toHaveCount(0)
  await expect(other.getByText(/Ria de Vries/)).toHaveCount(0)
  expect(await vaultsOn(page)).toEqual([])
})
