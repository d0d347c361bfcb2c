// Reading without internet: what was read opens again after the password, with its date; logging out leaves nothing.
import type { Page } from "@playwright/test"
import type { Portal } from "../support/portal.ts"
import { credentialsOf, expect, expectAccessible, logIn, fillCode } from "./portal-test.ts"
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

/** What staff decide: no session and no vault of this reader may go on. */
async function endRights(portal: Portal) {
  const ended = { ended_at: portal.clock.now().toISOString(), end_reason: "test" }
  for (const table of ["sessions", "vaults"]) await portal.db(table).update(ended)
}

/** An appointment as it is read, without the file that only the portal can make. */
const withoutFile = (row: string) => row.replace(/\s*Zet in mijn eigen agenda[^]*$/, "")

const saved = "Bewaard op zondag 22 november om 14:00 uur."

test("what was read opens again without internet, and logging out leaves nothing", async ({
  visitorPage: page,
  portal,
  wire,
}) => {
  await logIn(page, portal, "anneke", { url: wire.url, keep: true })
  await openPatient(page, /Ria de Vries/)
  await workerIsThere(page)
  await openReports(page)
  await expect(main(page).getByRole("article")).toHaveCount(20)
  const reports = await main(page).getByRole("article").allInnerTexts()
  await openFirstReport(page)
  const report = await main(page).getByRole("article").innerText()
  await page.getByRole("link", { name: "Start" }).click()
  await page
    .getByRole("link", { name: /^Agenda/ })
    .first()
    .click()
  await expect(page.getByRole("heading", { level: 1, name: "Agenda" })).toBeVisible()
  await expect(main(page).getByRole("listitem").nth(4)).toBeVisible()
  const agenda = (await main(page).getByRole("listitem").allInnerTexts()).map(withoutFile)
  await settle(page)

  await wire.unplug()
  await page.reload()
  await expectLocked(page)
  await expect(page.getByText("U kunt lezen wat u op dit apparaat eerder las.")).toBeVisible()
  await expectAccessible(page, "lock screen")
  await unlock(page, "anneke")

  await expect(page.getByRole("heading", { level: 1, name: "Agenda" })).toBeVisible()
  await expect(page.getByText(saved)).toBeVisible()
  await expect(page.getByText("Geen internet")).toBeVisible()
  expect(await main(page).getByRole("listitem").allInnerTexts()).toEqual(agenda)
  await expectAccessible(page, "agenda without internet")
  await page.getByRole("link", { name: "Start" }).click()
  await openReports(page)
  await expect(page.getByText(saved)).toBeVisible()
  expect(await main(page).getByRole("article").allInnerTexts()).toEqual(reports)
  await openFirstReport(page)
  await expect(main(page).getByRole("article")).toHaveText(report, { useInnerText: true })
  await page.goBack()
  await page
    .getByRole("link", { name: /^Lees de hele rapportage/ })
    .nth(1)
    .click()
  await expect(page.getByText("Deze pagina is niet bewaard op dit apparaat")).toBeVisible()

  await page.getByRole("link", { name: "Uitloggen" }).click()
  await expect(page.getByText("Wat u bewaarde op dit apparaat wissen wij.")).toBeVisible()
  await page.getByRole("button", { name: "Ja, uitloggen" }).click()
  await expect(page.getByText("U bent uitgelogd.")).toBeVisible()
  await page.goto(`${wire.url}/slot`)
  await expect(page.getByRole("button", { name: "Openen" })).toHaveCount(0)
  expect(await vaultsOn(page)).toEqual([])

  // The session ends on the server as soon as it can be reached.
  expect(await portal.db("sessions").whereNull("ended_at")).toHaveLength(1)
  await wire.plug()
  await page.reload()
  await expect(page.getByLabel("E-mailadres")).toBeVisible()
  await expect.poll(() => portal.db("sessions").whereNull("ended_at")).toHaveLength(0)
})

test("a plan that was read opens without internet; an earlier one that was not says so; a withdrawn goal goes", async ({
  visitorPage: page,
  portal,
  wire,
}) => {
  await logIn(page, portal, "anneke", { url: wire.url, keep: true })
  await openPatient(page, /Ria de Vries/)
  await workerIsThere(page)
  const openPlan = () =>
    page
      .getByRole("link", { name: /^Zorgplan/ })
      .first()
      .click()
  await openPlan()
  const first = main(page).getByRole("heading", { name: "Ria beweegt elke dag en valt niet" })
  await expect(first).toBeVisible()
  const agreed = await main(page).getByRole("listitem").allInnerTexts()
  await settle(page)

  await wire.unplug()
  await page.reload()
  await unlock(page, "anneke")
  await expect(page.getByText(saved)).toBeVisible()
  expect(await main(page).getByRole("listitem").allInnerTexts()).toEqual(agreed)
  await expectAccessible(page, "plan without internet")
  await page.getByRole("link", { name: /Eerste zorgplan van Ria/ }).click()
  await expect(page.getByText("Deze pagina is niet bewaard op dit apparaat")).toBeVisible()

  // The ECD withdraws a goal: at the first contact the kept plan goes.
  const goal = () =>
    portal
      .db("care_goals")
      .whereIn("id", portal.db("fhir_resources").where({ resource_id: "ria-doel-1" }).select("id"))
  await goal().update({ visible: false })
  await page.reload()
  await expectLocked(page)
  await wire.plug()
  await unlock(page, "anneke")
  await expect(main(page)).toContainText("Geldt niet meer")
  await settle(page)
  await wire.unplug()
  await page.reload()
  await unlock(page, "anneke")
  await expect(main(page)).toContainText("Geldt niet meer")
  await goal().update({ visible: true })
  await page.getByRole("link", { name: "Naar het zorgplan van nu" }).click()
  await expect(page.getByText("Deze pagina is niet bewaard op dit apparaat")).toBeVisible()
})

test("a network that stays silent: after 2 seconds what was read before, and the newest only when asked for", async ({
  visitorPage: page,
  portal,
  wire,
}) => {
  await logIn(page, portal, "anneke", { url: wire.url, keep: true })
  await openPatient(page, /Ria de Vries/)
  await openReports(page)
  await settle(page)
  await page.getByRole("link", { name: "Start" }).click()
  const held: (() => void)[] = []
  await page.route(/\/reports$/, async (route) => {
    await new Promise<void>((go) => held.push(go))
    const response = await route.fetch()
    const list = (await response.json()) as { reports: { excerpt: string }[] }
    list.reports[0]!.excerpt = "Mevrouw heeft vanmiddag gezwommen."
    await route.fulfill({ response, json: list })
  })
  await page
    .getByRole("link", { name: /^Rapportages/ })
    .first()
    .click()
  await expect(page.getByText(saved)).toBeVisible({ timeout: 5_000 })
  await expect(main(page).getByRole("article")).toHaveCount(20)
  for (const go of held) go()
  await expect(page.getByText("Er is iets nieuws. U leest nu wat eerder is bewaard.")).toBeVisible()
  await expect(page.getByText("gezwommen")).toHaveCount(0)
  await page.getByRole("button", { name: "Toon het nieuwste" }).click()
  await expect(page.getByText("gezwommen")).toBeVisible()
  await expect(page.getByText(saved)).toHaveCount(0)
})

test("a hotel's own page, silence and errors lock nobody out and wipe nothing", async ({
  visitorPage: page,
  portal,
  wire,
}) => {
  await logIn(page, portal, "anneke", { url: wire.url, keep: true })
  await openPatient(page, /Ria de Vries/)
  await openReports(page)
  await workerIsThere(page)
  await settle(page)
  for (const trouble of ["capture", "hang"] as const) {
    await wire[trouble]()
    await page.goto(wire.url)
    await expectLocked(page)
    await unlock(page, "anneke")
    await openPatient(page, /Ria de Vries/)
    await openReports(page)
    await expect(page.getByText(saved)).toBeVisible()
  }
  await wire.plug()
  for (const status of [401, 403, 423, 429, 500, 503]) {
    await page.route("**/api/**", (route) =>
      route.fulfill({ status, contentType: "application/problem+json", body: "{}" }),
    )
    await page.goto(`${wire.url}/slot`)
    await unlock(page, "anneke")
    await openPatient(page, /Ria de Vries/)
    await openReports(page)
    await page.unroute("**/api/**")
  }
  expect((await vaultsOn(page)).length).toBe(1)
})

test("the right has ended: at the first contact all is wiped before anything is shown", async ({
  visitorPage: page,
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
  await expectLocked(page)
  await endRights(portal)
  await wire.plug()

  await watchFor(page, "Ria de Vries")
  await unlock(page, "anneke")
  await expect(page.getByText("Daarom wisten wij wat hier bewaard was.")).toBeVisible()
  expect(await page.evaluate(() => (window as unknown as { seen: string[] }).seen)).toEqual([])
  expect(await vaultsOn(page)).toEqual([])
  await page.goto(wire.url)
  await expect(page.getByLabel("E-mailadres")).toBeVisible()
})

test("read without internet, and the right ends: it goes the moment the portal answers again", async ({
  visitorPage: page,
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
  await endRights(portal)
  await wire.plug()
  await page.evaluate(() => window.dispatchEvent(new Event("online")))
  await expect(page.getByText("Daarom wisten wij wat hier bewaard was.")).toBeVisible()
  await expect(page.getByText(/Ria de Vries/)).toHaveCount(0)
  expect(await vaultsOn(page)).toEqual([])
})

/** Notes every moment at which these words stand on the page. */
const watchFor = (page: Page, words: string) =>
  page.evaluate((text) => {
    const seen: string[] = []
    ;(window as unknown as { seen: string[] }).seen = seen
    const look = () => document.body.textContent.includes(text) && seen.push(text)
    new MutationObserver(look).observe(document.body, { subtree: true, childList: true, characterData: true })
    const frame = () => {
      look()
      requestAnimationFrame(frame)
    }
    frame()
  }, words)

test("two readers on one tablet: each opens their own, and neither sees the other's", async ({
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
  await openReports(page)
  await workerIsThere(page)
  const henks = await main(page).getByRole("article").allInnerTexts()
  await settle(page)

  await wire.unplug()
  await page.goto(wire.url)
  await page.getByRole("button", { name: "AV" }).click()
  await unlock(page, "henk")
  await expect(page.getByText("Dat klopte niet. Probeer het rustig nog eens.").first()).toBeVisible()
  await page.getByRole("button", { name: "HW" }).click()
  await unlock(page, "henk")
  await openReports(page)
  expect(await main(page).getByRole("article").allInnerTexts()).toEqual(henks)
  await expect(page.getByText(/Ria de Vries|Anneke/)).toHaveCount(0)

  await page.getByRole("link", { name: "Uitloggen" }).click()
  await page.getByRole("button", { name: "Ja, uitloggen" }).click()
  await expect(page.getByText("U bent uitgelogd.")).toBeVisible()
  await page.goto(wire.url)
  await expectLocked(page)
  await unlock(page, "anneke")
  // Where she was when she put the portal on the lock.
  await expect(page.getByRole("banner")).toContainText("Dossier van Ria de Vries-Bakker")
  await expect(page.getByRole("heading", { name: "Nieuw" })).toBeVisible()
})

test("whoever says no keeps nothing, and is not asked again", async ({ visitorPage: page, portal, wire }) => {
  await logIn(page, portal, "henk", { url: wire.url })
  await openReports(page)
  await workerIsThere(page)
  await settle(page)
  expect(await vaultsOn(page)).toEqual([])
  await page.getByRole("link", { name: "Uitloggen" }).click()
  await page.getByRole("button", { name: "Ja, uitloggen" }).click()
  await page.getByLabel("E-mailadres").fill(credentialsOf("henk").email)
  await page.getByLabel("Wachtwoord", { exact: true }).fill(credentialsOf("henk").password)
  await page.getByRole("button", { name: "Inloggen" }).click()
  await page.getByRole("button", { name: "Bevestig" }).click()
  await fillCode(page, portal)
  await page.getByRole("button", { name: "Inloggen" }).click()
  await expect(page.getByRole("heading", { name: "Nieuw" })).toBeVisible()

  await page.getByRole("link", { name: "Mijn account" }).first().click()
  await page.getByRole("link", { name: "Aanzetten" }).click()
  await page.getByLabel("Wachtwoord", { exact: true }).fill("Iets-anders-9-dan-dit")
  await page.getByRole("button", { name: /^Ja, dit is/ }).click()
  await expect(page.getByText("dit wachtwoord klopt niet").first()).toBeVisible()
  await page.getByLabel("Wachtwoord", { exact: true }).fill(credentialsOf("henk").password)
  await page.getByRole("button", { name: /^Ja, dit is/ }).click()
  await expect(page).toHaveURL(/account$/)
  await expect(page.getByText("Dit staat aan.")).toBeVisible()
  expect(await vaultsOn(page)).toHaveLength(1)
})

test("a session that ends while the vault is open: the reader reads on, and is led to the newest", async ({
  visitorPage: page,
  portal,
  wire,
}) => {
  await logIn(page, portal, "anneke", { url: wire.url, keep: true })
  await openPatient(page, /Ria de Vries/)
  await openReports(page)
  await settle(page)
  await page.getByRole("link", { name: "Start" }).click()
  await portal.db("sessions").update({ locked_at: portal.clock.now().toISOString() })
  await openReports(page)
  await expect(page.getByText("Met uw wachtwoord ziet u het nieuwste.")).toBeVisible()
  await expect(page.getByText(saved)).toBeVisible()
  await expectAccessible(page, "reports without a session")
  await page.getByRole("link", { name: "Wachtwoord invullen" }).click()
  await expectLocked(page)
  await unlock(page, "anneke")
  await expect(main(page).getByRole("article")).toHaveCount(20)
  await expect(page.getByText("Niet ingelogd")).toHaveCount(0)

  await portal.db("sessions").update({ ended_at: portal.clock.now().toISOString(), end_reason: "test" })
  await page.getByRole("link", { name: "Start" }).click()
  await expect(page.getByText("Log in voor het nieuwste.")).toBeVisible()
  await page.getByRole("link", { name: "Inloggen" }).click()
  await expect(page.getByLabel("E-mailadres")).toBeVisible()
  await expect(page.getByText(/Ria de Vries/)).toHaveCount(0)
})

test("a device that keeps nothing, or a password that can be guessed: a sentence, and reading goes on", async ({
  visitorPage: page,
  portal,
  wire,
}) => {
  await logIn(page, portal, "henk", { url: wire.url })
  const ask = async (typed: string) => {
    await page.getByRole("link", { name: "Mijn account" }).first().click()
    await page.getByRole("link", { name: "Aanzetten" }).click()
    await page.getByLabel("Wachtwoord", { exact: true }).fill(typed)
    await page.getByRole("button", { name: /^Ja, dit is/ }).click()
  }
  // The server's yes to this password is ours: the demo's own are all strong.
  await page.route("**/api/session/unlock", (route) => route.fulfill({ status: 204 }))
  await ask("Zomer2026!!!")
  await expect(page.getByText("Uw wachtwoord is niet lang genoeg.")).toBeVisible()
  await expectAccessible(page, "a password that can be guessed")
  await page.unroute("**/api/session/unlock")
  await page.getByRole("button", { name: "Verder" }).click()

  await page.evaluate(() => {
    const refuse = () => {
      throw new DOMException("refused", "SecurityError")
    }
    Object.defineProperty(navigator, "storageBuckets", { value: undefined })
    IDBFactory.prototype.open = refuse
  })
  await ask(credentialsOf("henk").password)
  await expect(page.getByText("Dit apparaat kan niets bewaren.")).toBeVisible()
  await page.getByRole("button", { name: "Verder" }).click()
  await page.getByRole("link", { name: "Start" }).first().click()
  await openReports(page)
  expect(await portal.db("vaults").whereNull("ended_at")).toHaveLength(0)
})

test("a browser that does not say what it keeps holds up no start", async ({
  visitorPage: page,
  portal,
  wire,
}) => {
  await logIn(page, portal, "anneke", { url: wire.url, keep: true })
  await workerIsThere(page)
  await settle(page)
  await wire.unplug()
  // The start itself asks first; who looks for what nobody names any more gets no answer.
  await page.addInitScript(() => {
    const ask = indexedDB.databases.bind(indexedDB)
    let asked = 0
    indexedDB.databases = () => (asked++ === 0 ? ask() : new Promise(() => {}))
  })
  await page.reload()
  await expectLocked(page)
  await unlock(page, "anneke")
  await expect(page.getByRole("heading", { level: 1, name: "Welk dossier wilt u lezen?" })).toBeVisible()
})
