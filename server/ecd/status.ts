// How the last imports went.
import type { Deps } from "../deps.ts"

export type ImportStatus = {
  source: string
  startedAt: string
  endedAt: string | null
  status: string
  read: number
  created: number
  updated: number
  unchanged: number
  deleted: number
  quarantined: number
  /** The newest reading of this source that came to its end. */
  lastSuccess: string | null
}

const LAST_RUNS = 20

/** Newest first. */
export async function importStatus({ db }: Pick<Deps, "db">): Promise<ImportStatus[]> {
  const successes = db("import_runs")
    .whereIn("status", ["done", "quarantine"])
    .groupBy("source_id")
    .select("source_id")
    .max({ at: "ended_at" })
    .as("successes")
  return (await db("import_runs")
    .join("ecd_sources", "ecd_sources.id", "import_runs.source_id")
    .leftJoin(successes, "successes.source_id", "import_runs.source_id")
    .orderBy("import_runs.started_at", "desc")
    .limit(LAST_RUNS)
    .select({
      source: "ecd_sources.name",
      startedAt: "import_runs.started_at",
      endedAt: "import_runs.ended_at",
      status: "import_runs.status",
      read: "import_runs.items_read",
      created: "import_runs.created",
      updated: "import_runs.updated",
      unchanged: "import_runs.unchanged",
      deleted: "import_runs.deleted",
      quarantined: "import_runs.quarantined",
      lastSuccess: "successes.at",
    })) as ImportStatus[]
}
