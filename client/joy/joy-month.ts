// A month of joyful activities: which one the address asks for, and what it holds by week and by day. Pure.
import type { JoyActivity } from "#contract/joy"
import { addDays, dayOf, dayParts, weekStart, type Day } from "../kit/dates.ts"

/** `YYYY-MM` */
export type Month = string

const reachable = /^(199\d|20\d\d|21\d\d)-(0[1-9]|1[0-2])$/

/** A month in the address that is none is this one. */
export const monthIn = (asked: unknown, today: Day): Month =>
  typeof asked === "string" && reachable.test(asked) ? asked : today.slice(0, 7)

export const before = (month: Month): Month => addDays(`${month}-01`, -1).slice(0, 7)
/** Whatever month it is: 31 days after its first the next one has begun. */
export const after = (month: Month): Month => addDays(`${month}-01`, 31).slice(0, 7)

/** "november 2026" */
export function monthName(month: Month): string {
  const { month: name, year } = dayParts(`${month}-01`)
  return `${name} ${year}`
}

export const isCancelled = ({ status }: JoyActivity) => status === "cancelled"

/** How it is told: it was, it will be, or nobody said yet how it went. */
export function tenseOf({ status, startsAt, endsAt }: JoyActivity, now: Date): "done" | "coming" | "unsure" {
  if (status === "done") return "done"
  return Date.parse(endsAt ?? startsAt) > now.getTime() ? "coming" : "unsure"
}

export type Week = { name: string; done: number; planned: number; isOver: boolean }

/** What was planned and is over counts as done: so it stands in the week. */
export function weeksOf(month: Month, activities: readonly JoyActivity[], now: Date): Week[] {
  const [first, last] = [`${month}-01`, addDays(`${after(month)}-01`, -1)]
  const weeks: Week[] = []
  for (let from = first; from <= last; from = addDays(weekStart(from), 7)) {
    const sunday = addDays(weekStart(from), 6)
    const to = sunday < last ? sunday : last
    const own = activities.filter((one) => !isCancelled(one) && isWithin(dayOf(one.startsAt), from, to))
    const planned = own.filter((one) => tenseOf(one, now) === "coming").length
    const isOver = to < dayOf(now.toISOString())
    weeks.push({ name: weekName(from, to), done: own.length - planned, planned, isOver })
  }
  return weeks
}

const isWithin = (day: Day, from: Day, to: Day) => from <= day && day <= to

/** "2 tot en met 8"; the month stands above it. */
function weekName(from: Day, to: Day): string {
  const [first, last] = [dayParts(from).number, dayParts(to).number]
  return first === last ? String(first) : `${first} tot en met ${last}`
}

export type JoyDay = { day: Day; activities: JoyActivity[] }

/** What has been, the last day first; what is still to come, the first day first. */
export function daysOf(activities: readonly JoyActivity[], now: Date): { been: JoyDay[]; coming: JoyDay[] } {
  const isComing = (one: JoyActivity) => tenseOf(one, now) === "coming"
  return {
    been: byDay(activities.filter((one) => !isComing(one))).toReversed(),
    coming: byDay(activities.filter(isComing)),
  }
}

function byDay(activities: JoyActivity[]): JoyDay[] {
  const days = new Map<Day, JoyActivity[]>()
  for (const one of activities) {
    const day = dayOf(one.startsAt)
    days.set(day, [...(days.get(day) ?? []), one])
  }
  return [...days].map(([day, own]) => ({ day, activities: own }))
}
