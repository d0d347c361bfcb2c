import { readTime } from "../checking/fhir-dates.ts"
import { visibilityOf } from "../checking/visibility.ts"
import { derivedId } from "../derived-id.ts"
import { Refusal } from "../refusal.ts"
import { findRule } from "../source-settings.ts"
import { cleanBlock, cleanLine } from "../text/clean.ts"
import { stampOf } from "./changes.ts"
import { firstWords, wordsOf } from "./concepts.ts"
import { carerOf, placeOf, type Person } from "./people.ts"
import {
  clear,
  hidden,
  type KnownPatient,
  type Projection,
  type ProjectionContext,
  type Row,
} from "./projection.ts"
import { Appointment, readShape, type Reference } from "./shapes.ts"

type Shape = ReturnType<typeof readShape<typeof Appointment>>

const statuses: Record<string, "planned" | "done" | "cancelled" | "pending"> = {
  booked: "planned",
  arrived: "planned",
  "checked-in": "planned",
  fulfilled: "done",
  cancelled: "cancelled",
  pending: "pending",
}
/** These may be without a time in FHIR; there is nothing to show in an agenda then. */
const mayLackTime = new Set(["cancelled", "pending"])

/**
 * One row for each client of a group; no row ever names another client. `comment` is text among staff and is not read.
 * @throws Refusal status-missing, date-invalid, time-no-offset, shape-invalid.
 */
export function projectAppointment(context: ProjectionContext): Projection {
  const appointment = readShape(Appointment, context.resource)
  const { status, serviceCategory, serviceType } = appointment
  const isJoy =
    findRule(context.settings.joyActivityCodes, [...serviceCategory, ...serviceType]) !== undefined
  const section = isJoy ? "joyActivities" : "agenda"
  if (status === undefined) throw new Refusal("status-missing", "status")
  const times = timesOf(appointment)
  if (context.patients.length === 0) return hidden("no-subject")
  const patients = context.patients.flatMap(({ patient }) => (patient?.isVisible ? [patient] : []))
  if (patients.length === 0) return hidden("patient-hidden")
  if (context.secrecy) return hidden(context.secrecy, section)
  if (visibilityOf("Appointment", status) === "hide") return hidden("status", section)
  if (!times) return hidden("no-time", section)
  const rows = unique(patients).map((patient): Row => {
    const values = {
      id: derivedId(context.rowId, `patient/${patient.id}`),
      fhir_resource_id: context.rowId,
      patient_id: patient.id,
      content: clear(JSON.stringify(contentFor(context, appointment, patient))),
      starts_at: times.start,
      ends_at: times.end,
      status: statuses[status] ?? "planned",
      is_group: context.patients.length > 1,
      visible: true,
    }
    return isJoy
      ? {
          table: "joy_activities",
          patientId: patient.id,
          values: {
            ...values,
            changed_at: null,
            news_at: becameReadable(context, patient) ?? stampOf(context),
          },
        }
      : {
          table: "appointments",
          patientId: patient.id,
          values: { ...values, received_at: becameReadable(context, patient) },
        }
  })
  return { hiddenReason: null, section, rows, detail: null }
}

/** Since when this client's readers could see it. What a source's first reading brings was never news: null. */
function becameReadable(context: ProjectionContext, patient: KnownPatient): string | null {
  const before = context.prior?.[patient.id]
  if (typeof before === "string" || before === null) return before
  return context.isFirstRun ? null : context.now
}

/** Two merged records may both take part. */
const unique = (patients: KnownPatient[]) => [
  ...new Map(patients.map((patient) => [patient.id, patient])).values(),
]

function timesOf(appointment: Shape): { start: string; end: string | null } | null {
  const { start, end, minutesDuration, status = "" } = appointment
  const isShown = visibilityOf("Appointment", status) !== "hide"
  if (start === undefined && (!isShown || mayLackTime.has(status))) return null
  const from = readTime(start, "start")
  if (end !== undefined) return { start: from, end: readTime(end, "end") }
  const isDuration = minutesDuration !== undefined && minutesDuration > 0 && minutesDuration < 60 * 24 * 31
  return {
    start: from,
    end: isDuration ? new Date(Date.parse(from) + minutesDuration * 60_000).toISOString() : null,
  }
}

function contentFor(context: ProjectionContext, appointment: Shape, patient: KnownPatient) {
  const description = cleanBlock(appointment.description)
  const kind = firstWords(appointment.serviceType) ?? wordsOf(appointment.appointmentType)
  const actors = appointment.participant.flatMap(({ actor, status }) =>
    actor && status !== "declined" ? [actor] : [],
  )
  const title = kind ?? cleanLine(description, 200) ?? "Afspraak"
  return {
    title,
    // Said once; what is longer than a title is said whole.
    description: description === title ? null : description,
    instruction: cleanBlock(appointment.patientInstruction),
    participants: actors.flatMap((actor) => personOf(context, actor, patient) ?? []),
    place:
      actors.map((actor) => placeOf(context, "participant", actor)).find((place) => place !== null) ?? null,
  }
}

/** Carers, and this client's own relatives. */
function personOf(context: ProjectionContext, actor: Reference, patient: KnownPatient): Person | null {
  const found = context.resolve(actor, actor.type ?? "")
  if (found.kind === "target" && found.type === "RelatedPerson") {
    const known = context.find("participant", found)
    const isOwn =
      known?.isVisible && known.detail?.kind === "relative" && known.detail.patientId === patient.id
    return isOwn && known.detail?.kind === "relative" ? { name: known.detail.name, role: null } : null
  }
  const carer = carerOf(context, "participant", actor)
  if (carer || found.kind !== "words" || actor.type !== undefined) return carer
  // Only a name: it may be another client's, so the organisation has to say that its ECD never does that.
  const name = context.settings.participantsWithoutReference === "show" ? cleanLine(actor.display) : null
  return name && context.patients.length === 1 ? { name, role: null } : null
}
