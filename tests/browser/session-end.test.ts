// Tabs share one session: what a record leaves in a tab when the session ends, or becomes someone else's.
import type { BrowserContext, Page } from "@playwright/test"
import type { Portal } from "../support/portal.ts"
import {
  answerKeeping,
  credentialsOf,
  expect,
  logIn,
  newestCode,
  now,
  test,
  type DemoName,
  fillCode,
} from "./portal-test.ts"

/** Anneke reads Ria's reports; beside it stands a tab that was sent to the login page before. */
async function twoTabs(page: Page, context: BrowserContext, portal: Portal) {
  const other = await context.newPage()
  await other.goto(`${portal.url}/account`)
  await expect(other).toHaveURL(/inloggen/)
  await logIn(page, portal, "anneke")
  await page.getByRole("link", { name: /Ria de Vries/ }).click()
  await page
    .getByRole("link", { name: /^Rapportages/ })
    .first()
    .click()
  await expect(page.getByRole("main").getByRole("article")).toHaveCount(20)
  return other
}

async function logInHere(page: Page, portal: Portal, name: DemoName) {
  const { email, password } = credentialsOf(name)
  await page.getByLabel("E-mailadres").fill(email)
  await page.getByLabel("Wachtwoord", { exact: true }).fill(password)
  await page.keyboard.press("Enter")
  await page.getByRole("button", { name: "Bevestig" }).click()
  await fillCode(page, portal)
  await page.keyboard.press("Enter")
  await expect(page).not.toHaveURL(/inloggen/)
  // Whoever said no before on this device is not asked again.
  await expect(page.getByRole("link", { name: "Op slot zetten" })).toBeVisible()
  if (page.url().includes("zonder-internet")) await answerKeeping(page, false)
}

async function cookiesOf(portal: Portal, name: DemoName) {
  const visitor = portal.visitor()
  await visitor.post("/api/login", credentialsOf(name))
  await visitor.post("/api/login/confirm")
  const done = await visitor.post("/api/login/code", { code: await newestCode(portal) })
  expect(done.status).toBe(200)
  return [...visitor.cookies].map(([name, value]) => ({ name, value, url: portal.url }))
}

const endSessions = (portal: Portal) =>
  portal.db("sessions").update({ ended_at: portal.clock.now().toISOString(), end_reason: "test" })

/** The reader comes back to this tab, so much later. */
async function lookAgain(page: Page, seconds: number) {
  await page.clock.setFixedTime(new Date(Date.parse(now) + seconds * 1000))
  await page.evaluate(() => document.dispatchEvent(new Event("visibilitychange")))
}

async function expectNothingOfRia(page: Page) {
  await expect(page.getByText(/Ria de Vries|Anneke de Vries/)).toHaveCount(0)
  await expect(page.getByRole("article")).toHaveCount(0)
}

test("someone else who logs in in another tab takes this tab over", async ({
  visitorPage: page,
  context,
  portal,
}) => {
  const other = await twoTabs(page, context, portal)
  await endSessions(portal)
  await expect(page.getByRole("banner")).toContainText("Anneke de Vries")
  await logInHere(other, portal, "henk")
  await expect(page.getByRole("banner")).toContainText("Ingelogd: Henk Willemsen")
  await expect(page).toHaveURL(/\/dossier\/[0-9a-f-]{36}$/)
  await expect(page.getByText(/Ria de Vries|Anneke de Vries/)).toHaveCount(0)
})

test("until the server says who it is, the other tab shows nothing of the record", async ({
  visitorPage: page,
  context,
  portal,
}) => {
  const other = await twoTabs(page, context, portal)
  let answer = () => {}
  const held = new Promise<void>((done) => (answer = done))
  await page.route("**/api/me", async (route) => {
    await held
    await route.continue()
  })
  await logInHere(other, portal, "henk")
  await expect(page.getByRole("main")).toContainText("Bezig met ophalen")
  await expectNothingOfRia(page)
  answer()
  await expect(page.getByRole("banner")).toContainText("Henk Willemsen")
})

test("the same person who logs in in another tab reads on here", async ({
  visitorPage: page,
  context,
  portal,
}) => {
  const other = await twoTabs(page, context, portal)
  const reports = page.url()
  const fresh = page.waitForResponse(/\/reports$/)
  await logInHere(other, portal, "anneke")
  await fresh
  await expect(page.getByRole("main").getByRole("article")).toHaveCount(20)
  expect(page.url()).toBe(reports)
})

test("a session that one tab finds ended is over in the other one too", async ({
  visitorPage: page,
  context,
  portal,
}) => {
  const other = await twoTabs(page, context, portal)
  const reports = page.url()
  await endSessions(portal)
  await other.goto(`${portal.url}/agenda`)
  await expect(other).toHaveURL(/inloggen/)
  await expect(page).toHaveURL(/inloggen/)
  await expect(page.getByRole("heading", { level: 1 })).toBeFocused()
  await expect(page.getByText("Log opnieuw in.")).toBeVisible()
  await expectNothingOfRia(page)
  await logInHere(page, portal, "anneke")
  await expect(page).toHaveURL(reports)
})

test("logging out in one tab logs the other one out, and says so", async ({
  visitorPage: page,
  context,
  portal,
}) => {
  const other = await twoTabs(page, context, portal)
  await other.goto(`${portal.url}/uitloggen`)
  await other.getByRole("button", { name: "Ja, uitloggen" }).click()
  await expect(page.getByText("U bent uitgelogd.")).toBeVisible()
  await expect(page.getByLabel("E-mailadres")).toHaveValue("")
  await expectNothingOfRia(page)
})

test("a page that is looked at again asks whose it is, and is left alone without an answer", async ({
  visitorPage: page,
  context,
  portal,
}) => {
  await twoTabs(page, context, portal)
  const reports = page.url()
  let asked = 0
  page.on("request", (request) => (asked += Number(request.url().endsWith("/api/me"))))

  await context.setOffline(true)
  const failed = page.waitForEvent("requestfailed")
  await lookAgain(page, 0)
  await failed
  await lookAgain(page, 1)
  await context.setOffline(false)
  await expect(page.getByRole("main").getByRole("article")).toHaveCount(20)
  expect(asked).toBe(1)

  // The cookie changes and no tab tells this one.
  await context.addCookies(await cookiesOf(portal, "henk"))
  await expect(page).toHaveURL(reports)
  await lookAgain(page, 60)
  await expect(page.getByRole("banner")).toContainText("Henk Willemsen")
  await expect(page).not.toHaveURL(/rapportages/)
  await expect(page.getByText(/Ria de Vries|Anneke de Vries/)).toHaveCount(0)

  await endSessions(portal)
  await lookAgain(page, 120)
  await expect(page).toHaveURL(/inloggen/)
  await expect(page.getByText("Henk Willemsen")).toHaveCount(0)
})

test("on a page for everyone an ended session takes the name away, not the page", async ({
  visitorPage: page,
  portal,
}) => {
  await logIn(page, portal, "henk")
  await page.getByRole("banner").getByRole("link", { name: "Hulp" }).click()
  await expect(page.getByRole("heading", { level: 1, name: "Hulp" })).toBeVisible()
  await endSessions(portal)
  await lookAgain(page, 60)
  await expect(page.getByText("Henk Willemsen")).toHaveCount(0)
  await expect(page.getByRole("heading", { level: 1, name: "Hulp" })).toBeVisible()
  await expect(page).toHaveURL(/hulp$/)
})

test("a number typed while registering is gone after logging in", async ({ visitorPage: page, portal }) => {
  await page.goto(`${portal.url}/registreren`)
  await page.getByLabel("Mobiel nummer").fill("06 99 88 77 66")
  await page.getByRole("link", { name: "Terug" }).click()
  await page.getByRole("link", { name: "Registreer" }).click()
  await expect(page.getByLabel("Mobiel nummer")).toHaveValue("06 99 88 77 66")
  await page.getByRole("link", { name: "Terug" }).click()
  await logInHere(page, portal, "henk")
  await page.getByRole("link", { name: "Uitloggen", exact: true }).click()
  await page.getByRole("button", { name: "Ja, uitloggen" }).click()
  await page.getByRole("link", { name: "Registreer" }).click()
  await expect(page.getByLabel("Mobiel nummer")).toHaveValue("")
})

test("a page whose program is lost is fetched again from the portal, whatever its address looks like", async ({
  visitorPage: page,
  portal,
}) => {
  await page.route("**/assets/NotFoundPage*", (route) => route.abort())
  await page.goto(`${portal.url}//evil.example/x`).catch(() => undefined)
  await expect(page.getByText("Deze pagina kon niet worden opgehaald.")).toBeVisible()
  const asked = page.waitForRequest((request) => request.isNavigationRequest())
  await page.getByRole("button", { name: "Probeer opnieuw" }).click()
  expect(new URL((await asked).url()).origin).toBe(portal.url)
})

test("what the organisation left empty is not shown: no link, number or sentence leads nowhere", async ({
  visitorPage: page,
  portal,
}) => {
  await page.route("**/api/organisation", async (route) => {
    const response = await route.fetch()
    const info = (await response.json()) as Record<string, unknown>
    const empty = {
      help: {
        care: { text: "", phone: "", tel: "", hours: "Elke dag" },
        urgent: { text: "Team De Beuk", phone: "", tel: "" },
        desk: { email: "" },
      },
      links: { generalTerms: "", representation: "", website: "" },
    }
    await route.fulfill({ response, json: { ...info, ...empty } })
  })
  for (const path of ["/hulp", "/wachtwoord-vergeten", "/toegankelijkheid", "/inloggen"]) {
    await page.goto(portal.url + path)
    await expect(page.getByRole("heading", { level: 1 })).toBeVisible()
    await expect(page.locator("a[href=''], a[href^='tel:'], a[href^='mailto:']")).toHaveCount(0)
    await expect(page.locator("body")).not.toContainText(
      /Bel ons|Elke dag|De Beuk|klantenservice|hoofdstuk 3|Wie mag het dossier lezen|Website van/,
    )
  }
})
