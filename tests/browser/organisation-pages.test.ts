// The settings by keyboard: measured colours, what is wrong in words, a colleague who was first, putting back, a preset.
import { changeOrganisation, readOrganisation } from "../../server/organisation/settings.ts"
import { expect, test } from "./portal-test.ts"
import { button, field, heading, pressOn, typeIn } from "./by-keyboard.ts"
import { expectBeautiful, staffLogIn } from "./staff-page.ts"

test("settings are changed, refused, quarrelled about, put back, and chosen in one step", async ({
  visitorPage: page,
  portal,
}) => {
  test.setTimeout(240_000)
  const { db, clock } = portal
  const before = await readOrganisation(db)
  await staffLogIn(page, portal)
  await pressOn(page, page.getByRole("link", { name: /^Organisatie/ }))
  await expect(heading(page, "Organisatie")).toBeFocused()
  await expectBeautiful(page, "Organisatie")

  await pressOn(page, page.getByRole("link", { name: /^Kleuren/ }))
  await typeIn(page, field(page, "Kleur bij een lichte pagina"), "#5b9bd5")
  await expect(page.getByText(/Gemeten contrast: 2,6\d? op 1. Nodig: 7 op 1./)).toBeVisible()
  await pressOn(page, button(page, "Opslaan"))
  await expect(page.getByText(/Fout: deze kleur is niet goed te zien/).first()).toBeVisible()
  await expectBeautiful(page, "Kleuren")
  await typeIn(page, field(page, "Kleur bij een lichte pagina"), "#5a1e63")
  await pressOn(page, button(page, "Opslaan"))
  await expect(page.getByText("De wijziging geldt nu.")).toBeVisible()
  await expect(page.getByText(/Laatst gewijzigd door Sanne Vermeer/)).toBeVisible()
  await page.goto(`${portal.url}/beheer/organisatie/naam-en-hulp`)
  const primary = await page.evaluate(() =>
    getComputedStyle(document.documentElement).getPropertyValue("--primary"),
  )
  expect(primary).toBe("#5a1e63")

  const name = field(page, "Naam van de organisatie")
  await typeIn(page, field(page, "Vraag over de zorg: telefoonnummer"), "bel maar")
  await pressOn(page, button(page, "Opslaan"))
  await expect(page.getByText(/Fout: dit klopt niet bij/).first()).toBeVisible()
  await typeIn(page, field(page, "Vraag over de zorg: telefoonnummer"), "0344 00 12 99")
  await typeIn(page, name, "Zorggroep De Eik")
  // A colleague saves another name, while this page stands here.
  await changeOrganisation(db, { name: "Zorggroep De Es" }, "Tom", clock.now())
  await pressOn(page, button(page, "Opslaan"))
  await expect(page.getByText(/nu geldt "Zorggroep De Es"/)).toBeVisible()
  await expect(page.getByText(/U vulde in: "Zorggroep De Eik"/)).toBeVisible()
  await expect(name).toHaveValue("Zorggroep De Eik")
  await expectBeautiful(page, "Naam en hulp")
  await pressOn(page, button(page, "Opslaan"))
  await expect(page.getByText("De wijziging geldt nu.")).toBeVisible()
  expect(await readOrganisation(db)).toMatchObject({
    name: "Zorggroep De Eik",
    help: { care: { phone: "0344 00 12 99" }, urgent: before.help.urgent },
  })

  for (const [path, title] of [
    ["inloggen", "Inloggen en veiligheid"],
    ["wat-lezers-zien", "Wat lezers zien"],
  ] as const) {
    await page.goto(`${portal.url}/beheer/organisatie/${path}`)
    await expect(heading(page, title)).toBeVisible()
    await pressOn(page, button(page, "Opslaan"))
    await expect(page.getByText("U heeft nog niets gewijzigd.")).toBeVisible()
    await expectBeautiful(page, title)
  }
  await pressOn(page, page.getByRole("checkbox", { name: "Fysiotherapie" }), "Space")
  await pressOn(page, button(page, "Opslaan"))
  await expect(page.getByText("De wijziging geldt nu.")).toBeVisible()

  await page.goto(`${portal.url}/beheer/organisatie/wijzigingen`)
  await expectBeautiful(page, "Wijzigingen")
  await pressOn(
    page,
    page.getByRole("button", { name: "Zet terug van Van wie zien lezers rapportages?" }).first(),
  )
  await expect(page.getByText("Teruggezet. Dat geldt nu.")).toBeVisible()
  expect((await readOrganisation(db)).shownDisciplines).toEqual(before.shownDisciplines)

  await page.goto(`${portal.url}/beheer/organisatie/inrichting`)
  await pressOn(page, button(page, "Kies deze inrichting"))
  await expect(page.getByText("Fout: kies een inrichting.").first()).toBeVisible()
  await page.getByRole("radio", { name: /^Zoals de handleiding/ }).check()
  await expect(page.getByText(/naar "Nee"/)).toBeVisible()
  await expectBeautiful(page, "Inrichting")
  await pressOn(page, button(page, "Kies deze inrichting"))
  await expect(page.getByText("De inrichting is gekozen. Die geldt nu.")).toBeVisible()
  expect((await readOrganisation(db)).bsnStep).toBe("off")
  await changeOrganisation(db, before, "test", clock.now())
})
