// The log by keyboard: who looked at a client's record, narrowed to one person, further back, and as a file.
import { readFileSync } from "node:fs"
import type { Page } from "@playwright/test"
import { appendAudit } from "../../server/audit/audit.ts"
import { expect, test } from "./portal-test.ts"
import { button, field, heading, pressOn, typeIn } from "./by-keyboard.ts"
import { expectBeautiful, staffLogIn } from "./staff-page.ts"

const sought = (page: Page, name: string) => page.getByRole("searchbox", { name, exact: true })

test("who looked at Jopie's record, then only one of them, further back, and saved", async ({
  visitorPage: page,
  portal,
}) => {
  test.setTimeout(180_000)
  const grant = (await portal
    .db("grants")
    .join("relatives", "relatives.id", "grants.relative_id")
    .join("fhir_resources", "fhir_resources.id", "relatives.fhir_resource_id")
    .where("fhir_resources.resource_id", "jopie-anneke")
    .first("grants.id", "grants.patient_id", "grants.account_id")) as Record<string, string>
  const patientId = grant["patient_id"] ?? ""
  for (let hour = 0; hour < 60; hour += 1)
    await appendAudit(portal.db, portal.deps.sealing, new Date(Date.UTC(2026, 10, 1, hour)), {
      event: "record.read",
      action: "R",
      outcome: hour === 59 ? "refused" : "done",
      reason: hour === 59 ? "section" : null,
      actor: { kind: "reader", id: grant["account_id"] ?? "", role: "contactPerson" },
      patientId,
      objectKind: "agenda",
      grantId: grant["id"] ?? "",
    })

  await staffLogIn(page, portal)
  await pressOn(page, page.getByRole("link", { name: /^Logboek/ }))
  await expect(heading(page, "Logboek")).toBeFocused()
  await typeIn(page, sought(page, "Cliënt"), "niemandheetzo")
  await typeIn(page, field(page, "Tot en met"), "31-2-2026")
  await page.keyboard.press("Enter")
  await expect(page.getByText("Fout: deze datum klopt niet.").first()).toBeVisible()
  await typeIn(page, field(page, "Tot en met"), "30-11-2026")
  await page.keyboard.press("Enter")
  await expect(page.getByText("Fout: geen cliënt gevonden.").first()).toBeVisible()
  await expect(field(page, "Tot en met")).toHaveValue("30-11-2026")
  await expectBeautiful(page, "log, nobody found")

  // Other stories looked at Jopie's record too, on the day that it is.
  await typeIn(page, sought(page, "Cliënt"), "jopie")
  await typeIn(page, field(page, "Tot en met"), "3-11-2026")
  await pressOn(page, page.getByLabel("Wat", { exact: true }), "D") // Dossiers en cliënten bekijken
  await pressOn(page, button(page, "Zoeken"))
  await expect(page.getByRole("heading", { name: "Gevonden regels" })).toBeFocused()
  await expect(page.getByText("Jopie van Dam")).toBeVisible()
  expect(page.url()).not.toMatch(/jopie|\?|#/i)
  const rows = page.getByRole("main").locator(".log-row")
  await expect(rows).toHaveCount(50)
  const refused = rows.filter({ hasText: "Geweigerd" }).first()
  await expect(refused).toContainText("Dossier bekeken")
  await expect(refused).toContainText("Anneke de Vries, contactpersoon")
  await expect(refused).toContainText("Onderdeel: Agenda")
  await expectBeautiful(page, "log of a client")

  await pressOn(page, refused.getByRole("button", { name: /^Alleen deze persoon/ }))
  await expect(page.getByText("Persoon Anneke de Vries")).toBeVisible()
  await expect(page.getByRole("heading", { name: "Gevonden regels" })).toBeFocused()
  await expect(rows.filter({ hasText: "Sanne Vermeer" })).toHaveCount(0)
  await pressOn(page, button(page, "Toon oudere regels"))
  await expect(rows.nth(50).getByRole("heading")).toBeFocused()
  await expect(page.getByText("Verder terug is er niets.")).toBeVisible()

  const download = page.waitForEvent("download")
  await pressOn(page, button(page, "Sla op als CSV"))
  const file = await download
  expect(file.suggestedFilename()).toBe("clientportaal-logboek-2026-11-22.csv")
  const text = readFileSync(await file.path(), "utf8")
  expect(text.split("\r\n").length).toBeGreaterThan(60)
  expect(text).toContain('"Anneke de Vries"')
  await expect(page.getByText("Opgeslagen: clientportaal-logboek-2026-11-22.csv.")).toBeVisible()

  await pressOn(page, button(page, "Iemand anders"))
  await expect(sought(page, "Persoon")).toBeFocused()
  await typeIn(page, sought(page, "Persoon"), "sanne")
  await typeIn(page, field(page, "Tot en met"), "30-11-2026")
  await pressOn(page, button(page, "Zoeken"))
  await expect(rows.first()).toContainText("Sanne Vermeer")
  const taken = await portal.db("audit_events").where({ event: "log.export", patient_id: patientId })
  expect(taken).toHaveLength(1)
})
