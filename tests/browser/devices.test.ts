// Mijn apparaten: two devices of one reader, by keyboard, in large letters, and what the other one notices.
import type { Browser, Page } from "@playwright/test"
import type { Portal } from "../support/portal.ts"
import { unlock } from "./own-tablet.ts"
import { expect, expectAccessible, logIn, sizes, test } from "./portal-test.ts"

const iphone =
  "Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) AppleWebKit/605.1 Version/18.0 Mobile/15E148 Safari/604.1"

/** Anneke's telephone, logged in. */
async function phoneOf(browser: Browser, portal: Portal, keep: boolean) {
  const context = await browser.newContext({ userAgent: iphone, viewport: sizes.phone })
  await context.clock.setFixedTime(portal.clock.now())
  const phone = await context.newPage()
  await logIn(phone, portal, "anneke", { keep })
  return phone
}

async function openDevices(page: Page) {
  await page.getByRole("contentinfo").getByRole("link", { name: "Mijn account" }).click()
  await page.getByRole("link", { name: "Mijn apparaten" }).click()
  await expect(page.getByRole("heading", { level: 1, name: "Mijn apparaten" })).toBeFocused()
}

const rows = (page: Page) =>
  page
    .getByRole("main")
    .getByRole("listitem")
    .filter({ has: page.getByRole("heading") })

test("a reader ends the telephone from the tablet, by keyboard; it notices at its next step", async ({
  visitorPage: page,
  browser,
  portal,
}) => {
  const phone = await phoneOf(browser, portal, false)
  await logIn(page, portal, "anneke")
  await openDevices(page)
  await expect(rows(page)).toHaveCount(2)
  await expect(rows(page).first()).toContainText("Dit apparaat, nu in gebruik.")
  await expect(rows(page).last()).toContainText("Telefoon met Safari")
  await expect(rows(page).last()).toContainText("Laatst gebruikt vandaag om 14:00 uur.")
  await expect(page.getByText("Zo ziet u of iemand anders met uw account inlogde.")).toBeVisible()
  await expectAccessible(page, "Mijn apparaten")

  const end = page.getByRole("button", {
    name: /^Uitloggen op dit apparaat \(Telefoon met Safari, Nu ingelogd, /,
  })
  for (let step = 0; step < 30; step += 1) {
    await page.keyboard.press("Tab")
    if (await end.evaluate((button) => button === document.activeElement)) break
  }
  await expect(end).toBeFocused()
  await page.keyboard.press("Enter")
  const news = page.getByRole("status").filter({ hasText: "Uitgelogd: Telefoon met Safari." })
  await expect(news).toBeFocused()
  await expect(rows(page)).toHaveCount(1)
  await expect(page.getByText("U heeft geen andere apparaten.")).toBeVisible()
  await expectAccessible(page, "after ending")

  await phone.goto(`${portal.url}/account`)
  await expect(phone).toHaveURL(/inloggen/)
  await phone.context().close()
})

test("a telephone that keeps what was read: it says so, and is emptied when it comes back", async ({
  visitorPage: page,
  browser,
  portal,
}) => {
  const phone = await phoneOf(browser, portal, true)
  await logIn(page, portal, "anneke")
  await openDevices(page)
  await expect(rows(page).last()).toContainText("Bewaart wat u las")
  await page.getByRole("button", { name: "Overal uitloggen behalve hier" }).click()
  await expect(page.getByText("U bent overal uitgelogd, behalve hier.")).toBeVisible()
  await expect(page.getByText("Wat daar was bewaard, wissen wij.")).toBeVisible()
  await expect(rows(page)).toHaveCount(1)

  await phone.goto(`${portal.url}/account`)
  const checked = phone.waitForResponse(/\/api\/vault\/check/)
  await unlock(phone, "anneke")
  expect(await (await checked).json()).toMatchObject({ verdict: "wipe" })
  await expect(phone.getByText("Ria de Vries")).toHaveCount(0)
  await phone.context().close()
})

test("at 200 % on a telephone and at 320 px everything fits, and nothing is lost offline", async ({
  visitorPage: page,
  context,
  browser,
  portal,
}) => {
  const phone = await phoneOf(browser, portal, false)
  await phone.context().close()
  await logIn(page, portal, "anneke")
  await openDevices(page)
  await page.evaluate(() => localStorage.setItem("weergave", JSON.stringify({ versie: 1, schaal: 200 })))
  for (const viewport of [sizes.tablet, sizes.phone, { width: 320, height: 640 }]) {
    await page.setViewportSize(viewport)
    await page.goto(`${portal.url}/account/apparaten`)
    await expect(rows(page)).toHaveCount(2)
    await expectAccessible(page, `${viewport.width} px at 200 %`)
  }
  await context.setOffline(true)
  await page.getByRole("button", { name: /^Uitloggen op dit apparaat/ }).click()
  await expect(
    page.getByText("Er is geen verbinding met het portaal.", { exact: false }).first(),
  ).toBeVisible()
  await expect(rows(page)).toHaveCount(2)
  await context.setOffline(false)
  await page.getByRole("button", { name: /^Uitloggen op dit apparaat/ }).click()
  await expect(rows(page)).toHaveCount(1)
})
