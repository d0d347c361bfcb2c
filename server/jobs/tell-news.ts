// One mail per account per period when something new can be read: that there is something, never what or of whom.
// What the account was told stands in one row, written with the mail: a turn that was cut off is taken again, one that
// was committed is not, and of two servers the second finds the turn taken.
import { defaultNews, type NewsFrequency } from "#contract/account"
import { storySections } from "#contract/portrait"
import { isPostgres, type Db } from "../../db/knex.ts"
import { findCandidates, type Candidate } from "../access/access.queries.ts"
import { judgeAccess } from "../access/guard.ts"
import { hasNewAppointments } from "../agenda/agenda.queries.ts"
import type { Deps } from "../deps.ts"
import { hasNewReports } from "../dossier/report.queries.ts"
import { listJoy } from "../joy/joy.queries.ts"
import { newsMail } from "../messages/mail-texts.ts"
import { tellAccount } from "../organisation/tell-account.ts"
import { countNewPieces } from "../portrait/portrait.queries.ts"
import { mayMailAt, turnBegan } from "./news-times.ts"

type Mailed = Exclude<NewsFrequency, "off">
type Span = { since: string; until: string }

/** An import stamps its rows before it commits them: what is younger than this waits for the next turn. */
const SETTLE_MS = 2 * 60_000
const MAIL_HOURS = 24
const JOY_DAYS = 31
const DAY_MS = 86_400_000

export async function tellNews(deps: Deps): Promise<void> {
  const now = deps.now()
  if (!mayMailAt(now)) return
  for (const frequency of ["direct", "daily", "weekly"] as const) {
    const before = turnBegan(frequency, now).toISOString()
    for (const accountId of await listDue(deps.db, frequency, before))
      await deps.db.transaction((trx) => takeTurn(trx, deps, accountId, frequency, before))
  }
}

/** Accounts that may read something, and whose last turn (at first: their login) lies before this instant. */
async function listDue(db: Db, frequency: Mailed, before: string): Promise<string[]> {
  const rows = (await db("accounts")
    .leftJoin("news_settings", "news_settings.account_id", "accounts.id")
    .where("accounts.state", "active")
    .whereRaw("coalesce(news_settings.frequency, ?) = ?", [defaultNews, frequency])
    .whereRaw("coalesce(news_settings.turn_at, accounts.last_login_at, '') < ?", [before])
    .whereExists(
      db("grants").whereRaw("grants.account_id = accounts.id").whereNull("grants.revoked_at").select("id"),
    )
    .orderBy("accounts.id")
    .select("accounts.id")) as { id: string }[]
  return rows.map(({ id }) => id)
}

async function takeTurn(trx: Db, deps: Deps, accountId: string, frequency: Mailed, before: string) {
  const now = deps.now()
  await trx("news_settings").insert({ account_id: accountId }).onConflict("account_id").ignore()
  const row = await holdRow(trx, accountId)
  const isStillDue = (row.turn_at ?? "") < before && (row.frequency ?? defaultNews) === frequency
  if (!isStillDue) return
  const until = new Date(now.getTime() - SETTLE_MS).toISOString()
  const since = latest(row.looked_until, await lastVisit(trx, accountId))
  const turn = { turn_at: now.toISOString() }
  if (await hasNews(trx, deps, accountId, { since, until }, now)) {
    const giveUpAt = new Date(now.getTime() + MAIL_HOURS * 3_600_000)
    await tellAccount(trx, deps, { accountId, purpose: "news", mail: newsMail, giveUpAt })
    await trx("news_settings")
      .where({ account_id: accountId })
      .update({ ...turn, looked_until: until })
  } else if (frequency !== "direct") await trx("news_settings").where({ account_id: accountId }).update(turn)
}

type Row = { frequency: NewsFrequency | null; turn_at: string | null; looked_until: string | null }

/** Another server waits here until this turn is committed; SQLite lets one writer in at a time. */
async function holdRow(trx: Db, accountId: string): Promise<Row> {
  const row = trx("news_settings")
    .where({ account_id: accountId })
    .first("frequency", "turn_at", "looked_until")
  if (isPostgres(trx)) void row.forUpdate()
  return (await row) as Row
}

/** Until then the reader saw what there was. */
async function lastVisit(trx: Db, accountId: string): Promise<string> {
  const account = (await trx("accounts").where({ id: accountId }).first("last_login_at")) as
    { last_login_at: string | null } | undefined
  const session = (await trx("sessions")
    .where({ account_id: accountId })
    .max({ at: "last_used_at" })
    .first()) as { at: string | null } | undefined
  return latest(account?.last_login_at, session?.at)
}

async function hasNews(trx: Db, deps: Deps, accountId: string, span: Span, now: Date): Promise<boolean> {
  for (const candidate of await findCandidates(trx, deps.sealing, accountId)) {
    const verdict = judgeAccess(candidate.situation, undefined, now)
    if (!verdict.allowed) continue
    // What was there when access began is no news.
    const since = latest(span.since, candidate.situation.grant.startsAt)
    if (await hasNewsOf(trx, deps, candidate, verdict.sections, { ...span, since }, now)) return true
  }
  return false
}

async function hasNewsOf(
  trx: Db,
  deps: Deps,
  candidate: Candidate,
  sections: string[],
  span: Span,
  now: Date,
) {
  const { patientId, settings } = candidate
  const disciplines = settings.shownDisciplines
  if (sections.includes("reports") && (await hasNewReports({ trx, patientId, disciplines }, span)))
    return true
  if (sections.includes("agenda") && (await hasNewAppointments(trx, patientId, span, now))) return true
  for (const section of storySections)
    if (sections.includes(section) && (await countNewPieces({ trx, patientId }, section, span)) > 0)
      return true
  return sections.includes("joyActivities") && (await hasNewJoy(trx, deps, candidate, span, now))
}

/** What is planned, and what is told of the weeks that were. */
async function hasNewJoy(trx: Db, { sealing }: Deps, candidate: Candidate, span: Span, now: Date) {
  const [from, until] = [-JOY_DAYS, 2 * JOY_DAYS].map((days) => new Date(now.getTime() + days * DAY_MS))
  const near = { from: from as Date, until: until as Date }
  const { activities, plans } = await listJoy({ trx, ...candidate }, sealing, near, span.since, span.until)
  return [...activities, ...plans].some(({ isNew }) => isNew)
}

const latest = (...instants: (string | null | undefined)[]): string =>
  instants.reduce<string>((a, b) => (b && b > a ? b : a), "")
