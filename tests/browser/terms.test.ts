// New terms: told on Start, asked from their day by a page that keyboard and large letters can walk, never a way around.
import { heading, tabTo } from "./by-keyboard.ts"
import type { Page } from "@playwright/test"
import { addLegalText } from "../../server/organisation/legal-texts.ts"
import type { Portal } from "../support/portal.ts"
import { expectLocked, main, openPatient, settle, test, workerIsThere } from "./own-tablet.ts"
import { credentialsOf, expect, expectAccessible, logIn, sizes } from "./portal-test.ts"

const summary = "U mag de agenda nu ook afdrukken.\nDe klantenservice heeft een nieuw adres."
const addVersion = (
  portal: Portal,
  effectiveOn: string,
  kind: "termsOfUse" | "privacyStatement" = "termsOfUse",
) =>
  addLegalText(
    portal.db,
    { kind, version: "2027-1", effectiveOn, summary, body: "# Afspraken\nDit is de nieuwe tekst." },
    portal.clock.now(),
  )
const today = "2026-11-22"

const newTerms = /^Nieuwe gebruikers.?voorwaarden$/

async function expectBeautiful(page: Page, what: string) {
  await expectAccessible(page, what)
  for (const size of [sizes.phone, sizes.tablet]) {
    await page.setViewportSize(size)
    await page.evaluate(() => (document.documentElement.style.fontSize = "200%"))
    await expectAccessible(page, `${what}, 200 %, ${size.width}`)
    await page.evaluate(() => (document.documentElement.style.fontSize = ""))
  }
}

test("in force while someone reads: the next page asks for a yes, by keyboard alone, and then goes on there", async ({
  visitorPage: page,
  portal,
}) => {
  await logIn(page, portal, "henk")
  await expect(page.getByRole("link", { name: /tages/ }).first()).toBeVisible()
  await addVersion(portal, today)
  await addVersion(portal, today, "privacyStatement")
  await page.getByRole("link", { name: /tages/ }).first().click()
  await expect(heading(page, newTerms)).toBeFocused()
  await expect(page).toHaveURL(/akkoord$/)
  await expect(main(page).getByText("Vanaf 22 november 2026 gelden nieuwe")).toBeVisible()
  await expect(main(page).getByText(summary)).toBeVisible()
  await expect(main(page).getByText("Dit is de nieuwe tekst.")).toBeVisible()
  await expect(main(page).getByRole("list").first().getByRole("listitem")).toHaveCount(7)
  await expectBeautiful(page, "Nieuwe gebruikersvoorwaarden")

  const tick = page.getByRole("checkbox", { name: /^Ik heb de gebruikersvoorwaarden gelezen/ })
  await expect(tick).not.toBeChecked()
  await tabTo(page, page.getByRole("button", { name: "Akkoord" }))
  await page.keyboard.press("Enter")
  await expect(main(page).getByRole("link", { name: "Zet een vinkje als u akkoord gaat." })).toBeVisible()
  await expectBeautiful(page, "zonder vinkje")
  await page.reload()
  await expect(heading(page, newTerms)).toBeVisible()
  // No way around: the record's own address leads back here.
  await page.goto(`${portal.url}/rapportages`)
  await expect(heading(page, newTerms)).toBeVisible()
  await tabTo(page, tick)
  await page.keyboard.press("Space")
  await tabTo(page, page.getByRole("button", { name: "Akkoord" }))
  await page.keyboard.press("Enter")

  await expect(heading(page, /^Nieuwe privacy.?verklaring$/)).toBeFocused()
  const second = page.getByRole("checkbox", { name: /^Ik heb de privacyverklaring gelezen/ })
  await expect(second).not.toBeChecked()
  await tabTo(page, second)
  await page.keyboard.press("Space")
  await page.keyboard.press("Enter")
  await expect(page).toHaveURL(/rapportages$/)
  await expect(main(page).getByRole("article").first()).toBeVisible()
})

test("who does not agree logs out; in a second tab the yes of the first is enough", async ({
  visitorPage: page,
  portal,
}) => {
  await logIn(page, portal, "henk")
  await addVersion(portal, today)
  await page.goto(portal.url)
  await expect(heading(page, newTerms)).toBeVisible()
  const other = await page.context().newPage()
  await other.goto(`${portal.url}/account`)
  await expect(heading(other, newTerms)).toBeVisible()
  await other.getByRole("checkbox", { name: /^Ik heb de/ }).check()
  await other.getByRole("button", { name: "Akkoord" }).click()
  await expect(heading(other, "Mijn account")).toBeVisible()
  await other.close()
  await page.getByRole("checkbox", { name: /^Ik heb de/ }).check()
  await page.getByRole("button", { name: "Akkoord" }).click()
  await expect(heading(page, /Henk|Goede/)).toBeVisible()

  await portal.db("accepted_texts").where({ version: "2027-1" }).delete()
  await page.goto(portal.url)
  await main(page).getByRole("link", { name: "Uitloggen" }).click()
  await expectAccessible(page, "uitloggen")
  await page.getByRole("button", { name: /^Uitloggen|^Ja/ }).click()
  await expect(heading(page, /Inloggen/)).toBeVisible()
})

test("told on Start before its day; the text and the older ones can be read", async ({
  visitorPage: page,
  portal,
}) => {
  await addVersion(portal, "2027-01-01")
  await logIn(page, portal, "henk")
  await expect(
    main(page).getByRole("heading", { name: "Nieuwe gebruikersvoorwaarden vanaf 1 januari 2027" }),
  ).toBeVisible()
  await expectBeautiful(page, "Start met een aankondiging")
  await main(page).getByRole("link", { name: "Lees de nieuwe tekst" }).click()
  await expect(
    main(page).getByText("Deze tekst geldt nog niet. Zij gaat in op 1 januari 2027."),
  ).toBeVisible()
  await expectBeautiful(page, "een versie die nog komt")
  await main(page)
    .getByRole("link", { name: /^Versie 2026-1/ })
    .click()
  await expect(main(page).getByText("U gaat zorgvuldig om met wat u leest.")).toBeVisible()
  await page.goto(`${portal.url}/gebruikersvoorwaarden?versie=bestaat-niet`)
  await expect(main(page).getByText("Deze versie is er niet, of niet meer.")).toBeVisible()
  await expectAccessible(page, "een versie die er niet is")
  await page.getByRole("link", { name: "Naar de tekst die nu geldt" }).click()
  await expect(main(page).getByText("Versie 2026-1, geldig vanaf 1 januari 2026.")).toBeVisible()
})

test("what a tablet keeps stays shut until the yes, and opens again after it", async ({
  visitorPage: page,
  portal,
  wire,
}) => {
  test.setTimeout(120_000)
  const { password } = credentialsOf("anneke")
  await logIn(page, portal, "anneke", { url: wire.url, keep: true })
  await openPatient(page, /Ria de Vries/)
  await workerIsThere(page)
  await settle(page)
  await page.getByRole("link", { name: "Op slot zetten" }).click()
  await expectLocked(page)
  await addVersion(portal, today)
  await page.getByRole("textbox", { name: "Wachtwoord", exact: true }).fill(password)
  await page.getByRole("button", { name: "Openen", exact: true }).click()
  await expect(heading(page, newTerms)).toBeVisible({ timeout: 20_000 })
  await expect(page.getByText("Ria de Vries")).toHaveCount(0)

  // Its session over: the lock screen leads to logging in, and opens nothing that is kept.
  await portal.db("sessions").update({ ended_at: portal.clock.now().toISOString(), end_reason: "test" })
  await page.goto(`${wire.url}/slot`)
  await page.getByRole("textbox", { name: "Wachtwoord", exact: true }).fill(password)
  await page.getByRole("button", { name: "Openen", exact: true }).click()
  await expect(page.getByText("Er gelden nieuwe voorwaarden. Log in om ze te lezen.").first()).toBeVisible({
    timeout: 20_000,
  })
  expect(await portal.db("vaults").whereNull("ended_at")).toHaveLength(1)
})
