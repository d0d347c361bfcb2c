// "Dit is niet mijn naaste": a reader locks the own access to a record of somebody else's. At once, in a vault at the next
// contact, for nobody else; the desk is told, and ends it or takes the lock off.
import { randomUUID } from "node:crypto"
import { afterEach, beforeEach, describe, expect, test } from "vitest"
import type { DeskPatient, DeskSlot } from "#contract/desk"
import type { Readers } from "#contract/insight"
import type { StaffTask, TaskList } from "#contract/tasks"
import { endGrant } from "../../server/access/end-grants.ts"
import { importAll, logIn, patient, readerOf, relative } from "../support/family.ts"
import { startPortal, type Portal } from "../support/portal.ts"
import { staffOf, type StaffPerson } from "../support/staff.ts"
import type { Answer, Visitor } from "../support/visitor.ts"

const operator = { kind: "operator", id: "test" } as const

let portal: Portal
let id: (reference: string) => string
let mother: string
let sanne: StaffPerson
let mentor: Visitor
let son: Visitor
let sonsGrant: string

beforeEach(async () => {
  portal = await startPortal({ now: "2026-11-20T09:00:00.000Z" })
  sanne = await staffOf(portal, "Sanne", ["accessDesk"])
  await staffOf(portal, "Bas", ["auditor"])
  id = await importAll(portal, [
    ...patient("mother", "999900018"),
    ...patient("aunt", "999900031"),
    relative("mentor", "mother", "999900110", "15"),
    relative("son", "mother", "999900122"),
    relative("nephew", "aunt", "999900122"),
  ])
  mother = id("Patient/mother")
  const read = { patientId: mother, name: "mentor", slot: 1, role: "legalRepresentative" } as const
  const own = { person: id("RelatedPerson/mentor"), bsn: "999900110" }
  mentor = await logIn(portal, (await readerOf(portal, { ...read, ...own })).email)
  const contact = { slot: 2, role: "contactPerson", name: "son", bsn: "999900122" } as const
  const made = await readerOf(portal, { ...contact, patientId: mother, person: id("RelatedPerson/son") })
  await readerOf(portal, { ...contact, patientId: id("Patient/aunt"), person: id("RelatedPerson/nephew") })
  sonsGrant = made.grantId
  son = await logIn(portal, made.email)
  await portal.db("rate_counters").delete()
})
afterEach(() => portal.close())

const say = (who: Visitor, patientId = mother) => who.post(`/api/patients/${patientId}/wrong-record`, {})
const reads = async (who: Visitor, patientId = mother) =>
  (await who.get(`/api/patients/${patientId}/overview`)).status
const codeOf = ({ status, body }: Answer) => [status, (body as { code?: string }).code]
const alerts = async () =>
  (await portal.messages()).filter(({ subject }) => subject === "Een lezer ziet het verkeerde dossier")
const rows = (event: string) => portal.db("audit_events").where({ event })

async function page(): Promise<DeskPatient> {
  return (await sanne.visitor.get(`/api/staff/patients/${mother}`)).body as DeskPatient
}
const holder = (at: DeskPatient, slot = 2) => (at.slots.find((one) => one.slot === slot) as DeskSlot).holder
const tasks = async () => (await sanne.visitor.get("/api/staff/tasks")).body as TaskList
async function task(): Promise<StaffTask> {
  const one = (await tasks()).open.find(({ kind }) => kind === "wrong-record")
  if (!one) throw new Error("nothing is on the list")
  return one
}
const change = (at: DeskPatient, path: string, body: object) =>
  sanne.visitor.post(`/api/staff/patients/${mother}${path}`, { seen: at.version, ...body })

describe("a reader who says so", () => {
  test("reads nothing of that record any more, and the other reader and the other record stay", async () => {
    expect(await reads(son)).toBe(200)
    expect((await say(son)).status).toBe(204)
    for (const what of ["overview", "reports", "agenda?from=2026-11-16", "care-plan", "readers", "viewings"])
      expect((await son.get(`/api/patients/${mother}/${what}`)).status, what).toBe(404)
    const me = (await son.get("/api/me")).body as { patients: { id: string }[] }
    expect(me.patients.map((one) => one.id)).toEqual([id("Patient/aunt")])
    expect(await reads(son, id("Patient/aunt"))).toBe(200)
    expect(await reads(mentor)).toBe(200)
    const { readers } = (await mentor.get(`/api/patients/${mother}/readers`)).body as Readers
    expect(readers.map(({ name, state }) => [name, state])).toEqual([
      ["Familie mentor", "reads"],
      ["Familie son", "closed"],
    ])
    expect(await rows("grant.lock")).toMatchObject([
      {
        outcome: "done",
        actor_kind: "reader",
        actor_role: "contactPerson",
        patient_id: mother,
        grant_id: sonsGrant,
      },
    ])
  })

  test("loses what a device kept of it at the next contact, by the grants; the last record: the vault", async () => {
    const [vault, other] = [randomUUID(), randomUUID()]
    const { ticket } = (await son.post("/api/vault", { vault })).body as { ticket: string }
    const mentors = ((await mentor.post("/api/vault", { vault: other })).body as { ticket: string }).ticket
    const check = async (of: string) =>
      (await portal.visitor().post("/api/vault/check", { ticket: of, items: [] })).body as {
        verdict: string
        grants?: { patientId: string }[]
      }
    expect((await check(ticket)).grants).toHaveLength(2)
    await say(son)
    expect((await check(ticket)).grants?.map(({ patientId }) => patientId)).toEqual([id("Patient/aunt")])
    expect((await check(mentors)).verdict).toBe("open")
    await say(son, id("Patient/aunt"))
    expect((await check(ticket)).verdict).toBe("wipe")
  })

  test("twice, and ten times at once: locked once, one task, one mail to each of the desk", async () => {
    const answers = await Promise.all(Array.from({ length: 10 }, () => say(son)))
    expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([204]))
    expect((await say(son)).status).toBe(204)
    expect(await rows("grant.lock")).toHaveLength(1)
    expect(await task()).toMatchObject({
      kind: "wrong-record",
      at: portal.clock.now().toISOString(),
      patient: { id: mother, name: "Mevrouw mother" },
      account: { email: "son@voorbeeld.example" },
    })
    const mails = await alerts()
    expect(mails.map(({ to }) => to)).toEqual(["sanne@delinde.example"])
    expect(mails[0]?.text).not.toMatch(/mother|son@|Familie/)
  })

  test("of somebody else's client, of nobody's, after the end: not found, written down, nothing locked", async () => {
    const strange = [id("Patient/aunt"), randomUUID()]
    for (const patientId of strange) expect(codeOf(await say(mentor, patientId))).toEqual([404, "not-found"])
    await endGrant(portal.deps, sonsGrant, "test", operator)
    expect(codeOf(await say(son))).toEqual([404, "not-found"])
    expect(codeOf(await say(son, "x"))).toEqual([422, "input-invalid"])
    expect((await rows("grant.lock")).map(({ outcome }) => outcome as string)).toEqual(
      Array.from({ length: 3 }, () => "refused"),
    )
    expect(await portal.db("grants").whereNotNull("locked_at")).toEqual([])
    expect((await tasks()).open).toEqual([])
    expect(await alerts()).toEqual([])
  })
})

describe("the desk", () => {
  test("sees who and when, and ends it: the work is done by who ended it", async () => {
    await say(son)
    const at = await page()
    expect(holder(at)).toMatchObject({ state: "locked", lockedAt: portal.clock.now().toISOString() })
    expect(at.events[0]).toMatchObject({ event: "grant.lock", by: "reader", slot: 2 })
    const { id: taskId } = await task()
    const note = { note: "gebeld", unblock: false }
    // It is decided at the client's page, never put away with a note.
    expect(codeOf(await sanne.visitor.post(`/api/staff/tasks/${taskId}/done`, note))).toEqual([
      409,
      "not-possible",
    ])
    const end = { ground: "mistake", reason: "Verkeerde zoon", scope: "patient" }
    expect((await change(at, `/grants/${sonsGrant}/end`, end)).status).toBe(200)
    expect((await tasks()).open).toEqual([])
    expect((await tasks()).done).toMatchObject([{ kind: "wrong-record", done: { by: "Sanne" } }])
  })

  test("takes the lock off with a reason: it opens again, the reader is told, the reason stays sealed", async () => {
    const before = await page()
    await say(son)
    // The page from before the lock decides nothing about it.
    const path = `/grants/${sonsGrant}/unlock`
    expect(codeOf(await change(before, path, { reason: "Toch zijn moeder" }))).toEqual([
      409,
      "changed-meanwhile",
    ])
    const at = await page()
    expect(codeOf(await change(at, path, { reason: " " }))).toEqual([422, "input-invalid"])
    const answer = await change(at, path, { reason: "Toch zijn moeder, andere achternaam" })
    expect(holder(answer.body as DeskPatient)).toMatchObject({ state: "active", lockedAt: null })
    expect(await reads(son)).toBe(200)
    expect((await portal.messages({ kind: "mail", newest: 1 }))[0]).toMatchObject({
      to: "son@voorbeeld.example",
      subject: "U kunt een dossier lezen in het cliëntportaal",
    })
    expect((await tasks()).done).toMatchObject([
      { done: { by: "Sanne", note: "Toch zijn moeder, andere achternaam" } },
    ])
    expect(JSON.stringify(await portal.db("audit_events"))).not.toContain("achternaam")
    expect(codeOf(await change(await page(), path, { reason: "nog eens" }))).toEqual([409, "not-possible"])
    // Said again it is locked again, and on the list again.
    await say(son)
    expect((await task()).kind).toBe("wrong-record")
    const mentors = holder(await page(), 1)?.grantId ?? ""
    expect(codeOf(await change(await page(), `/grants/${mentors}/unlock`, { reason: "x" }))).toEqual([
      409,
      "not-possible",
    ])
  })
})
