// What a daughter opens the portal for: from home, each answer stands on the page after three taps at most.
import type { Locator, Page } from "@playwright/test"
import { expect, logIn, sizes, test } from "./portal-test.ts"

/** A finger that counts. */
function fingerOn(page: Page) {
  let taps = 0
  return {
    async tap(what: Locator) {
      taps += 1
      await what.first().click()
    },
    async answers(what: Locator) {
      await what.first().scrollIntoViewIfNeeded()
      await expect(what.first()).toBeInViewport()
      expect(taps).toBeLessThanOrEqual(3)
      taps = 0
      await page.getByRole("link", { name: "Start" }).first().click()
      await expect(page.getByRole("heading", { level: 1, name: /^Goede/ })).toBeVisible()
    },
  }
}

for (const [size, viewport] of Object.entries(sizes))
  test(`${size}: yesterday, Thursday, walking and "MDO" in three taps each`, async ({
    visitorPage: page,
    portal,
  }) => {
    await page.setViewportSize(viewport)
    await logIn(page, portal, "anneke")
    await page.getByRole("link", { name: /Ria de Vries/ }).click()
    const main = page.getByRole("main")
    const tile = (name: RegExp) =>
      main.getByRole("navigation", { name: "Onderdelen" }).getByRole("link", { name })
    const finger = fingerOn(page)

    await finger.tap(tile(/^Rappor/))
    const yesterday = main.locator("section").filter({ hasText: "gisteren, zaterdag" })
    await expect(yesterday.getByRole("article")).toHaveCount(4)
    await finger.answers(yesterday.getByText("Mw dronk vandaag 1,3 liter."))

    await finger.tap(tile(/^Agenda/))
    await finger.tap(page.getByRole("link", { name: "Volgende week" }))
    const thursday = main.locator("#dag-2026-11-26")
    await expect(thursday.getByRole("heading", { level: 2 })).toContainText("donderdag")
    await expect(thursday).toContainText("Zingen in de huiskamer")
    await finger.answers(thursday.getByText("Annemiek Bos, activiteitenbegeleider"))

    await finger.tap(tile(/^Zorgplan/))
    const goal = main
      .locator("section")
      .filter({ has: page.getByRole("heading", { name: /Ria beweegt elke dag/ }) })
    await expect(goal.getByRole("heading", { name: "Dit spreken wij af" })).toBeVisible()
    await finger.answers(goal.getByRole("listitem").filter({ hasText: /lopen|wandel/i }))

    await finger.tap(tile(/^Zorgplan/))
    await finger.tap(main.getByRole("button", { name: "MDO" }))
    await finger.answers(main.getByText(/overleg met alle|multidisciplinair/i))
  })
