// Finding one's way in many reports: the filter that is always said, the way back, and no place that is lost.
import type { Page } from "@playwright/test"
import { expect, expectAccessible, logIn, test } from "./portal-test.ts"

const main = (page: Page) => page.getByRole("main")
const reports = (page: Page) => main(page).getByRole("article")
const notice = (page: Page) => main(page).getByRole("status").filter({ hasText: "Filter staat aan" })

/** Of whom the reports on the page are, each once. */
const signsOf = async (page: Page) => [
  ...new Set(await reports(page).getByRole("heading", { level: 3 }).allInnerTexts()),
]

async function openReports(page: Page) {
  await page
    .getByRole("link", { name: /^Rapportages/ })
    .first()
    .click()
  await expect(reports(page).first()).toBeVisible()
}

test("what happened yesterday: two taps from home, and the day is said in words", async ({
  visitorPage: page,
  portal,
}) => {
  await logIn(page, portal, "anneke")
  await page.getByRole("link", { name: /Ria de Vries/ }).click()
  await openReports(page)
  await expect(main(page).getByRole("heading", { name: "Gisteren, zaterdag 21 november" })).toBeVisible()
})

test("a filter is said in words, kept on the way to a report and back, and goes with one press", async ({
  visitorPage: page,
  portal,
}) => {
  await logIn(page, portal, "anneke")
  await page.getByRole("link", { name: /Ria de Vries/ }).click()
  await openReports(page)
  const choose = page.getByRole("button", { name: "Kies soort of periode" })
  await choose.click()
  await expect(choose).toHaveAttribute("aria-expanded", "true")
  await page.getByRole("button", { name: "Arts" }).click()
  await expect(notice(page)).toContainText("U ziet alleen: Arts.")
  await page.getByLabel("Periode").selectOption("Laatste 3 maanden")
  await expect(notice(page)).toContainText("U ziet alleen: Arts, laatste 3 maanden.")
  await expect(page).toHaveURL(/rapportages\?soort=arts&periode=kwartaal$/)
  await expect.poll(() => signsOf(page)).toEqual(["Arts"])
  const heads = await reports(page).getByRole("heading", { level: 3 }).allInnerTexts()
  expect(heads.length).toBeGreaterThan(1)
  await expectAccessible(page, "filtered reports")

  await page
    .getByRole("link", { name: /Lees de hele rapportage/ })
    .first()
    .click()
  await expect(main(page)).toContainText("Filter staat aan. U ziet alleen: Arts, laatste 3 maanden.")
  await expect(main(page).getByRole("heading", { level: 1 })).toHaveText("Rapportage van de arts")
  await page.getByRole("link", { name: "Eerdere rapportage" }).click()
  await expect(main(page).getByRole("heading", { level: 1 })).toHaveText("Rapportage van de arts")
  await page.reload()
  await page.getByRole("link", { name: "Alle rapportages" }).click()
  await expect(notice(page)).toContainText("Arts, laatste 3 maanden")
  await expect(reports(page).getByRole("heading", { level: 3 })).toHaveText(heads)

  await notice(page).getByRole("button", { name: "Wis filter" }).click()
  await expect(reports(page)).toHaveCount(20)
  await expect(notice(page)).toHaveCount(0)
  await expect(main(page).getByRole("heading", { level: 1 })).toBeFocused()
})

test("days of one's own choice; what does not fit is said, and an empty period has a way on", async ({
  visitorPage: page,
  portal,
}) => {
  await logIn(page, portal, "henk")
  await openReports(page)
  await page.getByRole("button", { name: "Kies soort of periode" }).click()
  await page.getByLabel("Periode").selectOption("Zelf dagen kiezen")
  await page.getByRole("button", { name: "Toon deze dagen" }).click()
  await expect(main(page)).toContainText("Kies een dag, of allebei de dagen.")
  await page.getByLabel("Van", { exact: true }).fill("2026-11-20")
  await page.getByLabel("Tot en met").fill("2026-11-01")
  await page.getByRole("button", { name: "Toon deze dagen" }).click()
  await expect(main(page)).toContainText("De laatste dag ligt vóór de eerste dag.")
  await expectAccessible(page, "days that are turned around")
  await page.getByLabel("Van", { exact: true }).fill("2001-05-01")
  await page.getByLabel("Tot en met").fill("2001-05-02")
  await page.getByRole("button", { name: "Toon deze dagen" }).click()
  await expect(notice(page)).toContainText("1 mei 2001 tot en met 2 mei 2001")
  await expect(main(page)).toContainText("Er zijn geen rapportages die hierbij horen.")
  await expectAccessible(page, "an empty period")
  await page.reload()
  await page.getByRole("button", { name: "Kies soort of periode" }).click()
  await expect(page.getByLabel("Van", { exact: true })).toHaveValue("2001-05-01")
  await notice(page).getByRole("button", { name: "Wis filter" }).click()
  await expect(reports(page).first()).toBeVisible()
})

test("far down the list a reload, and a report that was reloaded, lead back to the same place", async ({
  visitorPage: page,
  portal,
}) => {
  await logIn(page, portal, "anneke")
  await page.getByRole("link", { name: /Ria de Vries/ }).click()
  await openReports(page)
  await page.getByRole("button", { name: "Toon eerdere rapportages" }).click()
  await expect(reports(page)).toHaveCount(40)
  const further = (await reports(page).nth(20).getAttribute("id")) ?? ""
  const link = reports(page)
    .getByRole("link", { name: /Lees de hele/ })
    .last()
  const id = await link.evaluate((element) => element.closest("article")?.id ?? "")

  await page.reload()
  await expect(page.locator(`#${further}`)).toBeInViewport()
  await page
    .locator(`#${id}`)
    .getByRole("link", { name: /Lees de hele/ })
    .click()
  await expect(page).toHaveURL(/rapportages\/[0-9a-f-]{36}$/)
  await page.reload()
  await page
    .getByRole("navigation", { name: "U bent hier" })
    .getByRole("link", { name: /Rappor/ })
    .click()
  await expect(page.locator(`#${id} h3`)).toBeFocused()
  await expect(page.locator(`#${id}`)).toBeInViewport()

  const count = await reports(page).count()
  await page.getByRole("button", { name: "Toon latere rapportages" }).click()
  await expect.poll(() => reports(page).count()).toBeGreaterThan(count)
})

const searchFor = async (page: Page, typed: string) => {
  await page.getByLabel("Zoek in rapportages").fill(typed)
  await page.getByRole("button", { name: "Zoek", exact: true }).click()
}
const found = (page: Page) => main(page).getByRole("status").filter({ hasText: "U zoekt op" })

test("searching: accents do not count, what is found is marked, also in the report, and nothing of it is in the address", async ({
  visitorPage: page,
  portal,
}) => {
  await logIn(page, portal, "anneke")
  await page.getByRole("link", { name: /Ria de Vries/ }).click()
  await openReports(page)
  const addresses: string[] = []
  page.on("request", (request) => addresses.push(request.url()))
  await searchFor(page, "ROLLATOR rustpauze")
  await expect(found(page)).toContainText(/U zoekt op “ROLLATOR rustpauze”\..*\d+ rapportages? gevonden\./)
  await expect(page.locator("mark").first()).toBeVisible()
  const marks = await page.locator("mark, .marked").allInnerTexts()
  expect(new Set(marks.map((mark) => mark.toLowerCase()))).toEqual(new Set(["rollator", "rustpauze"]))
  await expectAccessible(page, "search results")

  await searchFor(page, "rollátor")
  await expect.poll(() => reports(page).count()).toBeGreaterThan(1)
  const all = await reports(page).count()
  await page
    .getByRole("link", { name: /Lees de hele/ })
    .first()
    .click()
  await expect(main(page).locator("mark").first()).toBeVisible()
  await expect(main(page)).toContainText("U zoekt op “rollátor”.")
  await expectAccessible(page, "a report that was found")
  await page.getByRole("link", { name: "Eerdere rapportage" }).click()
  await expect(main(page).locator("mark").first()).toBeVisible()
  await page.getByRole("link", { name: "Terug naar wat is gevonden" }).click()
  await expect(found(page)).toContainText("rollátor")
  expect(await reports(page).count()).toBe(all)
  expect(addresses.join(" ")).not.toMatch(/roll|rust/i)
  expect(page.url()).not.toMatch(/roll/i)

  await page.getByRole("button", { name: "Wis zoekopdracht" }).click()
  await expect(reports(page)).toHaveCount(20)
  await expect(page.locator("mark")).toHaveCount(0)
  await expect(page.getByLabel("Zoek in rapportages")).toHaveValue("")
})

test("searching goes along with the filter, and away from the reports it is over", async ({
  visitorPage: page,
  portal,
}) => {
  await logIn(page, portal, "anneke")
  await page.getByRole("link", { name: /Ria de Vries/ }).click()
  await openReports(page)
  await searchFor(page, "mevrouw")
  await expect(found(page)).toContainText("rapportages gevonden")
  await page.getByRole("button", { name: "Kies soort of periode" }).click()
  await page.getByRole("button", { name: "Arts" }).click()
  await expect(notice(page)).toContainText("U ziet alleen: Arts.")
  await expect.poll(() => signsOf(page)).toEqual(["Arts"])
  await page.getByRole("link", { name: "Start" }).click()
  await openReports(page)
  await expect(found(page)).toHaveCount(0)
  await expect(reports(page)).toHaveCount(20)
})

test("odd searches get a clear answer", async ({ visitorPage: page, portal }) => {
  await logIn(page, portal, "henk")
  await openReports(page)
  for (const [typed, answer] of [
    ["", "Typ eerst een woord."],
    ["  ", "Typ eerst een woord."],
    ["x".repeat(500), "Zoek met een paar woorden"],
  ] as const) {
    await searchFor(page, typed)
    await expect(main(page)).toContainText(answer)
  }
  await expectAccessible(page, "a search that is too long")
  for (const typed of ["%", "(", "\\", "<script>alert(1)</script>", "👵🏽", "\u202Exyz"]) {
    await searchFor(page, typed)
    await expect(found(page)).toContainText(/gevonden/i)
  }
  await searchFor(page, "xyzzy")
  await expect(found(page)).toContainText("Niets gevonden.")
  await expect(main(page)).toContainText("Probeer een ander woord")
  await searchFor(page, "e")
  await expect(page.locator("mark").first()).toBeVisible()
})

test("a long search tells how far it is, can be stopped, and a failed one can be tried again", async ({
  visitorPage: page,
  portal,
}) => {
  await logIn(page, portal, "henk")
  await openReports(page)
  let asked = 0
  let hold = () => {}
  await page.route("**/reports/search", async (route) => {
    asked += 1
    if (asked === 2) await new Promise<void>((done) => (hold = done))
    const part = { reports: [], olderThan: asked < 3 ? "next" : null, searched: 4000, total: 12_000 }
    await route.fulfill({ json: part }).catch(() => undefined)
  })
  await searchFor(page, "naald")
  await expect(found(page)).toContainText("Bezig met zoeken: 4.000 van 12.000 bekeken.")
  await page.getByRole("button", { name: "Stop met zoeken" }).click()
  await expect(found(page)).toContainText("0 gevonden in de nieuwste 4.000 van 12.000 rapportages.")
  hold()
  await page.getByRole("button", { name: "Zoek verder in eerdere rapportages" }).click()
  await expect(found(page)).toContainText("Niets gevonden.")
  await page.unroute("**/reports/search")

  await page.route("**/reports/search", (route) => route.abort())
  await searchFor(page, "naald")
  await expect(main(page)).toContainText("Het zoeken lukte niet.")
  await page.unroute("**/reports/search")
  await page.getByRole("button", { name: "Probeer opnieuw" }).click()
  await expect(found(page)).toContainText("gevonden")
})
