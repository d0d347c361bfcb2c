// Joyful activities, from the ECD's appointments and plans to the door: only at PG locations, each group member apart.
import { randomUUID } from "node:crypto"
import { afterAll, beforeAll, expect, test } from "vitest"
import type { Section } from "#contract/access"
import type { JoyPage } from "#contract/joy"
import {
  appointment,
  carePlan,
  importAll,
  logIn,
  patient,
  readerOf,
  relative,
  report,
  type FhirResource,
} from "../support/family.ts"
import { importNamed, bundle, openQuarantine } from "../support/fhir-import.ts"
import { labelled } from "../support/fhir-resources.ts"
import { startPortal, type Portal } from "../support/portal.ts"
import type { Visitor } from "../support/visitor.ts"

let portal: Portal
let id: (reference: string) => string
let son: Visitor

const joy = { coding: [{ system: "https://ecd.voorbeeld.example/codes/portaal", code: "leefplezier" }] }
const activity = (name: string, start: string, what: string, changes: object = {}): FhirResource => ({
  ...appointment(name, "mother", `${start}T15:00:00+01:00`, `${start}T16:00:00+01:00`),
  description: undefined,
  serviceCategory: [joy],
  serviceType: [{ text: what }],
  ...changes,
})
const choir = (changes: object = {}) =>
  activity("koor", "2026-11-08", "Koor", {
    status: "fulfilled",
    description: "Meezingen",
    comment: "Alleen voor het team",
    participant: ["Patient/mother", "Patient/aunt"].map((reference) => ({
      actor: { reference, display: "Mevrouw" },
      status: "accepted",
    })),
    ...changes,
  })
const plan = (notes: object[] = [], changes: object = {}): FhirResource => ({
  ...carePlan("fijn", "mother", [], []),
  category: [joy],
  description: "Muziek en de keuken",
  activity: [
    { detail: { status: "in-progress", description: "Appels schillen", scheduledString: "elke dinsdag" } },
    { reference: { reference: "Appointment/koor" }, progress: notes },
  ],
  ...changes,
})

beforeAll(async () => {
  portal = await startPortal({ now: "2026-11-22T13:00:00.000Z" })
  id = await importAll(portal, [
    ...patient("mother", "999900018"),
    ...patient("aunt", "999900043"),
    ...patient("father", "999900031", { location: "de-eik" }),
    relative("son", "mother", "999900110"),
    relative("nephew", "aunt", "999900122"),
    relative("niece", "father", "999900134"),
    report("r1", "mother", "2026-11-21T09:00:00+01:00", "Goed geslapen."),
    choir(),
    activity("vouwen", "2026-11-29", "Servetten vouwen"),
    activity("december", "2026-12-01", "Kerststukje", { status: "cancelled" }),
    {
      ...activity("vader", "2026-11-10", "Kaarten"),
      participant: [{ actor: { reference: "Patient/father" } }],
    },
    plan(),
  ])
  son = await reader("mother", "son", "999900110")
})
afterAll(() => portal.close())

async function reader(of: string, name: string, bsn: string, sections?: Section[]) {
  const person = { patientId: id(`Patient/${of}`), person: id(`RelatedPerson/${name}`) }
  const { email } = await readerOf(portal, {
    ...person,
    ...{ slot: 2, role: "contactPerson", bsn, name },
    ...(sections && { sections }),
  })
  return logIn(portal, email)
}
const read = (visitor: Visitor, of = "mother", month = "2026-11") =>
  visitor.get(`/api/patients/${id(`Patient/${of}`)}/joy-activities?month=${month}`)
const page = async (month?: string) => (await read(son, "mother", month)).body as JoyPage

test("a son reads what his mother did and will do in a month, and it is written down", async () => {
  const { status, headers, body } = await read(son)
  expect([status, headers.get("cache-control")]).toEqual([200, "no-store"])
  expect(body).toMatchObject({
    callName: "mother",
    month: "2026-11",
    activities: [
      { title: "Koor", description: "Meezingen", status: "done", isGroup: true, enjoyed: [] },
      { title: "Servetten vouwen", status: "planned", isGroup: false },
    ],
    plans: [{ description: "Muziek en de keuken", wishes: [{ text: "Appels schillen", enjoyed: [] }] }],
  })
  expect(JSON.stringify(body)).not.toContain("Alleen voor het team")
  expect((await page("2026-12")).activities).toMatchObject([{ title: "Kerststukje", status: "cancelled" }])
  expect((await page("2026-01")).activities).toEqual([])
  const agenda = await son.get(`/api/patients/${id("Patient/mother")}/agenda?from=2026-11-01&days=42`)
  expect(agenda.body.appointments).toEqual([])
  expect(JSON.stringify(await portal.db("joy_activities"))).not.toMatch(/Koor|Appels|Muziek/)
  const rows = await portal.db("audit_events").where({ object_kind: "joy-activities", outcome: "done" })
  expect(rows.length).toBeGreaterThan(0)
  const viewed = await son.get(`/api/patients/${id("Patient/mother")}/viewings`)
  expect(JSON.stringify(viewed.body)).toContain("joy-activities")
})

test.each(["2026-13", "2026", "1899-01", "november", "2026-11-01", ""])(
  "no such month: %j",
  async (month) => {
    expect((await read(son, "mother", month)).status).toBe(422)
  },
)

test("outside a PG location, and with a grant that does not name it, there is none", async () => {
  const niece = await reader("father", "niece", "999900134")
  const refused = await read(niece, "father")
  expect([refused.status, refused.text.includes("Kaarten")]).toEqual([404, false])
  expect((await read(niece, "mother")).status).toBe(404)
  const nephew = await reader("aunt", "nephew", "999900122", ["reports", "portrait"])
  expect((await read(nephew, "aunt")).status).toBe(404)
  const overview = await nephew.get(`/api/patients/${id("Patient/aunt")}/overview`)
  expect(overview.body).toMatchObject({ joyActivities: null, lifeStory: null, portrait: { newCount: 0 } })
})

test("what was enjoyed stands at the activity of this client only, and is news on home", async () => {
  const note = { text: "Zong alle liedjes mee", time: "2026-11-08T17:00:00+01:00" }
  portal.clock.set("2026-11-23T10:00:00.000Z")
  await importAll(portal, [plan([note])])
  const again = await logIn(portal, "son@voorbeeld.example")
  const overview = await again.get(`/api/patients/${id("Patient/mother")}/overview`)
  expect(overview.body.joyActivities).toEqual({ thisMonth: 2, newCount: 1 })
  const { activities, plans } = (await read(again)).body as JoyPage
  expect(activities[0]).toMatchObject({
    isNew: true,
    enjoyed: [{ text: note.text, on: "2026-11-08", isNew: true }],
  })
  expect(plans).toMatchObject([{ changedAt: null, isNew: false, wishes: [{ text: "Appels schillen" }] }])
  // The aunt sang too: nothing of what was written about another is hers.
  const rows = await portal.db("joy_activities").where({ patient_id: id("Patient/aunt") })
  expect(rows).toHaveLength(1)
  // Once more the same: nothing is new to who saw it.
  portal.clock.set("2026-11-24T10:00:00.000Z")
  await importAll(portal, [plan([note], { title: "Anders genoemd" })])
  son = await logIn(portal, "son@voorbeeld.example")
  expect((await page()).activities[0]).toMatchObject({ isNew: false, enjoyed: [{ isNew: false }] })
  expect((await page()).plans[0]).toMatchObject({ title: "Anders genoemd", isNew: true })
})

test("what a device keeps stays while it is the same, changes with it, and goes when it is withdrawn", async () => {
  const { ticket } = (await son.post("/api/vault", { vault: randomUUID() })).body
  const { activities, plans } = await page()
  const items = [...activities, ...plans].map((one) => ({
    kind: "joyActivity" as const,
    patientId: id("Patient/mother"),
    id: one.id,
    etag: one.etag,
  }))
  const ask = async () => {
    const { gone, changed } = (await portal.visitor().post("/api/vault/check", { ticket, items })).body
    return { gone: gone.length, changed: changed.length }
  }
  await importAll(portal, [choir()])
  expect(await ask()).toEqual({ gone: 0, changed: 0 })
  await importAll(portal, [choir({ description: "Meegezongen" })])
  expect(await ask()).toEqual({ gone: 0, changed: 1 })
  await importNamed(portal, {
    "weg.json": bundle([], {
      type: "transaction",
      entry: [{ request: { method: "DELETE", url: "Appointment/vouwen" } }],
    }),
  })
  expect((await page()).activities).toHaveLength(2)
})

test("what is confidential, a draft, odd or of no time never shows", async () => {
  const label = "confidential"
  await importAll(portal, [
    activity("geheim", "2026-11-11", label, { meta: labelled("R") }),
    activity("voorstel", "2026-11-11", label, { status: "proposed" }),
    activity("zonder-zone", "2026-11-11", label, { start: "2026-11-11T10:00:00" }),
    activity("zonder-status", "2026-11-11", label, { status: undefined }),
    plan([], { id: "concept", status: "draft" }),
    plan([], { id: "mogelijk", intent: "option" }),
    plan([], { id: "leeg", description: undefined, activity: [] }),
    plan([{ text: "x", time: "2026-02-31" }], { id: "datum" }),
    plan([], { id: "van-een-ander", activity: [{ reference: { reference: "Appointment/vader" } }] }),
  ])
  const { activities, plans } = await page()
  expect(activities.map(({ title }) => title)).not.toContain(label)
  expect(JSON.stringify(activities)).not.toContain("Kaarten")
  expect(plans.filter(({ wishes }) => wishes.length > 0)).toHaveLength(1)
  const refused = (await openQuarantine(portal)).map((one) => `${one.id} ${one.code}`)
  expect(refused.toSorted()).toEqual([
    "datum date-invalid",
    "zonder-status status-missing",
    "zonder-zone time-no-offset",
  ])
})

test("a stay that becomes another ward's, and a client who may not be seen: it is gone at once", async () => {
  await importAll(portal, [choir({ participant: [{ actor: { reference: "Patient/aunt" } }] })])
  expect((await page()).activities.map(({ title }) => title)).not.toContain("Koor")
  await importAll(portal, [choir()])
  expect((await page()).activities.map(({ title }) => title)).toContain("Koor")
})
