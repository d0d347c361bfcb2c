// What the stories about changing an account share: codes and links are found.
import type { Page } from "@playwright/test"
import type { Portal } from "../support/portal.ts"
import { heading } from "./by-keyboard.ts"
import { expect } from "./portal-test.ts"

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
