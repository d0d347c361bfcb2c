// Days as the agenda shows them: an appointment stands on each day that it touches.
import type { Appointment } from "#contract/agenda"
import { addDays, dayOf, type Day } from "../kit/dates.ts"

export type Entry = {
  appointment: Appointment
  /** Of an appointment over several days: which of them this is. */
  part: "whole" | "first" | "middle" | "last"
  /** Said in full here; on the days after that in short. */
  isLead: boolean
}
export type AgendaDay = { day: Day; entries: Entry[] }
export type Span = { from: Day; to: Day }

export function daysIn({ from, to }: Span, appointments: readonly Appointment[]): AgendaDay[] {
  const all = appointments
    .map((appointment) => ({ appointment, first: dayOf(appointment.startsAt), last: lastDayOf(appointment) }))
    .sort((a, b) => a.appointment.startsAt.localeCompare(b.appointment.startsAt))
  const days: AgendaDay[] = []
  for (let day = from; day <= to; day = addDays(day, 1)) {
    const here = all.filter(({ first, last }) => first <= day && day <= last)
    const entries = here.map(({ appointment, first, last }): Entry => {
      const isLead = day === (first < from ? from : first)
      if (first === last) return { appointment, part: "whole", isLead }
      return { appointment, part: day === first ? "first" : day === last ? "last" : "middle", isLead }
    })
    days.push({ day, entries })
  }
  return days
}

/** What ends at midnight does not touch the day that begins then. */
function lastDayOf({ startsAt, endsAt }: Appointment): Day {
  const [start, end] = [Date.parse(startsAt), endsAt ? Date.parse(endsAt) : 0]
  return dayOf(new Date(Math.max(start, end - 1)))
}

/** What is shown of a span by an answer or a copy that holds another one; null when that is nothing. */
export function overlap(asked: Span, held: Span): Span | null {
  const from = asked.from > held.from ? asked.from : held.from
  const to = asked.to < held.to ? asked.to : held.to
  return from <= to ? { from, to } : null
}

/** The agenda opens at today: in a span that holds it the days that have been come last. */
export function fromToday(
  days: readonly AgendaDay[],
  today: Day,
): { coming: AgendaDay[]; past: AgendaDay[] } {
  if (!days.some(({ day }) => day === today)) return { coming: [...days], past: [] }
  return { coming: days.filter(({ day }) => day >= today), past: days.filter(({ day }) => day < today) }
}

export const isCancelled = ({ appointment }: Entry) => appointment.status === "cancelled"

export function isOver({ startsAt, endsAt, status }: Appointment, now: Date): boolean {
  if (status === "done") return true
  return endsAt ? new Date(endsAt) <= now : dayOf(startsAt) < dayOf(now)
}
