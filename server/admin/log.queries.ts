// The log, a page at a time, never counted: each question walks one index from its newest row.
import type { LogPlace } from "#contract/staff-log"
import type { Db } from "../../db/knex.ts"
import type { AuditRow } from "../audit/audit.ts"

export type LogQuestion = {
  patientId?: string | undefined
  actor?: { kind: string; id: string } | undefined
  /** Instants: from included, until not. */
  from?: string | undefined
  until?: string | undefined
  events?: readonly string[] | undefined
  before?: LogPlace | undefined
}

/** Newest first; `limit` at most. */
export async function listLog(db: Db, question: LogQuestion, limit: number): Promise<AuditRow[]> {
  const { events, patientId, actor } = question
  if (!events) return await newest(db, question, limit)
  // Of one client or person there are not many rows: those are looked through.
  if (patientId ?? actor) return await newest(db, question, limit, (rows) => rows.whereIn("event", events))
  const each = events.map((event) => newest(db, question, limit, (rows) => rows.where({ event })).as("e"))
  const [first, ...others] = each.map((rows) => db.from(rows))
  if (!first) return []
  const all = first.unionAll(others).as("log")
  return (await db.from(all).orderBy(newestFirst).limit(limit)) as AuditRow[]
}

const newestFirst = [
  { column: "at", order: "desc" as const },
  { column: "id", order: "desc" as const },
]

type Rows = ReturnType<Db>

function newest(
  db: Db,
  { patientId, actor, from, until, before }: LogQuestion,
  limit: number,
  narrowed: (rows: Rows) => Rows = (rows) => rows,
): Rows {
  const rows = db("audit_events")
  if (patientId) void rows.where({ patient_id: patientId })
  if (actor) void rows.where({ actor_id: actor.id, actor_kind: actor.kind })
  if (from) void rows.where("at", ">=", from)
  if (until) void rows.where("at", "<", until)
  // Two rows of one instant stand in the order of their ids; the first condition is what the index walks.
  if (before)
    void rows
      .where("at", "<=", before.at)
      .where((later) => void later.where("at", "<", before.at).orWhere("id", "<", before.id))
  return narrowed(rows).orderBy(newestFirst).limit(limit)
}
