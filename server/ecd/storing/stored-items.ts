// Stored versions as items again.
import type { Item } from "../checking/prepare.ts"
import { subjectOf } from "../checking/subject.ts"
import type { Version } from "../checking/version-key.ts"
import type { JsonObject } from "../json.ts"
import { storedResources, toStored, type Stored } from "./known.queries.ts"
import { openRaw, readScope, type SealedVersion } from "./open-raw.ts"
import type { Run } from "./run.ts"
import type { Transaction } from "./transaction.ts"

export type StoredVersion = SealedVersion & {
  fhir_resource_id: string
  version_key: string
  content_hash: string
  last_updated: string | null
  received_at: string
}
export type StoredItem = { item: Item; stored: Stored; version: StoredVersion }

/** @param versionIds of any version, current or not. */
export async function loadStoredItems(
  trx: Transaction,
  run: Run,
  versionIds: string[],
): Promise<StoredItem[]> {
  const versions = (await trx("fhir_resource_versions").whereIn("id", versionIds)) as StoredVersion[]
  const texts = await openRaw(trx, run, versions)
  const rows = await storedResources(trx).whereIn(
    "fhir_resources.id",
    versions.map((version) => version.fhir_resource_id),
  )
  const resources = new Map(rows.map(toStored).map((stored) => [stored.rowId, stored]))
  return versions.flatMap((version) => {
    const stored = resources.get(version.fhir_resource_id)
    const raw = texts.get(version.id)
    return stored && raw !== undefined ? [{ stored, version, item: itemOf(stored, version, raw) }] : []
  })
}

function itemOf(stored: Stored, version: StoredVersion, raw: string): Item {
  const { type, id } = stored
  const resource = JSON.parse(raw) as JsonObject
  const scope = readScope(version.scope)
  const own: Version = {
    versionKey: version.version_key,
    contentHash: version.content_hash,
    lastUpdated: version.last_updated,
  }
  const subject = subjectOf(type, resource, { scope, contained: resource["contained"] })
  return { kind: "item", location: `${type}/${id}`, raw, type, id, resource, scope, subject, ...own }
}
