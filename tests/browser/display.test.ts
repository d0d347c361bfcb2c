// The page Weergave by itself: each choice shows at once, stays where it was pressed, and can be taken back.
import type { Page } from "@playwright/test"
import { displayFields } from "#contract/display"
import { tabTo } from "./by-keyboard.ts"
import { expect, expectAccessible, sizes, test } from "./portal-test.ts"

const answer = (page: Page, group: string, name: string) =>
  page
    .getByRole("group", { name: group, exact: true })
    .getByRole("radio", { name: new RegExp(`^${name}( |$)`) })
const html = (page: Page) => page.locator("html")

async function openDisplay(page: Page, url: string, kept: object = {}) {
  await page.addInitScript(
    (values) => localStorage.getItem("weergave") ?? localStorage.setItem("weergave", values),
    JSON.stringify({ versie: 1, ...kept }),
  )
  await page.goto(`${url}/weergave`)
  await expect(page.getByRole("heading", { level: 1, name: "Weergave" })).toBeVisible()
  await page.waitForLoadState("networkidle")
}

test("every choice is there, shows at once, and is still there after a reload", async ({
  visitorPage: page,
  portal,
}) => {
  await openDisplay(page, portal.url)
  await page.getByRole("button", { name: "Meer keuzes" }).click()
  const made = [
    ["Lettergrootte", "Groot", "style", /--schaal: 1\.25/],
    ["Hoog contrast", "Aan", "data-contrast", "hoog"],
    ["Licht of donker", "Donker", "data-thema", "donker"],
    ["Kleuren", "Zonder kleur", "data-kleuren", "zonder-kleur"],
    ["Ruimte tussen regels", "Ruim", "data-ruimte", "ruim"],
    ["Soort letters", "Vertrouwd", "data-letters", "vertrouwd"],
    ["Knoppen", "Extra groot", "data-knoppen", "extra-groot"],
    ["Beweging", "Minder", "data-beweging", "minder"],
    ["Tempo van het voorlezen", "Snel", "data-tempo", "snel"],
  ] as const
  for (const [group, name, attribute, value] of made) {
    await answer(page, group, name).check()
    await expect(html(page)).toHaveAttribute(attribute, value)
  }
  await expect(page.getByRole("status").getByText("Bewaard op dit apparaat.")).toBeVisible()
  await expect(page.locator("meta[name=theme-color]")).toHaveAttribute("content", "#000000")
  await page.reload()
  for (const [, , attribute, value] of made) await expect(html(page)).toHaveAttribute(attribute, value)
  await page.getByRole("button", { name: "Meer keuzes" }).click()
  for (const [group, name] of made) await expect(answer(page, group, name)).toBeChecked()
  const kept = await page.evaluate(() => JSON.parse(localStorage.getItem("weergave") ?? "") as object)
  expect(Object.keys(kept).sort()).toEqual([...Object.keys(displayFields), "versie"].sort())
})

test("taking back goes step by step, also from the ordinary look, and says when there is nothing left", async ({
  visitorPage: page,
  portal,
}) => {
  await openDisplay(page, portal.url)
  const undo = page.getByRole("button", { name: "Ongedaan maken" })
  await answer(page, "Lettergrootte", "Grootst").check()
  await answer(page, "Licht of donker", "Donker").check()
  await page.getByRole("button", { name: "Terug naar gewone weergave" }).click()
  await expect(html(page)).toHaveAttribute("data-thema", "licht")
  await expect(html(page)).toHaveAttribute("style", /--schaal: 1;/)
  await undo.click()
  await expect(html(page)).toHaveAttribute("data-thema", "donker")
  await expect(answer(page, "Lettergrootte", "Grootst")).toBeChecked()
  await undo.click()
  await expect(html(page)).toHaveAttribute("data-thema", "licht")
  await expect(html(page)).toHaveAttribute("style", /--schaal: 2;/)
  await undo.click()
  await expect(html(page)).toHaveAttribute("style", /--schaal: 1;/)
  await undo.click()
  await expect(page.getByRole("status").getByText("Er is niets om ongedaan te maken.")).toBeVisible()
  await expect(undo).toBeFocused()
})

test("a choice moves neither the focus nor the page under the finger, and shows within 50 ms", async ({
  visitorPage: page,
  portal,
}) => {
  await openDisplay(page, portal.url)
  await page.getByRole("button", { name: "Meer keuzes" }).click()
  const took: number[] = []
  for (const viewport of [sizes.tablet, sizes.phone]) {
    await page.setViewportSize(viewport)
    const choices = [
      ["Lettergrootte", ["Grootst", "Groter", "Heel groot"]],
      ["Kleuren", ["Zonder kleur", "Rood en groen lijken op elkaar"]],
      ["Ruimte tussen regels", ["Heel ruim", "Gewoon"]],
      ["Soort letters", ["Voor dyslexie", "Vertrouwd"]],
      ["Knoppen", ["Extra groot", "Groot"]],
    ] as const
    for (const [group, names] of choices)
      for (const name of names) {
        const radio = answer(page, group, name)
        await radio.evaluate((element) => element.scrollIntoView({ block: "center" }))
        const moved = await radio.evaluate(async (element: HTMLInputElement) => {
          const middle = () => element.getBoundingClientRect().top + element.offsetHeight / 2
          const from = middle()
          const look = () => [...document.documentElement.attributes].map(({ value }) => value).join(" ")
          const before = look()
          const since = performance.now()
          element.focus()
          element.click()
          const took = performance.now() - since
          const shown = look() !== before
          const frame = () => new Promise((done) => requestAnimationFrame(done))
          await frame()
          await frame()
          await document.fonts.ready
          await frame()
          return { by: Math.abs(middle() - from), took, shown }
        })
        expect(moved.shown, `${group}: ${name} shows`).toBe(true)
        took.push(moved.took)
        expect(moved.by, `${group}: ${name} moves at ${viewport.width} px`).toBeLessThanOrEqual(2)
        await expect(radio).toBeFocused()
      }
    await page.getByRole("button", { name: "Terug naar gewone weergave" }).click()
  }
  // The middle one: a busy machine makes one of them late.
  expect(took.sort((a, b) => a - b)[Math.floor(took.length / 2)]).toBeLessThan(50)
})

test("what the button opens comes under the button", async ({ visitorPage: page, portal }) => {
  await page.setViewportSize(sizes.tablet)
  await openDisplay(page, portal.url)
  const button = page.getByRole("button", { name: "Meer keuzes" })
  await expect(page.getByRole("group", { name: "Knoppen", exact: true })).toBeHidden()
  await button.click()
  await expect(button).toHaveAttribute("aria-expanded", "true")
  const first = await page.getByRole("group", { name: "Ruimte tussen regels", exact: true }).boundingBox()
  expect(first?.y).toBeGreaterThan((await button.boundingBox())?.y ?? Infinity)
})

test("each size is shown in itself, whatever is chosen", async ({ visitorPage: page, portal }) => {
  await openDisplay(page, portal.url)
  const shown = () =>
    page.locator(".own-size").evaluateAll((all) => all.map((each) => getComputedStyle(each).fontSize))
  const own = ["20px", "25px", "30px", "35px", "40px"]
  expect(await shown()).toEqual(own)
  await answer(page, "Lettergrootte", "Heel groot").check()
  expect(await shown()).toEqual(own)
})

test("the page takes a keyboard and nothing else", async ({ visitorPage: page, portal }) => {
  await openDisplay(page, portal.url)
  const focused = () => page.evaluate(() => document.activeElement?.textContent?.trim() ?? "")
  const tabTo = async (text: RegExp) => {
    for (let presses = 0; presses < 30 && !text.test(await focused()); presses += 1) {
      await page.keyboard.press("Tab")
      const isRadio = await page.evaluate(() => document.activeElement?.matches("[type=radio]"))
      if (isRadio && text.test(await page.locator("label:has(:focus)").innerText())) return
    }
  }
  await tabTo(/^Gewoon$/)
  await page.keyboard.press("ArrowDown")
  await expect(html(page)).toHaveAttribute("style", /--schaal: 1\.25/)
  await tabTo(/^Meer keuzes$/)
  await page.keyboard.press("Enter")
  await tabTo(/^Gewoon\s+Mevrouw/)
  await page.keyboard.press("ArrowDown")
  await expect(html(page)).toHaveAttribute("data-ruimte", "ruim")
  const ring = await page
    .locator("label:has(:focus-visible)")
    .evaluate((e) => getComputedStyle(e).outlineWidth)
  expect(ring).toBe("3px")
})

for (const kleuren of displayFields.kleuren)
  test(`text, lines and badges keep their contrast: ${kleuren}`, async ({ visitorPage: page, portal }) => {
    await openDisplay(page, portal.url)
    for (const thema of ["licht", "donker"])
      for (const contrast of ["aan", "uit"]) {
        await page.evaluate(
          (values) => localStorage.setItem("weergave", values),
          JSON.stringify({ versie: 1, kleuren, thema, contrast }),
        )
        await page.reload()
        await page.getByRole("button", { name: "Meer keuzes" }).click()
        await expectAccessible(page, `${thema} ${contrast} ${kleuren}`)
      }
  })

test("where the device picks the colours, the page says so and does not offer them", async ({
  visitorPage: page,
  portal,
}) => {
  await page.emulateMedia({ forcedColors: "active" })
  await openDisplay(page, portal.url)
  await expect(page.getByText("Uw apparaat kiest zelf de kleuren.")).toBeVisible()
  for (const group of ["Hoog contrast", "Licht of donker", "Kleuren"])
    for (const radio of await page.getByRole("group", { name: group, exact: true }).getByRole("radio").all())
      await expect(radio).toBeDisabled()
  await answer(page, "Lettergrootte", "Groot").check()
  await expect(html(page)).toHaveAttribute("style", /--schaal: 1\.25/)
  await expectAccessible(page, "forced colours")
  await page.emulateMedia({ forcedColors: "none" })
  await expect(page.getByText("Uw apparaat kiest zelf de kleuren.")).toHaveCount(0)
  await expect(answer(page, "Hoog contrast", "Aan")).toBeEnabled()
})

test("what the device asks for is followed as it changes, until something is chosen", async ({
  visitorPage: page,
  portal,
}) => {
  await openDisplay(page, portal.url)
  await page.emulateMedia({ contrast: "more", colorScheme: "dark", reducedMotion: "reduce" })
  await expect(html(page)).toHaveAttribute("data-contrast", "hoog")
  await expect(html(page)).toHaveAttribute("data-thema", "donker")
  await expect(html(page)).toHaveAttribute("data-beweging", "minder")
  await answer(page, "Hoog contrast", "Uit").check()
  await answer(page, "Licht of donker", "Licht").check()
  await expect(html(page)).toHaveAttribute("data-contrast", "gewoon")
  await expect(html(page)).toHaveAttribute("data-thema", "licht")
  await page.emulateMedia({ contrast: "no-preference", colorScheme: "light", reducedMotion: "no-preference" })
  await expect(html(page)).toHaveAttribute("data-beweging", "gewoon")
})

test("on paper a page is light and ordinary, whatever the screen shows", async ({
  visitorPage: page,
  portal,
}) => {
  await openDisplay(page, portal.url, { thema: "donker", contrast: "aan", kleuren: "zonder-kleur" })
  const ground = () => page.evaluate(() => getComputedStyle(document.body).backgroundColor)
  expect(await ground()).toBe("rgb(0, 0, 0)")
  await page.emulateMedia({ media: "print" })
  expect(await ground()).toBe("rgb(255, 255, 255)")
})

test("what one tab chooses the other one shows", async ({ visitorPage: page, context, portal }) => {
  await openDisplay(page, portal.url)
  const other = await context.newPage()
  await other.goto(`${portal.url}/weergave`)
  await answer(other, "Licht of donker", "Donker").check()
  await expect(html(page)).toHaveAttribute("data-thema", "donker")
  await expect(answer(page, "Licht of donker", "Donker")).toBeChecked()
})

test("a browser that keeps nothing shows the choice as long as the page lives, and says so", async ({
  visitorPage: page,
  portal,
}) => {
  await page.addInitScript(() => {
    Storage.prototype.setItem = () => {
      throw new DOMException("full", "QuotaExceededError")
    }
  })
  await page.goto(`${portal.url}/weergave`)
  await answer(page, "Licht of donker", "Donker").check()
  await expect(html(page)).toHaveAttribute("data-thema", "donker")
  await expect(page.getByText("Dit apparaat bewaart niets.")).toBeVisible()
  await page.getByRole("link", { name: "Hulp" }).first().click()
  await expect(html(page)).toHaveAttribute("data-thema", "donker")
})

test("who tabs to the tool of this page sees the same ring as elsewhere", async ({
  visitorPage: page,
  portal,
}) => {
  await page.goto(`${portal.url}/weergave`)
  const ringOf = (name: string) =>
    page.getByRole("link", { name, exact: true }).evaluate((tool) => getComputedStyle(tool).outline)
  await tabTo(page, page.getByRole("link", { name: "Weergave", exact: true }))
  const ring = await ringOf("Weergave")
  await tabTo(page, page.getByRole("link", { name: "Hulp", exact: true }))
  expect(ring).toBe(await ringOf("Hulp"))
})
