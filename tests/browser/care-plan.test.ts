// The care plan as a reader meets it: what was agreed, what is new, what held before; without a right, without internet,
// with an odd record.
import type { Page } from "@playwright/test"
import { importResources } from "../../server/ecd/import-resources.ts"
import { demoActor } from "../../server/demo/load-demo.ts"
import { expect, expectAccessible, logIn, now, sizes, test } from "./portal-test.ts"

const main = (page: Page) => page.getByRole("main")
const openRia = async (page: Page) => {
  await page.getByRole("link", { name: /Ria de Vries/ }).click()
  await expect(page).toHaveURL(/\/dossier\/[0-9a-f-]{36}$/)
}
const openPlan = async (page: Page) => {
  await page
    .getByRole("link", { name: /^Zorgplan/ })
    .first()
    .click()
  await expect(page.getByRole("heading", { level: 1, name: "Zorgplan" })).toBeFocused()
}

test("what was agreed about walking is one tap from home, with who does it and when", async ({
  visitorPage: page,
  portal,
}) => {
  await logIn(page, portal, "anneke")
  await openRia(page)
  await expect(page.getByRole("link", { name: /^Zorgplan.*4 doelen/ })).toBeVisible()
  await expect(main(page).getByRole("link", { name: /Zorgplan.*nieuw of gewijzigd.*Nieuw/ })).toBeVisible()
  await openPlan(page)
  const walking = main(page)
    .locator("section")
    .filter({ has: page.getByRole("heading", { name: "Ria beweegt elke dag en valt niet" }) })
  await expect(walking).toContainText("Gaat goed")
  const agreed = walking.getByRole("listitem").filter({ hasText: "Ria loopt met de rollator" })
  await expect(agreed).toContainText("Wanneer: elke dag, ’s ochtends")
  await expect(walking.getByRole("listitem").filter({ hasText: "Oefenen met lopen" })).toContainText(
    "Wie: Joost Hendriks, fysiotherapeut",
  )
  await expect(walking).toContainText(/Wij kijken hier weer naar op \d+ januari 2027\./)
  const drinking = main(page).locator("section").filter({ hasText: "Ria eet en drinkt genoeg" })
  await expect(drinking).toContainText("Let op")
  await expect(drinking).toContainText(/Gewijzigd op zaterdag 21 november/)
  await expect(main(page).getByRole("heading", { name: "Overige doelen" })).toBeVisible()
  expect(await page.title()).toBe("Cliëntportaal - Zorgplan")
  await expectAccessible(page, "care plan")

  await page.getByRole("link", { name: /Eerste zorgplan van Ria/ }).click()
  await expect(page.getByRole("heading", { level: 1, name: "Eerste zorgplan van Ria" })).toBeFocused()
  await expect(main(page)).toContainText("Geldt niet meer")
  await expect(main(page)).toContainText("Dit plan gold van")
  await expectAccessible(page, "earlier plan")
  await page.getByRole("link", { name: "Naar het zorgplan van nu" }).click()
  await expect(page.getByRole("heading", { level: 1, name: "Zorgplan" })).toBeFocused()
})

test("by keyboard alone: from home to the plan, and on to what one can do who disagrees", async ({
  visitorPage: page,
  portal,
}) => {
  await logIn(page, portal, "henk")
  const tabTo = async (name: RegExp) => {
    for (let steps = 0; steps < 60; steps += 1) {
      await page.keyboard.press("Tab")
      const text = await page.evaluate(() => document.activeElement?.textContent ?? "")
      if (name.test(text)) return
    }
    throw new Error(`no ${name} within 60 tabs`)
  }
  await tabTo(/^\s*Zorgplan/)
  await page.keyboard.press("Enter")
  await expect(page.getByRole("heading", { level: 1, name: "Zorgplan" })).toBeFocused()
  await tabTo(/^Dit kunt u doen/)
  await page.keyboard.press("Enter")
  await expect(page).toHaveURL(/\/hulp#oneens$/)
})

test("a short address leads to the plan", async ({ visitorPage: page, portal }) => {
  await logIn(page, portal, "henk")
  await page.goto(`${portal.url}/zorgplan`)
  await expect(page).toHaveURL(/\/dossier\/[0-9a-f-]{36}\/zorgplan$/)
})

test("a plan that is over is told to be an earlier one, and reports stay closed", async ({
  visitorPage: page,
  portal,
}) => {
  await logIn(page, portal, "mark")
  await expect(page.getByRole("link", { name: /^Zorgplan.*1 eerder plan/ })).toBeVisible()
  await openPlan(page)
  await expect(main(page)).toContainText("Er is nu geen zorgplan.")
  await page.getByRole("link", { name: /Zorgplan van Wim Smit/ }).click()
  await expect(main(page)).toContainText("Afgerond")
})

test("no right, nothing there, not fetched and still busy are four different texts", async ({
  visitorPage: page,
  portal,
}) => {
  await logIn(page, portal, "henk")
  const home = page.url()
  const texts: string[] = []
  await page.goto(`${portal.url}/dossier/00000000-0000-4000-8000-000000000000/zorgplan`)
  await expect(main(page)).toContainText("U kunt het zorgplan van dit dossier niet bekijken.")
  texts.push(await main(page).innerText())

  const address = "**/api/patients/*/care-plan"
  await page.route(address, (route) => route.abort())
  await page.goto(`${home}/zorgplan`)
  await expect(main(page)).toContainText("Het zorgplan kon niet worden opgehaald.")
  texts.push(await main(page).innerText())
  await expectAccessible(page, "plan not fetched")
  await page.unroute(address)
  await page.getByRole("button", { name: "Probeer opnieuw" }).click()
  await expect(main(page)).toContainText("Dhr. Willemsen loopt veilig")

  await page.route(address, (route) =>
    route.fulfill({ json: { callName: "Henk", plans: [], otherGoals: [], earlier: [], updatedAt: now } }),
  )
  await page.goto(`${home}/zorgplan`)
  await expect(main(page)).toContainText("Er is nog geen zorgplan.")
  texts.push(await main(page).innerText())
  await expectAccessible(page, "no plan yet")
  await page.unroute(address)

  let answer = () => {}
  const held = new Promise<void>((done) => (answer = done))
  await page.route(address, async (route) => {
    await held
    await route.continue()
  })
  await page.goto(`${home}/zorgplan`)
  await expect(main(page)).toContainText("Bezig met ophalen")
  texts.push(await main(page).innerText())
  answer()
  await expect(main(page)).toContainText("Dhr. Willemsen loopt veilig")
  expect(new Set(texts).size).toBe(4)
})

test("an odd record: a goal of many pages, HTML as text, a plan that is only words", async ({
  visitorPage: page,
  portal,
}) => {
  const meta = {
    security: [{ system: "http://terminology.hl7.org/CodeSystem/v3-Confidentiality", code: "N" }],
  }
  const subject = { reference: "Patient/henk-willemsen" }
  const resources = [
    {
      resourceType: "Goal",
      id: "raar-doel",
      meta,
      subject,
      lifecycleStatus: "active",
      description: { text: `Meneer${"zonderspaties".repeat(60)} <img src=x onerror=alert(1)>` },
      note: [{ text: "woord ".repeat(30_000) }],
    },
    {
      resourceType: "CarePlan",
      id: "raar-plan",
      meta,
      subject,
      status: "on-hold",
      intent: "order",
      text: {
        status: "generated",
        div: '<div xmlns="http://www.w3.org/1999/xhtml"><p>In <b>woorden</b></p></div>',
      },
    },
  ]
  const items = resources.map((resource, at) => ({ resource, location: `odd#${at}` }))
  await importResources(portal.deps, { resources: items, sourceName: "demo-ecd", actor: demoActor })
  await logIn(page, portal, "henk")
  await page.setViewportSize(sizes.phone)
  await openPlan(page)
  await expect(main(page)).toContainText("<img src=x onerror=alert(1)>")
  await expect(main(page).getByRole("heading", { name: "Zorgplan van Henk Willemsen" })).toBeVisible()
  await expect(main(page)).toContainText("Dit plan staat even stil.")
  await expect(main(page)).toContainText("In woorden")
  await expectAccessible(page, "odd plan")
  const gone = resources.map(({ resourceType, id }) => ({ resourceType, id }))
  for (const { resourceType, id } of gone)
    await portal
      .db(resourceType === "Goal" ? "care_goals" : "care_plans")
      .whereIn("id", portal.db("fhir_resources").where({ type: resourceType, resource_id: id }).select("id"))
      .delete()
})

for (const [size, viewport] of Object.entries(sizes))
  test(`${size}: at 200 % and in dark high contrast nothing is cut off and axe finds nothing`, async ({
    visitorPage: page,
    portal,
  }) => {
    await page.setViewportSize(viewport)
    await logIn(page, portal, "anneke")
    await openRia(page)
    const home = page.url()
    for (const kept of [
      { versie: 1, schaal: 200 },
      { versie: 1, thema: "donker", contrast: "aan" },
    ]) {
      await page.evaluate((value) => localStorage.setItem("weergave", JSON.stringify(value)), kept)
      await page.goto(`${home}/zorgplan`)
      await expect(page.getByRole("heading", { name: "Overige doelen" })).toBeVisible()
      // The foot takes her name when it comes; half-way axe finds no order in the headings.
      await expect(page.getByRole("contentinfo")).toContainText("Marjolein Kuipers")
      await expectAccessible(page, `plan ${JSON.stringify(kept)}`)
      const name = `shots/zorgplan-${size}-${"schaal" in kept ? "groot" : "donker-hoog"}.png`
      if (process.env["PORTAL_TEST_SHOTS"]) await page.screenshot({ path: name, fullPage: true })
    }
  })
