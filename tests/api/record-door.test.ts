// The door to the record: who gets in, who does not, and what is written down.
import { afterAll, beforeAll, describe, expect, test } from "vitest"
import { endGrant } from "../../server/access/end-grants.ts"
import { appointment, importAll, logIn, patient, readerOf, relative, report } from "../support/family.ts"
import { startPortal, type Portal } from "../support/portal.ts"
import type { Visitor } from "../support/visitor.ts"

const bsn = {
  mother: "999900018",
  stranger: "999900031",
  son: "999900110",
  daughter: "999900122",
  nephew: "999900134",
}
const operator = { kind: "operator", id: "test" } as const

let portal: Portal
let mother: string
let stranger: string
let son: { visitor: Visitor; email: string; grantId: string }

beforeAll(async () => {
  portal = await startPortal({ now: "2026-11-22T13:00:00.000Z" })
  const id = await importAll(portal, [
    ...patient("mother", bsn.mother),
    ...patient("stranger", bsn.stranger),
    relative("son", "mother", bsn.son),
    ...Array.from({ length: 23 }, (_, at) =>
      report(
        `r${at}`,
        "mother",
        `2026-11-${String(at + 1).padStart(2, "0")}T08:00:00+01:00`,
        `Verslag nummer ${at}.`,
      ),
    ).slice(0, 21),
    report("doctor", "mother", "2026-11-21T11:20:00+01:00", "Visite gelopen.", "arts"),
    report("other", "stranger", "2026-11-21T09:00:00+01:00", "Van iemand anders."),
    appointment("hair", "mother", "2026-11-24T10:00:00+01:00", "2026-11-24T10:30:00+01:00"),
    appointment("night", "mother", "2026-11-25T23:00:00+01:00", "2026-11-26T01:00:00+01:00", "Nachtwake"),
  ])
  mother = id("Patient/mother")
  stranger = id("Patient/stranger")
  const reader = {
    patientId: mother,
    person: id("RelatedPerson/son"),
    slot: 2,
    role: "contactPerson",
    name: "son",
  } as const
  const made = await readerOf(portal, { ...reader, bsn: bsn.son })
  son = { ...made, visitor: await logIn(portal, made.email) }
})
afterAll(() => portal.close())

const auditOf = async (patientId: string) =>
  (await portal.db("audit_events").where({ patient_id: patientId, event: "record.read" })) as {
    outcome: string
    reason: string | null
    object_kind: string
    object_id: string | null
  }[]

describe("a son with a grant", () => {
  test("reads his mother's reports, newest first, and pages to the oldest without a gap", async () => {
    const first = await son.visitor.get(`/api/patients/${mother}/reports`)
    expect(first.status).toBe(200)
    expect(first.body.reports).toHaveLength(20)
    const rest = await son.visitor.get(`/api/patients/${mother}/reports?olderThan=${first.body.olderThan}`)
    const times = [...first.body.reports, ...rest.body.reports].map(
      (one: { occurredAt: string }) => one.occurredAt,
    )
    expect(times).toHaveLength(22)
    expect(times).toEqual([...times].sort().reverse())
    expect(rest.body.olderThan).toBeNull()
  })

  test("reads one report with its neighbours", async () => {
    const list = await son.visitor.get(`/api/patients/${mother}/reports`)
    const [newest, second] = list.body.reports
    const one = await son.visitor.get(`/api/patients/${mother}/reports/${second.id}`)
    expect(one.body).toMatchObject({ id: second.id, newerId: newest.id, author: "Petra Jansen" })
    expect(one.body.sections[0].text).toMatch(/\./)
  })

  test("sees the agenda of a week, also what began the evening before", async () => {
    const week = await son.visitor.get(`/api/patients/${mother}/agenda?from=2026-11-23&days=7`)
    expect(week.body.appointments.map((one: { title: string }) => one.title)).toEqual(["Kapper", "Nachtwake"])
    const nextDay = await son.visitor.get(`/api/patients/${mother}/agenda?from=2026-11-26&days=1`)
    expect(nextDay.body.appointments.map((one: { title: string }) => one.title)).toEqual(["Nachtwake"])
  })

  test("sees at home whose record it is and what comes next", async () => {
    const home = await son.visitor.get(`/api/patients/${mother}/overview`)
    expect(home.body).toMatchObject({ patientName: "Mevrouw mother", agenda: { next: { title: "Kapper" } } })
  })

  test("is told who he is and whose record he may read", async () => {
    const me = await son.visitor.get("/api/me")
    expect(me.body).toMatchObject({
      name: "Familie son",
      stage: "open",
      patients: [{ id: mother, role: "contactPerson" }],
    })
  })

  test("gets 404 for another patient, an unknown one and another patient's report under his own mother", async () => {
    const foreign = (await portal.db("reports").where({ patient_id: stranger }).first("id")) as { id: string }
    const paths = [
      `/api/patients/${stranger}/reports`,
      `/api/patients/${stranger}/agenda?from=2026-11-23`,
      `/api/patients/${stranger}/overview`,
      `/api/patients/00000000-0000-4000-8000-000000000000/reports`,
      `/api/patients/${mother}/reports/${foreign.id}`,
      `/api/patients/${stranger}/reports/${foreign.id}`,
    ]
    const answers = await Promise.all(paths.map((path) => son.visitor.get(path)))
    expect(answers.map((answer) => answer.status)).toEqual(paths.map(() => 404))
    const bodies = new Set(answers.map((answer) => answer.text))
    expect(bodies.size).toBe(1)
  })

  test("leaves a row in the log for each read, and for each refusal", async () => {
    const before = await auditOf(stranger)
    await son.visitor.get(`/api/patients/${stranger}/reports`)
    const after = await auditOf(stranger)
    expect(after).toHaveLength(before.length + 1)
    expect(after.every((row) => row.outcome === "refused" && row.reason === "no-grant")).toBe(true)
    const own = await auditOf(mother)
    expect(own.some((row) => row.outcome === "done" && row.object_kind === "report" && row.object_id)).toBe(
      true,
    )
  })

  test("gets nothing at all when the read cannot be written down", async () => {
    await portal.db.schema.renameTable("audit_events", "audit_events_away")
    const answer = await son.visitor.get(`/api/patients/${mother}/reports`)
    await portal.db.schema.renameTable("audit_events_away", "audit_events")
    expect(answer.status).toBe(500)
    expect(answer.text).not.toMatch(/Verslag|audit/)
  })
})

test("sections that a grant does not name stay closed", async () => {
  const made = await readerOf(portal, {
    patientId: stranger,
    person: "self",
    slot: 1,
    role: "patient",
    bsn: bsn.stranger,
    name: "stranger",
    sections: ["agenda"],
  })
  const visitor = await logIn(portal, made.email)
  expect((await visitor.get(`/api/patients/${stranger}/reports`)).status).toBe(404)
  expect((await visitor.get(`/api/patients/${stranger}/agenda?from=2026-11-23`)).status).toBe(200)
  expect((await visitor.get(`/api/patients/${stranger}/overview`)).body.reports).toBeNull()
})

test("disciplines that the organisation does not show are nowhere to be found", async () => {
  const { changeOrganisation } = await import("../../server/organisation/settings.ts")
  await changeOrganisation(portal.db, { shownDisciplines: ["arts"] }, "test", portal.clock.now())
  const list = await son.visitor.get(`/api/patients/${mother}/reports`)
  expect(list.body.reports).toHaveLength(1)
  const hidden = (await portal
    .db("reports")
    .where({ patient_id: mother, discipline: "zorg" })
    .first("id")) as { id: string }
  expect((await son.visitor.get(`/api/patients/${mother}/reports/${hidden.id}`)).status).toBe(404)
  await changeOrganisation(portal.db, { shownDisciplines: ["arts", "zorg"] }, "test", portal.clock.now())
})

test.each(["2026-02-31", "26-11-2026", "", "2026-11-23'--", "9999-12-31"])(
  "the agenda from %j is refused",
  async (from) => {
    const answer = await son.visitor.get(`/api/patients/${mother}/agenda?from=${encodeURIComponent(from)}`)
    expect([answer.status, answer.body.code]).toEqual([422, "input-invalid"])
  },
)

test("a made-up place in the list is refused, not guessed", async () => {
  const answer = await son.visitor.get(`/api/patients/${mother}/reports?olderThan=abc`)
  expect(answer.status).toBe(422)
})

test("a patient whom the ECD keeps confidential opens for nobody, not even by name", async () => {
  await portal.db("patients").where({ id: mother }).update({ visible: false })
  expect((await son.visitor.get(`/api/patients/${mother}/overview`)).status).toBe(404)
  expect((await son.visitor.get("/api/me")).body.patients).toEqual([])
  await portal.db("patients").where({ id: mother }).update({ visible: true })
})

test("a relative whom the ECD moved to another client loses this record, and keeps the account", async () => {
  await portal.db("relatives").update({ patient_id: stranger })
  expect((await son.visitor.get(`/api/patients/${mother}/overview`)).status).toBe(404)
  expect(await son.visitor.get("/api/me")).toMatchObject({ status: 200, body: { patients: [], name: null } })
  await portal.db("relatives").update({ patient_id: mother })
})

test("the patient in the path counts, whatever the query says", async () => {
  const answer = await son.visitor.get(`/api/patients/${stranger}/reports?patientId=${mother}`)
  expect(answer.status).toBe(404)
})

test("a grant that is ended closes the open page at its next request", async () => {
  await endGrant(portal.deps, son.grantId, "schriftelijk verzoek", operator)
  expect((await son.visitor.get(`/api/patients/${mother}/reports`)).status).toBe(404)
  expect((await son.visitor.get("/api/me")).body.patients).toEqual([])
})
