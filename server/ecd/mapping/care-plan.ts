import type { CarePlan as Shown } from "#contract/care-plan"
import { partialDay } from "../checking/fhir-dates.ts"
import { visibilityOf } from "../checking/visibility.ts"
import { Refusal } from "../refusal.ts"
import { findRule } from "../source-settings.ts"
import { cleanBlock, cleanLine } from "../text/clean.ts"
import { readNarrative } from "../text/narrative.ts"
import { readAgreements, type Agreement, type GoalInPlan } from "./care-agreements.ts"
import { carePersonOf } from "./care-people.ts"
import { changesOf, priorOf, stampOf } from "./changes.ts"
import { projectJoyPlan } from "./joy-plan.ts"
import {
  clear,
  hidden,
  onlyPatient,
  type KnownPatient,
  type Projection,
  type ProjectionContext,
} from "./projection.ts"
import { CarePlan, readShape, type Reference } from "./shapes.ts"

type Shape = ReturnType<typeof readShape<typeof CarePlan>>
export type PlanContent = Pick<Shown, "title" | "description" | "text" | "notes" | "authors" | "madeWith"> & {
  /** Rows of its goals, in the plan's order. Who may see which is asked when it is read. */
  goals: string[]
  /** Rows of the plans that it came in the place of. */
  replaces: string[]
  agreements: Agreement[]
}

const states: Record<string, Shown["state"]> = { active: "active", "on-hold": "paused", completed: "ended" }
/** What is only a possibility, or only proposed, is no agreement. */
const intents = new Set(["plan", "order"])

/** @throws Refusal status-missing, date-invalid, time-no-offset, shape-invalid. */
export function projectCarePlan(context: ProjectionContext): Projection {
  const plan = readShape(CarePlan, context.resource)
  const { status, period } = plan
  const isJoy = findRule(context.settings.joyActivityCodes, plan.category) !== undefined
  if (status === undefined) throw new Refusal("status-missing", "status")
  const start = period?.start ?? plan.created
  const startsOn = start === undefined ? null : partialDay(start, "period.start")
  const endsOn = period?.end === undefined ? null : partialDay(period.end, "period.end")
  const patient = onlyPatient(context)
  if (typeof patient === "string") return hidden(patient)
  // Also of a plan that is not shown: a goal of it is no goal that stands by itself.
  const goals = goalsOf(context, patient, plan)
  const section = isJoy ? "joyActivities" : "carePlan"
  if (context.secrecy) return hidden(context.secrecy, section)
  if (visibilityOf("CarePlan", status) === "hide" || !intents.has(plan.intent ?? ""))
    return hidden("status", section)
  if (isJoy) return projectJoyPlan(context, patient, plan, goals)
  const read = contentOf(context, patient, plan, goals)
  if (isEmpty(read)) return hidden("empty", "carePlan")
  const state = states[status] ?? "ended"
  const { content, isOther } = withChanges(context, patient.id, read)
  const before = priorOf(context, patient.id)
  const values = {
    id: context.rowId,
    fhir_resource_id: context.rowId,
    patient_id: patient.id,
    content: clear(JSON.stringify(content)),
    status: state,
    starts_on: startsOn,
    ends_on: endsOn,
    ...changesOf(context, patient.id, isOther || before?.["status"] !== state),
    visible: true,
  }
  const row = { table: "care_plans", patientId: patient.id, values }
  return { hiddenReason: null, section: "carePlan", rows: [row], detail: null }
}

function goalsOf(context: ProjectionContext, patient: KnownPatient, plan: Shape): Map<Reference, GoalInPlan> {
  const named = [...plan.goal, ...plan.activity.flatMap(({ detail }) => detail?.goal ?? [])]
  return new Map(named.map((reference) => [reference, goalOf(context, patient, reference)]))
}

function goalOf(context: ProjectionContext, patient: KnownPatient, reference: Reference): GoalInPlan {
  const found = context.resolve(reference, "Goal")
  if (found.kind !== "target" || found.type !== "Goal") return "absent"
  const known = context.find("goal", found)
  if (!known) return "absent"
  const isOwn = known.detail?.kind === "goal" && known.detail.patientId === patient.id
  return { rowId: known.rowId, isShown: isOwn && known.isVisible }
}

function contentOf(
  context: ProjectionContext,
  patient: KnownPatient,
  plan: Shape,
  goals: Map<Reference, GoalInPlan>,
): PlanContent {
  const shown = [...goals.values()].flatMap((goal) => (goal !== "absent" && goal.isShown ? [goal.rowId] : []))
  // A narrative repeats what the plan says in parts, also the parts that are hidden; unless it says more, or is all there is.
  const isText = plan.text?.status === "additional" || plan.activity.length === 0
  const people = (path: string, references: Reference[]) =>
    references.flatMap((one) => carePersonOf(context, patient, path, one) ?? [])
  return {
    title: cleanLine(plan.title, 200),
    description: cleanBlock(plan.description),
    text: isText ? readNarrative(plan.text) : null,
    notes: plan.note.flatMap((note) => cleanBlock(note.text) ?? []),
    authors: people("author", plan.author ? [plan.author] : []),
    madeWith: people("contributor", plan.contributor),
    goals: [...new Set(shown)],
    replaces: plan.replaces.flatMap((one) => replacedBy(context, one) ?? []),
    agreements: readAgreements(context, patient, plan.activity, goals),
  }
}

function replacedBy(context: ProjectionContext, reference: Reference): string | null {
  const found = context.resolve(reference, "CarePlan")
  if (found.kind !== "target" || found.type !== "CarePlan") return null
  return context.find("replaced-plan", found)?.rowId ?? null
}

const isEmpty = ({ description, text, notes, goals, agreements }: PlanContent) =>
  !description && !text && notes.length + goals.length + agreements.length === 0

/** Each agreement with the day from which it stands in the plan like this. */
function withChanges(context: ProjectionContext, patientId: string, read: PlanContent) {
  const before = priorOf(context, patientId)
  const was = before && (JSON.parse(String(before["content"])) as PlanContent)
  const known = new Map(was?.agreements.map((one) => [withoutChange(one), one.changedAt]))
  const agreements = read.agreements.map((one) => {
    const since = known.get(withoutChange(one))
    const isNew = was !== undefined && since === undefined && !context.isAgain
    return { ...one, changedAt: since ?? (isNew ? stampOf(context) : null) }
  })
  const content = { ...read, agreements }
  return { content, isOther: was !== undefined && plain(was) !== plain(read) }
}

const withoutChange = (agreement: Agreement) => JSON.stringify({ ...agreement, changedAt: null })
const plain = (content: PlanContent) =>
  JSON.stringify({ ...content, agreements: content.agreements.map(withoutChange) })
