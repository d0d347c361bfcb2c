// Mijn account: another e-mail address, walked by keyboard alone and in letters of 200 %, with the mail on another device.
import type { Browser, Page } from "@playwright/test"
import { codeTo, linkFor, openAccount } from "./account-test.ts"
import { button, expectBeautiful, field, heading, pressOn, tabTo, typeIn } from "./by-keyboard.ts"
import { credentialsOf, expect, expectAccessible, logIn, now, test } from "./portal-test.ts"

const fresh = "henk.nieuw@voorbeeld.example"
const mobile = "+31623456789"
const { email: old, password } = credentialsOf("henk")

/** The device on which the mail is read. */
async function elsewhere(browser: Browser): Promise<Page> {
  const context = await browser.newContext()
  await context.clock.setFixedTime(now)
  return context.newPage()
}

/** The reader comes back to the page that waits. */
const lookAgain = (page: Page) => page.evaluate(() => window.dispatchEvent(new Event("focus")))

async function upToMail(page: Page, portal: Parameters<typeof codeTo>[0], email = fresh) {
  await page.goto(`${portal.url}/account/e-mail`)
  await field(page, "Nieuw e-mailadres").fill(email)
  await field(page, "Uw wachtwoord").fill(password)
  await button(page, "Verder").click()
  await expect(heading(page, "Code naar uw telefoon")).toBeVisible()
  await field(page, "Beveiligingscode").fill(await codeTo(portal, mobile))
  await button(page, "Verder").click()
  await expect(heading(page, "Kijk in uw e-mail")).toBeVisible()
}

test("another address, by keyboard: mistakes, a reload at each step, Bevestig elsewhere; then back by the mailed link", async ({
  visitorPage: page,
  portal,
  browser,
}) => {
  test.setTimeout(180_000)
  await logIn(page, portal, "henk")
  await openAccount(page)
  await pressOn(page, page.getByRole("link", { name: /^E-mailadres wijzigen/ }))
  await expect(heading(page, "E-mailadres wijzigen")).toBeFocused()
  await expect(page.getByText(`Uw e-mailadres is nu ${old}.`)).toBeVisible()
  await expect(page.getByText("Stap 1 van 3")).toBeVisible()
  await expectBeautiful(page, "e-mailadres")
  await pressOn(page, button(page, "Verder"))
  await expect(page.getByText("Fout: vul uw nieuwe e-mailadres in.").first()).toBeVisible()
  await expectBeautiful(page, "e-mailadres, leeg")
  await typeIn(page, field(page, "Nieuw e-mailadres"), "henk.nieuw@")
  await typeIn(page, field(page, "Uw wachtwoord"), password)
  await page.keyboard.press("Enter")
  await expect(page.getByText("Fout: dit e-mailadres klopt niet.").first()).toBeVisible()
  await typeIn(page, field(page, "Nieuw e-mailadres"), old.toUpperCase())
  await page.keyboard.press("Enter")
  await expect(page.getByText("Fout: dit is al uw e-mailadres.").first()).toBeVisible()
  await typeIn(page, field(page, "Nieuw e-mailadres"), fresh)
  await typeIn(page, field(page, "Uw wachtwoord"), "Verkeerd-1-woord")
  await page.keyboard.press("Enter")
  await expect(page.getByText("Fout: uw wachtwoord klopt niet.").first()).toBeVisible()
  await expect(field(page, "Nieuw e-mailadres")).toHaveValue(fresh)
  await typeIn(page, field(page, "Uw wachtwoord"), password)
  await page.keyboard.press("Enter")

  await expect(heading(page, "Code naar uw telefoon")).toBeFocused()
  await expect(page.getByText("06 •• •• •• 89")).toBeVisible()
  await expectBeautiful(page, "code")
  await page.reload()
  await expect(heading(page, "Code naar uw telefoon")).toBeVisible()
  await typeIn(page, field(page, "Beveiligingscode"), await codeTo(portal, mobile))
  await page.keyboard.press("Enter")
  await expect(heading(page, "Kijk in uw e-mail")).toBeFocused()
  await expect(page.getByText(`Wij stuurden een bericht naar ${fresh}.`)).toBeVisible()
  await expectBeautiful(page, "de mail")
  await page.reload()
  await expect(heading(page, "Kijk in uw e-mail")).toBeVisible()
  await pressOn(page, button(page, "Stuur de e-mail opnieuw"))
  await expect(page.getByText("U kunt om 14:01 een nieuwe e-mail vragen.")).toBeVisible()

  const other = await elsewhere(browser)
  await other.goto(await linkFor(portal, fresh, "nieuw-e-mailadres"))
  await expect(other).toHaveURL(`${portal.url}/nieuw-e-mailadres`)
  await expect(heading(other, "Is dit uw nieuwe e-mailadres?")).toBeVisible()
  await expect(other.getByText(fresh)).toBeVisible()
  await expectBeautiful(other, "de link")
  await pressOn(other, button(other, "Bevestig"))
  await expect(heading(other, "Uw e-mailadres is gewijzigd")).toBeFocused()
  await expectBeautiful(other, "bevestigd")
  await pressOn(other, other.getByRole("link", { name: "Naar het portaal" }))
  await expect(heading(other, /Inloggen/)).toBeVisible()
  await expect(field(other, "E-mailadres")).toHaveValue(fresh)
  await other.context().close()

  await lookAgain(page)
  await expect(heading(page, "Uw e-mailadres is gewijzigd")).toBeFocused()
  await expectBeautiful(page, "gewijzigd")
  await pressOn(page, page.getByRole("link", { name: "Naar Mijn account" }))
  await expect(page.getByText(fresh).first()).toBeVisible()

  await page.goto(await linkFor(portal, old, "ongedaan-maken"))
  await expect(page.getByText(`Uw e-mailadres wordt weer ${old}`)).toBeVisible()
  await expectAccessible(page, "ongedaan maken")
  await tabTo(page, button(page, "Maak ongedaan"))
  await page.keyboard.press("Enter")
  await expect(heading(page, "De wijziging is ongedaan gemaakt")).toBeFocused()
  // It knows this device by its own answer: nothing is asked again.
  await logIn(page, portal, "henk", { keep: "kept" })
})

test("pressed in the same browser, in another tab: both go on with the new address", async ({
  visitorPage: page,
  portal,
}) => {
  await logIn(page, portal, "henk")
  await upToMail(page, portal)
  const tab = await page.context().newPage()
  await tab.goto(await linkFor(portal, fresh, "nieuw-e-mailadres"))
  await button(tab, "Bevestig").click()
  await expect(heading(tab, "Uw e-mailadres is gewijzigd")).toBeFocused()
  await tab.getByRole("link", { name: "Naar het portaal" }).click()
  await expect(heading(tab, /Henk|Goede/)).toBeVisible()
  await tab.close()
  await lookAgain(page)
  await expect(heading(page, "Uw e-mailadres is gewijzigd")).toBeVisible()
  await page.goto(`${portal.url}/account`)
  await expect(page.getByText(fresh).first()).toBeVisible()
})

test("another address after all, a change that was stopped elsewhere, and links that lead nowhere", async ({
  visitorPage: page,
  portal,
}) => {
  await logIn(page, portal, "henk")
  await upToMail(page, portal, "tikfout@voorbeeld.example")
  await button(page, "Ander adres").click()
  await expect(heading(page, "E-mailadres wijzigen")).toBeFocused()
  await expect(field(page, "Nieuw e-mailadres")).toHaveValue("tikfout@voorbeeld.example")
  await portal.db("rate_counters").delete()
  await upToMail(page, portal)
  const link = await linkFor(portal, fresh, "nieuw-e-mailadres")
  await portal.db("account_changes").update({ ended_at: now })
  await lookAgain(page)
  await expect(page.getByText("Deze wijziging is gestopt.", { exact: false })).toBeVisible()
  await expectAccessible(page, "gestopt")

  await page.goto(link)
  await expect(heading(page, "Deze link werkt niet meer")).toBeVisible()
  await expectBeautiful(page, "oude link")
})

test("an address that has an account: the page waits as for any other, its mailbox says why", async ({
  visitorPage: page,
  portal,
}) => {
  await logIn(page, portal, "henk")
  await upToMail(page, portal, credentialsOf("mark").email)
  const [mail] = (await portal.messages()).filter(({ to }) => to === credentialsOf("mark").email)
  expect(mail?.text).toContain("Dit e-mailadres hoort al bij uw account.")
  await lookAgain(page)
  await expect(heading(page, "Kijk in uw e-mail")).toBeVisible()
})
