// Joyful activities as a daughter meets them: from home, as letters, as a month, without internet; and where they are not.
import type { Page } from "@playwright/test"
import { demoActor } from "../../server/demo/load-demo.ts"
import { importResources } from "../../server/ecd/import-resources.ts"
import { expectLocked, main, openPatient, settle, test, unlock, workerIsThere } from "./own-tablet.ts"
import { expect, expectAccessible, logIn, sizes } from "./portal-test.ts"

const title = (page: Page) => page.getByRole("heading", { level: 1, name: "Leefplezier" })
const tile = (page: Page) =>
  page.getByRole("navigation", { name: "Onderdelen" }).getByRole("link", { name: /^Leefplezier/ })
const entry = (page: Page, name: string) =>
  main(page)
    .getByRole("article")
    .filter({ has: page.getByRole("heading", { name, exact: true }) })
const row = (page: Page, days: string) => page.getByRole("row").filter({ hasText: days })

test("what one's mother enjoyed is one tap from home, month by month, and without internet", async ({
  visitorPage: page,
  portal,
  wire,
}) => {
  await logIn(page, portal, "anneke", { url: wire.url, keep: true })
  await openPatient(page, /Ria de Vries/)
  await workerIsThere(page)
  await expect(tile(page)).toContainText("6 activiteiten deze maand")
  await tile(page).click()
  await expect(title(page)).toBeFocused()
  await expect(main(page)).toContainText("In november 2026 deed Ria 5 keer mee.")
  await expect(main(page)).toContainText("Er staat nog 1 activiteit gepland.")
  await expect(row(page, "16 tot en met 22")).toContainText("3 keer")
  await expect(row(page, "23 tot en met 29")).toContainText(/1 ge\u00ADpland/)
  await expect(row(page, "9 tot en met 15")).toContainText("Niet")
  const choir = entry(page, "Koor op bezoek")
  await expect(choir).toContainText("Van 15:30 tot 16:20 uur. Ria deed mee.")
  await expect(choir).toContainText("Annemiek Bos (activiteitenbegeleider) was erbij. Plaats: Grote zaal.")
  await expect(choir).toContainText("Ria kende alle liederen en zong de tweede stem.")
  await expect(entry(page, "Servetten vouwen")).toContainText("Ria doet mee.")
  await expect(page.getByRole("heading", { name: "Waar Ria blij van wordt" })).toBeVisible()
  await expect(main(page)).toContainText("Ria geniet van muziek")
  expect(await page.title()).toBe("Cliëntportaal - Leefplezier")
  await expectAccessible(page, "joyful activities")

  await page.getByRole("link", { name: "Vorige maand" }).click()
  await expect(entry(page, "Bloemen schikken")).toBeVisible()
  await expect(page).toHaveURL(/leefplezier\?maand=2026-10$/)
  await page.getByRole("link", { name: "Vorige maand" }).click()
  await expect(main(page)).toContainText("In september 2026 staan er geen activiteiten.")
  await page.getByRole("link", { name: "Deze maand" }).click()
  await expect(choir).toBeVisible()
  const told = await main(page).getByRole("article").allInnerTexts()
  await settle(page)

  await wire.unplug()
  await page.reload()
  await expectLocked(page)
  await unlock(page, "anneke")
  await expect(page.getByText(/Bewaard op/)).toBeVisible()
  expect(await main(page).getByRole("article").allInnerTexts()).toEqual(told)
  await page.getByRole("link", { name: "Volgende maand" }).click()
  await expect(main(page)).toContainText("U heeft geen internet. Deze maand staat niet op dit apparaat.")
  await page.getByRole("link", { name: "Deze maand" }).click()
  await expect(choir).toBeVisible()

  // Withdrawn: at the first contact the copy goes.
  const kept = portal.db("joy_activities")
  await kept.clone().update({ visible: false })
  await page.reload()
  await expectLocked(page)
  await wire.plug()
  await unlock(page, "anneke")
  await expect(main(page)).toContainText("In november 2026 staan er geen activiteiten.")
  await expect(choir).toHaveCount(0)
  await portal.db("joy_activities").update({ visible: true })
})

test("outside a PG location there is no such page; not fetched says so, and asks again", async ({
  visitorPage: page,
  portal,
}) => {
  await logIn(page, portal, "henk")
  await expect(page.getByRole("link", { name: /^Zorgplan/ }).first()).toBeVisible()
  await expect(tile(page)).toHaveCount(0)
  await page.goto(`${portal.url}/leefplezier`)
  await expect(page).toHaveURL(/\/dossier\/[0-9a-f-]{36}\/leefplezier$/)
  await expect(main(page)).toContainText("U kunt het leefplezier van dit dossier niet bekijken.")
  await page.goto(`${portal.url}/uitloggen`)
  await page.getByRole("button", { name: "Uitloggen" }).click()

  await logIn(page, portal, "anneke")
  await page.goto(`${portal.url}/leefplezier`)
  const address = "**/api/patients/*/joy-activities?*"
  await page.route(address, (route) => route.abort())
  await page.getByRole("link", { name: /Jopie van Dam/ }).click()
  await expect(main(page)).toContainText("De activiteiten konden niet worden opgehaald.")
  await page.unroute(address)
  await page.getByRole("button", { name: "Probeer opnieuw" }).click()
  await expect(entry(page, "Poes op schoot")).toBeVisible()
  await expectAccessible(page, "activities of a month, without a plan")
})

test("odd activities, at 200 %, on a phone and in dark high contrast: all of it is there and nothing breaks", async ({
  visitorPage: page,
  portal,
}) => {
  test.setTimeout(120_000)
  const security = [{ system: "http://terminology.hl7.org/CodeSystem/v3-Confidentiality", code: "N" }]
  const odd = (id: string, changes: object) => ({
    resource: {
      resourceType: "Appointment",
      id,
      meta: { security },
      status: "fulfilled",
      serviceCategory: [{ text: "leefplezier" }],
      start: "2025-07-10T10:00:00+02:00",
      participant: [{ actor: { reference: "Patient/jopie-van-dam" }, status: "accepted" }],
      ...changes,
    },
    location: `${id}#0`,
  })
  const many = Array.from({ length: 30 }, (_, at) =>
    odd(`jopie-raar-${at}`, { serviceType: [{ text: "Kaarten" }], start: "2025-07-02T10:00:00+02:00" }),
  )
  const items = [
    ...many,
    odd("jopie-raar-tekst", {
      serviceType: [{ text: "<b>Vet</b>" }],
      description: "zonderspaties".repeat(80),
    }),
    odd("jopie-raar-af", { status: "cancelled", description: "Ging niet" }),
    odd("jopie-raar-lang", {
      end: "2025-07-14T10:00:00+02:00",
      description: "woord ".repeat(3_000) + "einde",
    }),
  ]
  await importResources(portal.deps, { resources: items, sourceName: "demo-ecd", actor: demoActor })
  await logIn(page, portal, "anneke")
  await page.getByRole("link", { name: /Jopie van Dam/ }).click()
  await expect(page).toHaveURL(/dossier\/[0-9a-f-]{36}$/)
  const address = `${page.url()}/leefplezier?maand=2025-07`
  await page.goto(address)
  await expect(entry(page, "<b>Vet</b>")).toBeVisible()
  await expect(main(page)).toContainText(/woord einde/)
  await expect(main(page)).toContainText("Dit ging niet door.")
  await expect(row(page, "1 tot en met 6")).toContainText("30 keer")
  for (const viewport of Object.values(sizes)) {
    await page.setViewportSize(viewport)
    for (const kept of [
      { versie: 1, schaal: 200 },
      { versie: 1, thema: "donker", contrast: "aan" },
    ]) {
      await page.evaluate((value) => localStorage.setItem("weergave", JSON.stringify(value)), kept)
      await page.goto(address)
      await expect(entry(page, "<b>Vet</b>")).toBeVisible()
      await expectAccessible(page, `${viewport.width} ${JSON.stringify(kept)}`)
      const sideways = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)
      expect(sideways).toBeLessThanOrEqual(0)
    }
  }
  await portal
    .db("joy_activities")
    .whereIn(
      "fhir_resource_id",
      portal.db("fhir_resources").whereLike("resource_id", "jopie-raar%").select("id"),
    )
    .delete()
})
