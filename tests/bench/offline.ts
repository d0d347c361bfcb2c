// What waiting for the vault costs a reader without internet: from the address to the lock screen, from the password to
// the list; and how soon a setting of Weergave shows.
import { chromium, type Page } from "@playwright/test"
import { chromiumPath } from "../../scripts/debian-paths.mjs"
import { demoPeople } from "../../server/demo/people.ts"
import { inTurns, type Bench } from "./support/bench.ts"

const executablePath = chromiumPath()
const args = ["--no-sandbox", "--disable-dev-shm-usage", "--disable-background-networking"]
const ROUNDS = 7

const bench: Bench = async ({ url }) => {
  const browser = await chromium.launch({ executablePath, args })
  try {
    const context = await browser.newContext({ viewport: { width: 1180, height: 820 } })
    await context.addInitScript(watchHeadings)
    const reading = await context.newPage()
    await readWithInternet(reading, url)
    await context.setOffline(true)
    let list = NaN
    const launch = async (slower: number) => {
      const page = await context.newPage()
      const session = await context.newCDPSession(page)
      await session.send("Emulation.setCPUThrottlingRate", { rate: slower })
      await page.goto(`${url}/rapportages`)
      const locked = await timeOf(page, "Het portaal is op slot")
      await page.getByLabel("Wachtwoord", { exact: true }).fill(henk.password)
      await page.evaluate(() => addEventListener("click", () => (window.pressedAt ??= performance.now())))
      await page.getByRole("button", { name: "Openen" }).click()
      await page.getByRole("article").first().waitFor()
      list = await page.evaluate(() => (window.listAt ?? NaN) - (window.pressedAt ?? NaN))
      await page.close()
      return locked
    }
    const values = await inTurns(ROUNDS, {
      "launch without internet → lock screen": () => launch(1),
      "password → list, key derivation included": async () => (await launch(1), list),
      "launch → lock screen, 4× slower processor": () => launch(4),
      "password → list, 4× slower processor": async () => (await launch(4), list),
      "a setting of Weergave shows": () => settingOf(reading, url),
    })
    const goals = ["≤ 1500", "≤ 1200", undefined, undefined, "≤ 50"]
    return Object.entries(values).map(([what, times], at) => {
      const goal = goals[at]
      return { what, unit: "ms", values: times, ...(goal && { goal }) }
    })
  } finally {
    await browser.close()
  }
}
export default bench

declare global {
  interface Window {
    headings: Record<string, number>
    pressedAt?: number
    listAt?: number
  }
}

const henk = (() => {
  const person = demoPeople.find(({ email }) => email.startsWith("henk"))
  if (!person?.password) throw new Error("the demo has no Henk")
  return { email: person.email, password: person.password }
})()

/** Runs in the page: when each first heading is there, and the first report of the list. */
function watchHeadings() {
  window.headings = {}
  new MutationObserver(() => {
    const text = document.querySelector("h1")?.textContent.replaceAll("\u00ad", "").trim()
    if (text) window.headings[text] ??= performance.now()
    if (document.querySelector("main article")) window.listAt ??= performance.now()
  }).observe(document, { childList: true, subtree: true })
}

async function timeOf(page: Page, heading: string) {
  await page.getByRole("heading", { level: 1, name: heading }).waitFor()
  return await page.evaluate((name) => window.headings[name] ?? NaN, heading)
}

/** Ends in the list of reports, so that the lock leads back there. */
async function readWithInternet(page: Page, url: string) {
  await page.goto(`${url}/inloggen`)
  await page.getByLabel("E-mailadres").fill(henk.email)
  await page.getByLabel("Wachtwoord", { exact: true }).fill(henk.password)
  await page.getByRole("button", { name: "Inloggen" }).click()
  await page.getByRole("button", { name: "Bevestig" }).click()
  await page.getByLabel("Beveiligingscode").waitFor()
  const sent = (await (await fetch(`${url}/postvak.json`)).json()) as { kind: string; text: string }[]
  const code = sent.find(({ kind }) => kind === "sms")?.text.slice(0, 6) ?? ""
  await page.getByLabel("Beveiligingscode").fill(code)
  await page.getByRole("button", { name: "Inloggen" }).click()
  await page.getByRole("button", { name: /^Ja, dit is mijn eigen/ }).click()
  await page
    .getByRole("link", { name: /^Rapportages/ })
    .first()
    .click()
  await page.getByRole("article").first().waitFor()
  await page.waitForFunction(() => navigator.serviceWorker.controller !== null)
  await page.getByRole("link", { name: "Op slot zetten" }).click()
  await page.getByRole("button", { name: "Openen" }).waitFor()
}

/** From the press to the frame that shows it. */
async function settingOf(page: Page, url: string) {
  await page.goto(`${url}/weergave`)
  const choice = page.getByRole("radio", { name: "Donker" })
  await choice.waitFor()
  await page.getByRole("radio", { name: "Licht", exact: true }).check({ force: true })
  return await choice.evaluate(
    (radio: HTMLInputElement) =>
      new Promise<number>((done) => {
        const pressedAt = performance.now()
        radio.click()
        requestAnimationFrame(() => setTimeout(() => done(performance.now() - pressedAt)))
      }),
  )
}
