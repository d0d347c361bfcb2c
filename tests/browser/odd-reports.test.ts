// Reports that nobody foresaw: of 200,000 characters, with HTML, scripts, hidden marks and emoji, of nothing but
// abbreviations, of one endless word. All of it is there, nothing is run, nothing is cut in silence.
import { importResources } from "../../server/ecd/import-resources.ts"
import { report } from "../support/family.ts"
import type { Portal } from "../support/portal.ts"
import { expect, expectAccessible, logIn } from "./portal-test.ts"
import { main, settle, test, workerIsThere } from "./own-tablet.ts"

const sentence = "Mevrouw liep vandaag een eindje in de tuin en zong daarbij een oud lied. "
const long = `${sentence.repeat(Math.ceil(200_000 / sentence.length))}Dit is het einde van het verhaal.`
const hostile =
  "Eerst gewoon. &lt;script&gt;alert(1)&lt;/script&gt; en &lt;b&gt;vet&lt;/b&gt;. \u202Eomgekeerd\u202C. 👵🏽❤️ שלום. Dan weer gewoon."
const abbreviations = "ADL MDO CVA UWI COPD DM RR SO EVV MIC WZD"
const endless = "a".repeat(3_000)

const odd = { lang: long, vreemd: hostile, afkortingen: abbreviations, eindeloos: endless }

/** The oldest of Henk's reports are these. */
async function bringOddReports(portal: Portal) {
  const resources = Object.entries(odd).map(([id, text], at) => ({
    resource: report(`raar-${id}`, "henk-willemsen", `2023-05-0${at + 1}T09:00:00+02:00`, text),
    location: `test#${at}`,
  }))
  const actor = { kind: "system", id: "test" } as const
  await importResources(portal.deps, { resources, sourceName: "demo-ecd", actor })
}

test("odd reports stand whole on the page, in the list and by themselves, at 200 % too", async ({
  visitorPage: page,
  portal,
}) => {
  test.setTimeout(180_000)
  await bringOddReports(portal)
  await logIn(page, portal, "henk")
  const list = `${page.url()}/rapportages?tot=2023-06-01`
  await page.goto(list)
  const rows = main(page).getByRole("article")
  await expect(rows).toHaveCount(4)
  // What is cut says so, and leads to the rest.
  const whole = page.getByRole("link", { name: /^Lees de hele rapportage/ })
  await expect(whole).toHaveCount(2)
  await expect(rows.filter({ hasText: "Eerst gewoon." })).toContainText(
    "<script>alert(1)</script> en <b>vet</b>. omgekeerd. 👵🏽❤️ שלום. Dan weer gewoon.",
  )
  await expect(rows.filter({ hasText: "MDO" }).locator(".term")).toHaveCount(11)
  await expectAccessible(page, "odd reports")

  await whole.last().click()
  await expect(main(page)).toContainText("Dit is het einde van het verhaal.")
  const text = await main(page).getByRole("article").innerText()
  expect(text.length).toBeGreaterThan(200_000)
  const duration = await page.evaluate(async () => {
    const before = performance.now()
    window.scrollTo(0, document.body.scrollHeight)
    await new Promise((painted) => requestAnimationFrame(() => setTimeout(painted)))
    return performance.now() - before
  })
  expect(duration).toBeLessThan(2_000)

  await page.setViewportSize({ width: 390, height: 844 })
  await page.evaluate(() => localStorage.setItem("weergave", JSON.stringify({ versie: 1, schaal: 200 })))
  await page.goto(list)
  await expect(rows).toHaveCount(4)
  await expectAccessible(page, "odd reports at 200 %")
  await whole.first().click()
  await expect(rows).toHaveCount(1)
  await expect(rows).toContainText(endless)
  await expectAccessible(page, "an endless word at 200 %")
})

test("a report too long for the device says that it is not kept, an ordinary one does not", async ({
  visitorPage: page,
  portal,
  wire,
}) => {
  await bringOddReports(portal)
  await logIn(page, portal, "henk", { url: wire.url, keep: true })
  await workerIsThere(page)
  const list = `${new URL(page.url()).pathname}/rapportages?tot=2023-06-01`
  await page
    .getByRole("link", { name: /^Rapportages/ })
    .first()
    .click()
  await page
    .getByRole("link", { name: /^Lees de hele rapportage/ })
    .first()
    .click()
  await expect(main(page).getByRole("article")).toHaveCount(1)
  await expect(main(page)).not.toContainText("te lang om op uw apparaat te bewaren")
  await page.evaluate((to) => {
    history.pushState({ ...history.state, current: to }, "", to)
    window.dispatchEvent(new PopStateEvent("popstate", { state: history.state }))
  }, list)
  await page
    .getByRole("link", { name: /^Lees de hele rapportage/ })
    .last()
    .click()
  await expect(main(page)).toContainText("Dit is te lang om op uw apparaat te bewaren.")
  await expectAccessible(page, "a report that is not kept")
  await settle(page)
  const { pathname } = new URL(page.url())
  await wire.unplug()
  await page.getByRole("link", { name: "Start" }).first().click()
  await page.evaluate((to) => {
    history.pushState({ ...history.state, current: to }, "", to)
    window.dispatchEvent(new PopStateEvent("popstate", { state: history.state }))
  }, pathname)
  await expect(main(page)).toContainText("Niet op dit apparaat")
})
