// Words of care explained where they stand: by a tap, by keyboard, without internet, and not for who turned it off.
import type { Page } from "@playwright/test"
import { expect, expectAccessible, logIn, sizes } from "./portal-test.ts"
import { main, openPatient, settle, test, unlock, workerIsThere } from "./own-tablet.ts"

const openPlan = (page: Page) =>
  page
    .getByRole("link", { name: /^Zorgplan/ })
    .first()
    .click()
const word = (page: Page, name: string) => main(page).getByRole("button", { name, exact: true }).first()
const explanation = (page: Page, name: string) => page.getByRole("dialog", { name: `Uitleg van ${name}` })

test("what MDO means is two taps from home, and the reader keeps the place", async ({
  visitorPage: page,
  portal,
}) => {
  await logIn(page, portal, "anneke")
  await openPatient(page, /Ria de Vries/)
  await openPlan(page)
  await word(page, "MDO").click()
  await expect(explanation(page, "MDO")).toContainText("Overleg met alle zorgverleners")
  await expect(explanation(page, "MDO")).toBeFocused()
  await expect(word(page, "MDO")).toHaveAttribute("aria-expanded", "true")
  await expectAccessible(page, "an explanation")
  await page.getByRole("button", { name: "Sluiten" }).click()
  await expect(page.getByRole("dialog")).toHaveCount(0)
  await expect(word(page, "MDO")).toBeFocused()
  // One at a time.
  await word(page, "MDO").click()
  await main(page).getByRole("button", { name: "UWI", exact: true }).first().click()
  await expect(page.getByRole("dialog")).toHaveCount(1)
  await expect(explanation(page, "UWI")).toContainText("Blaasontsteking")
})

test("by keyboard: Enter opens, Escape closes, the focus is back at the word", async ({
  visitorPage: page,
  portal,
}) => {
  await logIn(page, portal, "anneke")
  await openPatient(page, /Ria de Vries/)
  await openPlan(page)
  await word(page, "UWI").focus()
  await page.keyboard.press("Enter")
  await expect(explanation(page, "UWI")).toBeFocused()
  await page.keyboard.press("Tab")
  await expect(page.getByRole("button", { name: "Sluiten" })).toBeFocused()
  await page.keyboard.press("Escape")
  await expect(page.getByRole("dialog")).toHaveCount(0)
  await expect(word(page, "UWI")).toBeFocused()
  await page.keyboard.press("Space")
  await expect(explanation(page, "UWI")).toBeVisible()
})

test("in the list of reports and in a report too", async ({ visitorPage: page, portal }) => {
  await logIn(page, portal, "anneke")
  await openPatient(page, /Ria de Vries/)
  await page
    .getByRole("link", { name: /^Rapportages/ })
    .first()
    .click()
  const term = main(page).getByRole("article").locator(".term").first()
  const name = await term.innerText()
  await term.click()
  await expect(explanation(page, name)).toBeVisible()
  await expectAccessible(page, "an explanation in the list")
  await page
    .getByRole("link", { name: /^Lees de hele rapportage/ })
    .first()
    .click()
  await expect(main(page).getByRole("article")).toHaveCount(1)
  await expect(page.getByRole("dialog")).toHaveCount(0)
})

test("off in one setting, for who knows the words", async ({ visitorPage: page, portal }) => {
  await logIn(page, portal, "anneke")
  await openPatient(page, /Ria de Vries/)
  const home = page.url()
  await page.goto(`${portal.url}/weergave`)
  await page.getByRole("button", { name: "Meer keuzes" }).click()
  const group = page.getByRole("group", { name: /Uitleg bij moeilijke woorden/ })
  await group.getByRole("radio", { name: "Uit", exact: true }).check()
  await page.goto(`${home}/zorgplan`)
  await expect(main(page)).toContainText("UWI")
  await expect(page.locator(".term")).toHaveCount(0)
  await page.goto(`${portal.url}/weergave`)
  await page.getByRole("button", { name: "Meer keuzes" }).click()
  await group.getByRole("radio", { name: "Aan", exact: true }).check()
  await page.goto(`${home}/zorgplan`)
  await expect(word(page, "UWI")).toBeVisible()
})

test("explains without internet, also the organisation's own words", async ({
  visitorPage: page,
  portal,
  wire,
}) => {
  const own = {
    word_key: "rollator",
    word: "rollator",
    text: "Ons looprek op wielen.",
    changed_at: "x",
    changed_by: "x",
  }
  await portal.db("glossary_terms").insert(own)
  await logIn(page, portal, "anneke", { url: wire.url, keep: true })
  await openPatient(page, /Ria de Vries/)
  await workerIsThere(page)
  await openPlan(page)
  await expect(word(page, "rollator")).toBeVisible()
  await settle(page)
  await portal.db("glossary_terms").delete()
  await wire.unplug()
  await page.reload()
  await unlock(page, "anneke")
  await word(page, "UWI").click()
  await expect(explanation(page, "UWI")).toContainText("Blaasontsteking")
  await word(page, "rollator").click()
  await expect(explanation(page, "rollator")).toContainText("Ons looprek op wielen.")
})

test("a word that nobody explains is sent, and nothing but the word", async ({
  visitorPage: page,
  portal,
}) => {
  await logIn(page, portal, "anneke")
  await openPatient(page, /Ria de Vries/)
  await openPlan(page)
  const field = page.getByLabel("Het woord")
  const send = page.getByRole("button", { name: "Stuur dit woord" })
  await page.getByRole("button", { name: "Dit woord ken ik niet" }).click()
  await expect(field).toBeFocused()
  await send.click()
  await expect(main(page)).toContainText("Fout: Vul een woord in.")
  await expectAccessible(page, "a word is asked")
  await field.fill("mdo")
  await send.click()
  await expect(main(page)).toContainText("Overleg met alle zorgverleners")
  await field.fill("dit zijn er veel te veel")
  await send.click()
  await expect(main(page)).toContainText("Vul 1 woord of afkorting in")
  await expect(field).toHaveValue("dit zijn er veel te veel")
  await field.fill("hypoxie")
  const asked = page.waitForRequest(/glossary\/unknown/)
  await send.click()
  expect((await asked).postDataJSON()).toEqual({ word: "hypoxie" })
  await expect(main(page)).toContainText("Bedankt.")
})

for (const [size, viewport] of Object.entries(sizes))
  test(`${size}: an explanation at 200 % and in dark high contrast`, async ({
    visitorPage: page,
    portal,
  }) => {
    await page.setViewportSize(viewport)
    await logIn(page, portal, "anneke")
    await openPatient(page, /Ria de Vries/)
    const plan = `${page.url()}/zorgplan`
    for (const kept of [
      { versie: 1, schaal: 200 },
      { versie: 1, thema: "donker", contrast: "aan" },
    ]) {
      await page.evaluate((value) => localStorage.setItem("weergave", JSON.stringify(value)), kept)
      await page.goto(plan)
      await word(page, "UWI").click()
      await expect(explanation(page, "UWI")).toBeVisible()
      await expectAccessible(page, `explanation ${JSON.stringify(kept)}`)
      const name = `shots/uitleg-${size}-${"schaal" in kept ? "groot" : "donker-hoog"}.png`
      if (process.env["PORTAL_TEST_SHOTS"]) await page.screenshot({ path: name })
    }
  })

test("a full stop stays with the word before it, however wide the screen is", async ({
  visitorPage: page,
  portal,
}) => {
  await logIn(page, portal, "anneke")
  await openPatient(page, /Ria de Vries/)
  const plan = `${page.url()}/zorgplan`
  await page.evaluate(() => localStorage.setItem("weergave", '{"versie":1,"schaal":200}'))
  await page.goto(plan)
  await expect(word(page, "UWI")).toBeVisible()
  for (let width = 340; width <= 480; width += 4) {
    await page.setViewportSize({ width, height: 844 })
    const { seen, torn } = await page.evaluate(tornMarks)
    expect(seen).toBeGreaterThan(2)
    expect(torn, `${width} wide`).toEqual([])
  }
})

/** Of the explained words with a mark behind them that fit on a line: those whose mark stands on another. In the page. */
function tornMarks() {
  const torn: string[] = []
  let seen = 0
  for (const term of document.querySelectorAll(".term")) {
    let behind = term.nextSibling
    while (behind instanceof Text && behind.data === "") behind = behind.nextSibling
    if (!(behind instanceof Text) || !/^[.,;:!?)]/.test(behind.data)) continue
    seen += 1
    const mark = document.createRange()
    mark.setStart(behind, 0)
    mark.setEnd(behind, 1)
    const letters = document.createRange()
    letters.selectNodeContents(term)
    const end = [...letters.getClientRects()].at(-1)
    const room = term.parentElement?.clientWidth ?? 0
    if ((end?.width ?? 0) + mark.getBoundingClientRect().width > room) continue
    if (Math.abs((end?.bottom ?? 0) - mark.getBoundingClientRect().bottom) > 2) torn.push(term.textContent)
  }
  return { seen, torn }
}
