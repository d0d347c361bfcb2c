// FHIR's dates and times. Text stays text: `new Date("2026")` would invent a month, a day and a time zone.
import { dateInAmsterdam } from "../../http/amsterdam.ts"
import { Refusal } from "../refusal.ts"

export type Precision = "day" | "month" | "year"
export type Day = { day: string; precision: Precision }
export type Moment = { at: string; precision: "instant" | "day" }

const date = /^(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?$/
const dateTime = /^(\d{4})-(\d{2})-(\d{2})T(\d{2}):(\d{2})(?::(\d{2})(?:\.(\d+))?)?(Z|[+-]\d{2}:\d{2})?$/

/**
 * A moment as UTC text. A day without a time becomes noon UTC: the same date in Amsterdam, all year round.
 * @throws Refusal time-no-offset, or date-invalid (also for a month or a year, which cannot stand in a list by day).
 */
export function readMoment(value: unknown, path: string): Moment {
  if (typeof value !== "string") throw new Refusal("date-invalid", path)
  if (dateTime.test(value)) return { at: instantOf(value, path), precision: "instant" }
  if (date.exec(value)?.[3] && isRealDay(value)) return { at: `${value}T12:00:00.000Z`, precision: "day" }
  throw new Refusal("date-invalid", path)
}

/** @throws Refusal time-no-offset or date-invalid. */
export function readTime(value: unknown, path: string): string {
  if (typeof value !== "string" || !dateTime.test(value)) throw new Refusal("date-invalid", path)
  return instantOf(value, path)
}

/** Null for what is no instant: for stamps that nothing hangs on. */
export function readInstant(value: unknown): string | null {
  try {
    return value === undefined ? null : readTime(value, "")
  } catch {
    return null
  }
}

/**
 * The day of a date or time as people here count; of a partial date the first or last day it can mean.
 * @throws Refusal time-no-offset or date-invalid.
 */
export function readDay(value: unknown, path: string, edge: "first" | "last"): Day {
  if (typeof value !== "string") throw new Refusal("date-invalid", path)
  if (dateTime.test(value))
    return { day: dateInAmsterdam(new Date(instantOf(value, path))), precision: "day" }
  const [, year, month, day] = date.exec(value) ?? []
  if (!year || Number(year) === 0 || (month && (Number(month) < 1 || Number(month) > 12)))
    throw new Refusal("date-invalid", path)
  if (!month) return { day: edge === "first" ? `${year}-01-01` : `${year}-12-31`, precision: "year" }
  if (!day)
    return { day: edge === "first" ? `${year}-${month}-01` : lastDayOf(year, month), precision: "month" }
  if (!isRealDay(value)) throw new Refusal("date-invalid", path)
  return { day: value, precision: "day" }
}

/** A date as written, at most a day: YYYY, YYYY-MM or YYYY-MM-DD. @throws Refusal date-invalid. */
export function readPartialDate(value: unknown, path: string): string {
  readDay(value, path, "first")
  return String(value).slice(0, 10)
}

/** Of a time its day in Amsterdam, of a date what is written. @throws Refusal date-invalid, time-no-offset. */
export const partialDay = (value: unknown, path: string): string =>
  typeof value === "string" && dateTime.test(value)
    ? readDay(value, path, "first").day
    : readPartialDate(value, path)

function instantOf(text: string, path: string): string {
  const [, year, month, day, hour, minute, second = "00", fraction = "0", offset] = dateTime.exec(text) ?? []
  if (!offset) throw new Refusal("time-no-offset", path)
  const isReal =
    isRealDay(`${year}-${month}-${day}`) &&
    Number(hour) < 24 &&
    Number(minute) < 60 &&
    Number(second) <= 60 &&
    (offset === "Z" || Number(offset.slice(1, 3)) <= 14)
  if (!isReal) throw new Refusal("date-invalid", path)
  // FHIR allows a leap second; no clock of ours has one.
  const seconds = second === "60" ? "59" : second
  const millis = fraction.padEnd(3, "0").slice(0, 3)
  return new Date(`${year}-${month}-${day}T${hour}:${minute}:${seconds}.${millis}${offset}`).toISOString()
}

function isRealDay(text: string): boolean {
  const [year = "", month = "", day = ""] = text.split("-")
  return (
    Number(year) > 0 &&
    Number(month) >= 1 &&
    Number(month) <= 12 &&
    Number(day) >= 1 &&
    text <= lastDayOf(year, month)
  )
}

const lastDayOf = (year: string, month: string) =>
  new Date(Date.UTC(Number(year), Number(month), 0)).toISOString().slice(0, 10)
