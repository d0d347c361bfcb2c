// How often the portal is used: counted at the login itself, so that nobody ever searches the logins for it. Numbers
// only: per week and per month, in all and at each location where a client of this reader lives.
import type { Db } from "../../db/knex.ts"
import { addDays, dateInAmsterdam } from "../http/amsterdam.ts"

export const countedPeriods = ["week", "month"] as const
export type CountedPeriod = (typeof countedPeriods)[number]
/** Instead of a location's id. */
export const everywhere = ""

/** The first day of the week or month of a day. */
export function periodStart(period: CountedPeriod, day: string): string {
  if (period === "month") return `${day.slice(0, 7)}-01`
  const sinceMonday = (new Date(`${day}T00:00:00Z`).getUTCDay() + 6) % 7
  return addDays(day, -sinceMonday)
}

export const countLogin = (trx: Db, accountId: string, now: Date): Promise<void> =>
  add(trx, accountId, now, "SELECT '' AS id UNION")

/** The same login, at locations that were not known yet when it was counted. */
export const countAtLocations = (trx: Db, accountId: string, now: Date): Promise<void> =>
  add(trx, accountId, now, "")

/** One statement. Always in the same order, so that two logins at once wait for each other and never in a ring. */
async function add(trx: Db, accountId: string, now: Date, andEverywhere: string): Promise<void> {
  const day = dateInAmsterdam(now)
  const at = now.toISOString()
  await trx.raw(
    `INSERT INTO login_counts (period, starts_on, location_id, count)
    SELECT periods.period, periods.starts_on, places.id, 1
    FROM (SELECT 'week' AS period, CAST(? AS TEXT) AS starts_on UNION ALL SELECT 'month', CAST(? AS TEXT)) periods
    CROSS JOIN (${andEverywhere} SELECT stays.location_id AS id FROM grants
      JOIN stays ON stays.patient_id = grants.patient_id
      WHERE grants.account_id = ? AND grants.revoked_at IS NULL AND grants.starts_at <= ?
        AND (grants.ends_at IS NULL OR grants.ends_at > ?)
        AND stays.status = 'active' AND stays.location_id IS NOT NULL
      GROUP BY stays.location_id) places
    WHERE 1 = 1 ORDER BY periods.period, places.id
    ON CONFLICT (period, starts_on, location_id) DO UPDATE SET count = login_counts.count + 1`,
    [periodStart("week", day), periodStart("month", day), accountId, at, at],
  )
}
