// Keeps the demo fresh: a bundle written for one day becomes a bundle of today. Pure.
import { addDays, dateInAmsterdam, offsetInAmsterdam, timeInAmsterdam } from "../http/amsterdam.ts"

export type DatedBundle = {
  /** The moment for which the bundle was written. */
  timestamp: string
  entry?: { fullUrl?: string; resource: unknown }[]
}

/** Dates further away than this are history (a birth, a war) and stay. */
const NEAR_DAYS = 400
const DAY_MS = 86_400_000

const date = /^\d{4}-\d{2}-\d{2}$/
const dateTime = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(|:\d{2}(?:\.\d+)?)(?:Z|[+-]\d{2}:\d{2})$/

/**
 * Moves every date and time near the bundle's timestamp by whole days, so that the timestamp's day becomes `today`.
 * The clock in Amsterdam stays: 09:00 is 09:00, whatever summer time does to the offset.
 * @param today `YYYY-MM-DD` in Europe/Amsterdam.
 */
export function shiftDates<T extends DatedBundle>(bundle: T, today: string): T {
  const writtenOn = dateInAmsterdam(new Date(bundle.timestamp))
  const days = daysBetween(writtenOn, today)
  const isNear = (day: string) => Math.abs(daysBetween(writtenOn, day)) <= NEAR_DAYS
  return shifted(bundle, (text) => shiftText(text, days, isNear)) as T
}

function shifted(value: unknown, shift: (text: string) => string): unknown {
  if (typeof value === "string") return shift(value)
  if (Array.isArray(value)) return value.map((item) => shifted(item, shift))
  if (typeof value !== "object" || value === null) return value
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, shifted(item, shift)]))
}

function shiftText(text: string, days: number, isNear: (day: string) => boolean): string {
  if (date.test(text)) return isNear(text) ? addDays(text, days) : text
  const seconds = dateTime.exec(text)?.[1]
  if (seconds === undefined) return text
  const instant = new Date(text)
  const day = dateInAmsterdam(instant)
  if (!isNear(day)) return text
  // Offsets are whole minutes: the seconds stay as they are written.
  const time = timeInAmsterdam(instant) + seconds
  const moved = addDays(day, days)
  return `${moved}T${time}${offsetInAmsterdam(moved, time)}`
}

const daysBetween = (from: string, to: string) =>
  Math.round((Date.parse(`${to}T00:00:00Z`) - Date.parse(`${from}T00:00:00Z`)) / DAY_MS)
