// The end of a session that nobody can make longer: said two minutes before, by the server's clock, and what comes after.
import type { Page } from "@playwright/test"
import { credentialsOf, expect, expectAccessible, logIn, now, sizes, test, fillCode } from "./portal-test.ts"
import { openFirstReport, openReports } from "./own-tablet.ts"
import { heading } from "./by-keyboard.ts"
import { staffLogIn } from "./staff-page.ts"
import type { Portal } from "../support/portal.ts"

test.afterEach(({ portal }) => portal.clock.set(now))

/** The page looks at its clock every five seconds: so long nothing may be said, where nothing is to be said. */
const ONE_LOOK_MS = 5_500

const after = (seconds: number) => new Date(Date.parse(now) + seconds * 1000)
const ends = (portal: Portal, table: "sessions" | "staff_sessions", seconds: number) =>
  portal
    .db(table)
    .where({ ended_at: null })
    .update({ expires_at: after(seconds).toISOString() })
const notice = (page: Page) =>
  page.getByRole("status").filter({ hasText: /uitgelogd|logt het portaal u uit/ })

/** So much later for the server and the device; the page looks at its clock every few seconds. */
async function later(page: Page, portal: Portal, seconds: number) {
  portal.clock.set(after(seconds).toISOString())
  await page.context().clock.setFixedTime(after(seconds))
}

/** Where it lies over nothing: axe does not judge what lies under something else. */
async function expectAccessibleAtFoot(page: Page, what: string) {
  await page.evaluate(() => window.scrollTo(0, document.documentElement.scrollHeight))
  await expectAccessible(page, what)
}

test("two minutes before the end it is said at the foot of the page, and typing goes on", async ({
  visitorPage: page,
  portal,
}) => {
  await logIn(page, portal, "henk")
  await openReports(page)
  await openFirstReport(page)
  const report = page.url()
  await ends(portal, "sessions", 400)
  await page.reload()
  await expect(page.getByRole("main").getByRole("article").first()).toBeVisible()
  await page.getByRole("button", { name: "Dit woord ken ik niet" }).click()
  const field = page.getByLabel("Het woord")
  await field.pressSequentially("deli")

  await later(page, portal, 270)
  await page.waitForTimeout(ONE_LOOK_MS)
  await expect(notice(page)).toHaveCount(0)
  await later(page, portal, 285)
  await expect(notice(page)).toContainText("Over 2 minuten logt het portaal u uit.", { timeout: 10_000 })
  await expect(notice(page)).toBeInViewport()
  await expect(field).toBeFocused()
  await page.keyboard.type("rium")
  await expect(field).toHaveValue("delirium")
  await expectAccessibleAtFoot(page, "last minutes")
  await page.setViewportSize(sizes.phone)
  await page.evaluate(() => (document.documentElement.style.fontSize = "200%"))
  await expectAccessibleAtFoot(page, "last minutes, 200 %, phone")

  await later(page, portal, 345)
  await expect(notice(page)).toContainText("Over 1 minuut", { timeout: 10_000 })
  await page.getByRole("button", { name: "Begrepen" }).press("Enter")
  await expect(notice(page)).toHaveCount(0)
  await expect(page.getByRole("main")).toBeFocused()

  // Nobody touches anything: the page goes by itself, and the same place comes back after logging in.
  await later(page, portal, 401)
  await expect(page).toHaveURL(/inloggen$/, { timeout: 10_000 })
  await expect(page.getByText("Dat gebeurt na een tijd vanzelf")).toBeVisible()
  await expect(page.getByRole("article")).toHaveCount(0)
  await page.getByLabel("E-mailadres").fill(credentialsOf("henk").email)
  await page.getByLabel("Wachtwoord", { exact: true }).fill(credentialsOf("henk").password)
  await page.keyboard.press("Enter")
  await page.getByRole("button", { name: "Bevestig" }).click()
  await fillCode(page, portal)
  await page.keyboard.press("Enter")
  await expect(page).toHaveURL(report)
})

test("a device whose clock is wrong is put right by the server", async ({ visitorPage: page, portal }) => {
  await logIn(page, portal, "henk")
  await ends(portal, "sessions", 400)
  await page.reload()
  await expect(page.getByRole("heading", { level: 1 })).toBeVisible()
  // Five minutes ahead: the device thinks that the end is near, and asks.
  const asked = page.waitForResponse(/\/api\/me$/)
  await page.context().clock.setFixedTime(after(300))
  await asked
  await page.waitForTimeout(ONE_LOOK_MS)
  await expect(notice(page)).toHaveCount(0)
  // Behind, and the server comes to its last minutes.
  portal.clock.set(after(290).toISOString())
  await page.context().clock.setFixedTime(after(-200))
  await page.evaluate(() => document.dispatchEvent(new Event("visibilitychange")))
  await expect(notice(page)).toContainText("Over 2 minuten", { timeout: 10_000 })
})

test("Beheer says it too", async ({ visitorPage: page, portal }) => {
  await staffLogIn(page, portal, "/medewerkers")
  await ends(portal, "staff_sessions", 400)
  await page.reload()
  await expect(heading(page, "Medewerkers")).toBeVisible()
  await later(page, portal, 285)
  await expect(notice(page)).toContainText("Over 2 minuten wordt u uitgelogd.", { timeout: 10_000 })
  await expectAccessibleAtFoot(page, "last minutes of Beheer")
  await later(page, portal, 401)
  await expect(page).toHaveURL(/beheer\/inloggen/, { timeout: 10_000 })
  await expect(page.getByText("U bent uitgelogd, voor de veiligheid.")).toBeVisible()
  await expect(page.getByText("Sanne Vermeer")).toHaveCount(0)
})
