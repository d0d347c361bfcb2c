// What a reader does with a record: home, reports, one report, agenda, another client; and what the pages say when
// there is nothing, no right, or no answer.
import type { Page } from "@playwright/test"
import type { Portal } from "../support/portal.ts"
import { credentialsOf, expect, expectAccessible, logIn, sizes, test, fillCode } from "./portal-test.ts"

const chooseRia = async (page: Page) => {
  await page.getByRole("link", { name: /Ria de Vries/ }).click()
  await expect(page).toHaveURL(/\/dossier\/[0-9a-f-]{36}$/)
}

test("a daughter of two clients chooses, reads, and always sees whose record it is", async ({
  visitorPage: page,
  portal,
}) => {
  await logIn(page, portal, "anneke")
  await expectAccessible(page, "choice")
  await chooseRia(page)
  const header = page.getByRole("banner")
  await expect(header).toContainText("Ria de Vries-Bakker")
  await expect(header).toContainText("Anneke de Vries")
  expect(await page.title()).toBe("Cliëntportaal - Start")
  await expectAccessible(page, "home")

  await page
    .getByRole("link", { name: /^Agenda/ })
    .first()
    .click()
  await expect(page.getByRole("heading", { level: 1, name: "Agenda" })).toBeFocused()
  await expect(page.getByText("Wandelen in de tuin").first()).toBeVisible()
  await expectAccessible(page, "agenda")

  await header.getByRole("link", { name: "Andere cliënt kiezen" }).click()
  await page.getByRole("link", { name: /Jopie van Dam/ }).click()
  await expect(header).toContainText("Jopie van Dam")
  await expect(page.getByText("Ria de Vries-Bakker")).toHaveCount(0)
})

test("reports: by day, to the oldest one, one report and back to the same place", async ({
  visitorPage: page,
  portal,
}) => {
  await logIn(page, portal, "anneke")
  await chooseRia(page)
  await page
    .getByRole("link", { name: /^Rapportages/ })
    .first()
    .click()
  const reports = page.getByRole("main").getByRole("article")
  await expect(reports).toHaveCount(20)
  await page.getByRole("button", { name: "Toon eerdere rapportages" }).click()
  await expect(reports).toHaveCount(40)
  await page.getByRole("button", { name: "Toon eerdere rapportages" }).click()
  await expect(page.getByText("Dit waren alle rapportages.")).toBeVisible()
  await expect(page.getByText("VERTROUWELIJK")).toHaveCount(0)

  const all = await reports.count()
  const link = page.getByRole("link", { name: /Lees de hele rapportage/ }).last()
  await link.scrollIntoViewIfNeeded()
  const before = await page.evaluate(() => window.scrollY)
  await link.click()
  await expect(page).toHaveURL(/rapportages\/[0-9a-f-]{36}$/)
  await expectAccessible(page, "one report")
  await page.goBack()
  await expect(reports).toHaveCount(all)
  await expect.poll(() => page.evaluate(() => window.scrollY)).toBeGreaterThan(before - 200)
})

test("previous and next walk through the reports in time", async ({ visitorPage: page, portal }) => {
  await logIn(page, portal, "henk")
  await page
    .getByRole("link", { name: /^Rapportages/ })
    .first()
    .click()
  await page
    .getByRole("link", { name: /Lees de hele rapportage/ })
    .first()
    .click()
  await expect(page).toHaveURL(/rapportages\/[0-9a-f-]{36}$/)
  const first = page.url()
  await page.getByRole("link", { name: "Eerdere rapportage" }).click()
  await expect(page).not.toHaveURL(first)
  await expect(page.getByRole("heading", { level: 1 })).toBeFocused()
  await page.getByRole("link", { name: "Latere rapportage" }).click()
  await expect(page).toHaveURL(first)
})

test("short addresses lead to the only client's pages, or to the choice", async ({
  visitorPage: page,
  portal,
}) => {
  await logIn(page, portal, "henk")
  await page.goto(`${portal.url}/rapportages`)
  await expect(page).toHaveURL(/\/dossier\/[0-9a-f-]{36}\/rapportages$/)
  await page.goto(`${portal.url}/agenda`)
  await expect(page).toHaveURL(/\/dossier\/[0-9a-f-]{36}\/agenda$/)
})

test("a grant without reports shows none, and says until when the record can be read", async ({
  visitorPage: page,
  portal,
}) => {
  await logIn(page, portal, "mark")
  await expect(page.getByRole("banner")).toContainText("Wim Smit")
  await expect(page.getByText(/tot en met .*27 november/).first()).toBeVisible()
  await expect(page.getByRole("main").getByRole("link", { name: /Rapportages/ })).toHaveCount(0)
  await expect(page.getByText("Cor Post")).toHaveCount(0)
  await page.goto(`${page.url()}/rapportages`)
  await expect(page.getByText("U kunt de rapportages van dit dossier niet bekijken.").first()).toBeVisible()
})

test("no right, nothing there, no answer and still busy are four different texts", async ({
  visitorPage: page,
  portal,
}) => {
  await logIn(page, portal, "henk")
  const home = page.url()
  const texts: string[] = []
  const main = page.getByRole("main")

  await page.goto(`${portal.url}/dossier/00000000-0000-4000-8000-000000000000/agenda`)
  await expect(main).toContainText("Geen toegang")
  texts.push(await main.innerText())
  await expectAccessible(page, "no right")

  await page.route("**/api/patients/*/agenda*", (route) => route.abort())
  await page.goto(`${home}/agenda`)
  await expect(main).toContainText("De agenda kon niet worden opgehaald.")
  texts.push(await main.innerText())
  await expectAccessible(page, "not fetched")
  await page.unroute("**/api/patients/*/agenda*")
  await page.getByRole("button", { name: "Probeer opnieuw" }).click()
  await expect(
    page
      .getByText("Krant lezen")
      .or(page.getByRole("heading", { level: 2 }))
      .first(),
  ).toBeVisible()

  for (let weeks = 0; weeks < 20; weeks += 1)
    await page
      .getByRole("button", { name: "Volgende week" })
      .or(page.getByRole("link", { name: "Volgende week" }))
      .click()
  await expect(main).toContainText("In deze week staan er geen afspraken in de agenda.")
  texts.push(await main.innerText())

  let answer = () => {}
  const held = new Promise<void>((done) => (answer = done))
  await page.route("**/api/patients/*/reports*", async (route) => {
    await held
    await route.continue()
  })
  await page.goto(`${home}/rapportages`)
  await expect(main).toContainText("Bezig met ophalen")
  texts.push(await main.innerText())
  answer()
  await expect(main.getByRole("article").first()).toBeVisible()
  expect(new Set(texts).size).toBe(4)
})

test("a session that ended elsewhere leads to the login page and back to the same report", async ({
  visitorPage: page,
  portal,
}) => {
  await logIn(page, portal, "henk")
  await page
    .getByRole("link", { name: /^Rapportages/ })
    .first()
    .click()
  await expect(page).toHaveURL(/rapportages$/)
  const reports = page.url()
  await endSessions(portal)
  await page.reload()
  await expect(page).toHaveURL(/inloggen/)
  await expect(page.getByText("Henk Willemsen")).toHaveCount(0)
  await logInHere(page, portal)
  await expect(page).toHaveURL(reports)
})

async function endSessions(portal: Portal) {
  await portal.db("sessions").update({ ended_at: portal.clock.now().toISOString(), end_reason: "test" })
}

async function logInHere(page: Page, portal: Portal) {
  const { email, password } = credentialsOf("henk")
  await page.getByLabel("E-mailadres").fill(email)
  await page.getByLabel("Wachtwoord", { exact: true }).fill(password)
  await page.keyboard.press("Enter")
  await page.getByRole("button", { name: "Bevestig" }).click()
  await fillCode(page, portal)
  await page.keyboard.press("Enter")
}

for (const [size, viewport] of Object.entries(sizes))
  test(`${size}: at 200 % letters and in high contrast no page scrolls sideways and axe finds nothing`, async ({
    visitorPage: page,
    portal,
  }) => {
    await page.setViewportSize(viewport)
    await page.goto(`${portal.url}/inloggen`)
    for (const kept of [
      { versie: 1, schaal: 200 },
      { versie: 1, thema: "donker", contrast: "aan" },
      { versie: 1, thema: "donker", kleuren: "rood-groen" },
    ]) {
      await page.evaluate((value) => localStorage.setItem("weergave", JSON.stringify(value)), kept)
      for (const path of ["/inloggen", "/registreren", "/hulp"]) {
        await page.goto(portal.url + path)
        await expect(page.getByRole("heading", { level: 1 })).toBeVisible()
        await expectAccessible(page, `${path} ${JSON.stringify(kept)}`)
      }
    }
    await logIn(page, portal, "henk")
    const home = page.url()
    for (const path of ["", "/rapportages", "/zorgplan", "/agenda", "/agenda?maand=2026-11"]) {
      await page.goto(home + path)
      await expect(page.getByRole("heading", { level: 1 })).toBeVisible()
      await page.waitForLoadState("networkidle")
      await expectAccessible(page, `${path} in dark red-green`)
    }
  })

test("a browser without JavaScript gets a plain page with the number to call", async ({
  browser,
  portal,
}) => {
  const context = await browser.newContext({ javaScriptEnabled: false })
  const page = await context.newPage()
  await page.goto(portal.url)
  await expect(page.locator("body")).toContainText("0344 00 12 00")
  await expect(page.locator("body")).toContainText("Zorggroep De Linde")
  await context.close()
})
