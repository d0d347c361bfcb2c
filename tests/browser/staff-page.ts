// Beheer in a real browser: the demo's staff member, and how its pages must look.
import type { Page } from "@playwright/test"
import { demoStaff, demoStaffCode } from "../../server/demo/staff.ts"
import type { Portal } from "../support/portal.ts"
import { expect, expectAccessible, sizes } from "./portal-test.ts"

/** The clock stands still, so the app shows one code all day: it may be used again. */
export async function freshCode(portal: Portal): Promise<string> {
  await portal.db("staff_members").update({ totp_step: null })
  return (await demoStaffCode(portal.deps))?.code ?? ""
}

export async function staffLogIn(page: Page, portal: Portal, path = "") {
  await page.goto(`${portal.url}/beheer${path}`)
  await page.getByLabel("E-mailadres").fill(demoStaff.email)
  await page.getByLabel("Wachtwoord", { exact: true }).fill(demoStaff.password)
  await page.getByLabel("Code uit uw app").fill(await freshCode(portal))
  await page.getByRole("button", { name: "Inloggen" }).click()
  await expect(page).not.toHaveURL(/inloggen/)
}

/** Both sizes of letters, on the tablet and on a phone; and the darkest look. */
export async function expectBeautiful(page: Page, what: string) {
  for (const size of [sizes.phone, sizes.tablet]) {
    await page.setViewportSize(size)
    await page.evaluate(() => (document.documentElement.style.fontSize = "200%"))
    await expectAccessible(page, `${what}, 200 %, ${size.width}`)
    await page.evaluate(() => (document.documentElement.style.fontSize = ""))
  }
  const look = (theme: string, contrast: string) =>
    page.evaluate(
      ([thema = "", contrastOf = ""]) =>
        Object.assign(document.documentElement.dataset, { thema, contrast: contrastOf }),
      [theme, contrast],
    )
  await look("donker", "hoog")
  await expectAccessible(page, `${what}, dark`)
  await look("licht", "gewoon")
  await expectAccessible(page, what)
}
