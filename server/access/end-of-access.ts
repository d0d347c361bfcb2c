// When a record stops being readable after departure or death (terms of use: 30 days). Worked out at every read, so
// that a stopped job or import never keeps access open.
import { addDays, dateInAmsterdam, startOfDay } from "../http/amsterdam.ts"

export const DAYS_AFTER_END = 30
/** Beyond any stay; days after the year 9999 could not be counted. */
const LATEST_DAY = "2199-12-31"

export type Precision = "day" | "month" | "year" | "unknown"
export type Stay = {
  status: "active" | "ended" | "planned" | "cancelled"
  endsOn: string | null
  endPrecision: Precision | null
  endFirstSeenAt: string | null
}
export type Death = {
  deceased: boolean
  on: string | null
  precision: Precision | null
  firstSeenAt: string | null
}

export type End = { reason: "departed" | "deceased"; lastDay: string; at: Date }

/** The end that follows from the ECD; null while the patient lives here. `"no-stay"`: nothing says that access began. */
export function endFromEcd(death: Death, stays: Stay[]): End | null | "no-stay" {
  if (death.deceased) {
    const on = dayOf(death.on, death.precision, death.firstSeenAt)
    return on ? endAfter(on, "deceased") : "no-stay"
  }
  const real = stays.filter((stay) => stay.status === "active" || stay.status === "ended")
  if (real.length === 0) return "no-stay"
  if (real.some((stay) => stay.status === "active")) return null
  const ends = real.map((stay) => dayOf(stay.endsOn, stay.endPrecision, stay.endFirstSeenAt)).filter(isDay)
  return ends.length > 0
    ? endAfter(
        ends.reduce((a, b) => (a > b ? a : b)),
        "departed",
      )
    : "no-stay"
}

const isDay = (day: string | null): day is string => day !== null

function endAfter(endedOn: string, reason: End["reason"]): End {
  const lastDay = addDays(endedOn, DAYS_AFTER_END)
  return { reason, lastDay, at: startOfDay(addDays(lastDay, 1)) }
}

/**
 * The day that counts: never later than the day on which we first saw it, since nobody left in the future ("2999-12-31"
 * means "no end" in some systems). Of a partial date the last day is meant.
 */
function dayOf(text: string | null, precision: Precision | null, firstSeenAt: string | null): string | null {
  const seen = firstSeenAt ? dateInAmsterdam(new Date(firstSeenAt)) : null
  if (!text || precision === "unknown") return seen
  const last = precision === "day" ? text.slice(0, 10) : lastDayOf(text)
  if (seen && seen < last) return seen
  return last > LATEST_DAY ? LATEST_DAY : last
}

/** `2026-02` → `2026-02-28`, `2026` → `2026-12-31`. */
function lastDayOf(text: string): string {
  const [year = "", month] = text.split("-")
  if (!month) return `${year}-12-31`
  return new Date(Date.UTC(Number(year), Number(month), 0)).toISOString().slice(0, 10)
}
