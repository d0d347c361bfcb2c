// A page as somebody walks it who has a keyboard only, and as somebody sees it who needs large letters.
import type { Locator, Page } from "@playwright/test"
import { expect, expectAccessible, sizes } from "./portal-test.ts"

/** With the Tab key, from wherever the page put the focus. */
export async function tabTo(page: Page, target: Locator) {
  for (let presses = 0; presses < 80; presses += 1) {
    if (await target.evaluate((element) => element === document.activeElement).catch(() => false)) return
    await page.keyboard.press("Tab")
  }
  throw new Error(`the Tab key never came at ${String(target)}`)
}

export async function pressOn(page: Page, target: Locator, key = "Enter") {
  await expect(target).toBeVisible()
  await tabTo(page, target)
  await page.keyboard.press(key)
}

/** Over what stands there. */
export async function typeIn(page: Page, target: Locator, text: string) {
  await expect(target).toBeVisible()
  await tabTo(page, target)
  await page.keyboard.press("Control+A")
  await page.keyboard.type(text)
}

/** Both sizes of letters, on the tablet and on a phone. */
export async function expectBeautiful(page: Page, what: string) {
  await expectAccessible(page, what)
  for (const size of [sizes.phone, sizes.tablet]) {
    await page.setViewportSize(size)
    await page.evaluate(() => (document.documentElement.style.fontSize = "200%"))
    await expectAccessible(page, `${what}, 200 %, ${size.width}`)
    await page.evaluate(() => (document.documentElement.style.fontSize = ""))
  }
}

export const heading = (page: Page, name: string | RegExp) => page.getByRole("heading", { level: 1, name })
export const field = (page: Page, name: string) => page.getByRole("textbox", { name, exact: true })
export const button = (page: Page, name: string) => page.getByRole("button", { name, exact: true })
export const link = (page: Page, name: string | RegExp) =>
  page.getByRole("link", typeof name === "string" ? { name, exact: true } : { name }).first()
