// Writes what was planned, many items per statement: the resource, its version, what it refers to, and its rows.
import { nameIn, removeNamePrefixes, writeNamePrefixes } from "../../access/name-prefixes.ts"
import { keepsRow, tablesOf } from "../mapping/project.ts"
import { Clear, type Row } from "../mapping/projection.ts"
import { loadSeals, type KeptSeals } from "./kept-seals.ts"
import { insertRows, keeping, replacing, type Values } from "./insert-rows.ts"
import { rawOwner, writeScope } from "./open-raw.ts"
import type { Plan } from "./plan.ts"
import { timeOf, type Run } from "./run.ts"
import type { Transaction } from "./transaction.ts"

export async function writePlans(trx: Transaction, run: Run, plans: Plan[]): Promise<void> {
  if (plans.length === 0) return
  await writeResources(trx, run, plans)
  await writeVersions(
    trx,
    run,
    plans.filter((plan) => plan.isNewVersion),
  )
  await writeReferences(trx, run, plans)
  const seals = await loadSeals(trx, run, plans)
  await removeOldRows(
    trx,
    plans.filter((plan) => plan.stored),
  )
  await hideKeptRows(
    trx,
    plans
      .filter((plan) => plan.stored && plan.projection.rows.length === 0)
      .map(({ rowId, item }) => ({ rowId, type: item.type })),
  )
  await writeRows(trx, run, plans, seals)
  await writeSearchNames(trx, run, plans)
  await makeSlots(trx, run, plans)
}

async function writeResources(trx: Transaction, run: Run, plans: Plan[]) {
  const rows = plans.map((plan): Values => {
    const { hiddenReason, section } = plan.projection
    return {
      id: plan.rowId,
      source_id: run.source.id,
      type: plan.item.type,
      resource_id: plan.item.id,
      current_version: plan.versionId,
      patient_id: plan.patientId,
      section,
      visible: hiddenReason === null,
      hidden_reason: hiddenReason,
      deleted_at: null,
      first_seen_at: plan.stored?.firstSeenAt ?? plan.receivedAt,
      needs_projection: hasMissedSomething(run, plan),
    }
  })
  const merge = [
    "current_version",
    "patient_id",
    "section",
    "visible",
    "hidden_reason",
    "deleted_at",
    "needs_projection",
  ]
  await insertRows(trx, "fhir_resources", rows, replacing(merge))
}

/** Something it refers to was planned after it, in the same batch. */
const hasMissedSomething = (run: Run, plan: Plan) =>
  plan.references.some(({ target, boundId }) => boundId === null && run.directory.get(target) !== undefined)

type NewVersion = Pick<Plan, "item" | "rowId" | "versionId" | "patientId" | "receivedAt">

export async function writeVersions(trx: Transaction, run: Run, plans: NewVersion[]) {
  const rows = plans.map((plan): Values => {
    const { item, versionId, patientId } = plan
    return {
      id: versionId,
      fhir_resource_id: plan.rowId,
      version_key: item.versionKey,
      content_hash: item.contentHash,
      last_updated: item.lastUpdated,
      received_at: plan.receivedAt,
      run_id: run.id,
      ...rawOwner(patientId),
      raw: run.deps.sealing.seal(run.keys.get(patientId), "fhir_resource_versions.raw", versionId, item.raw),
      scope: writeScope(item.scope),
    }
  })
  await insertRows(trx, "fhir_resource_versions", rows)
}

async function writeReferences(trx: Transaction, run: Run, plans: Plan[]) {
  const old = plans.filter((plan) => plan.stored).map((plan) => plan.rowId)
  if (old.length > 0) await trx("fhir_references").whereIn("fhir_resource_id", old).delete()
  const rows = plans.flatMap(({ rowId, references }) =>
    references.map(({ path, target, boundId }): Values => {
      const { type, id } = target
      const place = { source_id: run.source.id, fhir_resource_id: rowId, path }
      return { ...place, target_type: type, target_id: id, bound_id: boundId }
    }),
  )
  await insertRows(trx, "fhir_references", rows)
}

/** A resource's rows are made anew; those that staff's decisions hang on are changed instead. */
export async function removeOldRows(trx: Transaction, plans: { rowId: string; item: { type: string } }[]) {
  const byTable = new Map<string, string[]>()
  for (const { rowId, item } of plans) {
    if (item.type === "Patient")
      byTable.set("patient_identifiers", [...(byTable.get("patient_identifiers") ?? []), rowId])
    if (keepsRow(item.type)) continue
    for (const table of tablesOf(item.type)) byTable.set(table, [...(byTable.get(table) ?? []), rowId])
  }
  for (const [table, ids] of byTable)
    await trx(table)
      .whereIn(table === "patient_identifiers" ? "patient_id" : "fhir_resource_id", ids)
      .delete()
}

/** What staff decided about a client or place stays; nothing else of it may show or be found. */
export async function hideKeptRows(trx: Transaction, gone: { rowId: string; type: string }[]) {
  const ofType = (wanted: string) => gone.flatMap(({ rowId, type }) => (type === wanted ? [rowId] : []))
  const [patients, places] = [ofType("Patient"), ofType("Location")]
  if (patients.length > 0)
    await trx("patients").whereIn("id", patients).update({ visible: false, bsn_index: null })
  await removeNamePrefixes(trx, patients)
  if (places.length > 0)
    await trx("locations").whereIn("id", places).update({ visible: false, name: "", phone: null })
}

async function writeRows(trx: Transaction, run: Run, plans: Plan[], seals: KeptSeals) {
  const byTable = new Map<string, Row[]>()
  for (const row of plans.flatMap((plan) => plan.projection.rows)) {
    const rows = byTable.get(row.table)
    if (rows) rows.push(row)
    else byTable.set(row.table, [row])
  }
  for (const [table, rows] of byTable) {
    const merge = Object.keys(rows[0]?.values ?? {}).filter((column) => column !== "id")
    await insertRows(
      trx,
      table,
      rows.map((row) => sealed(run, row, seals)),
      replacing(merge),
    )
  }
}

/** By which staff find a client; one that may not be seen is not found. */
async function writeSearchNames(trx: Transaction, run: Run, plans: Plan[]) {
  const patients = plans.flatMap(({ projection }) =>
    projection.rows.filter(({ table }) => table === "patients"),
  )
  const named = patients.flatMap(({ values: { id, name, visible } }) =>
    visible === true && name instanceof Clear ? [{ id, name: nameIn(name.text) }] : [],
  )
  await writeNamePrefixes(trx, run.deps.sealing, named)
  await removeNamePrefixes(
    trx,
    patients.flatMap(({ values: { id, visible } }) => (visible === true ? [] : [id])),
  )
}

function sealed(run: Run, row: Row, seals: KeptSeals): Values {
  const { table, patientId, values } = row
  const seal = (column: string, text: string) =>
    run.deps.sealing.seal(run.keys.get(patientId), `${table}.${column}`, values.id, text)
  const written: Values = {}
  for (const [column, value] of Object.entries(values))
    written[column] =
      value instanceof Clear ? (seals(row, column, value.text) ?? seal(column, value.text)) : value
  return written
}

/** Two accounts per client; a third is staff's decision. */
async function makeSlots(trx: Transaction, run: Run, plans: Plan[]) {
  const created = plans.filter((plan) => plan.item.type === "Patient" && !plan.stored)
  const rows = created.flatMap(({ rowId }) =>
    [1, 2].map((slot): Values => {
      return { patient_id: rowId, slot, reason: null, created_at: timeOf(run), created_by: "ecd import" }
    }),
  )
  await insertRows(trx, "patient_slots", rows, keeping)
}
