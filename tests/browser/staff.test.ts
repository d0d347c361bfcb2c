// Staff come in and look after their accounts, by keyboard alone; and Beheer stays apart from the reader's portal.
import { demoStaff } from "../../server/demo/staff.ts"
import { appCode, mailedStaffLink, staffPassword } from "../support/staff.ts"
import { credentialsOf, expect, expectAccessible, logIn, test } from "./portal-test.ts"
import { button, field, heading, pressOn, tabTo, typeIn } from "./by-keyboard.ts"
import { expectBeautiful, freshCode, staffLogIn } from "./staff-page.ts"

test("a colleague is invited, makes the account ready with password and app, and comes in again", async ({
  visitorPage: page,
  portal,
}) => {
  test.setTimeout(180_000)
  await page.goto(`${portal.url}/beheer/medewerkers`)
  await expect(heading(page, "Beheer van het cliëntportaal")).toBeVisible()
  await pressOn(page, field(page, "Wachtwoord"))
  await expect(page.getByText("Fout: vul uw e-mailadres in.").first()).toBeVisible()
  await expectBeautiful(page, "Inloggen")
  await typeIn(page, field(page, "E-mailadres"), demoStaff.email)
  await typeIn(page, field(page, "Wachtwoord"), demoStaff.password)
  await typeIn(page, field(page, "Code uit uw app"), "000000")
  await page.keyboard.press("Enter")
  await expect(page.getByText(/wachtwoord, code of passkey klopt niet/).first()).toBeVisible()
  await expect(field(page, "E-mailadres")).toHaveValue(demoStaff.email)
  await typeIn(page, field(page, "Wachtwoord"), demoStaff.password)
  await typeIn(page, field(page, "Code uit uw app"), await freshCode(portal))
  await page.keyboard.press("Enter")

  await expect(heading(page, "Medewerkers")).toBeFocused()
  await expectBeautiful(page, "Medewerkers")
  await pressOn(page, page.getByRole("link", { name: "Medewerker uitnodigen" }))
  await expect(heading(page, "Medewerker uitnodigen")).toBeFocused()
  const email = "femke@delinde.example"
  await typeIn(page, field(page, "Naam"), "Femke Bos")
  await typeIn(page, field(page, "E-mailadres"), email)
  await page.keyboard.press("Enter")
  await expect(page.getByText("Fout: kies minstens één rol.").first()).toBeVisible()
  await expectBeautiful(page, "Medewerker uitnodigen")
  await pressOn(page, page.getByRole("checkbox", { name: /^Toegang/ }), "Space")
  await pressOn(page, button(page, "Uitnodiging sturen"))
  await expect(page.getByText(`De uitnodiging is gestuurd naar ${email}.`)).toBeVisible()

  const femke = await page.context().browser()?.newContext()
  if (!femke) throw new Error("no browser")
  await femke.clock.setFixedTime(portal.clock.now())
  const hers = await femke.newPage()
  await hers.goto(await mailedStaffLink(portal, email))
  await expect(hers).toHaveURL(`${portal.url}/beheer/uitnodiging`)
  await expect(heading(hers, "Welkom, Femke Bos")).toBeVisible()
  await expect(hers.getByRole("img", { name: "QR-code voor uw app" })).toBeVisible()
  await typeIn(hers, field(hers, "Nieuw wachtwoord"), "Te-kort")
  await hers.keyboard.press("Enter")
  await expect(hers.getByText("Fout: dit wachtwoord is te kort.").first()).toBeVisible()
  await expectBeautiful(hers, "Uitnodiging")
  const secret = (await hers.locator(".secret").textContent()) ?? ""
  await typeIn(hers, field(hers, "Nieuw wachtwoord"), staffPassword)
  await typeIn(hers, field(hers, "Bevestig wachtwoord"), staffPassword)
  await typeIn(hers, field(hers, "Code uit uw app"), appCode(portal, secret))
  await hers.keyboard.press("Enter")
  await expect(heading(hers, /^Beheer$/)).toBeVisible()
  await expect(hers.getByText(/Ingelogd: Femke Bos, toegang/)).toBeVisible()
  await expectBeautiful(hers, "Start")
  await hers.goto(`${portal.url}/beheer/medewerkers`)
  await expect(heading(hers, "Deze pagina is niet voor u")).toBeVisible()
  await expectAccessible(hers, "niet voor u")

  await page.reload()
  await pressOn(page, page.getByRole("link", { name: /^Femke Bos/ }))
  await expect(heading(page, "Femke Bos")).toBeFocused()
  await expectBeautiful(page, "Medewerker")
  await pressOn(page, page.getByRole("checkbox", { name: /^Controle/ }), "Space")
  await pressOn(page, button(page, "Rollen opslaan"))
  await expect(page.getByText("De rollen zijn gewijzigd. Ze gelden meteen.")).toBeVisible()
  await pressOn(page, button(page, "Opnieuw instellen"))
  await expect(page.getByText("Weet u het zeker?")).toBeVisible()
  await pressOn(page, button(page, "Ja, stel opnieuw in"))
  await expect(page.getByText("Opnieuw ingesteld. De link is gestuurd.")).toBeVisible()
  // She is out at once, and comes back to a page that says so.
  await hers.getByRole("link", { name: "Mijn account" }).click()
  await field(hers, "Huidig wachtwoord").fill(staffPassword)
  await field(hers, "Nieuw wachtwoord").fill("Zonnescherm-4-duiven-tak")
  await field(hers, "Bevestig wachtwoord").fill("Zonnescherm-4-duiven-tak")
  await field(hers, "Code uit uw app").fill("123456")
  await button(hers, "Wachtwoord opslaan").click()
  await expect(heading(hers, "Beheer van het cliëntportaal")).toBeVisible()
  await femke.close()

  await pressOn(page, button(page, "Toegang beëindigen"))
  await pressOn(page, button(page, "Ja, beëindig"))
  await expect(page.getByText("Femke Bos heeft geen toegang meer tot Beheer.")).toBeVisible()
  await expect(page.getByRole("link", { name: /^Femke Bos/ })).toHaveCount(0)
})

test("the own account, and a password that changes", async ({ visitorPage: page, portal }) => {
  await staffLogIn(page, portal, "/account")
  await expect(heading(page, "Mijn account")).toBeVisible()
  await expectBeautiful(page, "Mijn account")
  const change = async (current: string) => {
    await typeIn(page, field(page, "Huidig wachtwoord"), current)
    await typeIn(page, field(page, "Nieuw wachtwoord"), staffPassword)
    await typeIn(page, field(page, "Bevestig wachtwoord"), staffPassword)
    await typeIn(page, field(page, "Code uit uw app"), await freshCode(portal))
    await page.keyboard.press("Enter")
  }
  await change("Verkeerd-1-woord")
  await expect(
    page.getByText(/Fout: uw huidige wachtwoord, de code of de passkey klopt niet/).first(),
  ).toBeVisible()
  await change(demoStaff.password)
  await expect(page.getByText("Uw wachtwoord is gewijzigd.")).toBeVisible()
})

test("nobody is there: a question at 13 minutes, out at 15, and back on the same page", async ({
  visitorPage: page,
  portal,
}) => {
  await staffLogIn(page, portal, "/medewerkers")
  await expect(heading(page, "Medewerkers")).toBeVisible()
  const start = portal.clock.now().getTime()
  await page.clock.setFixedTime(start + 13 * 60_000)
  const dialog = page.getByRole("alertdialog", { name: "Bent u er nog?" })
  await expect(dialog).toBeVisible({ timeout: 10_000 })
  await expectAccessible(page, "Bent u er nog?")
  await page.keyboard.press("Enter")
  await expect(dialog).toBeHidden()
  await page.clock.setFixedTime(start + 29 * 60_000)
  await expect(page.getByText("U was 15 minuten weg.")).toBeVisible({ timeout: 10_000 })
  await expect(page.getByText("Sanne Vermeer")).toHaveCount(0)
  await page.clock.setFixedTime(start)
  await field(page, "E-mailadres").fill(demoStaff.email)
  await field(page, "Wachtwoord").fill(demoStaff.password)
  await field(page, "Code uit uw app").fill(await freshCode(portal))
  await button(page, "Inloggen").click()
  await expect(heading(page, "Medewerkers")).toBeVisible()
})

test("a reader's portal and Beheer in one browser: neither ends, opens or shows the other", async ({
  visitorPage: page,
  portal,
}) => {
  await logIn(page, portal, "henk")
  await page.goto(`${portal.url}/beheer`)
  await expect(heading(page, "Beheer van het cliëntportaal")).toBeVisible()
  await expect(page.getByText(/Willemsen/)).toHaveCount(0)
  await staffLogIn(page, portal)
  await expect(page.getByText(/Ingelogd: Sanne Vermeer/)).toBeVisible()
  const other = await page.context().newPage()
  await other.goto(portal.url)
  await expect(other.getByText(/Henk Willemsen/).first()).toBeVisible()
  await page.bringToFront()
  await button(page, "Uitloggen").click()
  await expect(page.getByText("U bent uitgelogd.")).toBeVisible()
  await other.reload()
  await expect(other.getByText(/Henk Willemsen/).first()).toBeVisible()
  expect(credentialsOf("henk").email).toContain("henk")
})

test("Weergave of this device holds in Beheer, and a page that does not exist says so", async ({
  visitorPage: page,
  portal,
}) => {
  await page.goto(`${portal.url}/beheer/inloggen`)
  await page.getByRole("link", { name: "Weergave" }).click()
  await expect(heading(page, "Weergave")).toBeVisible()
  await button(page, "Terug").click()
  await expect(heading(page, "Beheer van het cliëntportaal")).toBeVisible()
  await page.goto(`${portal.url}/beheer/bestaat-niet`)
  await expect(heading(page, "Deze pagina bestaat niet")).toBeVisible()
  await expectAccessible(page, "bestaat niet")
  await tabTo(page, page.getByRole("link", { name: "Naar Start" }))
})
