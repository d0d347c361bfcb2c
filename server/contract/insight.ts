// What a reader may know of the others: who looked at this record in the portal, and who may.
import * as v from "valibot"
import { calendarDay } from "./days.ts"
import type { RepresentationBasis, Role, Section } from "./access.ts"

const patientId = v.pipe(v.string(), v.uuid())

/** GET /api/patients/:patientId/viewings?before=: whole days in Europe/Amsterdam, the newest first. */
export const ViewingsQuery = v.strictObject({ patientId, before: v.optional(calendarDay) })

/** In the order in which a page names them. */
export const viewedParts = [
  "overview",
  "reports",
  "report",
  "report-search",
  "report-document",
  "care-plan",
  "agenda",
  "agenda-print",
  "appointment-file",
  "portrait",
  "life-story",
  "picture",
  "joy-activities",
  "viewings",
  "readers",
  "access-desk",
  "log",
] as const
export type ViewedPart = (typeof viewedParts)[number]

/** Staff are told by what they do, never by name. `name` null: nobody knows it any more. */
export type Viewer =
  | { kind: "reader"; name: string | null; role: Role; isSelf: boolean }
  | { kind: "staff"; role: string | null }

/** One person on one day. */
export type Viewing = {
  viewer: Viewer
  firstAt: string
  lastAt: string
  /** `count`: how many different ones; 0 where a part is one whole. */
  parts: { part: ViewedPart; count: number }[]
  /** Some of it was also kept on a device, to be read without internet. */
  isKept: boolean
}
export type ViewingDay = { day: string; viewings: Viewing[] }
export type Viewings = {
  /** "own": a contact person is told only of the own visits; the client and the representative see all. */
  scope: "all" | "own"
  days: ViewingDay[]
  /** The day before which there is more; null at the end. */
  before: string | null
}

/** POST /api/patients/:patientId/wrong-record takes {}: the reader says that this is nobody of theirs. Always 204, said twice too. */
export const WrongRecordInput = v.strictObject({ patientId })

/** GET /api/patients/:patientId/readers */
export const ReadersQuery = v.strictObject({ patientId })

export type RecordReader = {
  name: string | null
  kinship: string | null
  role: Role
  isSelf: boolean
  /** Told to the client, the representative, and whom it is about. */
  basis: RepresentationBasis | null
  /** What opens now. */
  sections: Section[]
  since: string
  lastDay: string | null
  /** waiting: nobody registered yet · closed: the record opens for this person no more, or not yet. */
  state: "reads" | "waiting" | "closed"
}
export type EarlierReader = { name: string | null; role: Role; since: string; until: string }
export type Readers = {
  readers: RecordReader[]
  /** Who could read before; null for a contact person. */
  earlier: EarlierReader[] | null
}
