// Who looked at a record and who may, as its readers meet it: by keyboard from home, back through the days, as a contact
// person who is told less, and without internet.
import type { LogEvent } from "#contract/log-events"
import type { Page } from "@playwright/test"
import { appendAudit, type Actor } from "../../server/audit/audit.ts"
import type { Portal } from "../support/portal.ts"
import { button, expectBeautiful, heading, link, pressOn } from "./by-keyboard.ts"
import { main, openPatient, test, unlock, workerIsThere } from "./own-tablet.ts"
import { expect, expectAccessible, logIn } from "./portal-test.ts"

const viewings = "Wie heeft dit dossier in het portaal bekeken"

async function grantOf(portal: Portal, relative: string) {
  return (await portal
    .db("grants")
    .join("relatives", "relatives.id", "grants.relative_id")
    .join("fhir_resources", "fhir_resources.id", "relatives.fhir_resource_id")
    .where("fhir_resources.resource_id", relative)
    .first("grants.id", "grants.patient_id", "grants.account_id", "grants.role")) as Record<string, string>
}

/** Twelve days of reading before today, and a desk that looked today. */
async function looked(portal: Portal) {
  const grant = await grantOf(portal, "jopie-anneke")
  const reader: Actor = { kind: "reader", id: grant["account_id"] ?? "", role: grant["role"] ?? "" }
  const add = (at: Date, event: LogEvent, actor: Actor, objectKind: string) =>
    appendAudit(portal.db, portal.deps.sealing, at, {
      event,
      action: "R",
      actor,
      patientId: grant["patient_id"] ?? "",
      objectKind,
      grantId: actor.kind === "reader" ? (grant["id"] ?? "") : null,
    })
  for (let day = 1; day <= 12; day += 1) {
    const at = portal.clock.now().getTime() - day * 86_400_000
    await add(new Date(at), "record.read", reader, "reports")
    await add(new Date(at + 1_860_000), "record.read", reader, "agenda")
  }
  const desk: Actor = { kind: "staff", id: "x", role: "accessDesk" }
  await add(portal.clock.now(), "patient.desk", desk, "patient")
}

const day = (page: Page, id: string) => main(page).locator(`#dag-${id}`)

test("by keyboard: from home to who looked, back through the days, and on to who may", async ({
  visitorPage: page,
  portal,
}) => {
  await looked(portal)
  await logIn(page, portal, "anneke")
  await page.getByRole("link", { name: /Jopie van Dam/ }).click()
  await expect(page.getByRole("heading", { name: "Wie leest mee" })).toBeVisible()
  await pressOn(page, link(page, /^Wie heeft dit dossier bekeken/))
  await expect(heading(page, viewings)).toBeFocused()
  expect(await page.title()).toBe("Cliëntportaal - Wie heeft dit dossier bekeken")

  const today = day(page, "2026-11-22")
  await expect(today.getByRole("heading", { level: 2 })).toContainText(/vandaag, zondag 22 november/)
  await expect(today).toContainText("Medewerker van Zorggroep De Linde")
  await expect(today).toContainText("Bekeken: wie toegang heeft, niet het dossier zelf.")
  await expect(today).not.toContainText("Sanne")
  await expect(today).toContainText("Anneke de Vries (u)")
  await expect(day(page, "2026-11-21")).toContainText(
    "Tussen 14:00 en 14:31 uur. Bekeken: de lijst met rapportages en de agenda.",
  )
  await expect(main(page)).toContainText("Zorgmedewerkers lezen in het ECD")
  await expect(
    main(page)
      .getByRole("link", { name: /^0344 / })
      .first(),
  ).toBeVisible()
  await expectBeautiful(page, "who looked")

  await expect(day(page, "2026-11-12")).toHaveCount(0)
  await pressOn(page, button(page, "Toon eerdere dagen"))
  await expect(day(page, "2026-11-12").getByRole("heading", { level: 2 })).toBeFocused()
  await expect(day(page, "2026-11-10")).toBeVisible()
  await expect(main(page)).toContainText("Verder terug is er niets.")

  await pressOn(page, main(page).getByRole("link", { name: "Wie heeft toegang" }))
  await expect(heading(page, "Wie heeft toegang")).toBeFocused()
  const self = main(page).getByRole("listitem").filter({ hasText: "Anneke de Vries (u)" })
  await expect(self).toContainText(/Wettelijk vertegen\u00ADwoordiger/)
  await expect(self).toContainText("Mentor: aangewezen door de rechter")
  await expect(self).toContainText(/Rapportages, zorgplan/)
  await expect(main(page)).toContainText("Eerder had niemand anders toegang.")
  await expectBeautiful(page, "who may read")

  await pressOn(page, main(page).getByRole("link", { name: viewings }))
  await expect(today).toContainText("wie toegang heeft")
})

test("a contact person sees who else may read, and of the visits only the own ones", async ({
  visitorPage: page,
  portal,
}) => {
  await logIn(page, portal, "anneke")
  await page.getByRole("link", { name: /Ria de Vries/ }).click()
  await link(page, /^Wie heeft toegang/).click()
  const peter = main(page).getByRole("listitem").filter({ hasText: "Peter" })
  await expect(peter).toContainText("Nog geen account")
  await expect(peter).not.toContainText("Mentor: aangewezen")
  await expect(main(page).getByRole("heading", { name: "Eerder" })).toHaveCount(0)
  await expect(main(page)).not.toContainText("voorbeeld.example")
  await main(page).getByRole("link", { name: viewings }).click()
  await expect(main(page)).toContainText("U ziet hier uw eigen bezoeken.")
  await expect(main(page).getByRole("heading", { level: 3 })).toHaveText(["Anneke de Vries (u)"])
  await expectAccessible(page, "own visits")

  const home = page.url().replace(/\/bekeken$/, "")
  await page.goto(home.replace(/[0-9a-f-]{36}$/, "00000000-0000-4000-8000-000000000000/toegang"))
  await expect(main(page)).toContainText("U kunt dit dossier niet bekijken.")
  await page.route("**/api/patients/*/viewings", (route) => route.fulfill({ status: 503, body: "" }))
  await page.goto(`${home}/bekeken`)
  await expect(main(page)).toContainText("Dit overzicht kon niet worden opgehaald.")
  await page.unroute("**/api/patients/*/viewings")
  await button(page, "Probeer opnieuw").click()
  await expect(main(page)).toContainText("U ziet hier uw eigen bezoeken.")
})

test("without internet both say that they are not kept, before and after the lock", async ({
  visitorPage: page,
  portal,
  wire,
}) => {
  await logIn(page, portal, "anneke", { url: wire.url, keep: true })
  await openPatient(page, /Ria de Vries/)
  await workerIsThere(page)
  await link(page, /^Wie heeft toegang/).click()
  await expect(main(page)).toContainText("Peter")
  await wire.unplug()
  await main(page).getByRole("link", { name: viewings }).click()
  await expect(main(page)).toContainText("Dit overzicht bewaren wij niet op uw apparaat.")
  await page.reload()
  await unlock(page, "anneke")
  await expect(heading(page, viewings)).toBeVisible()
  await expect(main(page)).toContainText("Log in met internet om het te lezen.")
  await expect(main(page)).toContainText("Wat u hier niet ziet")
  await main(page).getByRole("link", { name: "Wie heeft toegang" }).click()
  await expect(main(page)).toContainText("Niet op dit apparaat")
  await expect(main(page)).not.toContainText("Peter")
  await expectAccessible(page, "who may read, without internet")
})
