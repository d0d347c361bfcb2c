// What the organisation writes, by keyboard: a new version of the terms, an announcement, a word that readers did not know.
import { countUnknown } from "../../server/organisation/glossary.queries.ts"
import { expect, test } from "./portal-test.ts"
import { button, field, heading, pressOn, typeIn } from "./by-keyboard.ts"
import { expectBeautiful, staffLogIn } from "./staff-page.ts"

test("texts are announced, placed and explained; what is wrong is said, and what was typed stays", async ({
  visitorPage: page,
  portal,
}) => {
  test.setTimeout(240_000)
  const { db, deps, clock } = portal
  await db.transaction((trx) => countUnknown(trx, deps.sealing, "Wzd", clock.now(), "2026-11-22"))
  await staffLogIn(page, portal, "/organisatie/teksten")
  await expect(heading(page, "Voorwaarden en privacyverklaring")).toBeVisible()
  await expectBeautiful(page, "Teksten")
  await pressOn(page, page.getByRole("link", { name: "Nieuwe versie van privacyverklaring" }))
  await typeIn(page, field(page, "Naam van de versie"), "2027-1")
  await typeIn(page, field(page, "Dag waarop de versie ingaat"), "1-12-2026")
  await pressOn(page, button(page, "Kondig deze versie aan"))
  await expect(page.getByText("Fout: vul de tekst in.").first()).toBeVisible()
  await pressOn(page, button(page, "Begin met de tekst die nu geldt"))
  await expect(heading(page, /^Nieuwe versie/)).toBeVisible()
  await pressOn(page, button(page, "Kondig deze versie aan"))
  await expect(page.getByText(/Fout: deze dag is te vroeg/).first()).toBeVisible()
  await expect(field(page, "Naam van de versie")).toHaveValue("2027-1")
  await expectBeautiful(page, "Nieuwe versie")
  await typeIn(page, field(page, "Dag waarop de versie ingaat"), "1-2-2027")
  await typeIn(page, field(page, "Wat is er anders?"), "De tekst is korter.")
  await pressOn(page, button(page, "Kondig deze versie aan"))
  await expect(page.getByText("Versie 2027-1 is aangekondigd.")).toBeVisible()
  await pressOn(page, button(page, "Trek in"))
  await pressOn(page, button(page, "Ja, trek deze versie in"))
  await expect(page.getByText("Versie 2027-1 is ingetrokken.")).toBeVisible()

  await page.goto(`${portal.url}/beheer/organisatie/mededelingen`)
  await typeIn(page, field(page, "Titel"), "Onderhoud op zondag")
  await typeIn(page, field(page, "Tekst"), "Het portaal is even dicht.")
  await typeIn(page, field(page, "Eerste dag"), "22-11-2026")
  await typeIn(page, field(page, "Laatste dag"), "21-11-2026")
  await pressOn(page, button(page, "Plaats de mededeling"))
  await expect(page.getByText(/Fout: de laatste dag ligt voor de eerste dag/).first()).toBeVisible()
  await expectBeautiful(page, "Mededelingen")
  await typeIn(page, field(page, "Laatste dag"), "30-11-2026")
  await pressOn(page, button(page, "Plaats de mededeling"))
  await expect(page.getByText("De mededeling is geplaatst.")).toBeVisible()
  await pressOn(page, page.getByRole("button", { name: "Stop met tonen van Onderhoud op zondag" }))
  await expect(page.getByText("De mededeling wordt niet meer getoond.")).toBeVisible()

  await page.goto(`${portal.url}/beheer/organisatie/woorden`)
  await pressOn(page, page.getByRole("button", { name: "Leg uit Wzd" }))
  await expect(field(page, "Uitleg")).toBeFocused()
  await typeIn(page, field(page, "Uitleg"), "De wet over onvrijwillige zorg.")
  await expectBeautiful(page, "Woordenlijst")
  await pressOn(page, button(page, "Uitleg opslaan"))
  await expect(page.getByText("De uitleg van Wzd staat bij lezers.")).toBeVisible()
  await pressOn(page, page.getByRole("button", { name: "Verwijder Wzd" }))
  await expect(page.getByText("De uitleg van Wzd is verwijderd.")).toBeVisible()
})
