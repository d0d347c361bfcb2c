// Who looked at a record and who may, as its readers are told: the client and the representative all of it, a contact
// person the own visits and who else reads now.
import { randomUUID } from "node:crypto"
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest"
import type { Readers, Viewings } from "#contract/insight"
import { closeAccount } from "../../server/access/close-account.ts"
import { endGrant } from "../../server/access/end-grants.ts"
import { importAll, logIn, patient, readerOf, relative, report } from "../support/family.ts"
import { behindProxy } from "../support/sign-in.ts"
import { startPortal, type Portal } from "../support/portal.ts"
import { staffOf } from "../support/staff.ts"
import type { Visitor } from "../support/visitor.ts"

const operator = { kind: "operator", id: "test" } as const

let portal: Portal
let id: (reference: string) => string
let mother: string
let mentor: Visitor
let son: Visitor
let stranger: Visitor
let from: (address: string) => Record<string, string>
let requests = 0

const next = () => from(`192.0.2.${(requests += 1) % 250}`)
const person = (name: string, slot: number, role: "legalRepresentative" | "contactPerson", bsn: string) => ({
  patientId: mother,
  person: id(`RelatedPerson/${name}`),
  slot,
  role,
  bsn,
  name,
})

beforeAll(async () => {
  portal = await startPortal({ now: "2026-11-20T09:00:00.000Z" })
  from = behindProxy(portal)
  id = await importAll(portal, [
    ...patient("mother", "999900018"),
    ...patient("aunt", "999900031"),
    relative("mentor", "mother", "999900110", "15"),
    relative("son", "mother", "999900122"),
    relative("daughter", "mother", "999900134"),
    report("r1", "mother", "2026-11-18T09:00:00+01:00", "Goed geslapen."),
    report("r2", "mother", "2026-11-19T09:00:00+01:00", "Gewandeld."),
  ])
  mother = id("Patient/mother")
  mentor = await logIn(
    portal,
    (await readerOf(portal, person("mentor", 1, "legalRepresentative", "999900110"))).email,
  )
  const self = { patientId: id("Patient/aunt"), person: "self", slot: 1, role: "patient" } as const
  stranger = await logIn(portal, (await readerOf(portal, { ...self, bsn: "999900031", name: "aunt" })).email)
})
afterAll(() => portal.close())
beforeEach(() => portal.db("rate_counters").delete())

const address = (what: string) => `/api/patients/${mother}/${what}`
const viewings = async (who: Visitor, query = "") =>
  (await who.get(address(`viewings${query}`), next())).body as Viewings
const readers = async (who: Visitor) => (await who.get(address("readers"), next())).body as Readers

describe("a daughter who looked and left, a son, a mentor, and a desk", () => {
  test("days and people with what they opened; staff by what they do; nobody who was refused", async () => {
    const left = await readerOf(portal, person("daughter", 2, "contactPerson", "999900134"))
    const daughter = await logIn(portal, left.email)
    const list = await daughter.get(address("reports"), next())
    const ids = (list.body.reports as { id: string }[]).map((one) => one.id)
    for (const report of [...ids, ...ids]) await daughter.get(address(`reports/${report}`), next())
    await stranger.get(address("overview"), next())
    const account = (await portal.db("grants").where({ id: left.grantId }).first("account_id")) as {
      account_id: string
    }
    await portal.db.transaction((trx) =>
      closeAccount(trx, portal.deps, { accountId: account.account_id, reason: "test", actor: operator }),
    )

    portal.clock.set("2026-11-21T22:59:00.000Z") // one minute to midnight in Amsterdam
    mentor = await logIn(portal, "mentor@voorbeeld.example")
    await mentor.get(address("overview"), { ...next(), "portal-vault": randomUUID() })
    portal.clock.set("2026-11-21T23:01:00.000Z")
    await mentor.get(address("agenda?from=2026-11-23"), next())
    const made = await readerOf(portal, person("son", 2, "contactPerson", "999900122"))
    son = await logIn(portal, made.email)
    portal.clock.advance({ hours: 9 })
    son = await logIn(portal, made.email)
    await son.get(address("overview"), next())
    const desk = await staffOf(portal, "Sanne", ["accessDesk"])
    expect((await desk.visitor.get(`/api/staff/patients/${mother}`, next())).status).toBe(200)
    mentor = await logIn(portal, "mentor@voorbeeld.example")

    const seen = await viewings(mentor)
    expect(seen.scope).toBe("all")
    expect(seen.before).toBeNull()
    expect(seen.days.map(({ day }) => day)).toEqual(["2026-11-22", "2026-11-21", "2026-11-20"])
    const [today, before, first] = seen.days
    expect(today?.viewings.map(({ viewer }) => viewer)).toEqual([
      { kind: "staff", role: "accessDesk" },
      { kind: "reader", name: "Familie son", role: "contactPerson", isSelf: false },
      { kind: "reader", name: "Familie mentor", role: "legalRepresentative", isSelf: true },
    ])
    expect(today?.viewings.map(({ parts }) => parts.map(({ part }) => part))).toEqual([
      ["access-desk"],
      ["overview"],
      ["agenda"],
    ])
    expect(before?.viewings).toHaveLength(1)
    expect(before?.viewings[0]).toMatchObject({ firstAt: "2026-11-21T22:59:00.000Z", isKept: false })
    // Two reports, each twice: two different ones. Her name was kept when she closed her account.
    expect(first?.viewings).toEqual([
      expect.objectContaining({
        viewer: { kind: "reader", name: "Familie daughter", role: "contactPerson", isSelf: false },
        parts: [
          { part: "reports", count: 0 },
          { part: "report", count: 2 },
        ],
      }),
    ])
    expect(JSON.stringify(seen)).not.toMatch(/aunt|Sanne|voorbeeld\.example|geslapen|Gewandeld/)
  })

  test("reading it is written down, and stands in it the next time", async () => {
    await viewings(mentor)
    const own = (await viewings(mentor)).days[0]?.viewings.find(
      ({ viewer }) => viewer.kind === "reader" && viewer.isSelf,
    )
    expect(own?.parts.map(({ part }) => part)).toContain("viewings")
    const rows = await portal.db("audit_events").where({ object_kind: "viewings", outcome: "done" })
    expect(rows.length).toBeGreaterThanOrEqual(2)
  })

  test("what went into a vault says so", async () => {
    const vault = randomUUID()
    await mentor.post("/api/vault", { vault }, next())
    await mentor.get(address("reports"), { ...next(), "portal-vault": vault })
    const own = (await viewings(mentor)).days[0]?.viewings.find(
      ({ viewer }) => viewer.kind === "reader" && viewer.isSelf,
    )
    expect(own?.isKept).toBe(true)
  })

  test("the son, a contact person, is told of his own visits only", async () => {
    const seen = await viewings(son)
    expect(seen.scope).toBe("own")
    expect(seen.days.map(({ day }) => day)).toEqual(["2026-11-22"])
    expect(seen.days[0]?.viewings).toHaveLength(1)
    expect(JSON.stringify(seen)).not.toMatch(/mentor|daughter|staff/)
  })

  test("both see who else reads now; the mentor also the ground and who read before", async () => {
    const all = await readers(mentor)
    expect(all.readers).toEqual([
      expect.objectContaining({
        name: "Familie mentor",
        role: "legalRepresentative",
        basis: "mentor",
        isSelf: true,
        state: "reads",
        lastDay: null,
      }),
      expect.objectContaining({
        name: "Familie son",
        role: "contactPerson",
        since: "2026-11-21T23:01:00.000Z",
        isSelf: false,
      }),
    ])
    expect(all.readers[0]?.sections).toContain("lifeStory") // De Beuk is a PG location
    expect(all.earlier).toEqual([
      {
        name: "Familie daughter",
        role: "contactPerson",
        since: "2026-11-20T09:00:00.000Z",
        until: "2026-11-20T09:00:00.000Z",
      },
    ])
    const his = await readers(son)
    expect(his.readers.map(({ name, basis }) => [name, basis])).toEqual([
      ["Familie mentor", null],
      ["Familie son", null],
    ])
    expect(his.earlier).toBeNull()
    for (const told of [all, his])
      expect(JSON.stringify(told)).not.toMatch(/voorbeeld\.example|\+316|F-1|aunt/)
  })

  test("whom the ECD no longer knows as a relative has no access, and no name", async () => {
    const row = portal.db("relatives").where({ id: id("RelatedPerson/son") })
    await row.clone().update({ patient_id: id("Patient/aunt") })
    const gone = (await readers(mentor)).readers[1]
    expect(gone).toMatchObject({ name: null, state: "closed", sections: [] })
    await row.clone().update({ patient_id: mother })
  })

  test("long ago is reached by whole days; no day comes twice, none is left out", async () => {
    for (let day = 1; day <= 23; day += 1) {
      portal.clock.advance({ days: 1 })
      mentor = await logIn(portal, "mentor@voorbeeld.example")
      await mentor.get(address("overview"), next())
    }
    const days: string[] = []
    let query = ""
    for (let page = 0; page < 5; page += 1) {
      const seen = await viewings(mentor, query)
      days.push(...seen.days.map(({ day }) => day))
      if (!seen.before) break
      expect(seen.days).toHaveLength(10)
      query = `?before=${seen.before}`
    }
    expect(days).toHaveLength(26)
    expect(days).toEqual([...new Set(days)].sort().reverse())
  })

  test.each(["2026-02-31", "gisteren", "", "2026-11-21'--"])("before %j is refused", async (before) => {
    const answer = await mentor.get(address(`viewings?before=${encodeURIComponent(before)}`), next())
    expect([answer.status, answer.body.code]).toEqual([422, "input-invalid"])
  })

  test("a stranger, an unknown record, an ended grant: 404, all alike", async () => {
    const grant = (await portal
      .db("grants")
      .where({ relative_id: id("RelatedPerson/son"), revoked_at: null })
      .first("id")) as { id: string }
    son = await logIn(portal, "son@voorbeeld.example")
    stranger = await logIn(portal, "aunt@voorbeeld.example")
    await endGrant(portal.deps, grant.id, "schriftelijk verzoek", operator)
    for (const what of ["viewings", "readers"]) {
      const unknown = `/api/patients/${randomUUID()}/${what}`
      const answers = [
        await stranger.get(address(what), next()),
        await mentor.get(unknown, next()),
        await son.get(address(what), next()),
      ]
      expect(answers.map(({ status }) => status)).toEqual([404, 404, 404])
      expect(new Set(answers.map(({ text }) => text)).size).toBe(1)
    }
    expect((await readers(mentor)).earlier?.map(({ name }) => name)).toEqual([
      "Familie son",
      "Familie daughter",
    ])
  })
})
