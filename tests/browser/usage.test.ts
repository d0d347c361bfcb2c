// Gebruik at Beheer, by keyboard: weeks and months, one location, and the numbers as a file.
import { readFileSync } from "node:fs"
import { button, heading, pressOn } from "./by-keyboard.ts"
import { expect, test } from "./portal-test.ts"
import { addUse, expectBeautiful, staffLogIn } from "./staff-page.ts"

test("how often readers logged in: by week, by month, at one location, saved", async ({
  visitorPage: page,
  portal,
}) => {
  test.setTimeout(120_000)
  await addUse(portal)
  await staffLogIn(page, portal)
  await pressOn(page, page.getByRole("link", { name: /^Gebruik/ }))
  await expect(heading(page, "Gebruik")).toBeFocused()

  const weeks = page.getByRole("table", { name: "Keer ingelogd per week: Alle locaties samen" })
  await expect(weeks.getByRole("row")).toHaveCount(13)
  await expect(weeks.getByRole("row", { name: /^9 tot en met 15 november 48$/ })).toBeVisible()
  await expect(weeks.getByRole("row", { name: /loopt nog/ })).toHaveCount(1)
  const widths = await weeks.locator(".bar").evaluateAll((bars) => bars.map((bar) => bar.clientWidth))
  expect(Math.max(...widths)).toBeGreaterThan(2 * Math.min(...widths))
  const beside = page.getByRole("table", { name: "Keer ingelogd: 9 tot en met 15 november" })
  await expect(beside.getByRole("row", { name: "De Beuk 45" })).toBeVisible()
  await expect(beside.getByRole("row", { name: "De Eik minder dan 5" })).toBeVisible()
  await expect(page.getByRole("row", { name: /^Ingelogd in de laatste 30 dagen/ })).toBeVisible()
  await expectBeautiful(page, "usage")

  await pressOn(page, button(page, "Maand"), "Space")
  await pressOn(page, page.getByLabel("Locatie"), "D") // De Beuk
  const months = page.getByRole("table", { name: "Keer ingelogd per maand: De Beuk" })
  await expect(months.getByRole("row", { name: /^Oktober 2026 201$/ })).toBeVisible()
  expect(page.url()).toMatch(/\/beheer\/gebruik$/)

  const download = page.waitForEvent("download")
  await pressOn(page, button(page, "Sla op als CSV"))
  const file = await download
  expect(file.suggestedFilename()).toBe("clientportaal-gebruik-2026-11-22.csv")
  const text = readFileSync(await file.path(), "utf8")
  expect(text).toContain('"Week";"2026-11-09";"2026-11-15";"De Eik";"<5"')
  expect(text).toContain('"Maand";"2026-10-01";"2026-10-31";"De Beuk";201')
})
