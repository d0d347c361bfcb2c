import type { AccountState } from "#contract/usage"
import type { Db } from "../../db/knex.ts"
import type { CountedPeriod } from "../access/login-counts.ts"

export type CountRow = { period: CountedPeriod; starts_on: string; location_id: string; count: number }

export async function listCounts(db: Db, since: Record<CountedPeriod, string>): Promise<CountRow[]> {
  return (await db("login_counts")
    .where((week) => void week.where({ period: "week" }).where("starts_on", ">=", since.week))
    .orWhere((month) => void month.where({ period: "month" }).where("starts_on", ">=", since.month))
    .select("period", "starts_on", "location_id", "count")) as CountRow[]
}

/** What the ECD withdrew has no name any more. */
export async function namesOfLocations(db: Db, ids: string[]): Promise<Map<string, string>> {
  const rows = (await db("locations").whereIn("id", ids).select("id", "name")) as {
    id: string
    name: string
  }[]
  return new Map(rows.map(({ id, name }) => [id, name]))
}

/** @param judge from when a login is recent, when a block is over, and how many wrong BSNs block; no BSN step: null. */
export async function countAccounts(
  db: Db,
  judge: { recentSince: string; now: string; bsnMisses: number | null },
): Promise<Map<AccountState, number>> {
  const state = db.raw(
    `CASE
      WHEN state = 'closed' THEN 'closed'
      WHEN state = 'unconfirmed' THEN 'unfinished'
      WHEN codes_blocked_until > ? THEN 'blocked'
      WHEN ${judge.bsnMisses === null ? "1 = 0" : `bsn_step_at IS NULL AND bsn_misses_total >= ${judge.bsnMisses}`} THEN 'blocked'
      WHEN ${judge.bsnMisses === null ? "1 = 0" : "bsn_step_at IS NULL"} THEN 'waiting'
      WHEN last_login_at >= ? THEN 'recent'
      ELSE 'longAgo' END AS kind`,
    [judge.now, judge.recentSince],
  )
  const rows = (await db("accounts").select(state).count("* as count").groupBy("kind")) as {
    kind: AccountState
    count: number | string
  }[]
  return new Map(rows.map(({ kind, count }) => [kind, Number(count)]))
}

export async function countInvited(db: Db, now: string): Promise<number> {
  const [row] = (await db("grants")
    .where({ account_id: null, revoked_at: null })
    .where((still) => void still.whereNull("ends_at").orWhere("ends_at", ">", now))
    .countDistinct("email_index as count")) as { count: number | string }[]
  return Number(row?.count ?? 0)
}
