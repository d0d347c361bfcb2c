// Firefox by WebDriver BiDi, without a screen.
import { writeFileSync } from "node:fs"
import { join } from "node:path"
import puppeteer, { type ElementHandle, type Page } from "puppeteer-core"
import { firefoxPath } from "../../scripts/debian-paths.mjs"
import { tablet, type Engine, type Window } from "./engine.ts"
import { keep, ownFolder } from "./keeper.ts"

const preferences = { "intl.accept_languages": "nl-NL, nl", "browser.shell.checkDefaultBrowser": false }

export async function startFirefox(): Promise<Engine> {
  const profile = ownFolder()
  const lines = Object.entries(preferences).map(
    ([name, value]) => `user_pref("${name}", ${JSON.stringify(value)});\n`,
  )
  writeFileSync(join(profile, "user.js"), lines.join(""))
  const args = ["--headless", "--no-remote", "--remote-debugging-port=0", "--profile", profile, "about:blank"]
  const program = keep(firefoxPath(), args, profile)
  try {
    const socket = await program.says(/WebDriver BiDi listening on (ws:\S+)/)
    const browser = await puppeteer.connect({
      browserWSEndpoint: `${socket}/session`,
      protocol: "webDriverBiDi",
      defaultViewport: tablet,
    })
    return {
      async openWindow() {
        const context = await browser.createBrowserContext()
        return firefoxWindow(await context.newPage(), () => context.close())
      },
      async close() {
        await browser.close().catch(() => {}) // the keeper ends it in any case
        await program.end()
      },
    }
  } catch (error) {
    await program.end()
    throw error
  }
}

type InPage = (...args: unknown[]) => unknown

function firefoxWindow(page: Page, close: () => Promise<void>): Window {
  const problems: string[] = []
  page.on("pageerror", (error) => problems.push(`error: ${(error as Error).message}`))
  page.on("console", (message) => {
    if (message.type() === "error") problems.push(`console: ${message.text()}`)
  })
  return {
    open: async (address) => void (await page.goto(address)),
    reload: async () => void (await page.reload()),
    address: () => page.evaluate(() => window.location.href),
    evaluate: (act, ...args) => page.evaluate(act as unknown as InPage, ...args) as Promise<never>,
    async element(find, ...args) {
      const handle = await page.evaluateHandle(find as unknown as InPage, ...args)
      const element = handle.asElement() as ElementHandle<HTMLInputElement> | null
      if (!element) return null
      return {
        click: () => element.click(),
        async fill(text) {
          await element.evaluate((field) => field.select())
          await element.press("Backspace")
          await element.type(text)
        },
      }
    },
    screenshot: () => page.screenshot(),
    problems: async () => problems,
    close,
  }
}
