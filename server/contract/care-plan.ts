// The care plan: what is aimed at, what was agreed about it, who does it and when.
import * as v from "valibot"

const uuid = v.pipe(v.string(), v.uuid())
export const CarePlanParams = v.strictObject({ patientId: uuid })
export const OnePlanParams = v.strictObject({ patientId: uuid, planId: uuid })

/** A day as the ECD wrote it: `YYYY`, `YYYY-MM` or `YYYY-MM-DD`. */
export type PartialDay = string

export type CarePerson =
  | { kind: "carer"; name: string; role: string | null }
  | { kind: "relative"; name: string }
  | { kind: "patient" }
  /** The care team as a whole. */
  | { kind: "team" }

export const weekdays = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"] as const
export type Weekday = (typeof weekdays)[number]

/** Moments of the day, by FHIR's own codes. */
export const dayMoments = [
  ...["MORN", "NOON", "AFT", "EVE", "NIGHT", "WAKE", "HS"],
  ...["AC", "ACM", "ACD", "ACV", "C", "CM", "CD", "CV", "PC", "PCM", "PCD", "PCV"],
] as const

export type Repeat = {
  /** How often in each `every` `unit`s; null when only days or times are given. */
  often: { least: number; most: number; every: number; unit: "h" | "d" | "wk" | "mo" | "a" } | null
  days: Weekday[]
  /** "08:00" */
  times: string[]
  moments: string[]
}

export type When =
  | { kind: "words"; text: string }
  | { kind: "repeat"; repeat: Repeat; from: PartialDay | null; until: PartialDay | null }
  | { kind: "period"; from: PartialDay | null; until: PartialDay | null }
  /** There is a time in the ECD that the portal cannot put into words. */
  | { kind: "unclear" }

export type CareAgreement = {
  text: string
  /** Something that is not to be done. */
  isProhibited: boolean
  state: "agreed" | "paused" | "done"
  who: CarePerson[]
  when: When | null
  place: string | null
  /** Since when it stands in the plan like this; null when the portal never knew it otherwise. */
  changedAt: string | null
}

/** FHIR's own words for how it goes. */
export const progresses = [
  ...["in-progress", "improving", "worsening", "no-change", "achieved"],
  ...["sustaining", "not-achieved", "no-progress", "not-attainable"],
] as const
export type Progress = (typeof progresses)[number]

export type CareGoal = {
  id: string
  /** Another one when anything of it changed. */
  etag: string
  text: string
  notes: string[]
  state: "active" | "paused" | "done" | "stopped"
  progress: Progress | null
  startedOn: PartialDay | null
  /** By what it is measured, and when it is looked at again. */
  targets: { measure: string | null; aim: string | null; dueOn: PartialDay | null }[]
  changedAt: string | null
  /** Came in or changed since this reader's visit before this one. */
  isNew: boolean
  agreements: CareAgreement[]
}

export type CarePlan = {
  id: string
  etag: string
  title: string | null
  description: string | null
  /** A plan that is only a text. */
  text: string | null
  notes: string[]
  state: "active" | "paused" | "ended"
  startsOn: PartialDay | null
  endsOn: PartialDay | null
  authors: CarePerson[]
  madeWith: CarePerson[]
  changedAt: string | null
  isNew: boolean
  goals: CareGoal[]
  /** Of no goal in particular. */
  agreements: CareAgreement[]
}

export type EarlierPlan = Pick<CarePlan, "id" | "etag" | "title" | "startsOn" | "endsOn">

/** GET /api/patients/:patientId/care-plan */
export type CarePlanPage = {
  /** How the page speaks of the patient when the reader is someone else. */
  callName: string
  /** What holds now, the newest first. */
  plans: CarePlan[]
  /** Goals that no plan names. */
  otherGoals: CareGoal[]
  /** Plans that hold no longer, the newest first. */
  earlier: EarlierPlan[]
  updatedAt: string | null
}

/** GET /api/patients/:patientId/care-plan/:planId */
export type OnePlan = { callName: string; plan: CarePlan; updatedAt: string | null }
