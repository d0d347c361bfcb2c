// Home: whose record, what comes next, what is new, who helps.
import * as v from "valibot"
import type { Appointment } from "./agenda.ts"
import type { ReportSummary } from "./dossier.ts"

export const OverviewParams = v.strictObject({ patientId: v.pipe(v.string(), v.uuid()) })

export type CareContact = {
  name: string
  role: string | null
  phone: string | null
  tel: string | null
  hours: string | null
}

/** GET /api/patients/:patientId/overview. A part is null when the grant does not open its section. */
export type Overview = {
  patientName: string
  /** How the page speaks of the patient when the reader is someone else: "Ria". */
  callName: string
  reports: { newCount: number; newest: ReportSummary[] } | null
  agenda: { todayCount: number; next: Appointment | null } | null
  carePlan: {
    hasPlan: boolean
    /** Plans that hold no longer. */
    earlier: number
    /** Goals that are worked on. */
    goals: number
    /** Goals that came in or changed since the reader's last visit; the plan itself, likewise. */
    newGoals: number
    isPlanNew: boolean
  } | null
  /** Parts that came in or changed since the reader's last visit. */
  portrait: { newCount: number } | null
  lifeStory: { newCount: number } | null
  /** Activities of this month that were not cancelled; those that are new, or of which is told what was enjoyed. */
  joyActivities: { thisMonth: number; newCount: number } | null
  evv: CareContact | null
  team: { name: string; phone: string | null; tel: string | null } | null
  /** The reader's visit before this one; null on the first. */
  newSince: string | null
  updatedAt: string | null
}
