import type { Appointment } from "#contract/agenda"
import type { Db } from "../../db/knex.ts"
import { etagOf } from "../access/etag.ts"
import type { DataKey, Sealing } from "../sealing/sealing.ts"

type AppointmentRow = {
  id: string
  content: Buffer
  starts_at: string
  ends_at: string | null
  status: Appointment["status"]
  is_group: boolean | number
}

const columns = ["id", "content", "starts_at", "ends_at", "status", "is_group"] as const

/** Appointments that touch [from, until), also those that began earlier and last into it; by their start. */
export async function listAppointments(
  trx: Db,
  sealing: Sealing,
  key: DataKey,
  patientId: string,
  span: { from: Date; until: Date },
): Promise<Appointment[]> {
  const from = span.from.toISOString()
  const rows = (await trx("appointments")
    .where({ patient_id: patientId, visible: true })
    .where("starts_at", "<", span.until.toISOString())
    .where((query) => {
      void query.where("starts_at", ">=", from).orWhere("ends_at", ">", from)
    })
    .orderBy(["starts_at", "id"])
    .select(...columns)) as AppointmentRow[]
  return rows.map((row) => toAppointment(row, sealing, key))
}

/** The first planned appointment that has not ended yet. */
export async function findNextAppointment(
  trx: Db,
  sealing: Sealing,
  key: DataKey,
  patientId: string,
  now: Date,
): Promise<Appointment | null> {
  const at = now.toISOString()
  const row = (await trx("appointments")
    .where({ patient_id: patientId, visible: true })
    .whereIn("status", ["planned", "pending"])
    .where((query) => {
      void query.where("starts_at", ">=", at).orWhere("ends_at", ">", at)
    })
    .orderBy(["starts_at", "id"])
    .first(...columns)) as AppointmentRow | undefined
  return row ? toAppointment(row, sealing, key) : null
}

/** When and how sure one of them is: what it is about stays sealed. */
export async function findAppointmentTimes(
  trx: Db,
  patientId: string,
  id: string,
): Promise<Pick<Appointment, "id" | "startsAt" | "endsAt" | "status"> | undefined> {
  const row = (await trx("appointments")
    .where({ id, patient_id: patientId, visible: true })
    .first("id", "starts_at", "ends_at", "status")) as
    Pick<AppointmentRow, "id" | "starts_at" | "ends_at" | "status"> | undefined
  return row && { id: row.id, startsAt: row.starts_at, endsAt: row.ends_at, status: row.status }
}

/** Whether any that is still to come became readable after one instant, up to another. */
export async function hasNewAppointments(
  trx: Db,
  patientId: string,
  span: { since: string; until: string },
  now: Date,
): Promise<boolean> {
  const row: unknown = await trx("appointments")
    .where({ patient_id: patientId, visible: true })
    .whereIn("status", ["planned", "pending"])
    .where("received_at", ">", span.since)
    .where("received_at", "<=", span.until)
    .where("starts_at", ">", now.toISOString())
    .first("id")
  return row !== undefined
}

/** What became of appointments that a device kept, by id; one that is gone is absent. One statement. */
export async function findKeptAppointments(
  trx: Db,
  ids: string[],
): Promise<Map<string, { patientId: string; isShown: boolean; etag: string }>> {
  const rows = (await trx("appointments")
    .whereIn("id", ids)
    .select(...columns, "patient_id", "visible")) as (AppointmentRow & {
    patient_id: string
    visible: boolean | number
  })[]
  return new Map(
    rows.map((row) => [
      row.id,
      { patientId: row.patient_id, isShown: Boolean(row.visible), etag: etagOfAppointment(row) },
    ]),
  )
}

const etagOfAppointment = (row: AppointmentRow) =>
  etagOf([row.content, row.starts_at, row.ends_at, row.status, Boolean(row.is_group)])

function toAppointment(row: AppointmentRow, sealing: Sealing, key: DataKey): Appointment {
  const content = JSON.parse(sealing.open(key, "appointments.content", row.id, row.content)) as Pick<
    Appointment,
    "title" | "description" | "instruction" | "participants" | "place"
  >
  return {
    id: row.id,
    etag: etagOfAppointment(row),
    ...content,
    startsAt: row.starts_at,
    endsAt: row.ends_at,
    status: row.status,
    isGroup: Boolean(row.is_group),
  }
}
