// The desk's work list: what puts something on it, one owner however many pick it up, and how it comes off.
import { afterEach, beforeEach, describe, expect, test } from "vitest"
import type { RefusedList, StaffTask, TaskKind, TaskList } from "#contract/tasks"
import { addGrant, setDecisionCapacity } from "../../server/access/grants.ts"
import { closeAccount } from "../../server/access/close-account.ts"
import { importAll, patient, readerOf, relative } from "../support/family.ts"
import { startPortal, type Portal } from "../support/portal.ts"
import { loggedIn, registered, type Newcomer } from "../support/sign-in.ts"
import { staffOf, type StaffPerson } from "../support/staff.ts"
import type { Answer } from "../support/visitor.ts"

const operator = { kind: "operator", id: "test" } as const
const daughter: Newcomer = {
  email: "dochter@voorbeeld.example",
  mobile: "06 45678901",
  password: "Fluitketel-7-ladders",
}
const [daughtersBsn, strangersBsn] = ["999900110", "999900122"]

let portal: Portal
let sanne: StaffPerson
let tom: StaffPerson
let id: (reference: string) => string

beforeEach(async () => {
  portal = await startPortal()
  sanne = await staffOf(portal, "Sanne", ["accessDesk"])
  tom = await staffOf(portal, "Tom", ["accessDesk"])
  id = await importAll(portal, [
    ...patient("mother", "999900018"),
    relative("daughter", "mother", daughtersBsn),
    relative("mentor", "mother", "999900079", "15"),
  ])
  await portal.db("rate_counters").delete()
})
afterEach(() => portal.close())

const list = async (who = sanne): Promise<TaskList> => {
  const answer = await who.visitor.get("/api/staff/tasks")
  if (answer.status !== 200) throw new Error(answer.text)
  return answer.body as TaskList
}
const openKinds = async () => (await list()).open.map(({ kind }) => kind)
async function open(kind: TaskKind, who = sanne): Promise<StaffTask> {
  const task = (await list(who)).open.find((one) => one.kind === kind)
  if (!task) throw new Error(`no ${kind} is open`)
  return task
}
const act = (who: StaffPerson, task: StaffTask, what: string, body: object = {}) =>
  who.visitor.post(`/api/staff/tasks/${task.id}/${what}`, body)
const codeOf = ({ status, body }: Answer) => [status, (body as { code?: string }).code]
const events = async () =>
  (
    (await portal.db("audit_events").where({ object_kind: "task", action: "U" }).orderBy("at")) as {
      event: string
    }[]
  ).map(({ event }) => event)

const grantDaughter = (mobile = "+31645678901") =>
  addGrant(
    portal.deps,
    {
      patientId: id("Patient/mother"),
      slot: 2,
      person: id("RelatedPerson/daughter"),
      email: daughter.email,
      mobile,
      role: "contactPerson",
      formDate: "2026-01-02",
      formReference: "F-1",
      sections: ["reports"],
    },
    operator,
    "test",
  )

describe("what comes on the list by itself", () => {
  test("a half-matching BSN step, with the client where it is mended; the reader's own success takes it off", async () => {
    await setDecisionCapacity(portal.deps, id("Patient/mother"), true, operator)
    await grantDaughter("+31600000001")
    const reader = await registered(portal, daughter)
    await reader.post("/api/login/bsn", { bsn: daughtersBsn })
    await reader.post("/api/login/bsn", { bsn: daughtersBsn })
    const { open: tasks } = await list()
    expect(tasks).toMatchObject([
      {
        kind: "contact-differs",
        patient: { id: id("Patient/mother"), name: "Mevrouw mother" },
        account: { email: daughter.email, maskedMobile: "06 •• •• •• 01" },
        owner: null,
      },
    ])
    expect(JSON.stringify(tasks)).not.toContain(daughtersBsn)
    await portal.db("grants").update({ revoked_at: portal.clock.now().toISOString() })
    await grantDaughter()
    expect((await reader.post("/api/login/bsn", { bsn: daughtersBsn })).status).toBe(200)
    const { open: left, done } = await list()
    expect(left).toEqual([])
    expect(done).toMatchObject([{ kind: "contact-differs", done: { by: "system", note: null } }])
  })

  test("the fifth wrong BSN; whoever handles it lets the reader try again", async () => {
    const reader = await registered(portal, daughter)
    for (let miss = 0; miss < 4; miss += 1) await reader.post("/api/login/bsn", { bsn: strangersBsn })
    expect(await openKinds()).toEqual([])
    await reader.post("/api/login/bsn", { bsn: strangersBsn })
    const task = await open("bsn-blocked")
    expect(task.account?.email).toBe(daughter.email)
    expect(codeOf(await act(sanne, task, "done", { note: "  ", unblock: true }))).toEqual([
      422,
      "input-invalid",
    ])
    const answer = await act(sanne, task, "done", { note: "Gebeld, verkeerd nummer", unblock: true })
    expect((answer.body as TaskList).done[0]?.done).toMatchObject({
      by: "Sanne",
      note: "Gebeld, verkeerd nummer",
    })
    expect((await portal.db("accounts").first("bsn_misses_total")).bsn_misses_total).toBe(0)
    expect(await portal.db("audit_events").where({ event: "account.unblock" })).toHaveLength(1)
    // What staff wrote is sealed, and in no log.
    expect(JSON.stringify(await portal.db("audit_events"))).not.toContain("Gebeld")
    expect(String((await portal.db("staff_tasks").first("note")).note)).not.toContain("Gebeld")
  })

  test("a representative whose account was closed, and not a contact person's", async () => {
    const of = { patientId: id("Patient/mother") }
    const mentor = { person: id("RelatedPerson/mentor"), slot: 1, bsn: "999900079", name: "mentor" }
    const contact = { person: id("RelatedPerson/daughter"), slot: 2, bsn: daughtersBsn, name: "dochter" }
    await readerOf(portal, { ...of, ...mentor, role: "legalRepresentative" })
    await readerOf(portal, { ...of, ...contact, role: "contactPerson" })
    for (const { id: accountId } of (await portal.db("accounts").select("id")) as { id: string }[])
      await portal.db.transaction((trx) =>
        closeAccount(trx, portal.deps, { accountId, reason: "notice", actor: operator }),
      )
    expect((await list()).open).toMatchObject([
      { kind: "representative-closed", patient: { name: "Mevrouw mother" }, account: null },
    ])
  })

  test("refused and contradicting data of the ECD, with the reasons; gone once the ECD is right", async () => {
    await importAll(portal, [
      { ...patient("twin", "999900018")[0] } as never,
      { resourceType: "Appointment", id: "loose", status: "booked" },
    ])
    expect(await openKinds()).toEqual(["ecd-conflict", "ecd-quarantine"])
    const task = await open("ecd-conflict")
    expect(task.refused).toMatchObject([{ times: 1, explanation: expect.stringContaining("hetzelfde BSN") }])
    expect(codeOf(await act(sanne, task, "done", { note: "klaar", unblock: false }))).toEqual([
      409,
      "not-possible",
    ])
    const listed = await sanne.visitor.get(`/api/staff/tasks/${task.id}/refused`)
    expect((listed.body as RefusedList).items).toMatchObject([
      {
        type: "Patient",
        resourceId: "twin",
        times: 1,
        explanation: expect.stringContaining("hetzelfde BSN"),
      },
    ])
    expect(listed.text).not.toContain("999900018")
    expect(await portal.db("audit_events").where({ event: "task.list", object_id: task.id })).toMatchObject([
      { action: "E", reason: "ecd-conflict" },
    ])
    await importAll(portal, [...patient("twin", "999900031")])
    expect(await openKinds()).toEqual(["ecd-quarantine"])
    expect((await sanne.visitor.get(`/api/staff/tasks/${task.id}/refused`)).status).toBe(404)
  })
})

describe("whose it is", () => {
  const raised = async () => {
    const reader = await registered(portal, daughter)
    for (let miss = 0; miss < 6; miss += 1) await reader.post("/api/login/bsn", { bsn: strangersBsn })
    return open("bsn-blocked")
  }

  test("ten picks by two desks at once give one owner; the other is told whose it is", async () => {
    const task = await raised()
    const picks = Array.from({ length: 10 }, (_, at) => act(at % 2 ? sanne : tom, task, "pick"))
    const answers = await Promise.all(picks)
    const owner = (await open("bsn-blocked")).owner
    expect(["Sanne", "Tom"]).toContain(owner?.name)
    for (const [at, answer] of answers.entries())
      expect(codeOf(answer)).toEqual(
        (at % 2 ? "Sanne" : "Tom") === owner?.name ? [200, undefined] : [409, "task-taken"],
      )
    expect((await sanne.visitor.get("/api/staff/tasks/count")).body).toEqual({ open: 1, free: 0 })
  })

  test("is given back, taken over from who is shown, and finished by its owner only", async () => {
    const task = await raised()
    await act(sanne, task, "pick")
    const note = { note: "opgelost", unblock: false }
    expect(codeOf(await act(tom, task, "done", note))).toEqual([409, "task-taken"])
    expect(codeOf(await act(tom, task, "release"))).toEqual([409, "task-taken"])
    expect(codeOf(await act(tom, task, "take-over", { seen: tom.id }))).toEqual([409, "task-taken"])
    expect((await act(tom, task, "take-over", { seen: sanne.id })).status).toBe(200)
    expect((await open("bsn-blocked", tom)).owner).toEqual({ id: tom.id, name: "Tom", isSelf: true })
    expect((await act(tom, task, "release")).status).toBe(200)
    expect((await act(sanne, task, "done", note)).status).toBe(200)
    expect(codeOf(await act(tom, task, "pick"))).toEqual([409, "task-done"])
    expect(codeOf(await act(tom, { ...task, id: "none" }, "pick"))).toEqual([404, "not-found"])
    expect(await events()).toEqual(["task.pick", "task.take-over", "task.release", "task.done"])
  })
})

describe("a lost telephone", () => {
  const wanted = { mobile: "06 55 55 44 44", proof: "Paspoort gezien aan de balie" }
  let ask: (typed?: object) => Promise<Answer>
  beforeEach(async () => {
    const of = { patientId: id("Patient/mother"), person: id("RelatedPerson/mentor") }
    const { grantId } = await readerOf(portal, {
      ...of,
      slot: 1,
      role: "legalRepresentative",
      bsn: "999900079",
      name: "mentor",
    })
    const path = `/api/staff/patients/${of.patientId}/grants/${grantId}/lost-phone`
    ask = (typed = wanted) => sanne.visitor.post(path, typed)
  })

  test("one asks, another approves; the list shows the proof and never the whole number", async () => {
    expect(codeOf(await ask({ ...wanted, mobile: "0344 123456" }))).toEqual([422, "mobile-invalid"])
    expect((await ask()).status).toBe(200)
    expect(codeOf(await ask())).toEqual([409, "lost-phone-open"])
    const task = await open("lost-phone", tom)
    expect(task).toMatchObject({
      patient: { name: "Mevrouw mother" },
      lostPhone: { maskedMobile: "06 •• •• •• 44", proof: wanted.proof, askedBy: "Sanne", isOwn: false },
    })
    expect(codeOf(await act(sanne, task, "approve"))).toEqual([403, "not-oneself"])
    expect(codeOf(await act(sanne, task, "done", { note: "x", unblock: false }))).toEqual([
      409,
      "not-possible",
    ])
    expect((await act(tom, task, "approve")).status).toBe(200)
    expect(codeOf(await act(tom, task, "approve"))).toEqual([409, "task-done"])
    expect(await openKinds()).toEqual([])
    expect(await portal.db("lost_phones").whereNotNull("approved_at")).toHaveLength(1)
  })

  test("is cancelled by who asked it; the owner's 'dit was ik niet' comes on the list", async () => {
    await ask()
    expect((await act(sanne, await open("lost-phone"), "cancel")).status).toBe(200)
    expect(await openKinds()).toEqual([])
    await ask()
    await act(tom, await open("lost-phone"), "approve")
    const token = /dit-was-ik-niet#([\w-]+)/.exec(
      (await portal.messages({ kind: "mail", newest: 1 }))[0]?.text ?? "",
    )
    await portal.visitor().post("/api/lost-phone/stop", { token: token?.[1] })
    expect(await openKinds()).toEqual(["lost-phone-stopped"])
  })

  test("a grant of another client is none", async () => {
    const stranger = `/api/staff/patients/nobody/grants/none/lost-phone`
    expect(codeOf(await sanne.visitor.post(stranger, wanted))).toEqual([404, "not-found"])
  })
})

test("reading the list is written down, for each client whose name it shows; the count shows none", async () => {
  await setDecisionCapacity(portal.deps, id("Patient/mother"), true, operator)
  await grantDaughter("+31600000001")
  await (await registered(portal, daughter)).post("/api/login/bsn", { bsn: daughtersBsn })
  await sanne.visitor.get("/api/staff/tasks/count")
  const reads = () => portal.db("audit_events").where({ event: "task.list" }).select("patient_id")
  expect(await reads()).toEqual([])
  await list()
  expect(((await reads()) as { patient_id: string | null }[]).map((row) => row.patient_id).sort()).toEqual(
    [null, id("Patient/mother")].sort(),
  )
  await loggedIn(portal, daughter)
})
