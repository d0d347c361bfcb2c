// The ECD said something newer that the portal cannot read. What it said before may be wrong or withdrawn by now, so it
// is not shown any more until a version of the resource is accepted, or until the last good one comes in again.
import { isOlder } from "../checking/decide-version.ts"
import type { Refused } from "../checking/prepare.ts"
import { nameOf } from "../checking/references.ts"
import { markDependentsOf } from "./dependents.queries.ts"
import { findStored, isQuarantined, type Stored } from "./known.queries.ts"
import type { Run } from "./run.ts"
import { takeAway } from "./take-away.ts"
import type { Transaction } from "./transaction.ts"

/** In the transaction that puts them into quarantine. What they refer to stays noted: a report they replaced stays away. */
export async function hideRefused(trx: Transaction, run: Run, refused: Refused[]): Promise<void> {
  const named = refused.flatMap(({ type, id, lastUpdated }) =>
    type && id ? [{ type, id, lastUpdated }] : [],
  )
  const stored = await findStored(trx, run.source.id, named)
  const gone = new Map<string, Stored>()
  for (const one of named) {
    const current = stored.get(nameOf(one))
    if (!current || current.isDeleted || isQuarantined(current) || isOlder(one, current)) continue
    gone.set(current.rowId, current)
  }
  if (gone.size > 0)
    await takeAway(trx, run, [...gone.values()], { hidden_reason: "quarantined", deleted_at: null })
}

/** Their rows are made again before the run ends. */
export async function showAgain(trx: Transaction, run: Run, returned: Stored[]): Promise<void> {
  if (returned.length === 0) return
  await trx("fhir_resources")
    .whereIn(
      "id",
      returned.map(({ rowId }) => rowId),
    )
    .update({ hidden_reason: null, needs_projection: true })
  // A line has no row whose coming back would tell its reports.
  const lines = returned.filter(({ type }) => type === "Observation")
  await markDependentsOf(trx, run, lines)
}
