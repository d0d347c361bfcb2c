// Desks that end all of one person's access at the same moment, from the pages of different clients: each gets an answer,
// nobody waits for the other for ever, and each reader is told once.
import { afterEach, beforeEach, expect, test } from "vitest"
import type { DeskPatient } from "#contract/desk"
import { closeAccount } from "../../server/access/close-account.ts"
import { importAll, patient, readerOf, relative } from "../support/family.ts"
import { startPortal, type Portal } from "../support/portal.ts"
import { staffOf, type StaffPerson } from "../support/staff.ts"

const clients = ["ria", "henk", "jopie", "wim", "cor", "bep"]
let portal: Portal
let id: (reference: string) => string
let desks: StaffPerson[]

beforeEach(async () => {
  portal = await startPortal({ settings: { houseAddresses: ["127.0.0.1", "::1"] } })
  desks = [await staffOf(portal, "Sanne", ["accessDesk"]), await staffOf(portal, "Tom", ["accessDesk"])]
  id = await importAll(portal, [
    ...clients.flatMap((name, at) =>
      patient(name, ["18", "31", "43", "55", "67", "79"].map((end) => `9999000${end}`)[at] ?? ""),
    ),
    ...clients.map((name) => relative(`neef-${name}`, name, "999900110")),
  ])
})
afterEach(() => portal.close())

/** One nephew with a place at each client. */
async function nephew(name: string): Promise<void> {
  // In another order than the ids of the clients or the grants.
  for (const client of name === "neef" ? clients : [...clients].reverse())
    await readerOf(portal, {
      patientId: id(`Patient/${client}`),
      person: id(`RelatedPerson/neef-${client}`),
      slot: 2,
      role: "contactPerson",
      bsn: "999900110",
      name,
    })
}

async function pageOf(client: string, who: StaffPerson): Promise<DeskPatient> {
  return (await who.visitor.get(`/api/staff/patients/${id(`Patient/${client}`)}`)).body as DeskPatient
}

test("two desks, six clients, many times: every answer is one of three, and everything is ended", async () => {
  for (let round = 0; round < 5; round += 1) {
    await nephew("neef")
    const pages = await Promise.all(clients.map((client) => pageOf(client, desks[0] as StaffPerson)))
    const ended = await Promise.all(
      pages.map((page, at) =>
        (desks[at % 2] as StaffPerson).visitor.post(
          `/api/staff/patients/${page.id}/grants/${page.slots[1]?.holder?.grantId}/end`,
          { seen: page.version, ground: "breach", reason: "Deelde zijn wachtwoord", scope: "person" },
        ),
      ),
    )
    const codes = ended.map((answer) => (answer.body.code as string | undefined) ?? answer.status)
    expect(codes).toContain(200)
    for (const code of codes) expect([200, "changed-meanwhile", "grant-ended"]).toContain(code)
    expect(await portal.db("grants").whereNull("revoked_at")).toEqual([])
  }
  expect(await portal.db("audit_events").where({ event: "grant.end" })).toHaveLength(5 * clients.length)
}, 60_000)

test("while the reader closes the account: both go through", async () => {
  await nephew("neef")
  const [account] = (await portal.db("accounts").select("id")) as { id: string }[]
  const page = await pageOf("wim", desks[0] as StaffPerson)
  const grantId = page.slots[1]?.holder?.grantId
  const body = { seen: page.version, ground: "notice", reason: "brief", scope: "person" }
  const [end] = await Promise.all([
    (desks[0] as StaffPerson).visitor.post(`/api/staff/patients/${page.id}/grants/${grantId}/end`, body),
    portal.db.transaction((trx) =>
      closeAccount(trx, portal.deps, {
        accountId: account?.id ?? "",
        reason: "test",
        actor: { kind: "operator", id: "test" },
      }),
    ),
  ])
  expect([200, "changed-meanwhile", "grant-ended"]).toContain(end.body.code ?? end.status)
  expect(await portal.db("grants").whereNull("revoked_at")).toEqual([])
}, 60_000)
