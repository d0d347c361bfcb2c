// Finding one's way in reports without internet: filter, search, previous and next among what the tablet keeps.
import type { Page } from "@playwright/test"
import { expect, expectAccessible, logIn } from "./portal-test.ts"
import { main, openPatient, openReports, settle, test, unlock, workerIsThere } from "./own-tablet.ts"

const reports = (page: Page) => main(page).getByRole("article")
const status = (page: Page) => main(page).getByRole("status")
const searchFor = async (page: Page, typed: string) => {
  await page.getByLabel("Zoek in rapportages").fill(typed)
  await page.getByRole("button", { name: "Zoek", exact: true }).click()
}

test("filter, search, previous and next go on in what was read, and say so", async ({
  visitorPage: page,
  portal,
  wire,
}) => {
  await logIn(page, portal, "anneke", { url: wire.url, keep: true })
  await openPatient(page, /Ria de Vries/)
  await workerIsThere(page)
  await openReports(page)
  const links = page.getByRole("link", { name: /^Lees de hele rapportage/ })
  const headings: string[] = []
  for (const at of [0, 2]) {
    await links.nth(at).click()
    await expect(reports(page)).toBeVisible()
    headings.push(await main(page).locator(".page-head").innerText())
    await settle(page)
    await page.goBack()
    await expect(reports(page).nth(3)).toBeVisible()
  }
  // Filtered pages are not kept, and take nothing away of what is.
  await page.goto(`${page.url()}?soort=arts`)
  await expect(reports(page).first()).toBeVisible()
  await settle(page)
  await page.getByRole("button", { name: "Wis filter" }).click()
  await expect(reports(page)).toHaveCount(20)
  await settle(page)

  await wire.unplug()
  await page.reload()
  await unlock(page, "anneke")
  await expect(reports(page)).toHaveCount(20)

  await page.getByRole("button", { name: "Kies soort of periode" }).click()
  await page.getByRole("button", { name: "Arts" }).click()
  await expect(status(page).filter({ hasText: "Filter staat aan" })).toContainText(
    "Zonder internet ziet u alleen wat op dit apparaat staat.",
  )
  await expect(reports(page).first()).toBeVisible()
  const heads = await reports(page).getByRole("heading", { level: 3 }).allInnerTexts()
  expect(new Set(heads)).toEqual(new Set(["Arts"]))
  await expectAccessible(page, "filtered without internet")
  await page.getByRole("button", { name: "Wis filter" }).click()
  await expect(reports(page)).toHaveCount(20)

  // From one kept report to the other, past the one in between that is not.
  await links.nth(0).click()
  await expect(main(page).locator(".page-head")).toContainText(headings[0]?.split("\n")[0] ?? "?")
  await expect(page.getByRole("link", { name: "Latere rapportage" })).toHaveCount(0)
  await page.getByRole("link", { name: "Eerdere rapportage" }).click()
  await expect(main(page).locator(".page-head")).toContainText(headings[1]?.split("\n")[0] ?? "?")
  await expect(page.getByRole("link", { name: "Eerdere rapportage" })).toHaveCount(0)
  await page.getByRole("link", { name: "Alle rapportages" }).click()

  await searchFor(page, "MEVROUW")
  await expect(status(page).filter({ hasText: "U zoekt op" })).toContainText(
    /Zonder internet zoekt u alleen in wat op dit apparaat staat: \d+ rapportages\. Daarin \d+ gevonden\./,
  )
  await expect(page.locator("mark").first()).toBeVisible()
  await expectAccessible(page, "searching without internet")
  await searchFor(page, "xyzzy")
  await expect(main(page)).toContainText("Daarin niets gevonden.")
})
