// The log at /beheer: searched by client, person, period and event. Every question goes in a body, so that no address holds
// who was looked for; each is itself written in the log.
import * as v from "valibot"
import { calendarDay } from "./days.ts"
import type { FoundPatients } from "./desk.ts"
import { logGroups } from "./log-events.ts"

const uuid = v.pipe(v.string(), v.uuid())
const personKinds = ["reader", "staff"] as const

const filter = {
  patientId: v.optional(uuid),
  person: v.optional(v.strictObject({ kind: v.picklist(personKinds), id: uuid })),
  /** Days in Europe/Amsterdam, both included. */
  from: v.optional(calendarDay),
  until: v.optional(calendarDay),
  group: v.optional(v.picklist(logGroups)),
  /** Where the last answer ended. */
  before: v.optional(
    v.strictObject({ at: v.pipe(v.string(), v.isoTimestamp()), id: v.pipe(v.string(), v.maxLength(36)) }),
  ),
}

/** POST /api/staff/log */
export const LogInput = v.strictObject(filter)
export type LogFilter = Omit<v.InferOutput<typeof LogInput>, "before">
export type LogPlace = NonNullable<v.InferOutput<typeof LogInput>["before"]>

export type LogRow = {
  id: string
  at: string
  event: string
  outcome: string
  reason: string | null
  actor: {
    kind: "reader" | "staff" | "operator" | "system" | "anonymous"
    id: string | null
    /** Of readers and staff, where somebody still knows it. */
    name: string | null
    role: string | null
  }
  means: string | null
  address: string | null
  browser: string | null
  device: string | null
  /** The client is named only where the log of that client was asked for. */
  patientId: string | null
  objectKind: string | null
  objectId: string | null
  isCopied: boolean
}
export type LogPage = {
  /** Whom the question was about, by name. */
  patientName: string | null
  personName: string | null
  rows: LogRow[]
  before: LogPlace | null
}

/** POST /api/staff/log/patients answers a FoundPatients. */
export const LogPatientsInput = v.strictObject({ text: v.pipe(v.string(), v.maxLength(200)) })
export type LogPatients = FoundPatients

/** POST /api/staff/log/people: an e-mail address of a reader, or an address or a part of a name of staff. */
export const LogPeopleInput = v.strictObject({ text: v.pipe(v.string(), v.trim(), v.maxLength(320)) })
export type LogPerson = { kind: (typeof personKinds)[number]; id: string; name: string | null; email: string }
export type LogPeople = { people: LogPerson[] }

/** POST /api/staff/log/export, part by part: the parts behind each other are the file. */
export const LogExportInput = v.strictObject({ ...filter, format: v.picklist(["csv", "jsonl"]) })
export type LogFormat = v.InferOutput<typeof LogExportInput>["format"]
export type LogPart = { text: string; rows: number; before: LogPlace | null }
