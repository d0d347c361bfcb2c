// "Bijgewerkt op …": when the ECD was last read to the end.
import type { Db } from "../../db/knex.ts"

export async function latestSuccessfulSync(db: Db): Promise<string | null> {
  const row = (await db("import_runs")
    .whereIn("status", ["done", "quarantine"])
    .max({ at: "ended_at" })
    .first()) as { at: string | null } | undefined
  return row?.at ?? null
}
