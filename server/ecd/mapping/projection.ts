// What mapping makes of a resource: rows for the readers' tables, or a reason why there are none. Pure: it is given
// everything it may know, seals nothing and asks no database.
import type { Secrecy } from "../checking/confidentiality.ts"
import type { Reference, Target } from "../checking/references.ts"
import type { JsonObject } from "../json.ts"
import type { Picture } from "../pictures/resize.ts"
import type { SourceSettings } from "../source-settings.ts"

/** Text that is sealed with the row owner's key when the row is written. */
export class Clear {
  readonly text: string
  constructor(text: string) {
    this.text = text
  }
}
export const clear = (text: string | null) => (text === null ? null : new Clear(text))

export type Value = string | number | boolean | null | Clear
export type Row = {
  table: string
  /** Under whose key its clear values are sealed; null is the system's. */
  patientId: string | null
  values: { id: string } & Record<string, Value>
}

export type HiddenReason =
  | Secrecy
  | "status"
  | "replaced"
  | "no-subject"
  | "patient-hidden"
  | "empty"
  | "no-time"
  | "stored-only"
  | "refused"
  /** A newer version waits in quarantine. */
  | "quarantined"

export type Projection = {
  /** Null: readable. */
  hiddenReason: HiddenReason | null
  section: "reports" | "agenda" | "carePlan" | "portrait" | "lifeStory" | "joyActivities" | null
  rows: Row[]
  /** What other resources want to know of this one. */
  detail: Detail | null
}

/** One line of a SOAP report: an Observation. */
export type Line = {
  patientId: string | null
  text: string | null
  verdict: "shown" | "confidential" | "unlabelled" | "status"
}
export type Detail =
  /** `survivor`: the client into whom this one was merged. */
  | { kind: "patient"; survivor: KnownPatient | null }
  | { kind: "practitioner"; name: string | null }
  | { kind: "role"; name: string | null; roleText: string | null; practitioner: Target | null }
  | { kind: "location"; name: string }
  | { kind: "relative"; name: string; patientId: string }
  | { kind: "line"; line: Line }
  | { kind: "goal"; patientId: string }
  /** `patientId`: of whom it is, as far as it says. */
  | { kind: "file"; patientId: string | null; contentType: string | null; data: string | null }

/** A resource that the portal has. */
export type Known = { rowId: string; isVisible: boolean; detail: Detail | null }
export type KnownPatient = { id: string; isVisible: boolean }

export type ProjectionContext = {
  /** Id of the fhir_resources row. A projection of one row carries the same id, so that it can be rebuilt. */
  rowId: string
  resourceId: string
  resource: JsonObject
  settings: SourceSettings
  /** Judged once, for every type. */
  secrecy: Secrecy | null
  /** The clients it is about, by the reference as written; merged clients are their survivors. */
  patients: { target: Target; patient: KnownPatient | null }[]
  lastUpdated: string | null
  /** When this version came in. */
  receivedAt: string
  now: string
  /** The first time that a source is read, nothing is new. */
  isFirstRun: boolean
  /** The row that this resource has now; of a plan, a goal or a life story its content is opened. */
  prior: Record<string, unknown> | undefined
  /** A version that the portal has already is projected once more: the ECD changed nothing. */
  isAgain: boolean
  /** A newer report says that it replaces this one. */
  isReplaced: boolean
  resolve(reference: unknown, expectedType: string): Reference
  /** Remembers the dependency: what arrives or changes later is projected again. */
  find(path: string, target: Target): Known | undefined
  blindIndex(text: string): string
  /** A picture as the portal keeps it; null when it cannot be read as one. */
  picture(bytes: Buffer): Picture | null
}

export const storedOnly: Projection = { hiddenReason: "stored-only", section: null, rows: [], detail: null }
export const hidden = (reason: HiddenReason, section: Projection["section"] = null): Projection => ({
  hiddenReason: reason,
  section,
  rows: [],
  detail: null,
})

/** The one client of a resource; a hidden client's data are not even projected. */
export function onlyPatient(context: ProjectionContext): KnownPatient | "no-subject" | "patient-hidden" {
  const patient = context.patients[0]?.patient
  if (!patient) return "no-subject"
  return patient.isVisible ? patient : "patient-hidden"
}
