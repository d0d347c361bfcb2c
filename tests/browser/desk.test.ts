// The access desk by keyboard: find a client, see both places, invite, change, give, and be told that a colleague was first.
import type { Page } from "@playwright/test"
import { changeOrganisation } from "../../server/organisation/settings.ts"
import { expect, expectAccessible, test } from "./portal-test.ts"
import { button, field, heading, pressOn, typeIn } from "./by-keyboard.ts"
import { expectBeautiful, staffLogIn } from "./staff-page.ts"

async function openClient(page: Page, text: string, name: RegExp) {
  await typeIn(page, field(page, "Naam, geboortedatum of BSN"), text)
  await page.keyboard.press("Enter")
  await pressOn(page, page.getByRole("link", { name }))
}

test("a client is found; the representative is invited; a daughter reads less", async ({
  visitorPage: page,
  portal,
}) => {
  test.setTimeout(180_000)
  await staffLogIn(page, portal)
  await pressOn(page, page.getByRole("link", { name: /^Cliënten/ }))
  await expect(heading(page, "Cliënten")).toBeFocused()
  await typeIn(page, field(page, "Naam, geboortedatum of BSN"), "999900019")
  await page.keyboard.press("Enter")
  await expect(page.getByText("Fout: dit BSN klopt niet.").first()).toBeVisible()
  await expectBeautiful(page, "Cliënten")
  await openClient(page, "vries", /^Ria de Vries/)
  await expect(heading(page, "Ria de Vries-Bakker")).toBeVisible()
  expect(page.url()).not.toMatch(/9999|vries/)
  await expect(page.getByText("Nog niet geregistreerd")).toBeVisible()
  await pressOn(page, button(page, "Stuur uitnodiging"))
  await expect(page.getByText("krijgt een e-mail met een link.")).toBeVisible()
  await expect(page.getByText(/nog 14 dagen/)).toBeVisible()
  await expectBeautiful(page, "Ria")
  await pressOn(page, button(page, "Trek uitnodiging in"))
  await expect(page.getByText("De uitnodiging is ingetrokken.")).toBeVisible()

  await pressOn(page, page.getByRole("link", { name: "Wijzig onderdelen" }).last())
  await expect(heading(page, "Onderdelen wijzigen")).toBeFocused()
  await pressOn(page, page.getByRole("checkbox", { name: "Agenda" }), "Space")
  await expectBeautiful(page, "Onderdelen")
  await pressOn(page, button(page, "Onderdelen opslaan"))
  await expect(page.getByText("De onderdelen zijn gewijzigd.")).toBeVisible()
  await pressOn(page, page.getByRole("link", { name: "Wijzig onderdelen" }).last())
  await pressOn(page, page.getByRole("checkbox", { name: "Agenda" }), "Space")
  await pressOn(page, button(page, "Onderdelen opslaan"))
  await pressOn(page, page.getByRole("link", { name: "Beëindig toegang" }).last())
  await expect(page.getByRole("heading", { name: "Dit eindigt" })).toBeVisible()
  await expect(page.getByText("Ria de Vries-Bakker, plaats 2", { exact: true }).last()).toBeVisible()
  await expect(page.getByText("De lezer krijgt een e-mail.")).toBeVisible()
  await pressOn(page, button(page, "Beëindig toegang"))
  await expect(page.getByText("Fout: kies waarom.").first()).toBeVisible()
  await expectBeautiful(page, "Beëindigen")
})

test("a place is given beside a form; what was missed is said, what was typed stays", async ({
  visitorPage: page,
  portal,
}) => {
  test.setTimeout(180_000)
  await staffLogIn(page, portal, "/clienten")
  await openClient(page, "jopie", /^Jopie/)
  await pressOn(page, page.getByRole("link", { name: "Geef toegang (plaats 2)" }))
  await expect(heading(page, "Toegang geven")).toBeFocused()
  await pressOn(page, button(page, "Toegang geven"))
  await expect(page.getByText("Fout: kies wie deze plaats krijgt.").first()).toBeVisible()
  await pressOn(page, page.getByRole("radio").first(), "Space")
  await typeIn(page, field(page, "E-mailadres"), "jopie@voorbeeld.example")
  await typeIn(page, field(page, "Mobiel nummer"), "06 11223344")
  await typeIn(page, field(page, "Datum van het formulier"), "31-2-2026")
  await typeIn(page, field(page, "Kenmerk van het formulier"), "F-2026-7")
  await pressOn(page, button(page, "Toegang geven"))
  await expect(page.getByText("Fout: deze datum klopt niet.").first()).toBeVisible()
  await expect(field(page, "Mobiel nummer")).toHaveValue("06 11223344")
  await expectBeautiful(page, "Toegang geven")

  // A colleague gives a place more, just now: this page is old.
  const [{ id = "" } = {}] = (await portal
    .db("patients")
    .select("id")
    .whereIn("id", [page.url().split("/").at(-3) ?? ""])) as {
    id?: string
  }[]
  await portal.db("patient_slots").insert({
    patient_id: id,
    slot: 3,
    reason: "twee dochters",
    created_at: portal.clock.now().toISOString(),
    created_by: "test",
  })
  await typeIn(page, field(page, "Datum van het formulier"), "14-11-2026")
  await pressOn(page, button(page, "Toegang geven"))
  await expect(page.getByText("Een collega was u voor.").first()).toBeVisible()
  await expect(page.getByText("Plaats 3 is vrij.")).toBeVisible()
  await expect(field(page, "Kenmerk van het formulier")).toHaveValue("F-2026-7")
  await expectAccessible(page, "een collega was u voor")
  await pressOn(page, button(page, "Toegang geven"))
  await expect(page.getByText("Plaats 2 is gegeven.")).toBeVisible()
})

test("who decides changes: the page leads along the places", async ({ visitorPage: page, portal }) => {
  test.setTimeout(120_000)
  await staffLogIn(page, portal, "/clienten")
  await openClient(page, "wim", /^Wim/)
  await pressOn(page, page.getByRole("link", { name: "Wijzig wilsbekwaamheid" }))
  await page.getByRole("radio", { name: "Nee, wilsonbekwaam" }).check()
  await pressOn(page, button(page, "Vastleggen"))
  await expect(page.getByText("Fout: kies of deze toegang blijft.").first()).toBeVisible()
  await page.getByRole("radio", { name: /^Blijft/ }).check()
  await typeIn(page, field(page, "Datum van het formulier"), "20-11-2026")
  await typeIn(page, field(page, "Kenmerk van het formulier"), "F-9")
  await expectBeautiful(page, "Wilsbekwaamheid")
  await pressOn(page, button(page, "Vastleggen"))
  await expect(page.getByText("Vastgelegd: wilsonbekwaam.")).toBeVisible()
  await expect(page.getByText("Meer plaatsen geeft uw organisatie nu niet.")).toBeVisible()
  const raise = (accountsPerPatient: number) =>
    portal.db.transaction((trx) =>
      changeOrganisation(trx, { accountsPerPatient }, "test", portal.clock.now()),
    )
  await raise(3)
  await page.reload()
  await pressOn(page, page.getByRole("link", { name: "Geef een extra plaats" }))
  await expect(heading(page, "Extra plaats")).toBeFocused()
  await expectBeautiful(page, "Extra plaats")
})
