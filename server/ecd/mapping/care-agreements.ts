// What was agreed in a plan: each activity as one line, with who does it and when.
import * as v from "valibot"
import type { CareAgreement } from "#contract/care-plan"
import { cleanBlock, cleanLine } from "../text/clean.ts"
import { carePersonOf } from "./care-people.ts"
import { wordsOf } from "./concepts.ts"
import { placeOf } from "./people.ts"
import type { KnownPatient, ProjectionContext } from "./projection.ts"
import { whenOrUnclear } from "./schedule.ts"
import { CarePlan, Concept, readShape, type Reference } from "./shapes.ts"

/** `goals`: rows of the goals that it is for. */
export type Agreement = CareAgreement & { goals: string[] }
/** A goal that the plan names. Not shown: it may not be read, or is somebody else's. "absent": not here (yet). */
export type GoalInPlan = { rowId: string; isShown: boolean } | "absent"
type Activity = ReturnType<typeof readShape<typeof CarePlan>>["activity"][number]
type Detail = NonNullable<Activity["detail"]>

const states: Record<string, CareAgreement["state"]> = {
  "not-started": "agreed",
  scheduled: "agreed",
  "in-progress": "agreed",
  "on-hold": "paused",
  completed: "done",
}

export function readAgreements(
  context: ProjectionContext,
  patient: KnownPatient,
  activities: Activity[],
  goals: Map<Reference, GoalInPlan>,
): Agreement[] {
  return activities.flatMap(({ reference, detail }) => {
    if (detail) return detailed(context, patient, detail, goals) ?? []
    return (reference && elsewhere(context, reference)) ?? []
  })
}

function detailed(
  context: ProjectionContext,
  patient: KnownPatient,
  detail: Detail,
  goals: Map<Reference, GoalInPlan>,
): Agreement | null {
  const state = states[detail.status ?? ""]
  const text = cleanBlock(detail.description) ?? wordsOf(detail.code)
  if (!state || !text) return null
  const named = detail.goal.flatMap((reference) => goals.get(reference) ?? [])
  // What is agreed for a goal that may not be read could give the goal away.
  if (named.some((goal) => goal !== "absent" && !goal.isShown)) return null
  return {
    text,
    isProhibited: detail.doNotPerform === true,
    state,
    who: detail.performer.flatMap((one) => carePersonOf(context, patient, "performer", one) ?? []),
    when: whenOrUnclear(detail),
    place: detail.location ? placeOf(context, "location", detail.location) : null,
    changedAt: null,
    goals: named.flatMap((goal) => (goal === "absent" ? [] : [goal.rowId])),
  }
}

const Described = v.object({
  status: v.picklist(["active", "booked", "arrived", "requested", "accepted", "in-progress", "ready"]),
  description: v.optional(v.string()),
  code: v.optional(Concept),
  doNotPerform: v.optional(v.boolean(), false),
})

/** What stands in a resource of its own: its words here, unless it may not be read. */
function elsewhere(context: ProjectionContext, reference: Reference): Agreement | null {
  const found = context.resolve(reference, reference.type ?? "")
  const text = cleanLine(reference.display)
  if (found.kind === "contained") {
    const inside = v.safeParse(Described, found.resource)
    if (!inside.success) return null
    const { description, code, doNotPerform } = inside.output
    const made = plainly(cleanBlock(description) ?? wordsOf(code) ?? text)
    return made && { ...made, isProhibited: doNotPerform }
  }
  if (found.kind !== "target") return plainly(text)
  const known = context.find("activity", found)
  return known && !known.isVisible ? null : plainly(text)
}

const plainly = (text: string | null): Agreement | null =>
  text === null
    ? null
    : {
        text,
        isProhibited: false,
        state: "agreed",
        who: [],
        when: null,
        place: null,
        changedAt: null,
        goals: [],
      }
