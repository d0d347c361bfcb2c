// What waits in quarantine, for the people who solve it. Never a value from the record.
import type { Knex } from "knex"
import type { RefusedItem } from "#contract/tasks"
import type { Db } from "../../db/knex.ts"
import { conflictCodes } from "./refusal.ts"

export type QuarantinedItem = {
  source: string
  location: string
  type: string | null
  resourceId: string | null
  code: string
  path: string | null
  explanation: string
  timesSeen: number
  lastSeenAt: string
}

const MOST = 500

/** Open items, those seen last first; at most 500. */
export async function listQuarantine(
  db: Db,
  only: { source?: string; code?: string } = {},
): Promise<QuarantinedItem[]> {
  return (await db("quarantined_items")
    .join("ecd_sources", "ecd_sources.id", "quarantined_items.source_id")
    .whereNull("quarantined_items.resolved_at")
    .modify((query) => {
      if (only.source) void query.where("ecd_sources.name", only.source)
      if (only.code) void query.where("quarantined_items.code", only.code)
    })
    .orderBy([
      { column: "quarantined_items.last_seen_at", order: "desc" },
      { column: "quarantined_items.location" },
    ])
    .limit(MOST)
    .select({
      source: "ecd_sources.name",
      location: "location",
      type: "type",
      resourceId: "resource_id",
      code: "code",
      path: "path",
      explanation: "explanation",
      timesSeen: "times_seen",
      lastSeenAt: "last_seen_at",
    })) as QuarantinedItem[]
}

/** Of one source, for who repairs it in the ECD: which piece of data, and what is wrong with it. */
export async function listRefused(db: Db, sourceId: string, which: Which): Promise<RefusedItem[]> {
  return (await db("quarantined_items")
    .modify(waiting(sourceId, which))
    .orderBy([{ column: "last_seen_at", order: "desc" }, { column: "location" }])
    .limit(MOST)
    .select({
      type: "type",
      resourceId: "resource_id",
      path: "path",
      explanation: "explanation",
      times: "times_seen",
      lastSeenAt: "last_seen_at",
    })) as RefusedItem[]
}

type Which = "conflict" | "other"
const waiting = (sourceId: string, which: Which) => (query: Knex.QueryBuilder) => {
  void query.where({ source_id: sourceId }).whereNull("resolved_at")
  if (which === "conflict") void query.whereIn("code", conflictCodes)
  else void query.whereNotIn("code", conflictCodes)
}

export type RefusedReason = { explanation: string; times: number }

/** Of one source the reasons why something waits, the most frequent first. */
export async function countRefused(db: Db, sourceId: string, which: Which): Promise<RefusedReason[]> {
  const rows = (await db("quarantined_items")
    .modify(waiting(sourceId, which))
    .groupBy("code")
    .select("code")
    .max({ explanation: "explanation" })
    .count({ times: "*" })) as { code: string; explanation: string; times: number | string }[]
  return rows
    .map(({ explanation, times }) => ({ explanation, times: Number(times) }))
    .sort((a, b) => b.times - a.times)
}
