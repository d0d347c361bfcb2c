// What must not be lost when a row is made anew: since when something is known.
import type { Change } from "./decide-batch.ts"
import type { Run } from "./run.ts"
import type { Transaction } from "./transaction.ts"

/** By resource row. */
export type PriorRows = ReadonlyMap<string, Record<string, unknown>>

const changing = ["patient_id", "content", "status", "changed_at", "news_at"]

const kept: Record<string, { table: string; columns: string[]; opens?: true }> = {
  Patient: { table: "patients", columns: ["deceased_first_seen_at", "merged_into", "visible"] },
  Encounter: { table: "stays", columns: ["end_first_seen_at"] },
  EpisodeOfCare: { table: "stays", columns: ["end_first_seen_at"] },
  // To tell what changed in it, the text that readers have now is needed too.
  CarePlan: { table: "care_plans", columns: [...changing], opens: true },
  Goal: { table: "care_goals", columns: [...changing], opens: true },
  Composition: { table: "reports", columns: ["received_at"] },
}

type PriorRow = { id: string } & Record<string, unknown>

export async function findPriorRows(
  trx: Transaction,
  run: Run,
  changes: Pick<Change, "item" | "stored">[],
): Promise<PriorRows> {
  const prior = new Map<string, Record<string, unknown>>()
  for (const [type, { table, columns, opens }] of Object.entries(kept)) {
    const ids = changes.flatMap(({ item, stored }) => (stored && item.type === type ? [stored.rowId] : []))
    if (ids.length === 0) continue
    const rows = (await trx(table)
      .whereIn("id", ids)
      .select("id", ...columns)) as PriorRow[]
    if (opens) await openContents(trx, run, table, rows)
    for (const row of rows) prior.set(row.id, row)
  }
  return prior
}

async function openContents(trx: Transaction, run: Run, table: string, rows: PriorRow[]) {
  const ownerOf = (row: PriorRow) => String(row["patient_id"])
  await run.keys.load(trx, rows.map(ownerOf))
  for (const row of rows) {
    const key = run.keys.get(ownerOf(row))
    row["content"] = run.deps.sealing.open(key, `${table}.content`, row.id, row["content"] as Buffer)
  }
}
