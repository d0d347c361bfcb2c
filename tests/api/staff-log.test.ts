// The log as an auditor searches and exports it: by client, person, period and event, a page at a time without gap or
// double; what was looked for is itself written down.
import { randomUUID } from "node:crypto"
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest"
import { logGroups } from "#contract/log-events"
import type { LogPage, LogPart, LogPeople, LogRow } from "#contract/staff-log"
import { indexMissingNames } from "../../server/access/name-prefixes.ts"
import { appendAudit } from "../../server/audit/audit.ts"
import { importAll, logIn, patient, readerOf, relative, report } from "../support/family.ts"
import { behindProxy } from "../support/sign-in.ts"
import { startPortal, type Portal } from "../support/portal.ts"
import { endMember } from "../../server/admin/members.ts"
import { staffLogin, staffOf, type StaffPerson } from "../support/staff.ts"
import type { Visitor } from "../support/visitor.ts"

let portal: Portal
let id: (reference: string) => string
let mother: string
let aunt: string
let auditor: StaffPerson
let desk: StaffPerson
let son: Visitor
let from: (address: string) => Record<string, string>
let requests = 0
const formula = '=HYPERLINK("http://kwaad.example";"klik")'

beforeAll(async () => {
  portal = await startPortal({ now: "2026-11-20T09:00:00.000Z" })
  from = behindProxy(portal)
  id = await importAll(portal, [
    ...patient("mother", "999900018"),
    ...patient("aunt", "999900031"),
    relative("son", "mother", "999900110"),
    report("r1", "mother", "2026-11-18T09:00:00+01:00", "Goed geslapen."),
  ])
  await indexMissingNames(portal.deps)
  mother = id("Patient/mother")
  aunt = id("Patient/aunt")
  auditor = await staffOf(portal, "Controle", ["auditor"])
  desk = await staffOf(portal, formula.slice(0, 80), ["accessDesk"])
  const person = id("RelatedPerson/son")
  const made = { patientId: mother, person, slot: 2, role: "contactPerson", bsn: "999900110" } as const
  son = await logIn(portal, (await readerOf(portal, { ...made, name: "son" })).email)
  portal.clock.set("2026-11-21T09:00:00.000Z")
  son = await logIn(portal, "son@voorbeeld.example")
  await staffLogin(portal, desk, desk.visitor)
  await son.get(`/api/patients/${mother}/reports`, next())
  await son.get(`/api/patients/${aunt}/reports`, next())
  await desk.visitor.get(`/api/staff/patients/${mother}`, next())
})
afterAll(() => portal.close())
beforeEach(async () => {
  portal.clock.advance({ minutes: 1 })
  await staffLogin(portal, auditor, auditor.visitor)
  await portal.db("rate_counters").delete()
})

const next = () => from(`192.0.2.${(requests += 1) % 250}`)
const ask = async <Answer>(path: string, body: object): Promise<Answer> => {
  const answer = await auditor.visitor.post(`/api/staff/log${path}`, body, next())
  if (answer.status !== 200) throw new Error(`${answer.status} ${answer.text}`)
  return answer.body as Answer
}
const read = (filter: object) => ask<LogPage>("", filter)
const refused = async (path: string, body: object) => {
  const { status, body: problem } = await auditor.visitor.post(`/api/staff/log${path}`, body, next())
  return [status, problem.code] as unknown[]
}
const newest = async () =>
  (await portal
    .db("audit_events")
    .orderBy([{ column: "at", order: "desc" }])
    .limit(5)) as {
    event: string
    patient_id: string | null
    reason: string | null
    object_id: string | null
  }[]

test("of one client: who, what, refused tries too; the client by name, and the question is in the log", async () => {
  const { patients } = await ask<{ patients: { id: string }[] }>("/patients", { text: "mother" })
  expect(patients.map((one) => one.id)).toEqual([mother])
  const page = await read({ patientId: mother })
  expect(page.patientName).toBe("Mevrouw mother")
  const told = page.rows.map((row) => [row.event, row.outcome, row.actor.name])
  expect(told).toContainEqual(["record.read", "done", "Familie son"])
  expect(told).toContainEqual(["patient.desk", "done", formula.slice(0, 80)])
  expect(told).toContainEqual(["patient.found", "done", "Controle"])
  expect(page.rows.every((row) => row.patientId === mother)).toBe(true)
  const [tried] = (await read({ patientId: aunt, group: "reading" })).rows
  expect(tried).toMatchObject({ outcome: "refused", reason: "no-grant", patientId: aunt })
  const rows = (await newest()).filter(({ event }) => event === "log.read")
  expect(rows.map((row) => row.patient_id).sort()).toEqual([mother, aunt].sort())
  expect(rows.some(({ reason }) => reason === "reading")).toBe(true)
})

test("without a client nobody is named but who did it; no text, address or number of anybody is in an answer", async () => {
  const page = await read({})
  expect(page.patientName).toBeNull()
  const text = JSON.stringify(page)
  expect(text).not.toMatch(/Mevrouw|999900|geslapen|voorbeeld\.example|delinde\.example|hmac/)
})

test("of one person: a reader by the whole address, staff by a part of the name", async () => {
  const reader = await ask<LogPeople>("/people", { text: " SON@voorbeeld.example " })
  expect(reader.people).toEqual([
    { kind: "reader", id: expect.any(String), name: "Familie son", email: "SON@voorbeeld.example" },
  ])
  const staff = await ask<LogPeople>("/people", { text: "contr" })
  expect(staff.people).toMatchObject([{ kind: "staff", id: auditor.id, name: "Controle" }])
  expect((await ask<LogPeople>("/people", { text: "niemand@voorbeeld.example" })).people).toEqual([])
  expect(await refused("/people", { text: "a" })).toEqual([422, "search-short"])
  // Who does not work here any more did what they did.
  const left = await staffOf(portal, "Vertrokken", ["accessDesk"])
  await endMember(portal.deps, left.id, { kind: "operator", id: "test" })
  for (const text of ["vertrok", left.email])
    expect((await ask<LogPeople>("/people", { text })).people).toMatchObject([
      { id: left.id, name: "Vertrokken" },
    ])

  const { kind, id } = reader.people[0] ?? { kind: "reader", id: "" }
  const page = await read({ person: { kind, id } })
  expect(page.personName).toBe("Familie son")
  expect(new Set(page.rows.map((row) => row.actor.id))).toEqual(new Set([id]))
  // An id of another kind is somebody else.
  expect((await read({ person: { kind: "staff", id } })).rows).toEqual([])
  const both = await read({ patientId: mother, person: { kind, id } })
  expect(both.rows.length).toBeGreaterThan(0)
  expect(both.rows.every((row) => row.patientId === mother && row.actor.id === id)).toBe(true)
})

test("of a period, in days as people count them, the last included", async () => {
  const at = async (instant: string) =>
    appendAudit(portal.db, portal.deps.sealing, new Date(instant), {
      event: "backup.made",
      action: "C",
      actor: { kind: "operator", id: "test" },
    })
  await at("2026-11-09T22:59:59.999Z") // 23:59 on the 9th
  await at("2026-11-09T23:00:00.000Z") // midnight: the 10th
  await at("2026-11-11T22:59:59.999Z") // the last of the 11th
  await at("2026-11-11T23:00:00.000Z")
  const page = await read({ from: "2026-11-10", until: "2026-11-11" })
  expect(page.rows.map((row) => row.at)).toEqual(["2026-11-11T22:59:59.999Z", "2026-11-09T23:00:00.000Z"])
  expect((await read({ from: "2026-11-12", until: "2026-11-10" })).rows).toEqual([])
})

test("of a group of events: together the groups are all of it, every row once", async () => {
  const past = { until: "2026-11-20" }
  const all: LogRow[] = await readAll(past)
  expect(new Set(all.map((row) => row.id)).size).toBe(all.length)
  const grouped: string[] = []
  for (const group of logGroups)
    grouped.push(...(await readAll({ ...past, group })).map((row) => `${row.event} ${row.id}`))
  expect(grouped.sort()).toEqual(all.map((row) => `${row.event} ${row.id}`).sort())
})

/** Page by page. */
async function readAll(filter: object): Promise<LogRow[]> {
  const rows: LogRow[] = []
  let before: LogPage["before"] = null
  do {
    const page: LogPage = await read({ ...filter, ...(before && { before }) })
    rows.push(...page.rows)
    before = page.before
  } while (before)
  return rows
}

test("rows of one instant, more than a page of them: none is left out, none comes twice", async () => {
  const at = new Date("2026-10-01T12:00:00.000Z")
  const actor = { kind: "reader", id: randomUUID() } as const
  for (let row = 0; row < 120; row += 1)
    await appendAudit(portal.db, portal.deps.sealing, at, {
      event: row % 2 ? "record.read" : "patient.list",
      action: "R",
      actor,
      patientId: mother,
    })
  const period = { from: "2026-10-01", until: "2026-10-01" }
  for (const filter of [
    period,
    { ...period, group: "reading" },
    { ...period, patientId: mother, group: "reading" },
    { ...period, person: actor },
  ]) {
    const rows = await readAll(filter)
    expect(new Set(rows.map((row) => row.id)).size).toBe(120)
    expect(rows).toHaveLength(120)
  }
})

test("as CSV: a head, a line for each row, nothing that a spreadsheet would work out; who took it is in the log", async () => {
  const part = await ask<LogPart>("/export", { patientId: mother, format: "csv" })
  const lines = part.text.split("\r\n")
  expect(lines[0]).toBe(
    `\uFEFF${["time", "event", "outcome", "reason", "actor kind", "actor", "actor id", "role", "means"]
      .map((name) => `"${name}"`)
      .join(";")};${[
      "address",
      "browser",
      "device",
      "client id",
      "client",
      "object",
      "object id",
      "kept on a device",
    ]
      .map((name) => `"${name}"`)
      .join(";")}`,
  )
  expect(lines).toHaveLength(part.rows + 2)
  expect(part.text).toContain(`"'=HYPERLINK(""http://kwaad.example"";""klik"")"`)
  expect(part.text).not.toMatch(/"[=+\-@]/)
  expect(part.text).toContain('"Mevrouw mother"')
  const [taken] = (await newest()).filter(({ event }) => event === "log.export")
  expect(taken?.patient_id).toBe(mother)
})

test("as lines of JSON, part by part: the parts behind each other are the whole", async () => {
  const actor = { kind: "system", id: "test" } as const
  const at = new Date("2026-09-01T12:00:00.000Z")
  for (let row = 0; row < 2001; row += 1)
    await appendAudit(portal.db, portal.deps.sealing, at, { event: "message.sent", action: "E", actor })
  const asked = { from: "2026-09-01", until: "2026-09-01", format: "jsonl" }
  const first = await ask<LogPart>("/export", asked)
  const second = await ask<LogPart>("/export", { ...asked, before: first.before })
  expect([first.rows, second.rows, second.before]).toEqual([2000, 1, null])
  const lines = (first.text + second.text).trimEnd().split("\n")
  expect(lines).toHaveLength(2001)
  expect(JSON.parse(lines[2000] ?? "")).toMatchObject({ event: "message.sent", actor_kind: "system" })
  const taken = await portal.db("audit_events").where({ event: "log.export", actor_id: auditor.id })
  expect(taken.length).toBeGreaterThanOrEqual(2)
})

test.each([
  { patientId: "x" },
  { from: "2026-02-31" },
  { group: "alles" },
  { before: { at: "gisteren", id: "x" } },
  { before: { at: "2026-11-20T09:00:00.000Z", id: "' OR 1=1 --".repeat(9) } },
  { person: { kind: "system", id: "test" } },
  { unknown: 1 },
])("%j is refused", async (body) => {
  expect(await refused("", body)).toEqual([422, "input-invalid"])
})

test("a client that never was: not found", async () => {
  expect(await refused("", { patientId: randomUUID() })).toEqual([404, "not-found"])
})

test("a page that cannot be written down is not shown", async () => {
  const sealing = portal.deps.sealing as { auditHmac: (text: string) => string }
  const kept = sealing.auditHmac
  sealing.auditHmac = () => {
    throw new Error("no key")
  }
  const answer = await auditor.visitor.post("/api/staff/log", {}, next())
  sealing.auditHmac = kept
  expect(answer.status).toBe(500)
  expect(answer.text).not.toMatch(/rows|Controle/)
})
