// Access that ends while its reader only looks: the page that nobody touches notices within a minute, and what the device
// kept goes with it.
import type { Page } from "@playwright/test"
import { endGrant } from "../../server/access/end-grants.ts"
import type { Portal } from "../support/portal.ts"
import { main, openPatient, openReports, settle, test, vaultsOn, workerIsThere } from "./own-tablet.ts"
import { expect, logIn, now } from "./portal-test.ts"

const staff = { kind: "operator", id: "test" } as const
/** The page looks at its clock every few seconds, and asks once a minute. */
const NOTICED = { timeout: 12_000 }

async function aMinuteLater(page: Page, portal: Portal) {
  portal.clock.set(new Date(Date.parse(now) + 60_000).toISOString())
  await page.context().clock.setFixedTime(portal.clock.now())
}

const grantsOf = async (portal: Portal, email: string, resource: string) =>
  (await portal
    .db("grants")
    .join("accounts", "accounts.id", "grants.account_id")
    .join("patients", "patients.id", "grants.patient_id")
    .join("fhir_resources", "fhir_resources.id", "patients.fhir_resource_id")
    .where({ "fhir_resources.resource_id": resource })
    .where("accounts.email_index", portal.deps.sealing.blindIndex("email", email))
    .select("grants.id")) as { id: string }[]

test("one of two records: it leaves the page, the other one stays", async ({ visitorPage: page, portal }) => {
  await logIn(page, portal, "anneke")
  await openPatient(page, /Ria de Vries/)
  await openReports(page)
  const [grant] = await grantsOf(portal, "anneke.devries@voorbeeld.example", "ria-de-vries")
  await endGrant(portal.deps, grant?.id ?? "", "schriftelijk verzoek", staff)
  await aMinuteLater(page, portal)
  await expect(page.getByText(/Ria de Vries/)).toHaveCount(0, NOTICED)
  await expect(page.getByText(/Jopie van Dam/).first()).toBeVisible()
})

test("one section of a record: its page says so, the rest stays", async ({ visitorPage: page, portal }) => {
  await logIn(page, portal, "henk")
  await openReports(page)
  const [grant] = await grantsOf(portal, "henk.willemsen@voorbeeld.example", "henk-willemsen")
  await portal.db("grants").where({ id: grant?.id }).update({ sections: "agenda,carePlan" })
  await aMinuteLater(page, portal)
  await expect(main(page)).toContainText("Geen toegang", NOTICED)
  await expect(main(page).getByRole("article")).toHaveCount(0)
  await page.getByRole("link", { name: "Start" }).first().click()
  await expect(main(page).getByRole("link", { name: /^Agenda/ })).toBeVisible()
  await expect(main(page).getByRole("link", { name: /^Rappor/ })).toHaveCount(0)
})

test("one record, and a section of the other that stands on the page: both go", async ({
  visitorPage: page,
  portal,
}) => {
  await logIn(page, portal, "anneke")
  await openPatient(page, /Jopie van Dam/)
  await openReports(page)
  const [lost] = await grantsOf(portal, "anneke.devries@voorbeeld.example", "ria-de-vries")
  const [less] = await grantsOf(portal, "anneke.devries@voorbeeld.example", "jopie-van-dam")
  await endGrant(portal.deps, lost?.id ?? "", "schriftelijk verzoek", staff)
  expect(await portal.db("grants").where({ id: less?.id }).update({ sections: "agenda" })).toBe(1)
  await aMinuteLater(page, portal)
  await expect(main(page)).toContainText("Geen toegang", NOTICED)
  await expect(main(page).getByRole("article")).toHaveCount(0)
})

test("the only record, kept on this device: gone from the page, and wiped", async ({
  visitorPage: page,
  portal,
  wire,
}) => {
  await logIn(page, portal, "henk", { url: wire.url, keep: true })
  await workerIsThere(page)
  await openReports(page)
  await settle(page)
  expect(await vaultsOn(page)).not.toEqual([])
  const [grant] = await grantsOf(portal, "henk.willemsen@voorbeeld.example", "henk-willemsen")
  await endGrant(portal.deps, grant?.id ?? "", "schriftelijk verzoek", staff)
  await aMinuteLater(page, portal)
  await expect(main(page).getByRole("article")).toHaveCount(0, NOTICED)
  await expect.poll(() => vaultsOn(page), NOTICED).toEqual([])
})
