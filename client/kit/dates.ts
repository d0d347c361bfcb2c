// Days and times as people in the Netherlands say them: always Europe/Amsterdam, whatever zone the device is in.
// A Day is `YYYY-MM-DD`; arithmetic on days uses the calendar, never 24 hours, so summer time cannot shift it.

export type Day = string

const weekdays = ["zondag", "maandag", "dinsdag", "woensdag", "donderdag", "vrijdag", "zaterdag"] as const
const months = [
  "januari",
  "februari",
  "maart",
  "april",
  "mei",
  "juni",
  "juli",
  "augustus",
  "september",
  "oktober",
  "november",
  "december",
] as const

const amsterdam = new Intl.DateTimeFormat("en-GB", {
  timeZone: "Europe/Amsterdam",
  year: "numeric",
  month: "2-digit",
  day: "2-digit",
  hour: "2-digit",
  minute: "2-digit",
  hourCycle: "h23",
})

function partsOf(instant: string | Date): Record<string, string> {
  const date = typeof instant === "string" ? new Date(instant) : instant
  return Object.fromEntries(amsterdam.formatToParts(date).map(({ type, value }) => [type, value]))
}

const noon = (day: Day) => new Date(`${day}T12:00:00Z`)

export function dayOf(instant: string | Date): Day {
  const { year, month, day } = partsOf(instant)
  return `${year}-${month}-${day}`
}

/** "09:05" */
export function timeOf(instant: string | Date): string {
  const { hour, minute } = partsOf(instant)
  return `${hour}:${minute}`
}

const HOUR_MS = 3_600_000

/** "09:05"; in the hour that the clock runs twice also which of the two: "02:30 (zomertijd)". */
export function exactTime(instant: string): string {
  const [time, at] = [timeOf(instant), Date.parse(instant)]
  if (timeOf(new Date(at + HOUR_MS)) === time) return `${time} (zomertijd)`
  if (timeOf(new Date(at - HOUR_MS)) === time) return `${time} (wintertijd)`
  return time
}

/** Whether the clock goes an hour on or back between two instants. */
export function clockChange(from: string, to: string): "on" | "back" | null {
  const change = offsetOf(to) - offsetOf(from)
  if (change === 0) return null
  return change > 0 ? "on" : "back"
}

/** Of the clock in the Netherlands from UTC, in minutes. */
function offsetOf(instant: string): number {
  const { year, month, day, hour, minute } = partsOf(instant)
  const wall = Date.UTC(Number(year), Number(month) - 1, Number(day), Number(hour), Number(minute))
  return Math.round((wall - Date.parse(instant)) / 60_000)
}

/** The first whole minute that is not before this instant: who comes back then is never too early. */
export function timeRoundedUp(instant: string | Date): string {
  return timeOf(new Date(Math.ceil(new Date(instant).getTime() / 60_000) * 60_000))
}

export function addDays(day: Day, count: number): Day {
  const date = noon(day)
  date.setUTCDate(date.getUTCDate() + count)
  return date.toISOString().slice(0, 10)
}

export function daysBetween(from: Day, to: Day): number {
  return Math.round((noon(to).getTime() - noon(from).getTime()) / 86_400_000)
}

/** The Monday of the week that holds this day. */
export function weekStart(day: Day): Day {
  return addDays(day, -((noon(day).getUTCDay() + 6) % 7))
}

export function dayParts(day: Day): { weekday: string; number: number; month: string; year: number } {
  const date = noon(day)
  return {
    weekday: weekdays[date.getUTCDay()] ?? "",
    number: date.getUTCDate(),
    month: months[date.getUTCMonth()] ?? "",
    year: date.getUTCFullYear(),
  }
}

/** "22 november 2026" */
export function dateText(day: Day): string {
  const { number, month, year } = dayParts(day)
  return `${number} ${month} ${year}`
}

/** "zondag 22 november", with the year when it is not this year. */
export function dayText(day: Day, today: Day): string {
  const { weekday, number, month, year } = dayParts(day)
  const withoutYear = `${weekday} ${number} ${month}`
  return year === dayParts(today).year ? withoutYear : `${withoutYear} ${year}`
}

/** "vandaag", "gisteren", "morgen", or the day itself. */
export function nearDayText(day: Day, today: Day): string {
  const near = nearWord(day, today)
  return near ?? dayText(day, today)
}

/** "gisteren, zaterdag 21 november": the near word and the date, for who wants to be sure. */
export function fullNearDayText(day: Day, today: Day): string {
  const near = nearWord(day, today)
  return near ? `${near}, ${dayText(day, today)}` : dayText(day, today)
}

/** "gisteren", "vandaag", "morgen", or nothing. */
export function nearWord(day: Day, today: Day): string | null {
  const words: Record<number, string> = { [-1]: "gisteren", 0: "vandaag", 1: "morgen" }
  return words[daysBetween(today, day)] ?? null
}

/** "vandaag om 13:40 uur", "zaterdag 21 november om 17:15 uur" */
export function momentText(instant: string, now: Date): string {
  return `${nearDayText(dayOf(instant), dayOf(now))} om ${timeOf(instant)} uur`
}

/** "op zondag 22 november om 13:40 uur": always the date, for a copy is read long after. */
export function savedText(instant: string, now: Date): string {
  return `op ${dayText(dayOf(instant), dayOf(now))} om ${timeOf(instant)} uur`
}

/** "16 tot en met 22 november", with months and years only where they differ. */
export function rangeText(from: Day, to: Day, today: Day): string {
  const first = dayParts(from)
  const last = dayParts(to)
  const tail = `${last.number} ${last.month}`
  if (first.year !== last.year)
    return `${first.number} ${first.month} ${first.year} tot en met ${tail} ${last.year}`
  const year = last.year === dayParts(today).year ? "" : ` ${last.year}`
  const head = first.month === last.month ? `${first.number}` : `${first.number} ${first.month}`
  return `${head} tot en met ${tail}${year}`
}

/** How Dutch people greet at this hour in the Netherlands; soft hyphens for a heading in a narrow column. */
export function greetingAt(now: Date): string {
  const hour = Number(timeOf(now).slice(0, 2))
  if (hour < 6) return "Goede\u00ADnacht"
  if (hour < 12) return "Goede\u00ADmorgen"
  if (hour < 18) return "Goede\u00ADmiddag"
  return "Goeden\u00ADavond"
}

/** "Gisteren" from "gisteren": for the beginning of a sentence. */
export function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1)
}
