// What must not be lost when a row is made anew: since when something is known.
import { mappedTypes, reportTypes, tablesOf } from "../mapping/project.ts"
import type { Change } from "./decide-batch.ts"
import type { Run } from "./run.ts"
import type { Transaction } from "./transaction.ts"

/** By resource row. */
export type PriorRows = ReadonlyMap<string, Record<string, unknown>>

const changing = ["patient_id", "content", "changed_at", "news_at"]
const storyTypes = mappedTypes.filter((type) => tablesOf(type).includes("life_story_chapters"))

type Kept = { table: string; columns: string[]; opens?: true }
const kept: [type: string, Kept][] = [
  ["Patient", { table: "patients", columns: ["deceased_first_seen_at", "merged_into", "visible"] }],
  ["Encounter", { table: "stays", columns: ["end_first_seen_at"] }],
  ["EpisodeOfCare", { table: "stays", columns: ["end_first_seen_at"] }],
  // To tell what changed in it, the text that readers have now is needed too.
  ["CarePlan", { table: "care_plans", columns: [...changing, "status"], opens: true }],
  ["CarePlan", { table: "joy_activities", columns: changing, opens: true }],
  ["Goal", { table: "care_goals", columns: [...changing, "status"], opens: true }],
  ...reportTypes.map((type): [string, Kept] => [type, { table: "reports", columns: ["received_at"] }]),
  ...storyTypes.map((type): [string, Kept] => [
    type,
    { table: "life_story_chapters", columns: changing, opens: true },
  ]),
]

type PriorRow = { id: string } & Record<string, unknown>

export async function findPriorRows(
  trx: Transaction,
  run: Run,
  changes: Pick<Change, "item" | "stored">[],
): Promise<PriorRows> {
  const prior = new Map<string, Record<string, unknown>>()
  for (const [type, { table, columns, opens }] of kept) {
    const ids = changes.flatMap(({ item, stored }) => (stored && item.type === type ? [stored.rowId] : []))
    if (ids.length === 0) continue
    const rows = (await trx(table)
      .whereIn("id", ids)
      .select("id", ...columns)) as PriorRow[]
    if (opens) await openContents(trx, run, table, rows)
    for (const row of rows) prior.set(row.id, row)
  }
  for (const [id, row] of await findPriorAppointments(trx, changes)) prior.set(id, row)
  return prior
}

/** One of each client of a group: since when that client's readers could see it, by the client's id. */
async function findPriorAppointments(
  trx: Transaction,
  changes: Pick<Change, "item" | "stored">[],
): Promise<Map<string, Record<string, unknown>>> {
  const prior = new Map<string, Record<string, unknown>>()
  const ids = changes.flatMap(({ item, stored }) =>
    stored && item.type === "Appointment" ? [stored.rowId] : [],
  )
  if (ids.length === 0) return prior
  for (const [table, since] of [
    ["appointments", "received_at"],
    ["joy_activities", "news_at"],
  ] as const) {
    const rows = (await trx(table)
      .whereIn("fhir_resource_id", ids)
      .select({ id: "fhir_resource_id", patient: "patient_id", at: since })) as {
      id: string
      patient: string
      at: string | null
    }[]
    for (const { id, patient, at } of rows) prior.set(id, { ...prior.get(id), [patient]: at })
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
