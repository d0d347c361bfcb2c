// A reader's own tablet, on a line that can be pulled out: what the offline stories have in common.
import type { Page } from "@playwright/test"
import { wireTo, type Wire } from "../support/wire.ts"
import { clientFolder, credentialsOf, expect, test as base, type DemoName } from "./portal-test.ts"

export const test = base.extend<{ wire: Wire }>({
  wire: async ({ portal }, use) => {
    const wire = await wireTo(portal, clientFolder)
    await use(wire)
    await wire.close()
  },
})

export const main = (page: Page) => page.getByRole("main")

export async function workerIsThere(page: Page) {
  await page.waitForFunction(() => navigator.serviceWorker.controller !== null)
}

export async function openPatient(page: Page, name: RegExp) {
  await page.getByRole("link", { name }).click()
  await expect(page.getByRole("heading", { name: "Nieuw" })).toBeVisible()
}

export async function openReports(page: Page) {
  await page
    .getByRole("link", { name: /^Rapportages/ })
    .first()
    .click()
  await expect(main(page).getByRole("article").first()).toBeVisible()
}

export async function openFirstReport(page: Page) {
  await page
    .getByRole("link", { name: /^Lees de hele rapportage/ })
    .first()
    .click()
  await expect(page).toHaveURL(/rapportages\/[0-9a-f-]{36}$/)
  await expect(main(page).getByRole("article")).toBeVisible()
}

export async function expectLocked(page: Page) {
  await expect(page.getByRole("heading", { level: 1, name: "Het portaal is op slot" })).toBeVisible()
  await expect(page.getByText(/Ria de Vries|Anneke de Vries|Jopie van Dam/)).toHaveCount(0)
}

export async function unlock(page: Page, name: DemoName, typed = credentialsOf(name).password) {
  await page.getByLabel("Wachtwoord", { exact: true }).fill(typed)
  await page.getByRole("button", { name: "Openen" }).click()
}

/** What was read has been written: nothing tells a page so, for no reader waits for it. */
export const settle = (page: Page) => page.waitForTimeout(400)

/** Buckets and databases of vaults; the list of vaults itself stays, empty. */
export const vaultsOn = (page: Page) =>
  page.evaluate(async () => {
    type Buckets = { storageBuckets: { keys(): Promise<string[]> } }
    const buckets = await (navigator as unknown as Buckets).storageBuckets.keys()
    const databases = (await indexedDB.databases()).map(({ name }) => name ?? "")
    return [...buckets, ...databases.filter((name) => name !== "portaal")]
  })
