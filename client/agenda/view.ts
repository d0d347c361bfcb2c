// What the agenda shows, a week or a month: as the address says it.
import type { LocationQuery } from "vue-router"
import { addDays, capital, dayParts, rangeText, weekStart, type Day } from "../kit/dates.ts"
import type { Span } from "./agenda-days.ts"

export type ViewKind = "week" | "month"
export type View = Span & { kind: ViewKind }

const reachable = /^(199\d|20\d\d|21\d\d)-(0[1-9]|1[0-2])$/

/** A week or month in the address that is none is this one. */
export function viewIn({ week, maand }: LocationQuery, today: Day): View {
  if (maand !== undefined)
    return monthOf(typeof maand === "string" && reachable.test(maand) ? `${maand}-01` : today)
  const isDay = typeof week === "string" && /^\d{4}-\d\d-\d\d$/.test(week) && !Number.isNaN(Date.parse(week))
  return weekOf(isDay ? week : today)
}

export function weekOf(day: Day): View {
  const from = weekStart(day)
  return { kind: "week", from, to: addDays(from, 6) }
}

export function monthOf(day: Day): View {
  const from = `${day.slice(0, 7)}-01`
  // Whatever month it is: 31 days after its first the next one has begun.
  const next = addDays(from, 31).slice(0, 7)
  return { kind: "month", from, to: addDays(`${next}-01`, -1) }
}

const of = { week: weekOf, month: monthOf }

export const current = (kind: ViewKind, today: Day): View => of[kind](today)

export const holds = ({ from, to }: Span, day: Day) => from <= day && day <= to
export const before = ({ kind, from }: View) => of[kind](addDays(from, -1))
export const after = ({ kind, to }: View) => of[kind](addDays(to, 1))

/** The same time as the other kind: today's when that is in sight. */
export const seenAs = (view: View, kind: ViewKind, today: Day): View =>
  view.kind === kind ? view : of[kind](holds(view, today) ? today : view.from)

export function addressOf(base: string, { kind, from, to }: View, today: Day): string {
  if (kind === "month") return `${base}?maand=${from.slice(0, 7)}`
  return holds({ from, to }, today) ? base : `${base}?week=${from}`
}

export function viewTitle({ kind, from, to }: View, today: Day): string {
  if (kind === "week") return rangeText(from, to, today)
  const { month, year } = dayParts(from)
  return capital(`${month} ${year}`)
}
