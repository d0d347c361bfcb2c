// How much the portal is used: numbers for the organisation, never about a person.

/** A smaller number at one location would say something about somebody. */
export const smallestShown = 5

export type CountedUnit = "weeks" | "months"
/** Both days belong to it; the newest one is still going on. */
export type UsagePeriod = { from: string; until: string }
/** Null: somebody logged in, fewer than `smallestShown` times. */
export type UsageCount = number | null

/** Each account is counted once. */
export const accountStates = ["recent", "longAgo", "waiting", "blocked", "unfinished", "closed"] as const
export type AccountState = (typeof accountStates)[number]

/** GET /api/staff/usage. The newest period first; each list of counts fits the periods of its unit. */
export type Usage = {
  periods: Record<CountedUnit, UsagePeriod[]>
  total: Record<CountedUnit, number[]>
  /** By name. A login counts at each location where a client of the reader lives. */
  locations: ({ id: string; name: string } & Record<CountedUnit, UsageCount[]>)[]
  /** recent: logged in during the last `recentDays`. */
  accounts: Record<AccountState, number>
  recentDays: number
  /** Grants whose reader has no account yet. */
  invited: number
}
