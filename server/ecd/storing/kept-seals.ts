// A text that did not change stays sealed as it was, so that its etag (access/etag.ts) stays too and no device drops what
// is still right. Only of what a reader can keep.
import type { Row } from "../mapping/projection.ts"
import type { Plan } from "./plan.ts"
import type { Run } from "./run.ts"
import type { Transaction } from "./transaction.ts"

const keptTables = [
  "reports",
  "appointments",
  "care_plans",
  "care_goals",
  "life_story_chapters",
  "joy_activities",
  "pictures",
]
const COLUMN = "content"

type OldRow = { id: string; patient_id: string; content: Buffer }
/** @returns the sealed text as it is stored, when it is this one. */
export type KeptSeals = (row: Row, column: string, text: string) => Buffer | undefined

/** To be called before the old rows are removed. */
export async function loadSeals(trx: Transaction, run: Run, plans: Plan[]): Promise<KeptSeals> {
  const old = new Map<string, OldRow>()
  const known = plans.filter(({ stored }) => stored).flatMap(({ projection }) => projection.rows)
  for (const table of keptTables) {
    const ids = known.flatMap((row) => (row.table === table ? [row.values.id] : []))
    if (ids.length === 0) continue
    const rows = (await trx(table).whereIn("id", ids).select("id", "patient_id", COLUMN)) as OldRow[]
    for (const row of rows) old.set(row.id, row)
  }
  return ({ table, patientId, values }, column, text) => {
    const before = old.get(values.id)
    // Under another client's key it would not open.
    if (column !== COLUMN || before?.patient_id !== patientId) return undefined
    const was = run.deps.sealing.open(
      run.keys.get(patientId),
      `${table}.${COLUMN}`,
      before.id,
      before.content,
    )
    return was === text ? before.content : undefined
  }
}
