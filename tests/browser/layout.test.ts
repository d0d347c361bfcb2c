// What a designer would measure on every page: targets, lines, letters, and one main button.
import type { Page } from "@playwright/test"
import { expect, logIn, sizes, test } from "./portal-test.ts"
import { addUse, raiseWork, staffLogIn } from "./staff-page.ts"

type Finding = string

/** Runs in the page. Sizes in CSS pixels. */
function measure(): Finding[] {
  const findings: Finding[] = []
  const root = parseFloat(getComputedStyle(document.documentElement).fontSize)
  const name = (element: Element) =>
    `${element.tagName.toLowerCase()} "${(element.textContent ?? "").trim().slice(0, 40)}"`
  const isShown = (element: Element) => element.checkVisibility() && element.getBoundingClientRect().width > 1
  const isInText = (element: Element) =>
    getComputedStyle(element).display === "inline" && element.closest("p, li, dd, label") !== null

  // A heading has lines of its own, and letters that are easier to hit.
  for (const term of document.querySelectorAll("p > .term")) {
    const { lineHeight, fontSize } = getComputedStyle(term)
    if (parseFloat(lineHeight) / parseFloat(fontSize) < 1.79) findings.push(`lines too close: ${name(term)}`)
  }
  for (const element of document.querySelectorAll("a[href], button, input, select, [role=switch]")) {
    if (!isShown(element) || isInText(element) || element.classList.contains("skip")) continue
    const target = element.matches("input[type=checkbox], input[type=radio]")
      ? (element.closest("label") ?? element)
      : element
    const { width, height } = target.getBoundingClientRect()
    if (width < 47.5 || height < 47.5) findings.push(`target of ${width}×${height}: ${name(element)}`)
  }
  for (const element of document.querySelectorAll("p, li, dd, label, a, button, span, h1, h2, h3")) {
    if (!isShown(element) || !element.textContent?.trim()) continue
    const style = getComputedStyle(element)
    // On the settings page a size is shown in itself, also where a larger one is chosen.
    if (!element.matches(".own-size") && parseFloat(style.fontSize) < root * 1.125 - 0.1)
      findings.push(`letters of ${style.fontSize}: ${name(element)}`)
    const isCut = style.overflow === "hidden" && element.scrollHeight > element.clientHeight + 1
    if (isCut && !element.classList.contains("visually-hidden")) findings.push(`cut off: ${name(element)}`)
  }
  for (const paragraph of document.querySelectorAll("p")) {
    if (!isShown(paragraph)) continue
    const range = document.createRange()
    range.selectNodeContents(paragraph)
    const lines = new Set([...range.getClientRects()].map((box) => Math.round(box.top))).size
    const average = (paragraph.textContent ?? "").length / Math.max(lines, 1)
    if (lines > 2 && average > 75)
      findings.push(`lines of ${Math.round(average)} characters: ${name(paragraph)}`)
  }
  for (const words of document.querySelectorAll(".grow")) {
    if (!isShown(words)) continue
    const range = document.createRange()
    range.selectNodeContents(words)
    const empty = words.getBoundingClientRect().height - range.getBoundingClientRect().height
    if (empty > root * 2) findings.push(`${Math.round(empty)} px of nothing: ${name(words)}`)
  }
  const main = [...document.querySelectorAll(".button.main")].filter(isShown)
  if (main.length > 1) findings.push(`${main.length} main buttons`)
  if (document.querySelectorAll("h1").length !== 1) findings.push("not one h1")
  const sideways = document.documentElement.scrollWidth - innerWidth
  if (sideways > 0) findings.push(`scrolls ${sideways} px sideways`)
  return findings
}

async function expectMeasured(page: Page, addresses: string[]) {
  const findings: Finding[] = []
  for (const schaal of [100, 200])
    for (const [size, viewport] of Object.entries({ ...sizes, narrow: { width: 320, height: 640 } })) {
      await page.setViewportSize(viewport)
      await page.evaluate(
        (value) => localStorage.setItem("weergave", value),
        JSON.stringify({ versie: 1, schaal }),
      )
      for (const address of addresses) {
        await page.goto(address)
        await page.getByRole("heading", { level: 1 }).waitFor()
        await page.waitForLoadState("networkidle")
        const found = await page.evaluate(measure)
        findings.push(
          ...found.map((finding) => `${new URL(address).pathname} ${size} ${schaal} %: ${finding}`),
        )
      }
    }
  expect(findings).toEqual([])
}

test("pages before logging in", async ({ visitorPage: page, portal }) => {
  test.setTimeout(240_000)
  await page.goto(`${portal.url}/inloggen`)
  const paths = [
    "/inloggen",
    "/registreren",
    "/wachtwoord-vergeten",
    "/nieuw-wachtwoord",
    "/ongedaan-maken",
    "/nieuw-e-mailadres",
    "/welkom",
    "/nieuw-nummer",
    "/dit-was-ik-niet",
    "/hulp",
    "/hulp#agenda",
    "/hulp#weergave",
    "/gedeeld-apparaat",
    "/weergave",
    "/toegankelijkheid",
    "/privacyverklaring",
  ]
  await expectMeasured(
    page,
    paths.map((path) => portal.url + path),
  )
})

test("pages of a record", async ({ visitorPage: page, portal }) => {
  test.setTimeout(240_000)
  await logIn(page, portal, "henk")
  const home = page.url()
  await page
    .getByRole("link", { name: /^Rapportages/ })
    .first()
    .click()
  await page
    .getByRole("link", { name: /Lees de hele rapportage/ })
    .first()
    .click()
  await expect(page).toHaveURL(/rapportages\/[0-9a-f-]{36}$/)
  const report = page.url()
  const addresses = [
    home,
    `${home}/rapportages`,
    report,
    `${home}/agenda`,
    `${home}/agenda?maand=2026-12`,
    `${home}/zorgplan`,
    `${home}/bekeken`,
    `${home}/toegang`,
    `${home}/niet-mijn-naaste`,
    `${portal.url}/account`,
    `${portal.url}/account/apparaten`,
  ]
  for (const page of ["wachtwoord", "nummer", "e-mail", "gegevens"])
    addresses.push(`${portal.url}/account/${page}`)
  await expectMeasured(page, addresses)
})

test("pages of Beheer", async ({ visitorPage: page, portal }) => {
  test.setTimeout(240_000)
  const { patientId } = await raiseWork(portal)
  await addUse(portal)
  await staffLogIn(page, portal)
  const paths = [
    "",
    "/account",
    "/account/passkeys",
    `/clienten/${patientId}`,
    "/werklijst",
    "/logboek",
    "/gebruik",
    "/organisatie",
    "/organisatie/naam-en-hulp",
    "/organisatie/logo",
    "/medewerkers",
  ]
  await expectMeasured(
    page,
    paths.map((path) => `${portal.url}/beheer${path}`),
  )
})

test("the life book", async ({ visitorPage: page, portal }) => {
  test.setTimeout(240_000)
  await logIn(page, portal, "anneke")
  await page.getByRole("link", { name: /Ria de Vries/ }).click()
  await expect(page).toHaveURL(/dossier\/[0-9a-f-]{36}$/)
  const home = page.url()
  await expectMeasured(page, [home, `${home}/persoonsbeeld`, `${home}/leven`, `${home}/leefplezier`])
})
