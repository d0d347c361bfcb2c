// Imports resources through the real importer and reads back what a reader could get to see.
import { mkdtempSync, rmSync, writeFileSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { importFiles } from "../../server/ecd/import-files.ts"
import { importResources } from "../../server/ecd/import-resources.ts"
import type { ImportReport } from "../../server/ecd/report.ts"
import { readCarePlan } from "../../server/dossier/read-care-plan.ts"
import { listPieces } from "../../server/portrait/portrait.queries.ts"
import { systemOwner } from "../../server/sealing/sealing.ts"
import type { Portal } from "./portal.ts"
import type { Resource } from "./fhir-resources.ts"

export const importer = { kind: "operator", id: "test" } as const

export function importList(portal: Portal, resources: unknown[], sourceName = "ecd"): Promise<ImportReport> {
  const items = resources.map((resource, index) => ({ resource, location: `list#${index + 1}` }))
  return importResources(portal.deps, { resources: items, sourceName, actor: importer })
}

/** Files of a throw-away folder, by name. */
export async function importNamed(
  portal: Portal,
  files: Record<string, string | Buffer>,
  options: { dryRun?: boolean; onProgress?: () => void; sourceName?: string } = {},
): Promise<ImportReport> {
  const folder = mkdtempSync(join(tmpdir(), "portal-ecd-"))
  try {
    for (const [name, content] of Object.entries(files)) writeFileSync(join(folder, name), content)
    return await importFiles(portal.deps, { paths: [folder], sourceName: "ecd", actor: importer, ...options })
  } finally {
    rmSync(folder, { recursive: true })
  }
}

export const ndjson = (resources: unknown[]) => resources.map((one) => `${JSON.stringify(one)}\n`).join("")

export const bundle = (resources: Resource[], changes: Record<string, unknown> = {}) =>
  JSON.stringify({
    resourceType: "Bundle",
    type: "collection",
    entry: resources.map((resource) => ({ fullUrl: `urn:uuid:${resource.id}`, resource })),
    ...changes,
  })

type Row = { id: string } & Record<string, unknown>
export type ShownReport = {
  id: string
  title: string | null
  author: string | null
  authorRole: string | null
  sections: { heading: string | null; text: string }[]
  discipline: string
  occurredAt: string
  precision: string
  amendedAt: string | null
  receivedAt: string
}
export type ShownAppointment = {
  title: string
  description: string | null
  instruction: string | null
  participants: { name: string; role: string | null }[]
  place: string | null
  startsAt: string
  endsAt: string | null
  status: string
  isGroup: boolean
}

/** Our id of a resource of the ECD; undefined when it is not stored. */
export async function rowIdOf(portal: Portal, type: string, id: string): Promise<string | undefined> {
  const row = (await portal.db("fhir_resources").where({ type, resource_id: id }).first("id")) as
    Row | undefined
  return row?.id
}

export const resourceRow = (portal: Portal, type: string, id: string) =>
  portal.db("fhir_resources").where({ type, resource_id: id }).first() as Promise<Row | undefined>

async function keyOf(portal: Portal, patient: string) {
  const id = (await rowIdOf(portal, "Patient", patient)) ?? ""
  return { id, key: await portal.deps.sealing.keyFor(portal.db, { kind: "patient", id }, portal.clock.now()) }
}

/** A client's readable reports, newest first. */
export async function shownReports(portal: Portal, patient: string): Promise<ShownReport[]> {
  const { id, key } = await keyOf(portal, patient)
  const rows = (await portal
    .db("reports")
    .where({ patient_id: id, visible: true })
    .orderBy([{ column: "occurred_at", order: "desc" }, "id"])) as Row[]
  return rows.map((row) => ({
    ...(JSON.parse(
      portal.deps.sealing.open(key, "reports.content", row.id, row["content"] as Buffer),
    ) as ShownReport),
    id: row.id,
    discipline: String(row["discipline"]),
    occurredAt: String(row["occurred_at"]),
    precision: String(row["precision"]),
    amendedAt: row["amended_at"] as string | null,
    receivedAt: String(row["received_at"]),
  }))
}

export async function shownTexts(portal: Portal, patient: string): Promise<string[]> {
  const reports = await shownReports(portal, patient)
  return reports.map(({ sections }) => sections.map(({ text }) => text).join("|"))
}

/** A client's agenda, earliest first. */
export async function shownAppointments(portal: Portal, patient: string): Promise<ShownAppointment[]> {
  const { id, key } = await keyOf(portal, patient)
  const rows = (await portal
    .db("appointments")
    .where({ patient_id: id, visible: true })
    .orderBy(["starts_at", "id"])) as Row[]
  return rows.map((row) => ({
    ...(JSON.parse(
      portal.deps.sealing.open(key, "appointments.content", row.id, row["content"] as Buffer),
    ) as ShownAppointment),
    startsAt: String(row["starts_at"]),
    endsAt: row["ends_at"] as string | null,
    status: String(row["status"]),
    isGroup: Boolean(row["is_group"]),
  }))
}

export type ShownPlan = Awaited<ReturnType<typeof shownCarePlan>>

/** A client's care plan as its page gets it. @param since the reader's visit before this one. */
export async function shownCarePlan(portal: Portal, patient: string, since: string | null = null) {
  const { id: patientId, key } = await keyOf(portal, patient)
  return readCarePlan({ trx: portal.db, patientId, key }, portal.deps.sealing, since)
}

/** Plan → goals → agreements, as their texts. */
export async function planTexts(portal: Portal, patient: string) {
  const { plans, otherGoals, earlier } = await shownCarePlan(portal, patient)
  const goalText = ({ text, agreements }: ShownPlan["otherGoals"][number]) => [
    text,
    ...agreements.map((agreement) => agreement.text),
  ]
  return {
    plans: plans.map((plan) => [...plan.goals.map(goalText), ...plan.agreements.map(({ text }) => text)]),
    otherGoals: otherGoals.map(goalText),
    earlier: earlier.map(({ title }) => title),
  }
}

/** A client's portrait or life story as its page gets it. @param since the reader's visit before this one. */
export async function shownStory(
  portal: Portal,
  patient: string,
  section: "portrait" | "lifeStory",
  since: string | null = null,
) {
  const { id: patientId, key } = await keyOf(portal, patient)
  return listPieces({ trx: portal.db, patientId, key }, portal.deps.sealing, section, since)
}

/** A row of one table, by the ECD's id, with its sealed columns opened. */
export async function projected(
  portal: Portal,
  table: "patients" | "relatives" | "practitioners" | "locations" | "stays",
  type: string,
  id: string,
): Promise<Row | undefined> {
  const rowId = (await rowIdOf(portal, type, id)) ?? ""
  const row = (await portal.db(table).where({ fhir_resource_id: rowId }).first()) as Row | undefined
  if (!row) return undefined
  const patientId = table === "patients" ? row.id : (row["patient_id"] as string | undefined)
  const owner = patientId ? ({ kind: "patient", id: patientId } as const) : systemOwner
  const key = await portal.deps.sealing.keyFor(portal.db, owner, portal.clock.now())
  const opened = Object.entries(row).map(([column, value]) => [
    column,
    Buffer.isBuffer(value) ? portal.deps.sealing.open(key, `${table}.${column}`, row.id, value) : value,
  ])
  return Object.fromEntries(opened) as Row
}

export async function openQuarantine(
  portal: Portal,
): Promise<{ type: string | null; id: string | null; code: string }[]> {
  const rows = (await portal
    .db("quarantined_items")
    .whereNull("resolved_at")
    .orderBy(["type", "resource_id"])
    .select("type", "resource_id", "code")) as {
    type: string | null
    resource_id: string | null
    code: string
  }[]
  return rows.map(({ type, resource_id: id, code }) => ({ type, id, code }))
}

/** Everything that readers' pages are made of, to compare two end states. Times of receipt aside. */
export async function wholeRecord(portal: Portal): Promise<Record<string, unknown[]>> {
  const state: Record<string, unknown[]> = {}
  const patients = (await portal
    .db("fhir_resources")
    .where({ type: "Patient" })
    .orderBy("resource_id")) as Row[]
  for (const patient of patients) {
    const name = String(patient["resource_id"])
    const reports = await shownReports(portal, name)
    state[`${name} reports`] = reports
      .map(({ id: _, receivedAt: __, ...rest }) => JSON.stringify(rest))
      .toSorted()
    state[`${name} agenda`] = (await shownAppointments(portal, name))
      .map((one) => JSON.stringify(one))
      .toSorted()
    for (const section of ["portrait", "lifeStory"] as const)
      state[`${name} ${section}`] = (await shownStory(portal, name, section)).map(({ parts }) =>
        JSON.stringify(parts),
      )
    const { plans, otherGoals, earlier } = await shownCarePlan(portal, name)
    // Ids and etags are of this portal.
    const plain = (one: unknown) =>
      JSON.stringify(one).replaceAll(/"(id|etag|changedAt)":("[^"]*"|null),?/g, "")
    state[`${name} plan`] = [...plans, ...otherGoals, ...earlier].map(plain).toSorted()
  }
  const resources = (await portal.db("fhir_resources").orderBy(["type", "resource_id"])) as Row[]
  state["resources"] = resources.map((row) => [
    row["type"],
    row["resource_id"],
    Boolean(row["visible"]),
    row["hidden_reason"],
    row["deleted_at"] !== null,
    Boolean(row["needs_projection"]),
  ])
  for (const table of ["stays", "relatives", "practitioners", "locations", "care_team_members"])
    state[table] = [Number((await portal.db(table).count({ n: "*" }))[0]?.["n"])]
  state["quarantine"] = await openQuarantine(portal)
  return state
}
