// Kopie van uw gegevens: read by keyboard and in large letters, kept as a file, printed without its buttons.
import { readFileSync } from "node:fs"
import { openAccount } from "./account-test.ts"
import { button, expectBeautiful, heading, pressOn, tabTo } from "./by-keyboard.ts"
import { credentialsOf, expect, logIn, test } from "./portal-test.ts"

test("what the account holds, in words, as a file and on paper", async ({ visitorPage: page, portal }) => {
  test.setTimeout(120_000)
  const { email, password } = credentialsOf("anneke")
  await logIn(page, portal, "anneke")
  await openAccount(page)
  await pressOn(page, page.getByRole("link", { name: "Kopie van uw gegevens" }))
  await expect(heading(page, "Kopie van uw gegevens")).toBeFocused()
  const main = page.getByRole("main")
  for (const text of [email, "Ria de Vries", "Jopie van Dam", /^Gebruikersvoorwaarden, versie/, "Elke dag"])
    await expect(main.getByText(text).first()).toBeVisible()
  await expectBeautiful(page, "kopie")

  await tabTo(page, button(page, "Bewaar als bestand"))
  const download = page.waitForEvent("download")
  await page.keyboard.press("Enter")
  const file = await download
  expect(file.suggestedFilename()).toBe("clientportaal-mijn-gegevens-2026-11-22.json")
  await expect(page.getByRole("status").getByText(file.suggestedFilename())).toBeVisible()
  const text = readFileSync(await file.path(), "utf8")
  expect(JSON.parse(text)).toMatchObject({ account: { email }, news: { frequency: "daily" } })
  expect(text).not.toContain(password)

  await page.emulateMedia({ media: "print" })
  await expect(button(page, "Printen")).toBeHidden()
  await expect(main.getByText(email).first()).toBeVisible()
  const overflow = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)
  expect(overflow).toBeLessThanOrEqual(0)
  await page.emulateMedia({ media: "screen" })
})

test("a portal that does not answer is said in words, and tried again", async ({
  visitorPage: page,
  portal,
}) => {
  await logIn(page, portal, "henk")
  await page.route("**/api/account/copy", (route) => route.abort())
  await page.goto(`${portal.url}/account/gegevens`)
  await expect(page.getByText("Uw gegevens zijn niet opgehaald.", { exact: false })).toBeVisible()
  await page.unroute("**/api/account/copy")
  await button(page, "Probeer opnieuw").click()
  await expect(page.getByText(credentialsOf("henk").email).first()).toBeVisible()
})
