// Planned appointments.
import * as v from "valibot"

/** A day that exists (no 31 February) within reach of a care record. */
const isCalendarDay = (day: string) =>
  /^(199|20\d|21\d)\d-\d{2}-\d{2}$/.test(day) &&
  !Number.isNaN(Date.parse(day)) &&
  new Date(`${day}T00:00:00Z`).toISOString().startsWith(day)
const calendarDay = v.pipe(v.string(), v.check(isCalendarDay))

export const AgendaQuery = v.strictObject({
  patientId: v.pipe(v.string(), v.uuid()),
  /** First day to show, `YYYY-MM-DD`, in Europe/Amsterdam. */
  from: calendarDay,
  days: v.optional(v.pipe(v.string(), v.regex(/^([1-9]|[1-3]\d|4[0-2])$/))),
})

export type Appointment = {
  id: string
  /** Another one when anything of it changed. */
  etag: string
  title: string
  description: string | null
  instruction: string | null
  startsAt: string
  endsAt: string | null
  /** "pending" = still to be confirmed. */
  status: "planned" | "done" | "cancelled" | "pending"
  /** People and places that take part, never other patients. */
  participants: { name: string; role: string | null }[]
  place: string | null
  isGroup: boolean
}

export type Agenda = { from: string; to: string; appointments: Appointment[]; updatedAt: string | null }
