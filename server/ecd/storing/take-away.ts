// A resource out of the readers' sight: its rows are taken away, what others make of it is made anew. The resource itself
// and its raw history stay.
import { markDependentsOf, markRecords } from "./dependents.queries.ts"
import type { Stored } from "./known.queries.ts"
import type { Run } from "./run.ts"
import type { Transaction } from "./transaction.ts"
import { hideKeptRows, removeOldRows } from "./write-plans.ts"

type Reason = { hidden_reason: "deleted" | "quarantined"; deleted_at: string | null }

export async function takeAway(trx: Transaction, run: Run, gone: Stored[], reason: Reason): Promise<void> {
  await markDependentsOf(trx, run, gone)
  await removeOldRows(
    trx,
    gone.map(({ rowId, type }) => ({ rowId, item: { type } })),
  )
  await trx("fhir_resources")
    .whereIn(
      "id",
      gone.map(({ rowId }) => rowId),
    )
    .update({ ...reason, visible: false, needs_projection: false })
  await hideKeptRows(trx, gone)
  await markRecords(
    trx,
    gone.flatMap(({ rowId, type }) => (type === "Patient" ? [rowId] : [])),
  )
  for (const one of gone) run.directory.forget(one)
}
