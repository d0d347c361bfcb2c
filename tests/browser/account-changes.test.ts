// Mijn account: another mobile number, walked by keyboard alone and in letters of 200 %.
import { codeTo, linkFor, openAccount } from "./account-test.ts"
import { button, expectBeautiful, field, heading, tabTo, typeIn } from "./by-keyboard.ts"
import { credentialsOf, expect, expectAccessible, logIn, test } from "./portal-test.ts"

const fresh = "+31655443322"

test("another number, by keyboard: mistakes, a reload at the code, both codes; then back by the mailed link", async ({
  visitorPage: page,
  portal,
}) => {
  test.setTimeout(180_000)
  const { email, password } = credentialsOf("henk")
  await logIn(page, portal, "henk")
  await openAccount(page)
  await tabTo(page, page.getByRole("link", { name: /^Mobiel nummer wijzigen/ }))
  await page.keyboard.press("Enter")
  await expect(heading(page, "Mobiel nummer wijzigen")).toBeFocused()
  await expect(page.getByText("Uw nummer is nu 06 •• •• •• 89.")).toBeVisible()
  await expect(page.getByText("Stap 1 van 3")).toBeVisible()
  await expect(page.getByText("Heeft u uw oude nummer niet meer?")).toBeVisible()
  await expectBeautiful(page, "nummer")

  await tabTo(page, button(page, "Verder"))
  await page.keyboard.press("Enter")
  await expect(page.getByText("Fout: vul uw nieuwe mobiele nummer in.").first()).toBeVisible()
  await expectBeautiful(page, "nummer, leeg")
  await typeIn(page, field(page, "Nieuw mobiel nummer"), "06 5544 3322")
  await typeIn(page, field(page, "Uw wachtwoord"), "Verkeerd-1-woord")
  await page.keyboard.press("Enter")
  await expect(page.getByText("Fout: uw wachtwoord klopt niet.").first()).toBeVisible()
  await expect(field(page, "Nieuw mobiel nummer")).toHaveValue("06 5544 3322")
  await typeIn(page, field(page, "Uw wachtwoord"), password)
  await page.keyboard.press("Enter")

  await expect(heading(page, "Code naar uw oude nummer")).toBeFocused()
  await expectBeautiful(page, "code naar het oude nummer")
  await page.reload()
  await expect(heading(page, "Code naar uw oude nummer")).toBeVisible()
  await typeIn(page, field(page, "Beveiligingscode"), "12345")
  await page.keyboard.press("Enter")
  await expect(page.getByText("U vulde 5 cijfers in.").first()).toBeVisible()
  await typeIn(page, field(page, "Beveiligingscode"), await codeTo(portal, "+31623456789"))
  await page.keyboard.press("Enter")
  await expect(heading(page, "Code naar uw nieuwe nummer")).toBeFocused()
  await expect(page.getByText("06 55 44 33 22")).toBeVisible()
  await expectBeautiful(page, "code naar het nieuwe nummer")
  await typeIn(page, field(page, "Beveiligingscode"), await codeTo(portal, fresh))
  await page.keyboard.press("Enter")
  await expect(heading(page, "Uw mobiele nummer is gewijzigd")).toBeFocused()
  await expectBeautiful(page, "gewijzigd")
  await tabTo(page, page.getByRole("link", { name: "Naar Mijn account" }))
  await page.keyboard.press("Enter")
  await expect(page.getByText("06 •• •• •• 22")).toBeVisible()

  await page.goto(await linkFor(portal, email, "ongedaan-maken"))
  await expect(page).toHaveURL(`${portal.url}/ongedaan-maken`)
  await expect(page.getByText("06 23 45 67 89")).toBeVisible()
  await expectBeautiful(page, "ongedaan maken")
  await tabTo(page, button(page, "Maak ongedaan"))
  await page.keyboard.press("Enter")
  await expect(heading(page, "De wijziging is ongedaan gemaakt")).toBeFocused()
  await expectBeautiful(page, "ongedaan gemaakt")
  await tabTo(page, page.getByRole("link", { name: "Nieuw wachtwoord kiezen" }))
  await page.keyboard.press("Enter")
  await expect(heading(page, "Wachtwoord vergeten")).toBeVisible()
  await page.goto(`${portal.url}/account`)
  await expect(page).toHaveURL(/inloggen$/)
})

test("another number after all, a step that took too long, and an undo link that is too old", async ({
  visitorPage: page,
  portal,
}) => {
  await logIn(page, portal, "henk")
  await page.goto(`${portal.url}/account/nummer`)
  await field(page, "Nieuw mobiel nummer").fill("0655443322")
  await field(page, "Uw wachtwoord").fill(credentialsOf("henk").password)
  await button(page, "Verder").click()
  await expect(heading(page, "Code naar uw oude nummer")).toBeVisible()
  await field(page, "Beveiligingscode").fill(await codeTo(portal, "+31623456789"))
  await button(page, "Verder").click()
  await expect(heading(page, "Code naar uw nieuwe nummer")).toBeVisible()
  await button(page, "Ander nummer").click()
  await expect(heading(page, "Mobiel nummer wijzigen")).toBeFocused()
  await expect(field(page, "Nieuw mobiel nummer")).toHaveValue("0655443322")
  await field(page, "Uw wachtwoord").fill(credentialsOf("henk").password)
  await button(page, "Verder").click()
  await expect(heading(page, "Code naar uw oude nummer")).toBeVisible()
  await portal.db("challenges").update({ ended_at: portal.clock.now().toISOString() })
  await field(page, "Beveiligingscode").fill("123456")
  await button(page, "Verder").click()
  await expect(page.getByText("Het duurde te lang. Dat geeft niet. Begin hier opnieuw.")).toBeVisible()
  await expectAccessible(page, "te lang")

  await page.goto(`${portal.url}/ongedaan-maken#${"A".repeat(43)}`)
  await expect(heading(page, "Deze link werkt niet meer")).toBeVisible()
  await expectBeautiful(page, "oude link")
})
