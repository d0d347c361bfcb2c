// What the ECD deleted: hidden at once, its rows taken away, the raw history kept.
import type { Tombstone } from "../checking/prepare.ts"
import { markDependentsOf, markFormerlyReplaced, markRecords } from "./dependents.queries.ts"
import type { Stored } from "./known.queries.ts"
import { timeOf, type Run } from "./run.ts"
import type { Transaction } from "./transaction.ts"
import { hideKeptRows, removeOldRows } from "./write-plans.ts"

type Deletion = { tombstone: Tombstone; stored: Stored }

/** A deletion that is older than what the portal has was overtaken by a later version. */
export const isOvertaken = ({ tombstone, stored }: Deletion) =>
  tombstone.lastUpdated !== null && stored.lastUpdated !== null && tombstone.lastUpdated < stored.lastUpdated

export async function writeTombstones(trx: Transaction, run: Run, deletions: Deletion[]): Promise<void> {
  if (deletions.length === 0) return
  const ids = deletions.map(({ stored }) => stored.rowId)
  await markDependentsOf(
    trx,
    run,
    deletions.map(({ tombstone }) => tombstone),
  )
  await markFormerlyReplaced(trx, run, ids)
  await trx("fhir_references").whereIn("fhir_resource_id", ids).delete()
  await removeOldRows(
    trx,
    deletions.map(({ stored }) => ({ rowId: stored.rowId, item: { type: stored.type } })),
  )
  await trx("fhir_resources")
    .whereIn("id", ids)
    .update({ deleted_at: timeOf(run), visible: false, hidden_reason: "deleted", needs_projection: false })
  const gone = deletions.map(({ stored }) => ({ rowId: stored.rowId, type: stored.type }))
  await hideKeptRows(trx, gone)
  await markRecords(
    trx,
    gone.flatMap(({ rowId, type }) => (type === "Patient" ? [rowId] : [])),
  )
  for (const { tombstone } of deletions) run.directory.forget(tombstone)
}
