// The care plan at the door: who reads it, what it says, and what a device may go on showing of it.
import { randomUUID } from "node:crypto"
import { afterAll, beforeAll, describe, expect, test } from "vitest"
import type { VaultItem } from "#contract/vault"
import { changeOrganisation } from "../../server/organisation/settings.ts"
import {
  carePlan,
  goal,
  importAll,
  logIn,
  patient,
  readerOf,
  relative,
  report,
  type FhirResource,
} from "../support/family.ts"
import { startPortal, type Portal } from "../support/portal.ts"
import type { Visitor } from "../support/visitor.ts"

let portal: Portal
let id: (reference: string) => string
let mother: string
let son: Visitor

const ended = { status: "completed", title: "Eerste plan", period: { start: "2025-01-08", end: "2025-12" } }
const record = (changes: Record<string, FhirResource> = {}): FhirResource[] =>
  Object.values({
    g1: goal("g1", "mother", "Elke dag lopen"),
    g2: goal("g2", "mother", "Genoeg drinken"),
    g3: goal("g3", "mother", "Beter horen"),
    p1: carePlan("p1", "mother", ["g1", "g2"], ["Samen met de rollator"]),
    p0: carePlan("p0", "mother", ["g1"], ["Eerst met de looprek"], ended),
    ...changes,
  })

beforeAll(async () => {
  portal = await startPortal({ now: "2026-11-22T13:00:00.000Z" })
  id = await importAll(portal, [
    ...patient("mother", "999900018"),
    ...patient("aunt", "999900031"),
    relative("son", "mother", "999900110"),
    relative("nephew", "aunt", "999900122"),
    report("r1", "mother", "2026-11-21T09:00:00+01:00", "Goed geslapen."),
    ...record(),
    carePlan("p9", "aunt", [], []),
    carePlan("p8", "aunt", ["g8"], ["Van tante"]),
    goal("g8", "aunt", "Van tante"),
  ])
  mother = id("Patient/mother")
  son = await reader("mother", "son", "999900110")
})
afterAll(() => portal.close())

async function reader(
  of: string,
  name: string,
  bsn: string,
  sections?: ("reports" | "carePlan" | "agenda")[],
) {
  const { email } = await readerOf(portal, {
    patientId: id(`Patient/${of}`),
    person: id(`RelatedPerson/${name}`),
    slot: 2,
    role: "contactPerson",
    bsn,
    name,
    ...(sections && { sections }),
  })
  return logIn(portal, email)
}

const planOf = (patientId: string, plan = "") => `/api/patients/${patientId}/care-plan${plan && `/${plan}`}`
const again = (changes: Record<string, FhirResource>) => importAll(portal, record(changes))

test("a son reads what is aimed at and agreed, goals outside a plan, and the plans before", async () => {
  const { status, body } = await son.get(planOf(mother))
  expect(status).toBe(200)
  expect(body.callName).toBe("mother")
  expect(body.plans).toHaveLength(1)
  const [lopen, drinken] = body.plans[0].goals
  expect([lopen.text, lopen.agreements[0].text, drinken.text]).toEqual([
    "Elke dag lopen",
    "Samen met de rollator",
    "Genoeg drinken",
  ])
  expect(body.otherGoals.map((one: { text: string }) => one.text)).toEqual(["Beter horen"])
  expect(body.earlier).toMatchObject([{ title: "Eerste plan", startsOn: "2025-01-08", endsOn: "2025-12" }])
  const earlier = await son.get(planOf(mother, body.earlier[0].id))
  expect(earlier.body.plan).toMatchObject({
    state: "ended",
    goals: [{ agreements: [{ text: "Eerst met de looprek" }] }],
  })
})

test("home says how many goals there are, and what is new since the last visit", async () => {
  const home = async () => (await son.get(`/api/patients/${mother}/overview`)).body.carePlan
  expect(await home()).toEqual({ hasPlan: true, earlier: 1, goals: 3, newGoals: 3, isPlanNew: true })
  portal.clock.advance({ minutes: 5 })
  son = await logIn(portal, "son@voorbeeld.example")
  expect(await home()).toMatchObject({ newGoals: 0, isPlanNew: false })
  portal.clock.advance({ minutes: 5 })
  await again({ g2: goal("g2", "mother", "Meer drinken") })
  expect(await home()).toMatchObject({ goals: 3, newGoals: 1, isPlanNew: false })
  const { body } = await son.get(planOf(mother))
  expect(body.plans[0].goals[1]).toMatchObject({
    text: "Meer drinken",
    isNew: true,
    changedAt: expect.any(String),
  })
  await again({})
})

test("without the section there is no plan: not in the list of records, not at home, not by its address", async () => {
  const nephew = await reader("aunt", "nephew", "999900122", ["reports", "agenda"])
  const aunt = id("Patient/aunt")
  const me = (await nephew.get("/api/me")).body
  expect(me.patients[0].sections).toEqual(["reports", "agenda"])
  expect((await nephew.get(`/api/patients/${aunt}/overview`)).body.carePlan).toBeNull()
  const plan = id("CarePlan/p8")
  for (const address of [planOf(aunt), planOf(aunt, plan), planOf(mother), planOf(mother, plan)])
    expect((await nephew.get(address)).status, address).toBe(404)
  expect((await son.get(planOf(mother, plan))).status).toBe(404)
})

test("an organisation that takes the section from the role takes the plan", async () => {
  const set = (contactPerson: ("reports" | "carePlan")[]) =>
    changeOrganisation(
      portal.db,
      { sectionsByRole: { patient: ["reports"], legalRepresentative: ["reports"], contactPerson } },
      "test",
      portal.clock.now(),
    )
  await set(["reports"])
  expect((await son.get(planOf(mother))).status).toBe(404)
  await set(["reports", "carePlan"])
  expect((await son.get(planOf(mother))).status).toBe(200)
})

test("each reading is written down, by the plan that was read", async () => {
  const rows = async () =>
    (await portal
      .db("audit_events")
      .where({ event: "record.read", object_kind: "care-plan", outcome: "done" })) as { object_id: string }[]
  const before = (await rows()).length
  const plan = id("CarePlan/p0")
  await son.get(planOf(mother))
  await son.get(planOf(mother, plan))
  const after = (await rows()).slice(before).map((row) => row.object_id)
  expect(after.toSorted()).toEqual([null, plan].toSorted())
})

test.each(["niet-een-nummer", `${"0".repeat(36)}`, "'; drop table care_plans; --"])(
  "an address that is no plan (%s) is answered plainly",
  async (wrong) => {
    expect((await son.get(planOf(mother, encodeURIComponent(wrong)))).status).toBe(422)
  },
)

describe("what a device keeps of it", () => {
  let ticket: string
  const ask = async (items: VaultItem[]) =>
    (await portal.visitor().post("/api/vault/check", { ticket, items })).body as {
      gone: string[]
      changed: string[]
      misfiled: string[]
    }
  const kept = async (): Promise<VaultItem[]> => {
    const { body } = await son.get(planOf(mother))
    const item = (kind: VaultItem["kind"]) => (one: { id: string; etag: string }) => {
      return { kind, patientId: mother, id: one.id, etag: one.etag }
    }
    return [...body.plans.map(item("carePlan")), ...body.plans[0].goals.map(item("careGoal"))]
  }
  const outcome = async (items: VaultItem[]) => {
    const { gone, changed, misfiled } = await ask(items)
    return { gone, changed, misfiled }
  }
  const nothing = { gone: [], changed: [], misfiled: [] }

  beforeAll(async () => {
    ticket = (await son.post("/api/vault", { vault: randomUUID() })).body.ticket
  })

  test("stays as long as nothing changed, also after another import", async () => {
    const items = await kept()
    await again({})
    expect(await outcome(items)).toEqual(nothing)
  })

  test("changes with an agreement, goes with a goal that becomes confidential, and is misfiled when it moves", async () => {
    const items = await kept()
    const [plan, walking] = items as [VaultItem, VaultItem]
    await again({ p1: carePlan("p1", "mother", ["g1", "g2"], ["Samen met de stok"]) })
    expect(await outcome(items)).toEqual({ ...nothing, changed: [plan.id] })
    const secret = { system: "http://terminology.hl7.org/CodeSystem/v3-Confidentiality", code: "R" }
    await again({ g1: goal("g1", "mother", "Elke dag lopen", { meta: { security: [secret] } }) })
    expect((await outcome(items)).gone).toEqual([walking.id])
    await again({ g1: goal("g1", "aunt", "Elke dag lopen") })
    expect((await outcome(items)).misfiled).toEqual([walking.id])
    await again({})
  })
})
