// What the stories about changing an account share: the demo's accounts come back as they were, codes and links are found.
import type { Page } from "@playwright/test"
import type { Portal } from "../support/portal.ts"
import { heading } from "./by-keyboard.ts"
import { expect, test as base } from "./portal-test.ts"

/** Others log in with the demo's numbers, addresses and grants after this. */
export const test = base.extend<{ asBefore: void }>({
  asBefore: [
    async ({ portal }, use) => {
      const rows = await Promise.all(
        ["accounts", "grants"].map(async (table) => [table, await portal.db(table)] as const),
      )
      await use()
      for (const [table, kept] of rows)
        for (const row of kept as { id: string }[]) await portal.db(table).where({ id: row.id }).update(row)
      const ended = { ended_at: portal.clock.now().toISOString(), end_reason: "test" }
      for (const table of ["sessions", "vaults"]) await portal.db(table).whereNull("ended_at").update(ended)
      await portal.db("account_changes").delete()
    },
    { auto: true },
  ],
})

export async function codeTo(portal: Portal, mobile: string): Promise<string> {
  const sms = (await portal.messages()).find(
    ({ kind, to, text }) => kind === "sms" && to === mobile && /^\d{6}/.test(text),
  )
  if (!sms) throw new Error(`no code to ${mobile}`)
  return sms.text.slice(0, 6)
}

export async function linkFor(portal: Portal, email: string, path: string): Promise<string> {
  const mails = (await portal.messages()).filter(({ kind, to }) => kind === "mail" && to === email)
  const link = new RegExp(`http\\S+/${path}#[\\w-]{43}`).exec(mails[0]?.text ?? "")?.[0]
  if (!link) throw new Error(`no link to ${path} was mailed to ${email}`)
  return link
}

export async function openAccount(page: Page) {
  await page
    .getByRole("link", { name: /Ingelogd|Mijn account/ })
    .first()
    .click()
  await expect(heading(page, "Mijn account")).toBeFocused()
}
