// The few facts that mapping needs of other resources, read together per table and opened.
import { nameOf, type Target } from "../checking/references.ts"
import type { JsonObject } from "../json.ts"
import { fileIn } from "../mapping/binary.ts"
import { lineFor } from "../mapping/project.ts"
import type { Detail, Known, Line } from "../mapping/projection.ts"
import { isQuarantined } from "./known.queries.ts"
import { findSurvivors } from "./merges.queries.ts"
import { openRaw, type SealedVersion } from "./open-raw.ts"
import type { Run } from "./run.ts"
import type { Transaction } from "./transaction.ts"

type Found = Target & {
  rowId: string
  versionId: string
  patientId: string | null
  isVisible: boolean
  isDeleted: boolean
  isQuarantined: boolean
}
type Details = Map<string, Detail>

/** What is not there is left out. */
export async function loadDetails(
  trx: Transaction,
  run: Run,
  targets: Target[],
): Promise<{ target: Target; known: Known }[]> {
  const found = await findTargets(trx, run, targets)
  const details: Details = new Map()
  const ofType = (...types: string[]) => found.filter(({ type }) => types.includes(type))
  await addPatients(trx, ofType("Patient"), details)
  await addCarers(trx, run, ofType("Practitioner", "PractitionerRole"), details)
  await addPlaces(trx, ofType("Location"), details)
  await addRelatives(trx, run, ofType("RelatedPerson"), details)
  for (const { rowId, patientId } of ofType("Goal"))
    if (patientId) details.set(rowId, { kind: "goal", patientId })
  await addLines(trx, run, ofType("Observation"), details)
  await addFiles(trx, run, ofType("Binary"), details)
  return found.map(({ type, id, rowId, isVisible, isDeleted }) => ({
    target: { type, id },
    known: { rowId, isVisible: isVisible && !isDeleted, detail: details.get(rowId) ?? null },
  }))
}

async function findTargets(trx: Transaction, run: Run, targets: Target[]): Promise<Found[]> {
  const wanted = new Set(targets.map(nameOf))
  const rows = (await trx("fhir_resources")
    .where("source_id", run.source.id)
    .whereIn("type", [...new Set(targets.map(({ type }) => type))])
    .whereIn(
      "resource_id",
      targets.map(({ id }) => id),
    )
    .select(
      "id",
      "type",
      "resource_id",
      "current_version",
      "patient_id",
      "visible",
      "hidden_reason",
      "deleted_at",
    )) as {
    id: string
    type: string
    resource_id: string
    current_version: string
    patient_id: string | null
    visible: boolean | number
    hidden_reason: string | null
    deleted_at: string | null
  }[]
  return rows
    .map((row) => ({
      rowId: row.id,
      type: row.type,
      id: row.resource_id,
      versionId: row.current_version,
      patientId: row.patient_id,
      isVisible: Boolean(row.visible),
      isDeleted: row.deleted_at !== null,
      isQuarantined: isQuarantined({ hiddenReason: row.hidden_reason }),
    }))
    .filter((one) => wanted.has(nameOf(one)))
}

const idsOf = (found: Found[]) => found.map(({ rowId }) => rowId)

async function addPatients(trx: Transaction, found: Found[], details: Details) {
  if (found.length === 0) return
  const survivors = await findSurvivors(trx, idsOf(found))
  for (const { rowId } of found)
    details.set(rowId, { kind: "patient", survivor: survivors.get(rowId) ?? null })
}

async function addCarers(trx: Transaction, run: Run, found: Found[], details: Details) {
  if (found.length === 0) return
  const rows = (await trx("practitioners").whereIn("id", idsOf(found))) as {
    id: string
    resource_type: string
    name: Buffer | null
    role_text: string | null
    practitioner_resource_id: string | null
  }[]
  for (const row of rows) {
    const name = row.name && run.deps.sealing.open(run.keys.system, "practitioners.name", row.id, row.name)
    const id = row.practitioner_resource_id
    details.set(
      row.id,
      row.resource_type === "Practitioner"
        ? { kind: "practitioner", name }
        : {
            kind: "role",
            name,
            roleText: row.role_text,
            practitioner: id ? { type: "Practitioner", id } : null,
          },
    )
  }
}

async function addPlaces(trx: Transaction, found: Found[], details: Details) {
  if (found.length === 0) return
  const rows = (await trx("locations").whereIn("id", idsOf(found)).select("id", "name")) as {
    id: string
    name: string
  }[]
  for (const { id, name } of rows) details.set(id, { kind: "location", name })
}

async function addRelatives(trx: Transaction, run: Run, found: Found[], details: Details) {
  if (found.length === 0) return
  const rows = (await trx("relatives").whereIn("id", idsOf(found)).select("id", "patient_id", "name")) as {
    id: string
    patient_id: string
    name: Buffer
  }[]
  await run.keys.load(
    trx,
    rows.map((row) => row.patient_id),
  )
  for (const { id, patient_id: patientId, name } of rows)
    details.set(id, {
      kind: "relative",
      patientId,
      name: run.deps.sealing.open(run.keys.get(patientId), "relatives.name", id, name),
    })
}

/** Read from the raw text: a line has no row of its own. */
async function addLines(trx: Transaction, run: Run, found: Found[], details: Details) {
  if (found.length === 0) return
  const byVersion = new Map(found.map((one) => [one.versionId, one]))
  const versions = (await trx("fhir_resource_versions")
    .whereIn("id", [...byVersion.keys()])
    .select("id", "owner_kind", "owner_id", "raw", "scope")) as SealedVersion[]
  const texts = await openRaw(trx, run, versions)
  for (const version of versions) {
    const line = byVersion.get(version.id)
    const raw = texts.get(version.id)
    if (!line || raw === undefined) continue
    const judged = lineFor(JSON.parse(raw) as JsonObject, line.patientId, run.source.settings)
    details.set(line.rowId, { kind: "line", line: { ...judged, verdict: verdictOf(line, judged) } })
  }
}

async function addFiles(trx: Transaction, run: Run, found: Found[], details: Details) {
  if (found.length === 0) return
  const byVersion = new Map(found.map((one) => [one.versionId, one]))
  const versions = (await trx("fhir_resource_versions")
    .whereIn("id", [...byVersion.keys()])
    .select("id", "owner_kind", "owner_id", "raw", "scope")) as SealedVersion[]
  for (const [versionId, raw] of await openRaw(trx, run, versions)) {
    const file = byVersion.get(versionId)
    if (file) details.set(file.rowId, fileIn(JSON.parse(raw) as JsonObject, file.patientId))
  }
}

/** Of a line whose newer version was refused nobody knows what it says by now. */
function verdictOf({ isDeleted, isQuarantined: isUnknown }: Found, { verdict }: Line): Line["verdict"] {
  if (isDeleted) return "status"
  return isUnknown ? "confidential" : verdict
}
