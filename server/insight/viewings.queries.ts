// The log of one record, summed up a day at a time: it is read by days, so no day is ever cut in two.
import type { Db } from "../../db/knex.ts"

/** What somebody saw of a client: a reader the record, staff the page about access or the log. Refused tries showed nothing. */
const shownBy = ["record.read", "patient.desk", "log.read", "log.export"]

export type Watched = {
  patientId: string
  /** Only what this account did. */
  accountId?: string
}
export type ViewedRow = {
  event: string
  actor_kind: string
  actor_id: string | null
  actor_role: string | null
  grant_id: string | null
  object_kind: string | null
  first_at: string
  last_at: string
  objects: number | string
  copies: number | string
}

const shown = (db: Db, { patientId, accountId }: Watched) =>
  db("audit_events")
    .where({ patient_id: patientId, outcome: "done" })
    .whereIn("event", shownBy)
    .whereIn("actor_kind", ["reader", "staff"])
    .modify((query) => {
      if (accountId !== undefined) void query.where({ actor_kind: "reader", actor_id: accountId })
    })

/** The newest moment before this one at which anything was shown. */
export async function findLastViewing(db: Db, watched: Watched, before: string): Promise<string | undefined> {
  const row = (await shown(db, watched).where("at", "<", before).orderBy("at", "desc").first("at")) as
    { at: string } | undefined
  return row?.at
}

/** A row for each person and kind of thing. @param from included, @param until not. */
export async function sumViewings(
  db: Db,
  watched: Watched,
  { from, until }: { from: string; until: string },
): Promise<ViewedRow[]> {
  const person = ["event", "actor_kind", "actor_id", "actor_role", "grant_id", "object_kind"]
  return (await shown(db, watched)
    .where("at", ">=", from)
    .where("at", "<", until)
    .groupBy(person)
    .select(person)
    .min({ first_at: "at" })
    .max({ last_at: "at" })
    .countDistinct({ objects: "object_id" })
    .count({ copies: "copied_to" })) as ViewedRow[]
}
