// Invented people with a small record, imported through the real importer, and accounts that read it.
import type { Role, Section } from "#contract/access"
import { sections } from "#contract/access"
import { addGrant, setDecisionCapacity } from "../../server/access/grants.ts"
import { hashPassword } from "../../server/credentials/password-hash.ts"
import { addAccount } from "../../server/demo/accounts.ts"
import { importResources } from "../../server/ecd/import-resources.ts"
import { ensureSource } from "../../server/ecd/sources.ts"
import { changeOrganisation } from "../../server/organisation/settings.ts"
import { markPsychogeriatricLocations } from "../../server/organisation/pg-locations.ts"
import type { Portal } from "./portal.ts"
import type { Visitor } from "./visitor.ts"

export type FhirResource = { resourceType: string; id: string } & Record<string, unknown>

export const password = "Fluitketel-7-ladders"
const test = { kind: "system", id: "test" } as const
const normal = {
  security: [{ system: "http://terminology.hl7.org/CodeSystem/v3-Confidentiality", code: "N" }],
}
const bsnSystem = "http://fhir.nl/fhir/NamingSystem/bsn"

export type PersonOptions = {
  endedOn?: string
  deceasedOn?: string
  location?: "de-beuk" | "de-eik"
  noStay?: boolean
}

/** A patient with a stay; `de-beuk` is a PG location. */
export function patient(id: string, bsn: string, options: PersonOptions = {}): FhirResource[] {
  const { endedOn, deceasedOn, location = "de-beuk" } = options
  const stay: FhirResource = {
    resourceType: "Encounter",
    id: `${id}-stay`,
    meta: normal,
    status: endedOn ? "finished" : "in-progress",
    class: { system: "http://terminology.hl7.org/CodeSystem/v3-ActCode", code: "IMP" },
    subject: { reference: `Patient/${id}` },
    period: { start: "2024-01-10", ...(endedOn && { end: endedOn }) },
    location: [{ location: { reference: `Location/${location}` } }],
  }
  return [
    {
      resourceType: "Patient",
      id,
      meta: normal,
      identifier: [{ system: bsnSystem, value: bsn }],
      name: [{ use: "official", text: `Mevrouw ${id}`, family: id, given: [id] }],
      birthDate: "1938-04-02",
      ...(deceasedOn && { deceasedDateTime: deceasedOn }),
    },
    ...(options.noStay ? [] : [stay]),
  ]
}

export const relative = (id: string, of: string, bsn: string, role = "01"): FhirResource => ({
  resourceType: "RelatedPerson",
  id,
  meta: normal,
  active: true,
  patient: { reference: `Patient/${of}` },
  identifier: [{ system: bsnSystem, value: bsn }],
  name: [{ text: `Familie ${id}`, family: id }],
  relationship: [{ coding: [{ system: "urn:oid:2.16.840.1.113883.2.4.3.11.22.472", code: role }] }],
})

export const report = (id: string, of: string, date: string, text: string, type = "zorg"): FhirResource => ({
  resourceType: "Composition",
  id,
  meta: normal,
  status: "final",
  confidentiality: "N",
  type: { coding: [{ system: "https://ecd.delinde.example/codes/rapportage", code: type }] },
  subject: { reference: `Patient/${of}` },
  date,
  author: [{ display: "Petra Jansen" }],
  title: "Rapportage",
  section: [
    { text: { status: "additional", div: `<div xmlns="http://www.w3.org/1999/xhtml"><p>${text}</p></div>` } },
  ],
})

export const pdf = {
  contentType: "application/pdf",
  title: "Brief van de arts",
  data: Buffer.from("%PDF-1.4\n% een verzonnen brief\n%%EOF\n").toString("base64"),
}

/** The smallest picture there is. */
export const dot = {
  contentType: "image/gif",
  title: "Een stip",
  data: "R0lGODlhAQABAIAAAAAAAP///yH5BAEAAAAALAAAAAABAAEAAAIBRAA7",
}

/** A report that is no Composition. */
export const document = (
  id: string,
  of: string,
  attachments: object[],
  changes: object = {},
): FhirResource => ({
  resourceType: "DocumentReference",
  id,
  meta: normal,
  status: "current",
  docStatus: "final",
  type: { text: "arts" },
  subject: { reference: `Patient/${of}` },
  date: "2026-11-18T09:00:00+01:00",
  author: [{ display: "dr. S. El Amrani" }],
  description: "Brief",
  content: attachments.map((attachment) => ({ attachment })),
  ...changes,
})

export const appointment = (
  id: string,
  of: string,
  start: string,
  end: string,
  what = "Kapper",
): FhirResource => ({
  resourceType: "Appointment",
  id,
  meta: normal,
  status: "booked",
  description: what,
  start,
  end,
  participant: [{ actor: { reference: `Patient/${of}` }, status: "accepted" }],
})

export const goal = (id: string, of: string, text: string, changes: object = {}): FhirResource => ({
  resourceType: "Goal",
  id,
  meta: normal,
  lifecycleStatus: "active",
  description: { text },
  subject: { reference: `Patient/${of}` },
  ...changes,
})

/** @param agreed what was agreed for the first goal. */
export const carePlan = (
  id: string,
  of: string,
  goals: string[],
  agreed: string[],
  changes: object = {},
): FhirResource => ({
  resourceType: "CarePlan",
  id,
  meta: normal,
  status: "active",
  intent: "plan",
  title: "Zorgplan",
  subject: { reference: `Patient/${of}` },
  period: { start: "2026-10-08" },
  goal: goals.map((one) => ({ reference: `Goal/${one}` })),
  activity: agreed.map((description) => ({
    detail: { status: "in-progress", goal: [{ reference: `Goal/${goals[0]}` }], description },
  })),
  ...changes,
})

/** @param chapters heading → text. */
export const lifeStory = (
  id: string,
  of: string,
  chapters: Record<string, string>,
  code = "levensverhaal",
): FhirResource => ({
  ...report(id, of, "2026-05-06T11:00:00+02:00", ""),
  type: { coding: [{ code }] },
  title: "Dit is mijn leven",
  section: Object.entries(chapters).map(([title, text]) => ({
    title,
    text: { status: "additional", div: `<div xmlns="http://www.w3.org/1999/xhtml"><p>${text}</p></div>` },
  })),
})

const locations: FhirResource[] = [
  { resourceType: "Location", id: "de-beuk", meta: normal, name: "De Beuk" },
  { resourceType: "Location", id: "de-eik", meta: normal, name: "De Eik" },
]

/** Imports and gives our ids by the ECD's, `Patient/mother` → uuid. */
export async function importAll(
  portal: Portal,
  resources: FhirResource[],
): Promise<(reference: string) => string> {
  const { deps } = portal
  await changeOrganisation(deps.db, { psychogeriatricLocations: ["de-beuk"] }, "test", deps.now())
  await ensureSource(deps, { name: "test", kind: "file", settings: { absentConfidentiality: "hide" } })
  const items = [...locations, ...resources].map((resource, at) => ({ resource, location: `test#${at}` }))
  await importResources(deps, { resources: items, sourceName: "test", actor: test })
  await deps.db.transaction((trx) => markPsychogeriatricLocations(trx))
  const ids = new Map<string, string>()
  for (const [type, table] of [
    ["Patient", "patients"],
    ["RelatedPerson", "relatives"],
    ["Composition", "reports"],
    ["DocumentReference", "reports"],
    ["CarePlan", "care_plans"],
    ["Appointment", "appointments"],
  ] as const) {
    const rows = (await deps
      .db(table)
      .join("fhir_resources", "fhir_resources.id", `${table}.fhir_resource_id`)
      .select(`${table}.id`, "fhir_resources.resource_id")) as { id: string; resource_id: string }[]
    for (const row of rows) ids.set(`${type}/${row.resource_id}`, row.id)
  }
  return (reference) => {
    const id = ids.get(reference)
    if (!id) throw new Error(`${reference} was not imported`)
    return id
  }
}

export type ReaderOptions = {
  patientId: string
  person: string
  slot: number
  role: Role
  bsn: string
  name: string
  sections?: Section[]
  endsAt?: string
}

/** An account past its BSN step with a grant, as staff would record it. */
export async function readerOf(
  portal: Portal,
  options: ReaderOptions,
): Promise<{ email: string; grantId: string }> {
  const { deps } = portal
  const email = `${options.name}@voorbeeld.example`
  const mobile = `+316${options.bsn.slice(1)}`
  const known = (await deps.db("patients").where({ id: options.patientId }).first()) as {
    has_decision_capacity: unknown
  }
  if (known.has_decision_capacity === null)
    await setDecisionCapacity(deps, options.patientId, options.role === "patient", test)
  const grantId = await addGrant(
    deps,
    {
      patientId: options.patientId,
      slot: options.slot,
      person: options.person,
      email,
      mobile,
      role: options.role,
      ...(options.role === "legalRepresentative" && { basis: "mentor" as const }),
      formDate: "2026-01-02",
      formReference: "F-1",
      sections: options.sections ?? [...sections],
      ...(options.endsAt && { endsAt: options.endsAt }),
    },
    test,
    "test",
  )
  const account = await deps
    .db("accounts")
    .where({ state: "active", email_index: deps.sealing.blindIndex("email", email) })
    .first("id")
  if (!account) {
    const hash = await hashPassword(deps, password)
    await deps.db.transaction((trx) =>
      addAccount(deps, trx, { email, mobile, password, bsn: options.bsn }, hash),
    )
  }
  return { email, grantId }
}

/** The whole way in, as a reader walks it. */
export async function logIn(portal: Portal, email: string): Promise<Visitor> {
  const visitor = portal.visitor()
  await expectOk(visitor.post("/api/login", { email, password }))
  await expectOk(visitor.post("/api/login/confirm"))
  const [sms] = await portal.messages()
  const code = /^(\d{6})/.exec(sms?.text ?? "")?.[1] ?? ""
  await expectOk(visitor.post("/api/login/code", { code }))
  return visitor
}

async function expectOk(answer: Promise<{ status: number; text: string }>) {
  const { status, text } = await answer
  if (status >= 300) throw new Error(`logging in stopped: ${status} ${text}`)
}
