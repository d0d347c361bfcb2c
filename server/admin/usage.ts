// How much the portal is used, from the counters that each login adds to: what this costs does not grow with the log.
import { accountStates, smallestShown, type Usage, type UsageCount, type UsagePeriod } from "#contract/usage"
import type { Db } from "../../db/knex.ts"
import { countedPeriods, everywhere, periodStart, type CountedPeriod } from "../access/login-counts.ts"
import { appendAudit, type Actor } from "../audit/audit.ts"
import type { Deps } from "../deps.ts"
import { addDays, dateInAmsterdam } from "../http/amsterdam.ts"
import { bsnMissesInAll } from "../limits/table.ts"
import { readOrganisation } from "../organisation/settings.ts"
import { countAccounts, countInvited, listCounts, namesOfLocations, type CountRow } from "./usage.queries.ts"

const PERIODS_SHOWN = 12
const RECENT_DAYS = 30

export async function readUsage(deps: Deps, actor: Actor): Promise<Usage> {
  return deps.db.transaction(async (trx) => {
    const now = deps.now()
    const periods = Object.fromEntries(
      countedPeriods.map((period) => [period, lastPeriods(period, dateInAmsterdam(now))]),
    ) as Record<CountedPeriod, UsagePeriod[]>
    const since = { week: periods.week.at(-1)?.from ?? "", month: periods.month.at(-1)?.from ?? "" }
    const rows = await listCounts(trx, since)
    const counts = new Map(rows.map((row) => [keyOf(row), row.count]))
    const at = (locationId: string, period: CountedPeriod) =>
      periods[period].map(
        ({ from }) => counts.get(keyOf({ period, starts_on: from, location_id: locationId })) ?? 0,
      )
    await appendAudit(trx, deps.sealing, now, { event: "usage.read", action: "R", actor })
    return {
      periods: { weeks: periods.week, months: periods.month },
      total: { weeks: at(everywhere, "week"), months: at(everywhere, "month") },
      locations: (await locationsIn(trx, rows)).map((place) => ({
        ...place,
        weeks: at(place.id, "week").map(hideSmall),
        months: at(place.id, "month").map(hideSmall),
      })),
      ...(await peopleOf(trx, now)),
    }
  })
}

const keyOf = (row: Pick<CountRow, "period" | "starts_on" | "location_id">) =>
  `${row.period}|${row.starts_on}|${row.location_id}`

const hideSmall = (count: number): UsageCount => (count > 0 && count < smallestShown ? null : count)

function lastPeriods(period: CountedPeriod, today: string): UsagePeriod[] {
  const found: UsagePeriod[] = []
  let until = today
  while (found.length < PERIODS_SHOWN) {
    const from = periodStart(period, until)
    found.push({ from, until })
    until = addDays(from, -1)
  }
  return found
}

async function locationsIn(trx: Db, rows: CountRow[]): Promise<{ id: string; name: string }[]> {
  const ids = [...new Set(rows.map((row) => row.location_id))].filter((id) => id !== everywhere)
  const names = await namesOfLocations(trx, ids)
  return ids
    .map((id) => ({ id, name: names.get(id) ?? "" }))
    .sort((a, b) => a.name.localeCompare(b.name, "nl") || a.id.localeCompare(b.id))
}

async function peopleOf(trx: Db, now: Date): Promise<Pick<Usage, "accounts" | "recentDays" | "invited">> {
  const { bsnStep } = await readOrganisation(trx)
  const counted = await countAccounts(trx, {
    recentSince: new Date(now.getTime() - RECENT_DAYS * 86_400_000).toISOString(),
    now: now.toISOString(),
    bsnMisses: bsnStep === "off" ? null : bsnMissesInAll,
  })
  return {
    accounts: Object.fromEntries(
      accountStates.map((state) => [state, counted.get(state) ?? 0]),
    ) as Usage["accounts"],
    recentDays: RECENT_DAYS,
    invited: await countInvited(trx, now.toISOString()),
  }
}
