// Beheer in a real browser: the demo's staff member, and how its pages must look.
import type { Page } from "@playwright/test"
import { countedPeriods, periodStart } from "../../server/access/login-counts.ts"
import { raiseTask } from "../../server/access/staff-tasks.queries.ts"
import { demoPeople } from "../../server/demo/people.ts"
import { demoStaff, demoStaffCode } from "../../server/demo/staff.ts"
import { addDays, dateInAmsterdam } from "../../server/http/amsterdam.ts"
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
  await page.getByRole("button", { name: "Inloggen", exact: true }).click()
  await expect(page).not.toHaveURL(/inloggen/)
}

/** Three things to do, one of them for long. @returns the account and the client that they are about. */
export async function raiseWork({ db, deps, clock }: Portal) {
  const email = demoPeople.find((one) => one.email.startsWith("anneke"))?.email ?? ""
  const emailIndex = deps.sealing.blindIndex("email", email)
  const grant = (await db("grants")
    .join("accounts", "accounts.id", "grants.account_id")
    .where("accounts.email_index", emailIndex)
    .first("account_id", "patient_id")) as { account_id: string; patient_id: string }
  const { account_id: accountId, patient_id: patientId } = grant
  const ago = (days: number) => new Date(clock.now().getTime() - days * 86_400_000)
  await raiseTask(db, { kind: "change-undone", objectId: accountId, accountId }, ago(4))
  await raiseTask(db, { kind: "representative-closed", objectId: "x", patientId }, ago(1))
  await raiseTask(db, { kind: "ecd-quarantine", objectId: "y" }, ago(0))
  return { accountId, patientId }
}

/** A spring and summer of logins, at two locations; this month's are those of the other stories. */
export async function addUse({ db, clock }: Portal) {
  const places = (await db("locations")
    .whereIn("resource_id", ["de-beuk", "de-eik"])
    .orderBy("resource_id")) as {
    id: string
  }[]
  const day = dateInAmsterdam(clock.now())
  const rows = Array.from({ length: 12 }, (_, at) => at).flatMap((at) =>
    countedPeriods.flatMap((period) => {
      const ago = addDays(day, -(at + 1) * (period === "week" ? 7 : 31))
      const count = Math.round((period === "week" ? 40 : 170) * (1.2 + Math.sin(at)))
      const starts_on = periodStart(period, ago)
      return [
        { period, starts_on, location_id: "", count },
        { period, starts_on, location_id: places[0]?.id ?? "", count: count - 3 },
        { period, starts_on, location_id: places[1]?.id ?? "", count: 3 },
      ]
    }),
  )
  await db("login_counts").insert(rows).onConflict(["period", "starts_on", "location_id"]).merge()
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
