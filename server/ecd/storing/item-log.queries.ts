// The log of a run, item by item: which resource, what became of it. Kept 90 days; never a name, a number or a text.
import { columnOf } from "../outcome.ts"
import type { LoggedItem } from "./batch.ts"
import { insertRows } from "./insert-rows.ts"
import type { Run } from "./run.ts"
import type { Transaction } from "./transaction.ts"

/** What is unchanged or skipped is only counted: reading the same export again writes nothing. */
export async function logItems(trx: Transaction, run: Run, items: LoggedItem[]): Promise<void> {
  if (run.isDryRun) return
  const rows = items.map(({ type, id, versionKey, outcome, code }) => ({
    run_id: run.id,
    type,
    resource_id: id,
    version_key: versionKey,
    outcome: columnOf(outcome),
    code,
  }))
  await insertRows(trx, "import_items", rows)
}
