// What the ECD deleted: hidden at once, its rows taken away, the raw history kept.
import type { Tombstone } from "../checking/prepare.ts"
import { isOlder } from "../checking/decide-version.ts"
import { markFormerlyReplaced } from "./dependents.queries.ts"
import type { Stored } from "./known.queries.ts"
import { timeOf, type Run } from "./run.ts"
import { takeAway } from "./take-away.ts"
import type { Transaction } from "./transaction.ts"

type Deletion = { tombstone: Tombstone; stored: Stored }

/** A deletion that is older than what the portal has was overtaken by a later version. */
export const isOvertaken = ({ tombstone, stored }: Deletion) => isOlder(tombstone, stored)

export async function writeTombstones(trx: Transaction, run: Run, deletions: Deletion[]): Promise<void> {
  if (deletions.length === 0) return
  const gone = deletions.map(({ stored }) => stored)
  const ids = gone.map(({ rowId }) => rowId)
  await markFormerlyReplaced(trx, run, ids)
  await trx("fhir_references").whereIn("fhir_resource_id", ids).delete()
  await takeAway(trx, run, gone, { hidden_reason: "deleted", deleted_at: timeOf(run) })
}
