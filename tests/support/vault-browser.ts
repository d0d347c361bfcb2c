// The vault's own code in a real Chromium, on a page of the portal, without the rest of the portal.
import { test as base, expect, type BrowserContext, type Page } from "@playwright/test"
import { buildSync } from "esbuild"
import { join } from "node:path"
import { startPortal, type Portal } from "./portal.ts"

const built = buildSync({
  entryPoints: [join(import.meta.dirname, "vault-kit.ts")],
  bundle: true,
  write: false,
  format: "iife",
  globalName: "kit",
  target: "es2022",
})
const source = `${built.outputFiles[0]?.text ?? ""};globalThis.kit = kit`

type Fixtures = { tab: Page; openTab: () => Promise<Page> }

export const test = base.extend<Fixtures, { portal: Portal }>({
  portal: [
    async ({}, use) => {
      const portal = await startPortal()
      await use(portal)
      await portal.close()
    },
    { scope: "worker" },
  ],
  openTab: async ({ context, portal }, use) => {
    const problems: string[] = []
    await use(() => newTab(context, portal.url, problems))
    expect(problems).toEqual([])
  },
  tab: async ({ openTab }, use) => use(await openTab()),
})

async function newTab(context: BrowserContext, url: string, problems: string[]): Promise<Page> {
  const page = await context.newPage()
  page.on("pageerror", (error) => problems.push(error.message))
  page.on("console", (message) => {
    if (!/Failed to load resource/.test(message.text())) problems.push(`console: ${message.text()}`)
  })
  await page.goto(`${url}/hulp`)
  // Through the debugger: the page's own policy stays as it is.
  await page.evaluate(source)
  return page
}

/** No storage buckets, as in Safari and Firefox. */
export const withoutBuckets = (context: BrowserContext) =>
  context.addInitScript(() => {
    Object.defineProperty(Navigator.prototype, "storageBuckets", { value: undefined })
  })

export { expect }
