// Account sluiten, by keyboard, on a tablet that keeps what was read; and its pages in large letters.
import type { Page } from "@playwright/test"
import { addLegalText } from "../../server/organisation/legal-texts.ts"
import { button, expectBeautiful, field as fieldOf, heading, pressOn, tabTo } from "./by-keyboard.ts"
import { settle, test } from "./own-tablet.ts"
import { credentialsOf, expect, logIn, fillCode } from "./portal-test.ts"

const field = (page: Page) => fieldOf(page, "Uw wachtwoord")

test("by keyboard: a wrong password, no, and at last yes; the tablet keeps nothing", async ({
  visitorPage: page,
  portal,
}) => {
  test.setTimeout(120_000)
  await logIn(page, portal, "anneke", { keep: true })
  await settle(page)
  await page.goto(`${portal.url}/account`)
  await tabTo(page, page.getByRole("link", { name: "Account sluiten" }))
  await page.keyboard.press("Enter")
  await expect(heading(page, "Account sluiten")).toBeFocused()
  await expect(page.getByRole("main").getByText("Ria de Vries")).toBeVisible()
  await expectBeautiful(page, "Account sluiten")

  await tabTo(page, field(page))
  await page.keyboard.press("Enter")
  await expect(page.getByText("Fout: vul uw wachtwoord in.").first()).toBeVisible()
  await tabTo(page, field(page))
  await page.keyboard.type("Verkeerd-1-woord")
  await page.keyboard.press("Enter")
  await expect(page.getByText("Fout: uw wachtwoord klopt niet.", { exact: false }).first()).toBeVisible()
  await tabTo(page, field(page))
  await page.keyboard.type(credentialsOf("anneke").password)
  await page.keyboard.press("Enter")
  await expect(heading(page, "Wilt u uw account sluiten?")).toBeFocused()
  await expectBeautiful(page, "the last question")
  expect(await portal.db("accounts").where({ state: "closed" })).toEqual([])

  await tabTo(page, button(page, "Ja, sluit mijn account"))
  await page.keyboard.press("Enter")
  await expect(heading(page, "Uw account is gesloten")).toBeFocused()
  await expectBeautiful(page, "closed")
  const left = await page.evaluate(async () => ({
    marks: ["ingelogd", "op-slot", "uitloggen", "niet-bewaren"].filter((key) => localStorage.getItem(key)),
    databases: (await indexedDB.databases()).map(({ name }) => name).filter((name) => name !== "kluizen"),
  }))
  expect(left.marks).toEqual([])
  await expect(page.getByText("Ria de Vries")).toHaveCount(0)

  await tabTo(page, page.getByRole("link", { name: "Naar de inlogpagina" }))
  await page.keyboard.press("Enter")
  await expect(heading(page, "Inloggen")).toBeVisible()
  await page.goto(`${portal.url}/account`)
  await expect(page).toHaveURL(/inloggen/)
})

test("who does not accept new terms closes the account from that page, by keyboard; or thinks again", async ({
  visitorPage: page,
  portal,
}) => {
  test.setTimeout(120_000)
  const text = {
    kind: "termsOfUse",
    version: "2027-1",
    effectiveOn: "2026-11-22",
    body: "# A\nNieuw.",
  } as const
  await addLegalText(portal.db, text, portal.clock.now())
  const { email, password } = credentialsOf("henk")
  await page.goto(`${portal.url}/inloggen`)
  await fieldOf(page, "E-mailadres").fill(email)
  await fieldOf(page, "Wachtwoord").fill(password)
  await button(page, "Inloggen").click()
  await button(page, "Bevestig").click()
  await fillCode(page, portal)
  await button(page, "Inloggen").click()
  const newTerms = /^Nieuwe gebruikers.?voorwaarden$/
  await expect(heading(page, newTerms)).toBeVisible()

  const close = page.getByRole("main").getByRole("link", { name: "Account sluiten" })
  await pressOn(page, close)
  await expect(heading(page, "Account sluiten")).toBeFocused()
  // Whose records these were is not told before the yes.
  await expect(page.getByText("Henk Willemsen")).toHaveCount(0)
  await expectBeautiful(page, "Account sluiten, zonder akkoord")
  await pressOn(page, page.getByRole("link", { name: "de kopie van uw gegevens" }))
  await expect(heading(page, "Kopie van uw gegevens")).toBeFocused()
  await expect(page.getByRole("main").getByText(email)).toBeVisible()
  await expect(page.getByText("Henk Willemsen")).toHaveCount(0)
  await pressOn(page, page.getByRole("link", { name: "Account sluiten" }))
  await pressOn(page, page.getByRole("link", { name: "Terug", exact: true }))
  await expect(heading(page, newTerms)).toBeVisible()
  await page.reload()
  await pressOn(page, close)
  await tabTo(page, field(page))
  await page.keyboard.type(password)
  await page.keyboard.press("Enter")
  await expect(heading(page, "Wilt u uw account sluiten?")).toBeFocused()
  await pressOn(page, page.getByRole("link", { name: "Nee, terug" }))
  await expect(heading(page, newTerms)).toBeVisible()
  expect(await portal.db("accounts").where({ state: "closed" })).toEqual([])

  await pressOn(page, close)
  await tabTo(page, field(page))
  await page.keyboard.type(password)
  await page.keyboard.press("Enter")
  await pressOn(page, button(page, "Ja, sluit mijn account"))
  await expect(heading(page, "Uw account is gesloten")).toBeFocused()
  await page.goto(`${portal.url}/akkoord`)
  await expect(page).toHaveURL(/inloggen/)
})
