// What must not be lost when a row is made anew: since when something is known.
import type { Change } from "./decide-batch.ts"
import type { Transaction } from "./transaction.ts"

/** By resource row. */
export type PriorRows = ReadonlyMap<string, Record<string, unknown>>

const kept: Record<string, { table: string; columns: string[] }> = {
  Patient: { table: "patients", columns: ["deceased_first_seen_at", "merged_into", "visible"] },
  Encounter: { table: "stays", columns: ["end_first_seen_at"] },
  EpisodeOfCare: { table: "stays", columns: ["end_first_seen_at"] },
  Composition: { table: "reports", columns: ["received_at"] },
}

export async function findPriorRows(
  trx: Transaction,
  changes: Pick<Change, "item" | "stored">[],
): Promise<PriorRows> {
  const prior = new Map<string, Record<string, unknown>>()
  for (const [type, { table, columns }] of Object.entries(kept)) {
    const ids = changes.flatMap(({ item, stored }) => (stored && item.type === type ? [stored.rowId] : []))
    if (ids.length === 0) continue
    const rows = (await trx(table)
      .whereIn("id", ids)
      .select("id", ...columns)) as ({ id: string } & Record<string, unknown>)[]
    for (const row of rows) prior.set(row.id, row)
  }
  return prior
}
