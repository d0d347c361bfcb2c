// A new password: forgotten, walked by keyboard alone; and changed on Mijn account, on a tablet that keeps what was read.
import { button, expectBeautiful, field, heading, tabTo } from "./by-keyboard.ts"
import type { Portal } from "../support/portal.ts"
import { expectLocked, main, openPatient, openReports, settle, test, workerIsThere } from "./own-tablet.ts"
import { credentialsOf, expect, expectAccessible, logIn, newestCode } from "./portal-test.ts"

const fresh = "Zonnescherm-4-duiven-tak"

async function linkFor(portal: Portal, email: string): Promise<string> {
  const mails = (await portal.messages()).filter(({ kind, to }) => kind === "mail" && to === email)
  const link = /http\S+\/nieuw-wachtwoord#[\w-]{43}/.exec(mails[0]?.text ?? "")?.[0]
  if (!link) throw new Error("no link was mailed")
  return link
}

test("forgotten, by keyboard alone: mail, Bevestig, code, new password, and one logs in with it", async ({
  visitorPage: page,
  portal,
}) => {
  test.setTimeout(120_000)
  const { email } = credentialsOf("henk")
  await page.goto(`${portal.url}/inloggen`)
  await tabTo(page, page.getByRole("link", { name: "Wachtwoord vergeten" }))
  await page.keyboard.press("Enter")
  await expect(heading(page, "Wachtwoord vergeten")).toBeFocused()
  await expectBeautiful(page, "Wachtwoord vergeten")
  await tabTo(page, field(page, "E-mailadres"))
  await page.keyboard.press("Enter")
  await expect(main(page).getByText("Fout: vul uw e-mailadres in.").first()).toBeVisible()
  await tabTo(page, field(page, "E-mailadres"))
  await page.keyboard.type(email)
  await page.keyboard.press("Enter")
  await expect(heading(page, /^Kijk in uw/)).toBeFocused()
  await expect(page.getByText(`Is ${email} bij ons bekend?`)).toBeVisible()
  await expectBeautiful(page, "Kijk in uw e-mail")

  await page.goto(await linkFor(portal, email))
  await expect(page).toHaveURL(`${portal.url}/nieuw-wachtwoord`)
  await expect(page.getByText("06 •• •• •• 89")).toBeVisible()
  await expectBeautiful(page, "link")
  await tabTo(page, button(page, "Bevestig"))
  await page.keyboard.press("Enter")
  await expect(page).toHaveURL(/nieuw-wachtwoord\/code$/)
  await expectBeautiful(page, "code")
  await page.reload()
  await tabTo(page, field(page, "Beveiligingscode"))
  await page.keyboard.type(await newestCode(portal))
  await page.keyboard.press("Enter")

  await expect(heading(page, "Kies een nieuw wachtwoord")).toBeFocused()
  await expectBeautiful(page, "Kies een nieuw wachtwoord")
  await tabTo(page, field(page, "Nieuw wachtwoord"))
  await page.keyboard.type("kort")
  await page.keyboard.press("Enter")
  await expect(main(page).getByText("Fout: dit wachtwoord is te kort.").first()).toBeVisible()
  await expectBeautiful(page, "Kies een nieuw wachtwoord, te kort")
  await tabTo(page, field(page, "Nieuw wachtwoord"))
  await page.keyboard.press("Control+A")
  await page.keyboard.type(fresh)
  await tabTo(page, field(page, "Bevestig wachtwoord"))
  await page.keyboard.type(fresh)
  await page.keyboard.press("Enter")
  await expect(page).toHaveURL(/inloggen$/)
  await expect(page.getByText("Uw wachtwoord is gewijzigd. Log nu in.")).toBeVisible()
  await expectAccessible(page, "Log nu in")

  await expect(field(page, "E-mailadres")).toHaveValue(email)
  await tabTo(page, field(page, "Wachtwoord"))
  await page.keyboard.type(fresh)
  await page.keyboard.press("Enter")
  await expect(button(page, "Bevestig")).toBeVisible()
})

test("an unknown address sees the same page; an old link and a lost way lead back to asking", async ({
  visitorPage: page,
  portal,
}) => {
  await page.goto(`${portal.url}/wachtwoord-vergeten`)
  await field(page, "E-mailadres").fill("niemand@voorbeeld.example")
  await page.getByRole("button", { name: /^Stuur de/ }).click()
  await expect(heading(page, /^Kijk in uw/)).toBeFocused()
  await button(page, "Probeer het opnieuw").click()
  await expect(field(page, "E-mailadres")).toHaveValue("niemand@voorbeeld.example")

  await page.goto(`${portal.url}/nieuw-wachtwoord#${"A".repeat(43)}`)
  await expect(heading(page, "Deze link werkt niet meer")).toBeVisible()
  await expectBeautiful(page, "Deze link werkt niet meer")
  await page.getByRole("link", { name: "Vraag een nieuwe link" }).click()
  await expect(heading(page, "Wachtwoord vergeten")).toBeVisible()
  for (const path of ["code", "kiezen"]) {
    await page.goto(`${portal.url}/nieuw-wachtwoord/${path}`)
    await expect(page.getByText("Het duurde te lang. Dat geeft niet.")).toBeVisible()
  }
})

test("changed: this tablet goes on; without internet only the new password opens what was read since", async ({
  visitorPage: page,
  portal,
  wire,
}) => {
  test.setTimeout(120_000)
  const { password } = credentialsOf("anneke")
  await logIn(page, portal, "anneke", { url: wire.url, keep: true })
  await openPatient(page, /Ria de Vries/)
  await workerIsThere(page)
  await page
    .getByRole("link", { name: /Ingelogd|Mijn account/ })
    .first()
    .click()
  await page.getByRole("link", { name: "Wachtwoord wijzigen" }).click()
  await expect(heading(page, "Wachtwoord wijzigen")).toBeFocused()
  await expectBeautiful(page, "Wachtwoord wijzigen")
  await field(page, "Huidig wachtwoord").fill("Verkeerd-1-woord")
  await field(page, "Nieuw wachtwoord").fill(fresh)
  await field(page, "Bevestig wachtwoord").fill(fresh)
  await button(page, "Wachtwoord opslaan").click()
  await expect(main(page).getByText("Fout: uw huidige wachtwoord klopt niet.").first()).toBeVisible()
  await expect(field(page, "Nieuw wachtwoord")).toHaveValue(fresh)
  await expectAccessible(page, "Wachtwoord wijzigen, fout")
  await field(page, "Huidig wachtwoord").fill(password)
  await button(page, "Wachtwoord opslaan").click()
  await expect(heading(page, "Uw wachtwoord is gewijzigd")).toBeFocused({ timeout: 20_000 })
  await expect(page.getByText("Uw nieuwe wachtwoord opent het.")).toBeVisible()
  await expectBeautiful(page, "Uw wachtwoord is gewijzigd")
  expect(await portal.db("vaults").whereNull("ended_at")).toHaveLength(1)
  await page.getByRole("link", { name: "Naar Mijn account" }).click()
  await page.getByRole("link", { name: "Start" }).first().click()
  await expect(page).toHaveURL(/dossier/)
  if (/dossiers$/.test(page.url())) await openPatient(page, /Ria de Vries/)
  await openReports(page)
  await settle(page)

  await wire.unplug()
  await page.reload()
  await expectLocked(page)
  const type = async (typed: string) => {
    await field(page, "Wachtwoord").fill(typed)
    await button(page, "Openen").click()
  }
  await type(password)
  await expect(page.getByText("Dat klopte niet.").first()).toBeVisible()
  await expectLocked(page)
  await type(fresh)
  await expect(main(page).getByRole("article").first()).toBeVisible({ timeout: 20_000 })
  await expect(page.getByText("Geen internet")).toBeVisible()
})
