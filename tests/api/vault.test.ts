// The server's half of a vault: who gets a ticket, how long it opens, what takes it away, and what the ticket can ask.
import { randomUUID } from "node:crypto"
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from "vitest"
import { maximumVaultItems, vaultHeader, type VaultItem } from "#contract/vault"
import { endGrant } from "../../server/access/end-grants.ts"
import { findChangedRows } from "../../server/audit/audit.ts"
import { accountCommands } from "../../server/cli/account-commands.ts"
import { removeOldRows } from "../../server/jobs/retention.ts"
import { changeOrganisation, type OrganisationSettings } from "../../server/organisation/settings.ts"
import {
  appointment,
  importAll,
  logIn,
  patient,
  readerOf,
  relative,
  report,
  type FhirResource,
} from "../support/family.ts"
import { startPortal, type Portal } from "../support/portal.ts"
import { henk, registered, statementsOf } from "../support/sign-in.ts"
import type { Visitor } from "../support/visitor.ts"

const operator = { kind: "operator", id: "test" } as const
const offline = { days: 7, loginDays: 30, allowed: true }

let portal: Portal
let id: (reference: string) => string
let mother: string
let email: string
let grantId: string
let son: Visitor

async function open() {
  portal = await startPortal()
  id = await importAll(portal, [
    ...patient("mother", "999900018"),
    ...patient("aunt", "999900031"),
    relative("son", "mother", "999900110"),
    relative("nephew", "aunt", "999900110"),
    report("r1", "mother", "2026-11-21T09:00:00+01:00", "Goed geslapen."),
    report("r2", "mother", "2026-11-20T09:00:00+01:00", "Visite gelopen.", "arts"),
    appointment("a1", "mother", "2026-11-24T10:00:00+01:00", "2026-11-24T10:30:00+01:00"),
  ])
  mother = id("Patient/mother")
  const made = await readerOf(portal, { ...contact("mother", "son"), name: "son" })
  email = made.email
  grantId = made.grantId
  son = await logIn(portal, email)
}

/** A portal for each test: the record or the grants change. */
function ownPortal() {
  beforeEach(open)
  afterEach(() => portal.close())
}

/** One portal for all of them; a new session, no vaults and no counters for each. */
function sharedPortal() {
  beforeAll(open)
  afterAll(() => portal.close())
  beforeEach(async () => {
    await portal.db("vaults").delete()
    await portal.db("rate_counters").delete()
    await set({ offline })
    son = await logIn(portal, email)
  })
}

const contact = (of: string, who: string) =>
  ({
    patientId: id(`Patient/${of}`),
    person: id(`RelatedPerson/${who}`),
    slot: 2,
    role: "contactPerson",
    bsn: "999900110",
  }) as const
const set = (change: Partial<OrganisationSettings>) =>
  changeOrganisation(portal.db, change, "test", portal.clock.now())
const enrol = (visitor = son, vault: string = randomUUID()) => visitor.post("/api/vault", { vault })
const ask = (ticket: string, items: VaultItem[] = []) =>
  portal.visitor().post("/api/vault/check", { ticket, items })
const verdictOf = async (ticket: string) => (await ask(ticket)).body.verdict as string
const rowOf = async (vault: string) =>
  (await portal.db("vaults").where({ id: vault }).first()) as Record<string, unknown>
const after = (days: number) => new Date(portal.clock.now().getTime() + days * 86_400_000).toISOString()

/** What a device keeps after its reader saw reports and agenda. */
async function kept(): Promise<VaultItem[]> {
  const reports = (await son.get(`/api/patients/${mother}/reports`)).body.reports
  const agenda = (await son.get(`/api/patients/${mother}/agenda?from=2026-11-23`)).body.appointments
  const item = (kind: VaultItem["kind"]) => (one: { id: string; etag: string }) => ({
    kind,
    patientId: mother,
    id: one.id,
    etag: one.etag,
  })
  return [...reports.map(item("report")), ...agenda.map(item("appointment"))]
}

describe("a ticket", () => {
  sharedPortal()

  test("is made for a reader's device: random, its hash here, seven days to go", async () => {
    const vault = randomUUID()
    const answer = await enrol(son, vault)
    expect(answer.status).toBe(200)
    expect(answer.body).toEqual({
      ticket: expect.stringMatching(/^[\w-]{43}$/),
      now: after(0),
      leaseUntil: after(7),
    })
    expect(JSON.stringify(await portal.db("vault_tickets"))).not.toContain(answer.body.ticket)
    expect(await portal.db("audit_events").where({ event: "vault.enrol", object_id: vault })).toHaveLength(1)
  })

  test("opens, without a cookie", async () => {
    const vault = randomUUID()
    const { ticket } = (await enrol(son, vault)).body
    portal.clock.advance({ days: 3 })
    expect((await ask(ticket)).body).toEqual({
      verdict: "open",
      vault,
      now: after(0),
      leaseUntil: after(7),
      grants: [
        {
          patientId: mother,
          sections: ["reports", "carePlan", "agenda", "portrait", "lifeStory", "joyActivities"],
          endsAt: null,
        },
      ],
      gone: [],
      changed: [],
      misfiled: [],
    })
  })

  test("lasts no longer than thirty days after the login; then it opens nothing and wipes nothing", async () => {
    const login = after(0)
    portal.clock.advance({ minutes: 10 })
    const { ticket } = (await enrol()).body
    const end = new Date(Date.parse(login) + 30 * 86_400_000).toISOString()
    portal.clock.advance({ days: 28 })
    expect((await ask(ticket)).body.leaseUntil).toBe(end)
    portal.clock.advance({ days: 5 })
    expect((await ask(ticket)).body).toMatchObject({ verdict: "open", leaseUntil: end })
  })

  test("lasts shorter when the organisation says so", async () => {
    await set({ offline: { allowed: true, days: 2, loginDays: 1 } })
    const { ticket, leaseUntil } = (await enrol()).body
    expect(leaseUntil).toBe(after(1))
    await set({ offline: { allowed: true, days: 2, loginDays: 30 } })
    expect((await ask(ticket)).body.leaseUntil).toBe(after(2))
  })

  test("is not made where the organisation keeps nothing offline, and what is kept goes", async () => {
    const { ticket } = (await enrol()).body
    await set({ offline: { ...offline, allowed: false } })
    const answer = await enrol()
    expect([answer.status, answer.body.code]).toEqual([403, "offline-not-allowed"])
    expect((await son.get("/api/me")).body.mayKeepOffline).toBe(false)
    expect(await verdictOf(ticket)).toBe("wipe")
  })

  test("is not made before the BSN step", async () => {
    expect((await enrol(await registered(portal, henk))).body.code).toBe("bsn-step-required")
  })

  test.each(["", "1", "x".repeat(36)])("is not made for the id %j", async (vault) => {
    expect((await enrol(son, vault)).status).toBe(422)
  })

  test("is asked for sixty times an hour at most", async () => {
    const vault = randomUUID()
    await enrol(son, vault)
    await portal.db("rate_counters").where({ name: "vault-tickets-account", count: 1 }).update({ count: 59 })
    expect((await enrol(son, vault)).status).toBe(200)
    expect((await enrol(son, vault)).status).toBe(429)
  })
})

describe("a renewal", () => {
  sharedPortal()

  test("the ticket before it works until the new one is used; who shows it afterwards ends the vault", async () => {
    const vault = randomUUID()
    const first = (await enrol(son, vault)).body.ticket
    const second = (await enrol(son, vault)).body.ticket
    expect(await verdictOf(first)).toBe("open")
    expect(await verdictOf(second)).toBe("open")
    expect((await ask(first)).body).toEqual({ verdict: "wipe", vault })
    expect(await rowOf(vault)).toMatchObject({ end_reason: "replayed" })
    expect(await verdictOf(second)).toBe("wipe")
  })

  test("of a device that was killed before it wrote the new ticket down loses no vault", async () => {
    const vault = randomUUID()
    const written = (await enrol(son, vault)).body.ticket
    await enrol(son, vault)
    portal.clock.advance({ days: 1 })
    expect(await verdictOf(written)).toBe("open")
    const again = (await enrol(await logIn(portal, email), vault)).body.ticket
    expect(await verdictOf(again)).toBe("open")
  })

  test("a ticket from before the previous one is an old copy at once", async () => {
    const vault = randomUUID()
    const oldest = (await enrol(son, vault)).body.ticket
    await enrol(son, vault)
    const newest = (await enrol(son, vault)).body.ticket
    expect(await verdictOf(oldest)).toBe("wipe")
    expect(await verdictOf(newest)).toBe("wipe")
  })

  test("many at the same moment: each gets its own, the newest opens, no request fails", async () => {
    const vault = randomUUID()
    const answers = await Promise.all(Array.from({ length: 10 }, () => enrol(son, vault)))
    expect(answers.map(({ status }) => status)).toEqual(answers.map(() => 200))
    const rows = await portal.db("vault_tickets").orderBy("number").select("number", "superseded_at")
    expect(rows.map(({ number }: { number: number }) => number)).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9, 10])
    const { ticket } = (await enrol(son, vault)).body
    expect(await verdictOf(ticket)).toBe("open")
  })

  test("renewals and checks at the same moment never stand in each other's way", async () => {
    const vault = randomUUID()
    const { ticket } = (await enrol(son, vault)).body
    const answers = await Promise.all(
      Array.from({ length: 12 }, (_, at) => (at % 2 === 0 ? enrol(son, vault) : ask(ticket))),
    )
    // 409 once the ticket has become an old copy and ended the vault; never a failure of ours.
    for (const { status } of answers) expect([200, 409]).toContain(status)
  })

  test("counts from its own login", async () => {
    const vault = randomUUID()
    await enrol(son, vault)
    portal.clock.advance({ days: 29 })
    const later = await logIn(portal, email)
    expect((await enrol(later, vault)).body.leaseUntil).toBe(after(7))
  })

  test("of another account's vault, of an ended one: the same refusal, and the vault is left alone", async () => {
    const vault = randomUUID()
    const { ticket } = (await enrol(son, vault)).body
    const self = { patientId: id("Patient/aunt"), person: "self", slot: 1, role: "patient" } as const
    const aunt = await readerOf(portal, { ...self, bsn: "999900031", name: "aunt" })
    const foreign = await enrol(await logIn(portal, aunt.email), vault)
    expect([foreign.status, foreign.body.code]).toEqual([409, "vault-ended"])
    expect(await verdictOf(ticket)).toBe("open")
    await portal.visitor().post("/api/vault/wiped", { vault })
    expect((await enrol(son, vault)).text).toBe(foreign.text)
  })
})

describe("a stranger", () => {
  sharedPortal()

  test("with a made-up ticket is told to log in; nothing is wiped, and the try is in the log", async () => {
    await enrol()
    const answer = await ask("A".repeat(43))
    expect([answer.status, answer.body.code]).toEqual([401, "vault-unknown"])
    expect(await portal.db("vaults").whereNotNull("ended_at")).toEqual([])
    const rows = await portal.db("audit_events").where({ event: "vault.check", actor_kind: "anonymous" })
    expect(rows).toMatchObject([{ outcome: "refused", reason: "unknown", object_id: null }])
  })

  test.each([{}, { ticket: "kort", items: [] }, { ticket: "A".repeat(43) }, { ticket: ["A"], items: [] }])(
    "with %j is refused",
    async (body) => {
      expect((await portal.visitor().post("/api/vault/check", body)).status).toBe(422)
    },
  )

  test("with somebody's ticket learns ids and days, no name and no text", async () => {
    const { ticket } = (await enrol()).body
    expect((await ask(ticket, await kept())).text).not.toMatch(/Mevrouw|geslapen|son/)
  })

  test("a ticket asks sixty times an hour", async () => {
    const { ticket } = (await enrol()).body
    await ask(ticket)
    await portal.db("rate_counters").where({ name: "vault-checks-ticket", count: 1 }).update({ count: 59 })
    expect((await ask(ticket)).status).toBe(200)
    const refused = await ask(ticket)
    expect([refused.status, refused.body.code]).toEqual([429, "too-many-requests"])
    portal.clock.advance({ hours: 1 })
    expect(await verdictOf(ticket)).toBe("open")
  })
})

describe("what became of the things it keeps", () => {
  ownPortal()

  let ticket: string
  let items: VaultItem[]
  beforeEach(async () => {
    ticket = (await enrol()).body.ticket
    items = await kept()
    expect(items).toHaveLength(3)
  })
  const outcome = async (asked = items) => {
    const { gone, changed, misfiled } = (await ask(ticket, asked)).body
    return { gone, changed, misfiled }
  }
  const nothing = { gone: [], changed: [], misfiled: [] }
  const again = (...resources: FhirResource[]) => importAll(portal, resources)
  const r1 = (text: string, of = "mother", change: Record<string, unknown> = {}) => ({
    ...report("r1", of, "2026-11-21T09:00:00+01:00", text),
    ...change,
  })

  test("nothing, when nothing happened", async () => {
    expect(await outcome()).toEqual(nothing)
  })

  test("one thing has one etag on every page", async () => {
    const [newest] = items
    const one = await son.get(`/api/patients/${mother}/reports/${newest?.id}`)
    const home = await son.get(`/api/patients/${mother}/overview`)
    expect(newest?.etag).toMatch(/^[\w-]{22}$/)
    expect([one.body.etag, home.body.reports.newest[0].etag]).toEqual([newest?.etag, newest?.etag])
    expect(home.body.agenda.next.etag).toBe(items[2]?.etag)
    expect(new Set(items.map(({ etag }) => etag)).size).toBe(3)
  })

  test("withdrawn: gone", async () => {
    await again(r1("Goed geslapen.", "mother", { status: "entered-in-error" }))
    expect(await outcome()).toEqual({ ...nothing, gone: [id("Composition/r1")] })
  })

  test("corrected: changed", async () => {
    await again(r1("Slecht geslapen.", "mother", { status: "corrected" }))
    expect(await outcome()).toEqual({ ...nothing, changed: [id("Composition/r1")] })
  })

  test("written anew, without a word that it was: changed", async () => {
    await again(r1("Slecht geslapen."))
    expect(await outcome()).toEqual({ ...nothing, changed: [id("Composition/r1")] })
  })

  test("sent again without a change: nothing", async () => {
    await again(r1("Goed geslapen."), r1("Goed geslapen.", "mother", { language: "nl" }))
    expect(await outcome()).toEqual(nothing)
  })

  test("filed under another client: misfiled", async () => {
    await again(r1("Goed geslapen.", "aunt"))
    expect(await outcome()).toEqual({ ...nothing, misfiled: [id("Composition/r1")] })
  })

  test("an appointment that moved to another time: changed; to another client: gone", async () => {
    const one = items[2]?.id
    await again(appointment("a1", "mother", "2026-11-25T10:00:00+01:00", "2026-11-25T10:30:00+01:00"))
    expect(await outcome()).toEqual({ ...nothing, changed: [one] })
    await again(appointment("a1", "aunt", "2026-11-25T10:00:00+01:00", "2026-11-25T10:30:00+01:00"))
    expect(await outcome()).toEqual({ ...nothing, gone: [one] })
  })

  test("of a discipline that the organisation hides: gone", async () => {
    await set({ shownDisciplines: ["zorg"] })
    expect(await outcome()).toEqual({ ...nothing, gone: [id("Composition/r2")] })
  })

  test("in a section that closed: gone, and the grant says what is left", async () => {
    await set({ sectionsByRole: { patient: [], legalRepresentative: [], contactPerson: ["agenda"] } })
    const answer = await ask(ticket, items)
    expect(answer.body.grants).toEqual([{ patientId: mother, sections: ["agenda"], endsAt: null }])
    expect(answer.body.gone).toEqual([id("Composition/r1"), id("Composition/r2")])
  })

  test("of a client whose record does not open: no word about it", async () => {
    const foreign = { ...items[0], patientId: id("Patient/aunt") } as VaultItem
    const unknown = { ...items[0], patientId: randomUUID() } as VaultItem
    expect(await outcome([foreign, unknown])).toEqual(nothing)
  })

  test("one kind asked as the other: gone", async () => {
    expect(await outcome([{ ...items[0], kind: "appointment" } as VaultItem])).toEqual({
      ...nothing,
      gone: [items[0]?.id],
    })
  })

  test("four hundred things fit in one question, at the price of three; one more is refused", async () => {
    const many = Array.from({ length: maximumVaultItems }, (_, at) => ({
      ...(items[at % 3] as VaultItem),
      kind: at % 2 === 0 ? ("report" as const) : ("appointment" as const),
      id: randomUUID(),
    }))
    const few = await statementsOf(portal, () => ask(ticket, items))
    let answer
    const all = await statementsOf(portal, async () => (answer = await ask(ticket, many)))
    expect(answer).toMatchObject({ status: 200 })
    expect((answer as unknown as { body: { gone: string[] } }).body.gone).toHaveLength(400)
    expect(all).toHaveLength(few.length)
    expect(few.length).toBeLessThanOrEqual(14)
    const tooMany = await ask(ticket, [...many, many[0] as VaultItem])
    expect([tooMany.status, tooMany.body.code]).toEqual([422, "input-invalid"])
  })

  test("leaves one row in the log, without what was asked", async () => {
    await outcome()
    const rows = await portal.db("audit_events").where({ event: "vault.check" })
    expect(rows).toMatchObject([{ outcome: "done", means: "vault ticket", object_kind: "vault" }])
    expect(JSON.stringify(rows)).not.toContain(items[0]?.id)
  })
})

describe("access that ended", () => {
  ownPortal()

  test("one of two clients: the other one's grant is left", async () => {
    await readerOf(portal, { ...contact("aunt", "nephew"), name: "son" })
    const { ticket } = (await enrol()).body
    expect((await ask(ticket)).body.grants).toHaveLength(2)
    await endGrant(portal.deps, grantId, "schriftelijk verzoek", operator)
    expect((await ask(ticket)).body).toMatchObject({
      verdict: "open",
      grants: [{ patientId: id("Patient/aunt") }],
    })
  })

  test("the last client: the vault goes, and stays gone when a grant comes back", async () => {
    const vault = randomUUID()
    const { ticket } = (await enrol(son, vault)).body
    await endGrant(portal.deps, grantId, "schriftelijk verzoek", operator)
    expect((await ask(ticket)).body).toEqual({ verdict: "wipe", vault })
    await readerOf(portal, { ...contact("mother", "son"), name: "son" })
    expect(await verdictOf(ticket)).toBe("wipe")
  })

  test("by its day: the instant is told beforehand, and holds to the second", async () => {
    await endGrant(portal.deps, grantId, "opnieuw", operator)
    await readerOf(portal, { ...contact("mother", "son"), name: "son", endsAt: "2026-11-27T23:00:00.000Z" })
    const { ticket } = (await enrol()).body
    expect((await ask(ticket)).body.grants[0].endsAt).toBe("2026-11-27T23:00:00.000Z")
    expect((await son.get("/api/me")).body.patients[0].endsAt).toBe("2026-11-27T23:00:00.000Z")
    portal.clock.set("2026-11-27T22:59:59.000Z")
    expect(await verdictOf(ticket)).toBe("open")
    portal.clock.set("2026-11-27T23:00:00.000Z")
    expect(await verdictOf(ticket)).toBe("wipe")
  })

  test("by departure: the instant is the start of day 31", async () => {
    const { ticket } = (await enrol()).body
    await importAll(portal, patient("mother", "999900018", { endedOn: "2026-11-20" }))
    expect((await ask(ticket)).body.grants[0].endsAt).toBe("2026-12-20T23:00:00.000Z")
  })

  test("the BSN step owed again: the vault goes", async () => {
    const { ticket } = (await enrol()).body
    await portal.db("accounts").update({ bsn_step_at: null })
    expect(await verdictOf(ticket)).toBe("wipe")
  })

  test("the account closed: every device of it goes", async () => {
    const tickets = [(await enrol()).body.ticket, (await enrol()).body.ticket]
    const close = accountCommands.find(({ name }) => name === "account close")
    if (close?.kind !== "database") throw new Error("no such command")
    const given: Record<string, string> = { email, reason: "telefoon kwijt" }
    await close.run(portal.deps, {
      positionals: [],
      text: (name) => given[name],
      required: (name) => given[name] ?? "",
      isSet: () => false,
    })
    expect(await portal.db("vaults").select("end_reason")).toEqual([
      { end_reason: "closed" },
      { end_reason: "closed" },
    ])
    for (const ticket of tickets) expect(await verdictOf(ticket)).toBe("wipe")
  })

  test("logging out ends no vault: the device says itself what it wiped", async () => {
    const vault = randomUUID()
    const { ticket } = (await enrol(son, vault)).body
    await son.post("/api/logout")
    expect(await verdictOf(ticket)).toBe("open")
    const wiped = () => portal.visitor().post("/api/vault/wiped", { vault })
    expect([(await wiped()).status, (await wiped()).status]).toEqual([204, 204])
    expect(await rowOf(vault)).toMatchObject({ end_reason: "wiped", wiped_at: "2026-11-22T13:00:00.000Z" })
    expect(await verdictOf(ticket)).toBe("wipe")
    expect(await portal.db("audit_events").where({ event: "vault.wiped" })).toHaveLength(1)
  })

  test("an unknown vault that was wiped is fine too", async () => {
    const answer = await portal.visitor().post("/api/vault/wiped", { vault: randomUUID() })
    expect(answer.status).toBe(204)
  })
})

describe("a read that fills a vault", () => {
  sharedPortal()

  const reads = () => portal.db("audit_events").where({ event: "record.read" })
  const copiesTo = async (vault: string) => (await reads().where({ copied_to: vault })).length
  const read = (path: string, vault: string, visitor = son) =>
    visitor.get(`/api/patients/${mother}/${path}`, { [vaultHeader]: vault })

  test("is in the log as copied, on every page of the record, and the log stays whole", async () => {
    const vault = randomUUID()
    await enrol(son, vault)
    for (const path of ["reports", `reports/${id("Composition/r1")}`, "overview", "agenda?from=2026-11-23"])
      expect((await read(path, vault)).status).toBe(200)
    await son.get(`/api/patients/${mother}/reports`)
    expect(await copiesTo(vault)).toBe(4)
    expect((await findChangedRows(portal.db, portal.deps.sealing)).changed).toEqual([])
  })

  test("names no vault that is made up, ended or somebody else's, nor one that got nothing", async () => {
    const [ended, foreign, own] = [randomUUID(), randomUUID(), randomUUID()]
    await enrol(son, ended)
    await portal.visitor().post("/api/vault/wiped", { vault: ended })
    const self = { patientId: mother, person: "self", slot: 1, role: "patient" } as const
    await portal.db("patients").where({ id: mother }).update({ has_decision_capacity: true })
    const other = await readerOf(portal, { ...self, bsn: "999900018", name: "mother" })
    await enrol(await logIn(portal, other.email), foreign)
    await enrol(son, own)
    const before = (await reads().whereNull("copied_to")).length
    for (const vault of [ended, foreign, randomUUID(), "'; --"]) await read("reports", vault)
    expect((await read(`reports/${randomUUID()}`, own)).status).toBe(404)
    for (const vault of [ended, foreign, own]) expect(await copiesTo(vault)).toBe(0)
    expect(await reads().whereNull("copied_to")).toHaveLength(before + 5)
  })

  test("is refused, and shows nothing, while another reader's vault is open on the page", async () => {
    const foreign = randomUUID()
    await portal.db("patients").where({ id: mother }).update({ has_decision_capacity: true })
    const self = { patientId: mother, person: "self", slot: 1, role: "patient" } as const
    await portal
      .db("grants")
      .where({ patient_id: mother, slot: 1, revoked_at: null })
      .update({ revoked_at: after(0) })
    const other = await readerOf(portal, { ...self, bsn: "999900018", name: "mother-again" })
    await enrol(await logIn(portal, other.email), foreign)
    const refused = () => reads().where({ outcome: "refused", reason: "vault-of-another" })
    const before = (await refused()).length
    for (const path of ["reports", `reports/${id("Composition/r1")}`, "overview", "agenda?from=2026-11-23"]) {
      const answer = await read(path, foreign)
      expect([answer.status, answer.body.code]).toEqual([401, "session-required"])
    }
    expect(await refused()).toHaveLength(before + 4)
  })

  test("costs one statement more, and none without the header", async () => {
    const vault = randomUUID()
    await enrol(son, vault)
    const plain = await statementsOf(portal, () => son.get(`/api/patients/${mother}/reports`))
    const copied = await statementsOf(portal, () => read("reports", vault))
    expect(copied.length).toBe(plain.length + 1)
  })
})

describe("what the server keeps of a device", () => {
  ownPortal()

  test("an eleventh device ends the one that was longest without contact", async () => {
    const tickets: string[] = []
    for (let device = 0; device < 10; device += 1) {
      portal.clock.advance({ seconds: 1 })
      tickets.push((await enrol()).body.ticket)
    }
    portal.clock.advance({ seconds: 1 })
    expect(await verdictOf(tickets[0] ?? "")).toBe("open")
    await enrol()
    expect(await verdictOf(tickets[1] ?? "")).toBe("wipe")
    expect(await verdictOf(tickets[0] ?? "")).toBe("open")
    expect(await portal.db("vaults").whereNull("ended_at")).toHaveLength(10)
  })

  test("the tag stands for the account: always the same, another one for another account, no id of it", async () => {
    const first = (await son.get("/api/me")).body.tag as string
    expect(first).toMatch(/^[\w-]{22}$/)
    expect((await (await logIn(portal, email)).get("/api/me")).body.tag).toBe(first)
    expect((await (await registered(portal, henk)).get("/api/me")).body.tag).not.toBe(first)
  })

  test("vaults that ended, or that nobody opened, go after ninety days with their tickets", async () => {
    const { ticket } = (await enrol()).body
    portal.clock.advance({ days: 60 })
    expect(await verdictOf(ticket)).toBe("open")
    portal.clock.advance({ days: 60 })
    await removeOldRows(portal.deps)
    expect(await portal.db("vaults")).toHaveLength(1)
    portal.clock.advance({ days: 31 })
    await removeOldRows(portal.deps)
    expect([await portal.db("vaults"), await portal.db("vault_tickets")]).toEqual([[], []])
    expect((await ask(ticket)).body.code).toBe("vault-unknown")
  })
})
