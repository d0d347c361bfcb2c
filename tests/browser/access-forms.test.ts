// A signed form by keyboard: recorded at the client's page, found on the work list, given access on; another one refused
// with a mail, and a colleague who was first is named by what holds.
import type { Page } from "@playwright/test"
import type { Portal } from "../support/portal.ts"
import { button, field, heading, pressOn, typeIn } from "./by-keyboard.ts"
import { expect, test } from "./portal-test.ts"
import { expectBeautiful, staffLogIn } from "./staff-page.ts"

const address = "nicht@voorbeeld.example"

/** A client of whom place 2 is free. */
async function clientOf({ db }: Portal): Promise<string> {
  const row = (await db("patients")
    .join("fhir_resources", "fhir_resources.id", "patients.fhir_resource_id")
    .where("fhir_resources.resource_id", "henk-willemsen")
    .first("patients.id")) as { id: string }
  return row.id
}

async function fill(page: Page, date: string) {
  await typeIn(page, field(page, "E-mailadres"), address)
  await typeIn(page, field(page, "Datum van het formulier"), date)
  await typeIn(page, field(page, "Kenmerk van het formulier"), "F-2026-31")
}

test("a form is recorded, waits on the list, and access is given on it", async ({
  visitorPage: page,
  portal,
}) => {
  test.setTimeout(240_000)
  const id = await clientOf(portal)
  await staffLogIn(page, portal, `/clienten/${id}`)
  await pressOn(page, page.getByRole("link", { name: "Leg een formulier vast" }))
  await expect(heading(page, "Formulier vastleggen")).toBeFocused()
  await pressOn(page, button(page, "Leg vast"))
  await expect(page.getByText("Fout: kies van wie het formulier is.").first()).toBeVisible()
  await expect(page.getByText("Fout: vul de datum van het formulier in.").first()).toBeVisible()
  await page.getByRole("radio").nth(1).check()
  await fill(page, "30-2-2026")
  await pressOn(page, button(page, "Leg vast"))
  await expect(page.getByText("Fout: deze datum klopt niet.").first()).toBeVisible()
  await expectBeautiful(page, "Formulier vastleggen")
  await typeIn(page, field(page, "Datum van het formulier"), "14-11-2026")
  await pressOn(page, button(page, "Leg vast"))
  await expect(page.getByText("Het formulier staat op de werklijst.")).toBeVisible()
  await expect(page.getByText("Getekend 14 november 2026, kenmerk F-2026-31")).toBeVisible()
  await expectBeautiful(page, "cliënt met formulier")

  await page.goto(`${portal.url}/beheer/werklijst`)
  await pressOn(page, page.getByRole("link", { name: /^Formulier wacht op goedkeuring/ }))
  await expectBeautiful(page, "werk: formulier")
  await pressOn(page, page.getByRole("link", { name: "Beoordeel dit formulier" }))
  await expect(heading(page, "Formulier beoordelen")).toBeFocused()
  await expectBeautiful(page, "Formulier beoordelen")
  await pressOn(page, page.getByRole("link", { name: "Geef toegang op plaats 2" }))
  await expect(heading(page, "Toegang geven")).toBeFocused()
  await expect(field(page, "E-mailadres")).toHaveValue(address)
  await expect(field(page, "Datum van het formulier")).toHaveValue("14-11-2026")
  await expect(field(page, "Kenmerk van het formulier")).toHaveValue("F-2026-31")
  await typeIn(page, field(page, "Mobiel nummer"), "06 11223344")
  await pressOn(page, button(page, "Toegang geven"))
  await expect(page.getByText("Plaats 2 is gegeven.")).toBeVisible()
  await expect(page.getByText("Formulieren die op goedkeuring wachten")).toHaveCount(0)
  expect(await portal.db("staff_tasks").whereNull("handled_at")).toEqual([])
})

test("a form is refused with a reason, and a page that is too late says so", async ({
  visitorPage: page,
  portal,
}) => {
  test.setTimeout(180_000)
  const id = await clientOf(portal)
  await staffLogIn(page, portal, `/clienten/${id}/formulier`)
  await page.getByRole("radio", { name: "Niet bekend in het ECD" }).check()
  await fill(page, "14-11-2026")
  await pressOn(page, button(page, "Leg vast"))
  await pressOn(page, page.getByRole("link", { name: /^Niet bekend in het ECD/ }))
  await pressOn(page, button(page, "Weiger dit formulier"))
  await expect(page.getByText("Fout: kies waarom.").first()).toBeVisible()
  await page.getByRole("radio", { name: /geen handtekening/ }).check()
  // A colleague decides just now.
  const at = portal.clock.now().toISOString()
  await portal.db("access_forms").update({ decided_at: at, email: null, email_index: null })
  await pressOn(page, button(page, "Weiger dit formulier"))
  await expect(page.getByText("Dit formulier wacht niet meer")).toBeVisible()
  await expect(page.getByText("Een collega gaf toegang, of weigerde het.")).toBeVisible()

  await page.goto(`${portal.url}/beheer/clienten/${id}/formulier`)
  await page.getByRole("radio", { name: "Niet bekend in het ECD" }).check()
  await fill(page, "14-11-2026")
  await pressOn(page, button(page, "Leg vast"))
  await pressOn(page, page.getByRole("link", { name: /^Niet bekend in het ECD/ }))
  await page.getByRole("radio", { name: /geen handtekening/ }).check()
  await pressOn(page, button(page, "Weiger dit formulier"))
  await expect(page.getByText("Het formulier is geweigerd. De persoon krijgt een e-mail.")).toBeVisible()
  const mail = (await portal.messages()).find(({ to }) => to === address)
  expect(mail?.text).toContain("Er staat nog geen handtekening op het formulier.")
})
