// The agenda by week and by month: whatever an appointment does with days and clocks, on paper, in another calendar,
// and without internet.
import { readFileSync } from "node:fs"
import type { Page } from "@playwright/test"
import { importResources } from "../../server/ecd/import-resources.ts"
import { changeOrganisation } from "../../server/organisation/settings.ts"
import { appointment } from "../support/family.ts"
import type { Portal } from "../support/portal.ts"
import { expect, expectAccessible, logIn, sizes } from "./portal-test.ts"
import { main, openPatient, settle, test, unlock, workerIsThere } from "./own-tablet.ts"

const actor = { kind: "system", id: "test" } as const

/** Odd ones of Henk, far from what other stories read. */
async function bringOddOnes(portal: Portal) {
  const of = (id: string, start: string, end: string, what: string, changes: object = {}) => ({
    ...appointment(`vreemd-${id}`, "henk-willemsen", start, end, what),
    ...changes,
  })
  const resources = [
    of("nacht", "2025-10-25T22:00:00+02:00", "2025-10-26T07:00:00+01:00", "Nachtwake"),
    of("eerste", "2025-10-26T02:30:00+02:00", "2025-10-26T02:45:00+02:00", "Eerste controle"),
    of("tweede", "2025-10-26T02:30:00+01:00", "2025-10-26T02:45:00+01:00", "Tweede controle"),
    of("lang", "2025-10-06T09:00:00+02:00", "2025-10-27T17:00:00+01:00", "Logeren in de Kamperhof"),
    of("open", "2025-10-22T10:00:00+02:00", "", "Kapper", { end: undefined }),
    of("af", "2025-10-23T10:00:00+02:00", "2025-10-23T11:00:00+02:00", "Fietsen", { status: "cancelled" }),
  ].map((resource, at) => ({ resource, location: `test#${at}` }))
  const report = await importResources(portal.deps, { resources, sourceName: "demo-ecd", actor })
  expect(report.counts.quarantined).toBe(0)
}

const day = (page: Page, date: string) => page.locator(`#dag-${date}`)
const row = (page: Page, date: string, title: string) =>
  day(page, date).getByRole("listitem").filter({ hasText: title })

test("nights, weeks on end, no end, and the hour that comes twice", async ({ visitorPage: page, portal }) => {
  await bringOddOnes(portal)
  await logIn(page, portal, "henk")
  await page.goto(`${page.url()}/agenda?week=2025-10-20`)
  await expect(row(page, "2025-10-25", "Nachtwake")).toContainText(
    "22:00tot zondag 26 oktober 2025, 07:00 uur",
  )
  await expect(row(page, "2025-10-25", "Nachtwake")).toContainText(
    "In deze nacht gaat de klok een uur terug.",
  )
  await expect(row(page, "2025-10-26", "Nachtwake")).toContainText(
    "tot 07:00 uurbegonnen op zaterdag 25 oktober 2025, 22:00 uur",
  )
  await expect(row(page, "2025-10-26", "Eerste")).toContainText("02:30 (zomertijd)tot 02:45 uur (zomertijd)")
  await expect(row(page, "2025-10-26", "Tweede")).toContainText(
    "02:30 (wintertijd)tot 02:45 uur (wintertijd)",
  )
  await expect(day(page, "2025-10-26").getByRole("heading", { level: 3 })).toHaveText([
    "Logeren in de Kamperhof",
    "Nachtwake",
    "Eerste controle",
    "Tweede controle",
  ])
  await expect(main(page).getByText("Logeren in de Kamperhof")).toHaveCount(7)
  await expect(row(page, "2025-10-21", "Logeren")).toContainText(
    "De hele dagtot maandag 27 oktober 2025, 17:00 uur",
  )
  await expect(row(page, "2025-10-22", "Kapper")).toContainText("vanaf 10:00 uurVoorbij")
  await expect(row(page, "2025-10-23", "Fietsen")).toContainText("Vervallen")
  await expect(row(page, "2025-10-23", "Fietsen")).not.toContainText("Voorbij")
  await expect(page.getByRole("navigation", { name: "Dagen van deze week" }).getByRole("link")).toContainText(
    [
      /1 afspraak/,
      /1 afspraak/,
      /2 afspraken/,
      /1 afspraak, 1 vervallen/,
      /1 afspraak/,
      /2 afspraken/,
      /4 afspraken/,
    ],
  )
  await expectAccessible(page, "a week of odd appointments")
})

test("by month with the keyboard: to the next, to a day in full, and at 200 % as a list", async ({
  visitorPage: page,
  portal,
}) => {
  await logIn(page, portal, "henk")
  const agenda = `${page.url()}/agenda`
  await page.goto(agenda)
  await page.getByRole("link", { name: "Per maand" }).focus()
  await page.keyboard.press("Enter")
  await expect(page).toHaveURL(`${agenda}?maand=2026-11`)
  await expect(page.getByRole("heading", { level: 2 }).first()).toHaveText("November 2026")
  const days = page.getByRole("navigation", { name: "Dagen van deze maand" })
  await expect(days.getByRole("link", { name: /zondag 22 november, 3 afspraken/ })).toHaveAttribute(
    "aria-current",
    "date",
  )
  await expect(page.getByRole("heading", { name: "Eerder deze maand" })).toBeVisible()
  await expect(row(page, "2026-11-11", "").first()).toContainText("Vervallen")
  await expect(row(page, "2026-11-22", "").getByRole("heading").first()).toBeVisible()
  await expectAccessible(page, "this month")

  await page.getByRole("link", { name: "Volgende maand" }).focus()
  await page.keyboard.press("Enter")
  await expect(page).toHaveURL(`${agenda}?maand=2026-12`)
  await expect(page.getByRole("link", { name: "Volgende maand" })).toBeFocused()
  await days.getByRole("link", { name: /zaterdag 5 december/ }).press("Enter")
  await expect(day(page, "2026-12-05").getByRole("heading", { level: 2 })).toBeFocused()
  await page.keyboard.press("Tab")
  await page.keyboard.press("Enter")
  await expect(page).toHaveURL(`${agenda}?week=2026-11-30#dag-2026-12-05`)
  await expect(day(page, "2026-12-05").getByRole("heading", { level: 2 })).toBeFocused()
  await expect(day(page, "2026-12-05")).toContainText("Controle in het ziekenhuis")
  await page.goBack()
  await expect(page.getByRole("heading", { level: 2 }).first()).toHaveText("December 2026")

  await page.evaluate(() => localStorage.setItem("weergave", JSON.stringify({ versie: 1, schaal: 200 })))
  for (const viewport of Object.values(sizes)) {
    await page.setViewportSize(viewport)
    await page.goto(`${agenda}?maand=2026-12`)
    await expect(day(page, "2026-12-05").getByRole("link")).toBeVisible()
    await expectAccessible(page, `a month at 200 %, ${viewport.width} wide`)
  }
})

test("into a calendar of one's own, and on paper: with the rule, and only where it is allowed", async ({
  visitorPage: page,
  portal,
}) => {
  await page.addInitScript(() => {
    window.print = () => document.body.toggleAttribute("data-printed", true)
  })
  await logIn(page, portal, "henk")
  const agenda = `${page.url()}/agenda`
  await page.goto(`${agenda}?week=2026-11-23`)
  await expect(main(page)).toContainText("niet openbaar maken of verveelvoudigen")
  await expect(main(page)).toContainText("U heeft recht op een kopie van het dossier.")
  const [download] = await Promise.all([
    page.waitForEvent("download"),
    page.getByRole("link", { name: /^Zet in mijn eigen agenda.*, dinsdag 24 november, 10:30$/ }).click(),
  ])
  expect(download.suggestedFilename()).toBe("afspraak.ics")
  const file = readFileSync(await download.path(), "utf8")
  expect(file).toContain("DTSTART;TZID=Europe/Amsterdam:20261124T103000\r\n")
  expect(file).toContain("SUMMARY:Afspraak\r\n")

  await page.getByRole("button", { name: "Print deze week" }).click()
  await expect(page.locator("body[data-printed]")).toBeAttached()
  const logged = (await portal.db("audit_events").where({ object_kind: "agenda-print" })) as unknown[]
  expect(logged).toHaveLength(1)
  await page.emulateMedia({ media: "print" })
  await expect(page.getByText(/^Geprint vandaag om 14:00 uur\. .* Wat u print/)).toBeVisible()
  await expect(page.getByRole("banner")).toContainText("Henk Willemsen")
  await expect(page.getByRole("button", { name: "Print deze week" })).toBeHidden()
  await expect(page.getByRole("link", { name: "Volgende week" })).toBeHidden()
  await expect(page.getByRole("link", { name: /eigen agenda/ }).first()).toBeHidden()
  await page.emulateMedia({ media: "screen" })

  await changeOrganisation(portal.db, { agendaCopies: false }, "test", portal.clock.now())
  await page.getByRole("button", { name: "Print deze week" }).click()
  await expect(page.getByRole("alert")).toContainText("De organisatie staat dit niet meer toe.")
  await expectAccessible(page, "printing is refused")
  await page.reload()
  await expect(day(page, "2026-11-24").getByRole("listitem").first()).toBeVisible()
  await expect(page.getByText(/Print|eigen agenda/)).toHaveCount(0)
  await changeOrganisation(portal.db, { agendaCopies: true }, "test", portal.clock.now())
})

test("without internet: the weeks that were kept, a part of the month, and words for the rest", async ({
  visitorPage: page,
  portal,
  wire,
}) => {
  await logIn(page, portal, "anneke", { url: wire.url, keep: true })
  await openPatient(page, /Ria de Vries/)
  await workerIsThere(page)
  const agenda = `${page.url()}/agenda`
  await page
    .getByRole("link", { name: /^Agenda/ })
    .first()
    .click()
  await expect(main(page).getByRole("listitem").first()).toBeVisible()
  await settle(page)
  await wire.unplug()
  await page.goto(`${agenda}?maand=2026-11`)
  await unlock(page, "anneke")
  await expect(main(page)).toContainText("Van deze maand staat op dit apparaat: 9 tot en met 30 november.")
  await expect(main(page)).toContainText("Bewaard op zondag 22 november om 14:00 uur.")
  await expect(day(page, "2026-11-24")).toContainText("Fysiotherapie")
  await expect(day(page, "2026-11-06")).toHaveCount(0)
  await expect(main(page)).toContainText("Printen en bewaren kan als u weer internet heeft.")
  await expect(page.getByRole("link", { name: /^Zet in mijn/ })).toHaveCount(0)
  await expectAccessible(page, "a part of the month")
  await page.getByRole("link", { name: "Vorige maand" }).click()
  await expect(main(page)).toContainText("U heeft geen internet. Deze maand staat niet op dit apparaat.")
  await expectAccessible(page, "a month that was not kept")
  await wire.plug()
  await page.getByRole("button", { name: "Probeer opnieuw" }).click()
  await expect(day(page, "2026-10-29")).toContainText("Zingen")
})
