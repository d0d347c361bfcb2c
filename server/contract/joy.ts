// Joyful activities: what somebody did or will do, and what was enjoyed. For clients of PG locations.
import * as v from "valibot"
import type { Appointment } from "./agenda.ts"
import type { CareAgreement } from "./care-plan.ts"

export const JoyQuery = v.strictObject({
  patientId: v.pipe(v.string(), v.uuid()),
  /** `YYYY-MM`, in Europe/Amsterdam. */
  month: v.pipe(v.string(), v.regex(/^(199\d|20\d\d|21\d\d)-(0[1-9]|1[0-2])$/)),
})

/** What carers wrote down about it afterwards. */
export type Enjoyed = {
  text: string
  /** `YYYY`, `YYYY-MM` or `YYYY-MM-DD`. */
  on: string | null
  /** Came in since this reader's visit before this one. */
  isNew: boolean
}

export type JoyActivity = Appointment & {
  enjoyed: Enjoyed[]
  /** It, or what was enjoyed of it, came in since this reader's visit before this one. */
  isNew: boolean
}

/** What makes somebody happy, as it was agreed. */
export type JoyPlan = {
  id: string
  etag: string
  title: string | null
  description: string | null
  text: string | null
  wishes: (CareAgreement & { enjoyed: Enjoyed[] })[]
  changedAt: string | null
  isNew: boolean
}

/** GET /api/patients/:patientId/joy-activities?month= */
export type JoyPage = {
  callName: string
  month: string
  /** Of this month, by their start. */
  activities: JoyActivity[]
  plans: JoyPlan[]
  updatedAt: string | null
}
