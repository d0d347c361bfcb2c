// Account sluiten, by keyboard, on a tablet that keeps what was read; and its pages in large letters.
import type { Locator, Page } from "@playwright/test"
import { settle, test as base } from "./own-tablet.ts"
import { credentialsOf, expect, expectAccessible, logIn, sizes } from "./portal-test.ts"

/** Others log in with the demo's accounts after this. */
const test = base.extend<{ reopened: void }>({
  reopened: [
    async ({ portal }, use) => {
      const grants = (await portal.db("grants").where({ revoked_at: null }).select("id")) as { id: string }[]
      await use()
      await portal.db("accounts").where({ state: "closed" }).update({ state: "active", closed_at: null })
      await portal
        .db("grants")
        .whereIn(
          "id",
          grants.map(({ id }) => id),
        )
        .update({ revoked_at: null, revoked_reason: null })
    },
    { auto: true },
  ],
})

async function tabTo(page: Page, target: Locator) {
  for (let presses = 0; presses < 60; presses += 1) {
    if (await target.evaluate((element) => element === document.activeElement).catch(() => false)) return
    await page.keyboard.press("Tab")
  }
  throw new Error(`the Tab key never came at ${String(target)}`)
}

/** At 200 % too, on a phone and on the tablet. */
async function expectBeautiful(page: Page, what: string) {
  await expectAccessible(page, what)
  for (const [size, viewport] of Object.entries({ phone: sizes.phone, tablet: sizes.tablet })) {
    await page.setViewportSize(viewport)
    await page.evaluate(() => (document.documentElement.style.fontSize = "200%"))
    await expectAccessible(page, `${what}, 200 %, ${size}`)
    await page.evaluate(() => (document.documentElement.style.fontSize = ""))
  }
}

const heading = (page: Page, name: string) => page.getByRole("heading", { level: 1, name })
const button = (page: Page, name: string) => page.getByRole("button", { name, exact: true })
const field = (page: Page) => page.getByRole("textbox", { name: "Uw wachtwoord", exact: true })

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
