// Mijn account: another mobile number, walked by keyboard alone and in letters of 200 %.
import type { Locator, Page } from "@playwright/test"
import type { Portal } from "../support/portal.ts"
import { credentialsOf, expect, expectAccessible, logIn, sizes, test as base } from "./portal-test.ts"

/** Others log in with the demo's numbers, addresses and grants after this. */
const test = base.extend<{ asBefore: void }>({
  asBefore: [
    async ({ portal }, use) => {
      const rows = await Promise.all(
        ["accounts", "grants"].map(async (table) => [table, await portal.db(table)] as const),
      )
      await use()
      for (const [table, kept] of rows)
        for (const row of kept as { id: string }[]) await portal.db(table).where({ id: row.id }).update(row)
      const ended = { ended_at: portal.clock.now().toISOString(), end_reason: "test" }
      for (const table of ["sessions", "vaults"]) await portal.db(table).whereNull("ended_at").update(ended)
      await portal.db("account_changes").delete()
    },
    { auto: true },
  ],
})

/** With the Tab key, from wherever the page put the focus. */
async function tabTo(page: Page, target: Locator) {
  for (let presses = 0; presses < 60; presses += 1) {
    if (await target.evaluate((element) => element === document.activeElement).catch(() => false)) return
    await page.keyboard.press("Tab")
  }
  throw new Error(`the Tab key never came at ${String(target)}`)
}

/** Both sizes of letters, on the tablet and on a phone. */
async function expectBeautiful(page: Page, what: string) {
  await expectAccessible(page, what)
  for (const size of [sizes.phone, sizes.tablet]) {
    await page.setViewportSize(size)
    await page.evaluate(() => (document.documentElement.style.fontSize = "200%"))
    await expectAccessible(page, `${what}, 200 %, ${size.width}`)
    await page.evaluate(() => (document.documentElement.style.fontSize = ""))
  }
}

const heading = (page: Page, name: string | RegExp) => page.getByRole("heading", { level: 1, name })
const field = (page: Page, name: string) => page.getByRole("textbox", { name, exact: true })
const button = (page: Page, name: string) => page.getByRole("button", { name, exact: true })

async function codeTo(portal: Portal, mobile: string): Promise<string> {
  const sms = (await portal.messages()).find(
    ({ kind, to, text }) => kind === "sms" && to === mobile && /^\d{6}/.test(text),
  )
  if (!sms) throw new Error(`no code to ${mobile}`)
  return sms.text.slice(0, 6)
}

async function linkFor(portal: Portal, email: string, path: string): Promise<string> {
  const mails = (await portal.messages()).filter(({ kind, to }) => kind === "mail" && to === email)
  const link = new RegExp(`http\\S+/${path}#[\\w-]{43}`).exec(mails[0]?.text ?? "")?.[0]
  if (!link) throw new Error(`no link to ${path} was mailed to ${email}`)
  return link
}

async function type(page: Page, target: Locator, text: string) {
  await tabTo(page, target)
  await page.keyboard.press("Control+A")
  await page.keyboard.type(text)
}

async function openAccount(page: Page) {
  await page
    .getByRole("link", { name: /Ingelogd|Mijn account/ })
    .first()
    .click()
  await expect(heading(page, "Mijn account")).toBeFocused()
}

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
  await type(page, field(page, "Nieuw mobiel nummer"), "06 5544 3322")
  await type(page, field(page, "Uw wachtwoord"), "Verkeerd-1-woord")
  await page.keyboard.press("Enter")
  await expect(page.getByText("Fout: uw wachtwoord klopt niet.").first()).toBeVisible()
  await expect(field(page, "Nieuw mobiel nummer")).toHaveValue("06 5544 3322")
  await type(page, field(page, "Uw wachtwoord"), password)
  await page.keyboard.press("Enter")

  await expect(heading(page, "Code naar uw oude nummer")).toBeFocused()
  await expectBeautiful(page, "code naar het oude nummer")
  await page.reload()
  await expect(heading(page, "Code naar uw oude nummer")).toBeVisible()
  await type(page, field(page, "Beveiligingscode"), "12345")
  await page.keyboard.press("Enter")
  await expect(page.getByText("U vulde 5 cijfers in.").first()).toBeVisible()
  await type(page, field(page, "Beveiligingscode"), await codeTo(portal, "+31623456789"))
  await page.keyboard.press("Enter")
  await expect(heading(page, "Code naar uw nieuwe nummer")).toBeFocused()
  await expect(page.getByText("06 55 44 33 22")).toBeVisible()
  await expectBeautiful(page, "code naar het nieuwe nummer")
  await type(page, field(page, "Beveiligingscode"), await codeTo(portal, fresh))
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
