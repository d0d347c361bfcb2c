// What the portal already has of the resources in a batch, and their earlier versions.
import type { Version } from "../checking/version-key.ts"
import { nameOf, type Target } from "../checking/references.ts"
import type { Transaction } from "./transaction.ts"

export type Stored = Version & {
  rowId: string
  type: string
  id: string
  versionId: string
  patientId: string | null
  isVisible: boolean
  hiddenReason: string | null
  isDeleted: boolean
  firstSeenAt: string
}
type StoredRow = {
  id: string
  type: string
  resource_id: string
  current_version: string
  patient_id: string | null
  visible: boolean | number
  hidden_reason: string | null
  deleted_at: string | null
  first_seen_at: string
  version_key: string
  content_hash: string
  last_updated: string | null
}

const columns = [
  "fhir_resources.id",
  "fhir_resources.type",
  "fhir_resources.resource_id",
  "fhir_resources.current_version",
  "fhir_resources.patient_id",
  "fhir_resources.visible",
  "fhir_resources.hidden_reason",
  "fhir_resources.deleted_at",
  "fhir_resources.first_seen_at",
  "fhir_resource_versions.version_key",
  "fhir_resource_versions.content_hash",
  "fhir_resource_versions.last_updated",
]

export const storedResources = (trx: Transaction) =>
  trx("fhir_resources")
    .join("fhir_resource_versions", "fhir_resource_versions.id", "fhir_resources.current_version")
    .select(...columns)

export function toStored(row: StoredRow): Stored {
  return {
    rowId: row.id,
    type: row.type,
    id: row.resource_id,
    versionId: row.current_version,
    patientId: row.patient_id,
    isVisible: Boolean(row.visible),
    hiddenReason: row.hidden_reason,
    isDeleted: row.deleted_at !== null,
    firstSeenAt: row.first_seen_at,
    versionKey: row.version_key,
    contentHash: row.content_hash,
    lastUpdated: row.last_updated,
  }
}

/** A newer version of it was refused, and nothing was accepted since. */
export const isQuarantined = ({ hiddenReason }: Pick<Stored, "hiddenReason">) =>
  hiddenReason === "quarantined"

/** By `Type/id`. */
export async function findStored(
  trx: Transaction,
  sourceId: string,
  targets: Target[],
): Promise<Map<string, Stored>> {
  if (targets.length === 0) return new Map()
  const types = [...new Set(targets.map((target) => target.type))]
  const rows = (await storedResources(trx)
    .where("fhir_resources.source_id", sourceId)
    .whereIn("fhir_resources.type", types)
    .whereIn(
      "fhir_resources.resource_id",
      targets.map((target) => target.id),
    )) as StoredRow[]
  return new Map(rows.map(toStored).map((stored) => [nameOf(stored), stored]))
}

export type EarlierVersion = Version & { id: string }

/** Every version of these resources, newest last, by resource row. */
export async function findVersions(
  trx: Transaction,
  rowIds: string[],
): Promise<Map<string, EarlierVersion[]>> {
  const found = new Map<string, EarlierVersion[]>()
  if (rowIds.length === 0) return found
  const rows = (await trx("fhir_resource_versions")
    .whereIn("fhir_resource_id", rowIds)
    .orderBy("received_at")
    .select("id", "fhir_resource_id", "version_key", "content_hash", "last_updated")) as {
    id: string
    fhir_resource_id: string
    version_key: string
    content_hash: string
    last_updated: string | null
  }[]
  for (const row of rows) {
    const version = {
      id: row.id,
      versionKey: row.version_key,
      contentHash: row.content_hash,
      lastUpdated: row.last_updated,
    }
    found.set(row.fhir_resource_id, [...(found.get(row.fhir_resource_id) ?? []), version])
  }
  return found
}
