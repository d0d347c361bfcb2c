// When an appointment is, in words, on each of the days that it touches.
import type { Appointment } from "#contract/agenda"
import { clockChange, dayOf, dayText, exactTime, type Day } from "../kit/dates.ts"
import type { Entry } from "./agenda-days.ts"
import { agendaWords as words } from "./words.ts"

export type AppointmentTimes = { main: string; more: string | null }

export function appointmentTimes({ appointment, part }: Entry, today: Day): AppointmentTimes {
  const { startsAt, endsAt } = appointment
  const start = exactTime(startsAt)
  if (!endsAt) return { main: words.from(start), more: null }
  const end = exactTime(endsAt)
  const untilDay = words.untilDay(dayText(dayOf(endsAt), today), end)
  if (part === "whole") return { main: start, more: words.until(end) }
  if (part === "first") return { main: start, more: untilDay }
  if (part === "middle") return { main: words.allDay, more: untilDay }
  return { main: words.until(end), more: words.began(dayText(dayOf(startsAt), today), start) }
}

const SHORT_MS = 86_400_000

/** Who counts the hours of a night would be an hour wrong. */
export function clockNote({ startsAt, endsAt }: Appointment): string | null {
  if (!endsAt || Date.parse(endsAt) - Date.parse(startsAt) > SHORT_MS) return null
  const change = clockChange(startsAt, endsAt)
  return change && words.clock[change]
}
