// A week as the page shows it: seven days, today and what is to come before what has been.
import type { Appointment } from "#contract/agenda"
import { addDays, dayOf, weekStart, type Day } from "../kit/dates.ts"

export type AgendaDay = { day: Day; appointments: Appointment[] }

export function weekDays(monday: Day, appointments: readonly Appointment[]): AgendaDay[] {
  return [0, 1, 2, 3, 4, 5, 6].map((offset) => {
    const day = addDays(monday, offset)
    return { day, appointments: appointments.filter(({ startsAt }) => dayOf(startsAt) === day).sort(byStart) }
  })
}

const byStart = (a: Appointment, b: Appointment) => a.startsAt.localeCompare(b.startsAt)

/** The agenda opens at today: in this week the days that have been come last. */
export function fromToday(
  days: readonly AgendaDay[],
  today: Day,
): { coming: AgendaDay[]; past: AgendaDay[] } {
  const isThisWeek = days.some(({ day }) => day === today)
  if (!isThisWeek) return { coming: [...days], past: [] }
  return { coming: days.filter(({ day }) => day >= today), past: days.filter(({ day }) => day < today) }
}

/** The week in the address, or this week when there is none or it is no date. */
export function mondayOf(asked: unknown, today: Day): Day {
  const isDay =
    typeof asked === "string" && /^\d{4}-\d\d-\d\d$/.test(asked) && !Number.isNaN(Date.parse(asked))
  return weekStart(isDay ? asked : today)
}

export function isOver({ startsAt, endsAt, status }: Appointment, now: Date): boolean {
  if (status === "done") return true
  return endsAt ? new Date(endsAt) <= now : dayOf(startsAt) < dayOf(now)
}
