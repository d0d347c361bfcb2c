// The demo organisation in the real app, read in a real Chromium. Every test also fails on a CSP report, an error in the
// console, and a page that scrolls sideways.
import { test as base, expect, type ConsoleMessage, type Page } from "@playwright/test"
import findings from "./axe.ts"
import { demoPeople } from "../../server/demo/people.ts"
import { loadDemo } from "../../server/demo/load-demo.ts"
import { startPortal, type Portal } from "../support/portal.ts"

/** A Sunday afternoon, in the server and in the browser. */
export const now = "2026-11-22T13:00:00.000Z"
/** The built browser program. */
export const clientFolder = process.env["PORTAL_TEST_CLIENT"] ?? "dist/client"
export const sizes = {
  tablet: { width: 1180, height: 820 },
  standing: { width: 820, height: 1180 },
  phone: { width: 390, height: 844 },
} as const

type Fixtures = { portal: Portal; visitorPage: Page; problems: string[] }

export const test = base.extend<Fixtures>({
  /** Each story has one of its own (a third of a second): what another story did is never there. */
  portal: async ({}, use) => {
    const portal = await startPortal({ now, clientFolder, demo: true })
    await loadDemo(portal.deps, "db/demo", () => {})
    await use(portal)
    await portal.close()
  },
  problems: async ({}, use) => {
    const problems: string[] = []
    await use(problems)
    expect(problems).toEqual([])
  },
  visitorPage: async ({ context, portal, problems }, use) => {
    await context.clock.setFixedTime(portal.clock.now())
    const page = await context.newPage()
    watch(page, problems)
    await use(page)
  },
})

/** The trace asks for a drawn picture again, when the browser has put it away: no script of the page, so no place in one. */
function isOfTrace(message: ConsoleMessage) {
  return message.text().startsWith("Connecting to 'blob:") && message.location().url === ""
}

function watch(page: Page, problems: string[]) {
  page.on("pageerror", (error) => problems.push(`error: ${error.message}`))
  page.on("console", (message) => {
    // A refused request (401, 404, 422) is logged by the browser itself; the page must answer it in words.
    if (message.type() === "error" && !/Failed to load resource/.test(message.text()) && !isOfTrace(message))
      problems.push(`console: ${message.text()}`)
  })
}

/** Of the page at rest: what changed while axe looked, as the foot does when its names come, is looked at once more. */
export async function expectAccessible(page: Page, what: string) {
  await expect.poll(() => findings(page), { message: what, timeout: 5_000 }).toEqual([])
  const overflow = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth)
  expect(overflow, `${what} scrolls sideways`).toBeLessThanOrEqual(0)
}

export type DemoName = "anneke" | "henk" | "mark"

export function credentialsOf(name: DemoName) {
  const person = demoPeople.find((one) => one.email.startsWith(name))
  if (!person?.password) throw new Error(`no demo account ${name}`)
  return { email: person.email, password: person.password }
}

export async function newestCode(portal: Portal): Promise<string> {
  const [sms] = (await portal.messages()).filter((message) => message.kind === "sms")
  const code = /^\d{6}/.exec(sms?.text ?? "")?.[0]
  if (!code) throw new Error("no SMS was sent")
  return code
}

/** Not before it is asked: until then the newest code is that of the time before. */
export async function fillCode(page: Page, portal: Portal) {
  await expect(page.getByLabel("Beveiligingscode")).toBeVisible()
  await page.getByLabel("Beveiligingscode").fill(await newestCode(portal))
}

/**
 * Through the question whether this device may keep what is read, too; "kept": it does already, so nothing is asked.
 * @param url another way in than the portal's own: by a wire.
 */
export async function logIn(
  page: Page,
  portal: Portal,
  name: DemoName,
  { url = portal.url, keep = false }: { url?: string; keep?: boolean | "kept" } = {},
) {
  const { email, password } = credentialsOf(name)
  await page.goto(`${url}/inloggen`)
  await page.getByLabel("E-mailadres").fill(email)
  await page.getByLabel("Wachtwoord", { exact: true }).fill(password)
  await page.getByRole("button", { name: "Inloggen" }).click()
  await page.getByRole("button", { name: "Bevestig" }).click()
  await fillCode(page, portal)
  await page.getByRole("button", { name: "Inloggen" }).click()
  await expect(page).not.toHaveURL(/inloggen/)
  if (keep !== "kept") await answerKeeping(page, keep)
}

/** "Wilt u op deze tablet ook zonder internet lezen?" */
export async function answerKeeping(page: Page, keep: boolean) {
  await page.getByRole("button", keep ? { name: /^Ja, dit is mijn eigen/ } : { name: "Nee" }).click()
  await expect(page).not.toHaveURL(/zonder-internet/, { timeout: 15_000 })
}

export { expect }
