// What the organisation tells its readers about the portal: a title and a text, from a day until a day, put away per
// account.
import type { LogEvent } from "#contract/log-events"
import { randomUUID } from "node:crypto"
import * as v from "valibot"
import type { Announcement } from "#contract/account"
import type { ListedAnnouncement } from "#contract/texts"
import type { Db } from "../../db/knex.ts"
import { appendAudit, type Actor } from "../audit/audit.ts"
import type { Deps } from "../deps.ts"
import { dateInAmsterdam } from "../http/amsterdam.ts"
import { calendarDay, oneLine, paragraphs, problemsOf } from "./typed-text.ts"

export type AnnouncementCode = "input-invalid" | "days-wrong" | "not-possible"

/** The command line says the sentence, Beheer has words of its own for the code. */
export class AnnouncementError extends Error {
  readonly code: AnnouncementCode
  constructor(sentence: string, code: AnnouncementCode) {
    super(sentence)
    this.code = code
  }
}

const NewAnnouncement = v.object({
  title: oneLine(80),
  body: v.pipe(paragraphs(1000), v.minLength(1, "is empty")),
  firstDay: calendarDay,
  lastDay: calendarDay,
})
export type NewAnnouncement = v.InferInput<typeof NewAnnouncement>

/** @returns its id. @throws AnnouncementError with a sentence that says what to do. */
export async function addAnnouncement(
  deps: Deps,
  given: NewAnnouncement,
  actor: Actor,
  by: string,
): Promise<string> {
  const judged = v.safeParse(NewAnnouncement, given)
  if (!judged.success) throw new AnnouncementError(problemsOf(judged.issues), "input-invalid")
  const { title, body, firstDay, lastDay } = judged.output
  const now = deps.now()
  if (lastDay < firstDay) throw new AnnouncementError("The last day lies before the first.", "days-wrong")
  if (lastDay < dateInAmsterdam(now))
    throw new AnnouncementError("The last day is over already.", "days-wrong")
  const id = randomUUID()
  await deps.db.transaction(async (trx) => {
    await trx("announcements").insert({
      id,
      title,
      body,
      first_day: firstDay,
      last_day: lastDay,
      created_at: now.toISOString(),
      created_by: by,
    })
    await audit(trx, deps, "announcement.add", "C", id, actor)
  })
  return id
}

/** From this commit on nobody is shown it. @throws AnnouncementError when there is none to end. */
export async function endAnnouncement(deps: Deps, id: string, actor: Actor): Promise<void> {
  await deps.db.transaction(async (trx) => {
    const now = deps.now()
    const rows = await trx("announcements")
      .where({ id, ended_at: null })
      .where("last_day", ">=", dateInAmsterdam(now))
      .update({ ended_at: now.toISOString() })
    if (rows !== 1)
      throw new AnnouncementError(
        `There is no announcement ${id}, or it is over. See: announcement list`,
        "not-possible",
      )
    await audit(trx, deps, "announcement.end", "U", id, actor)
  })
}

type Row = { id: string; title: string; body: string; first_day: string; last_day: string }

const toAnnouncement = ({ id, title, body, last_day: lastDay }: Row): Announcement => ({
  id,
  title,
  body,
  lastDay,
})

/** What stands today and this account did not put away, the newest first. */
export async function announcementsFor(db: Db, accountId: string, now: Date): Promise<Announcement[]> {
  const today = dateInAmsterdam(now)
  const rows = (await db("announcements")
    .where({ ended_at: null })
    .where("first_day", "<=", today)
    .where("last_day", ">=", today)
    .whereNotExists(
      db("read_announcements")
        .where({ account_id: accountId })
        .whereRaw("read_announcements.announcement_id = announcements.id")
        .select("account_id"),
    )
    .orderBy([
      { column: "first_day", order: "desc" },
      { column: "created_at", order: "desc" },
      { column: "id", order: "asc" },
    ])
    .select("id", "title", "body", "first_day", "last_day")) as Row[]
  return rows.map(toAnnouncement)
}

/** "Gelezen". @returns false when no announcement has this id. */
export async function putAway(trx: Db, accountId: string, id: string, now: Date): Promise<boolean> {
  if (!(await trx("announcements").where({ id }).first("id"))) return false
  await trx("read_announcements")
    .insert({ account_id: accountId, announcement_id: id, read_at: now.toISOString() })
    .onConflict(["account_id", "announcement_id"])
    .ignore()
  return true
}

/** Every announcement, the newest first, with how many put it away. */
export async function listAnnouncements(db: Db, now: Date): Promise<ListedAnnouncement[]> {
  const today = dateInAmsterdam(now)
  const rows = (await db("announcements")
    .leftJoin("read_announcements", "read_announcements.announcement_id", "announcements.id")
    .groupBy("announcements.id")
    .orderBy("announcements.created_at", "desc")
    .select("announcements.*", db.raw("count(read_announcements.account_id) as times_read"))) as (Row & {
    ended_at: string | null
    times_read: number | string
  })[]
  return rows.map((row) => ({
    id: row.id,
    title: row.title,
    body: row.body,
    from: row.first_day,
    until: row.last_day,
    state: stateOf(row, today),
    read: Number(row.times_read),
  }))
}

function stateOf(row: Row & { ended_at: string | null }, today: string): ListedAnnouncement["state"] {
  if (row.ended_at !== null) return "ended"
  if (row.last_day < today) return "over"
  return row.first_day > today ? "later" : "shown"
}

const audit = (trx: Db, deps: Deps, event: LogEvent, action: "C" | "U", id: string, actor: Actor) =>
  appendAudit(trx, deps.sealing, deps.now(), {
    event,
    action,
    actor,
    objectKind: "announcement",
    objectId: id,
  })
