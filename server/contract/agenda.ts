// Planned appointments.
import * as v from "valibot"
import { calendarDay } from "#contract/days"

export const AgendaQuery = v.strictObject({
  patientId: v.pipe(v.string(), v.uuid()),
  /** First day to show, `YYYY-MM-DD`, in Europe/Amsterdam. */
  from: calendarDay,
  days: v.optional(v.pipe(v.string(), v.regex(/^([1-9]|[1-3]\d|4[0-2])$/))),
  /** The reader puts it on paper: allowed by the organisation, and written down as that. */
  purpose: v.optional(v.literal("print")),
})

export const AppointmentParams = v.strictObject({
  patientId: v.pipe(v.string(), v.uuid()),
  appointmentId: v.pipe(v.string(), v.uuid()),
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

export type Agenda = {
  from: string
  to: string
  appointments: Appointment[]
  updatedAt: string | null
  /** Readers may print it, and save an appointment for a calendar of their own. */
  mayCopy: boolean
}
