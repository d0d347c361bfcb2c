// The whole life of an account by keyboard alone, in letters of 200 %, and as a screen reader says it: register, log in,
// forget the password, another number, another password, close.
import type { Page } from "@playwright/test"
import type { Portal } from "../support/portal.ts"
import { button, field, heading, link, pressOn, tabTo, typeIn } from "./by-keyboard.ts"
import { expect, expectAccessible, newestCode, test } from "./portal-test.ts"
import { outlineOf } from "./spoken.ts"
import { outlines } from "./way-outlines.ts"

const peter = { email: "peter.bakker@voorbeeld.example", mobile: "06 87654321", bsn: "999900079" }
const passwords = ["Zeilboot-4-kersen-lamp", "Zonnescherm-4-duiven-tak", "Regenpijp-6-muizen-klok"] as const

async function mailedLink(portal: Portal, path: string): Promise<string> {
  const mails = (await portal.messages()).filter(({ kind, to }) => kind === "mail" && to === peter.email)
  const found = mails.map(({ text }) => new RegExp(`http\\S+/${path}#\\S+`).exec(text)?.[0]).find(Boolean)
  if (!found) throw new Error(`no link to ${path} was mailed`)
  return found
}

async function expectSpoken(page: Page, outline: string[]) {
  await expect.poll(() => outlineOf(page)).toEqual(outline)
  await expectAccessible(page, outline[0] ?? "")
}

async function giveCode(page: Page, portal: Portal) {
  await expect(heading(page, "Beveiligingscode invullen")).toBeFocused()
  await typeIn(page, field(page, "Beveiligingscode"), await newestCode(portal))
  await page.keyboard.press("Enter")
}

async function logIn(page: Page, portal: Portal, typed: string) {
  await typeIn(page, field(page, "E-mailadres"), peter.email)
  await typeIn(page, field(page, "Wachtwoord"), typed)
  await page.keyboard.press("Enter")
  await pressOn(page, button(page, "Bevestig"))
  await giveCode(page, portal)
}

test("registered, read, logged out and in, forgotten, changed twice and closed", async ({
  visitorPage: page,
  portal,
}) => {
  test.setTimeout(300_000)
  await page.goto(portal.url)
  await page.evaluate(() => localStorage.setItem("weergave", JSON.stringify({ versie: 1, schaal: 200 })))
  await page.reload()
  await expect(heading(page, "Inloggen")).toBeVisible()
  await expectSpoken(page, outlines.login)
  await pressOn(page, link(page, "Registreer"))
  await expect(heading(page, "Registratie")).toBeFocused()
  await expectSpoken(page, outlines.registration)
  await typeIn(page, field(page, "E-mailadres"), peter.email)
  await typeIn(page, field(page, "Mobiel nummer"), peter.mobile)
  await typeIn(page, field(page, "Nieuw wachtwoord"), passwords[0])
  await typeIn(page, field(page, "Bevestig wachtwoord"), passwords[0])
  await tabTo(page, page.getByRole("checkbox"))
  await page.keyboard.press("Space")
  await pressOn(page, button(page, "Registreer"))
  await expect(page).toHaveURL(/registreren\/e-mail/)
  await expectSpoken(page, outlines.lookInMail)

  await page.goto(await mailedLink(portal, "bevestig"))
  await expectSpoken(page, outlines.confirmAddress)
  await pressOn(page, button(page, "Bevestig"))
  await expect(heading(page, "Beveiligingscode invullen")).toBeFocused()
  await expectSpoken(page, outlines.code)
  await giveCode(page, portal)
  await expect(page).toHaveURL(/inloggen\/bsn/)
  await expectSpoken(page, outlines.bsn)
  await typeIn(page, page.getByRole("main").getByRole("textbox"), peter.bsn)
  await page.keyboard.press("Enter")
  await expect(page).toHaveURL(/akkoord$/)
  await expectSpoken(page, outlines.terms)
  await tabTo(page, page.getByRole("checkbox", { name: /^Ik heb de gebruikersvoorwaarden gelezen/ }))
  await page.keyboard.press("Space")
  await pressOn(page, button(page, "Akkoord"))
  await expect(page).toHaveURL(/\/dossier\//)
  await expect(page.getByText("Ria de Vries-Bakker").first()).toBeVisible()
  await pressOn(page, link(page, "Uitloggen"))
  await expect(heading(page, "Wilt u uitloggen?")).toBeFocused()
  await expectSpoken(page, outlines.logOut)
  await pressOn(page, button(page, "Ja, uitloggen"))
  await expect(page.getByText("U bent uitgelogd")).toBeVisible()

  await logIn(page, portal, passwords[0])
  await expect(heading(page, /ook zonder internet lezen\?$/)).toBeFocused()
  await expectSpoken(page, outlines.keep)
  await pressOn(page, button(page, "Nee"))
  await expect(page).toHaveURL(/\/dossier\//)
  await pressOn(page, link(page, "Uitloggen"))
  await pressOn(page, button(page, "Ja, uitloggen"))

  await pressOn(page, link(page, "Wachtwoord vergeten"))
  await expect(heading(page, "Wachtwoord vergeten")).toBeFocused()
  await typeIn(page, field(page, "E-mailadres"), peter.email)
  await page.keyboard.press("Enter")
  await expect(heading(page, /^Kijk in uw/)).toBeFocused()
  await expectSpoken(page, outlines.forgottenMail)
  await page.goto(await mailedLink(portal, "nieuw-wachtwoord"))
  await expectSpoken(page, outlines.forgottenLink)
  await pressOn(page, button(page, "Bevestig"))
  await expect(page).toHaveURL(/nieuw-wachtwoord\/code$/)
  await typeIn(page, field(page, "Beveiligingscode"), await newestCode(portal))
  await page.keyboard.press("Enter")
  await expect(heading(page, "Kies een nieuw wachtwoord")).toBeFocused()
  await expectSpoken(page, outlines.newPassword)
  await typeIn(page, field(page, "Nieuw wachtwoord"), passwords[1])
  await typeIn(page, field(page, "Bevestig wachtwoord"), passwords[1])
  await page.keyboard.press("Enter")
  await expect(page.getByText("Uw wachtwoord is gewijzigd. Log nu in.")).toBeVisible()
  await logIn(page, portal, passwords[1])
  await expect(page).toHaveURL(/\/dossier\//)

  await pressOn(page, link(page, "Mijn account"))
  await expect(heading(page, "Mijn account")).toBeFocused()
  await expectSpoken(page, outlines.account)
  await pressOn(page, link(page, /^Mobiel nummer wijzigen/))
  await expect(field(page, "Nieuw mobiel nummer")).toBeVisible()
  await expectSpoken(page, outlines.number)
  await typeIn(page, field(page, "Nieuw mobiel nummer"), "06 5544 3322")
  await typeIn(page, field(page, "Uw wachtwoord"), passwords[1])
  await page.keyboard.press("Enter")
  await expect(heading(page, "Code naar uw oude nummer")).toBeFocused()
  await expectSpoken(page, outlines.oldNumberCode)
  await typeIn(page, field(page, "Beveiligingscode"), await newestCode(portal))
  await page.keyboard.press("Enter")
  await expect(heading(page, "Code naar uw nieuwe nummer")).toBeFocused()
  await expectSpoken(page, outlines.newNumberCode)
  await typeIn(page, field(page, "Beveiligingscode"), await newestCode(portal))
  await page.keyboard.press("Enter")
  await expect(heading(page, "Uw mobiele nummer is gewijzigd")).toBeFocused()
  await pressOn(page, link(page, "Naar Mijn account"))

  await pressOn(page, link(page, /^Wachtwoord wijzigen/))
  await expect(heading(page, "Wachtwoord wijzigen")).toBeFocused()
  await expectSpoken(page, outlines.password)
  await typeIn(page, field(page, "Huidig wachtwoord"), passwords[1])
  await typeIn(page, field(page, "Nieuw wachtwoord"), passwords[2])
  await typeIn(page, field(page, "Bevestig wachtwoord"), passwords[2])
  await page.keyboard.press("Enter")
  await expect(heading(page, "Uw wachtwoord is gewijzigd")).toBeFocused()
  await pressOn(page, link(page, "Naar Mijn account"))

  await pressOn(page, link(page, "Account sluiten"))
  await expect(heading(page, "Account sluiten")).toBeFocused()
  await expectSpoken(page, outlines.close)
  await typeIn(page, field(page, "Uw wachtwoord"), passwords[2])
  await page.keyboard.press("Enter")
  await expect(heading(page, "Wilt u uw account sluiten?")).toBeFocused()
  await expectSpoken(page, outlines.closeSure)
  await pressOn(page, button(page, "Ja, sluit mijn account"))
  await expect(heading(page, "Uw account is gesloten")).toBeFocused()
  await expectSpoken(page, outlines.closed)
  await pressOn(page, link(page, "Naar de inlogpagina"))
  await typeIn(page, field(page, "E-mailadres"), peter.email)
  await typeIn(page, field(page, "Wachtwoord"), passwords[2])
  await page.keyboard.press("Enter")
  await expect(page.getByText("uw e-mailadres of wachtwoord klopt niet").first()).toBeVisible()
})
