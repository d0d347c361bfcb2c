// What makes somebody happy: a plan whose category is a joyful activity. What was enjoyed stands at its activities, also
// of those that are an Appointment of their own.
import type { JoyPlan } from "#contract/joy"
import { partialDay, readInstant } from "../checking/fhir-dates.ts"
import { cleanBlock, cleanLine } from "../text/clean.ts"
import { readNarrative } from "../text/narrative.ts"
import { readAgreements, type Agreement, type GoalInPlan } from "./care-agreements.ts"
import { changesOf, priorOf } from "./changes.ts"
import { wordsOf } from "./concepts.ts"
import { clear, hidden, type KnownPatient, type Projection, type ProjectionContext } from "./projection.ts"
import type { CarePlan, readShape, Reference } from "./shapes.ts"

type Shape = ReturnType<typeof readShape<typeof CarePlan>>
type Activity = Shape["activity"][number]

/** `since`: from when readers could see it; before that is known, when it was written. */
type Told = { text: string; on: string | null; since: string }
/** `activity`: the resource row of the Appointment that it is about; who may see that is asked when it is read. */
export type Wish = Agreement & { enjoyed: Told[]; activity: string | null }
export type JoyPlanContent = Pick<JoyPlan, "title" | "description" | "text"> & { wishes: Wish[] }

/** @throws Refusal date-invalid, time-no-offset. */
export function projectJoyPlan(
  context: ProjectionContext,
  patient: KnownPatient,
  plan: Shape,
  goals: Map<Reference, GoalInPlan>,
): Projection {
  const before = priorOf(context, patient.id)
  const was = before && (JSON.parse(String(before["content"])) as JoyPlanContent)
  const read: JoyPlanContent = {
    title: cleanLine(plan.title, 200),
    description: cleanBlock(plan.description),
    text: plan.activity.length === 0 || plan.text?.status === "additional" ? readNarrative(plan.text) : null,
    wishes: plan.activity.flatMap((activity) => wishOf(context, patient, activity, goals) ?? []),
  }
  if (!read.description && !read.text && read.wishes.length === 0) return hidden("empty", "joyActivities")
  const changes = changesOf(context, patient.id, was !== undefined && plain(was) !== plain(read))
  // What was enjoyed is news of its own: the plan itself stays what it was.
  const isOld = context.isFirstRun || context.isAgain
  const noted = (told: Told) => (isOld ? told.since || changes.news_at : context.now)
  const known = new Map(
    was?.wishes.flatMap((wish) => wish.enjoyed.map((told) => [nameOf(wish, told), told.since])),
  )
  const wishes = read.wishes.map((wish) => ({
    ...wish,
    enjoyed: wish.enjoyed.map((told) => ({ ...told, since: known.get(nameOf(wish, told)) ?? noted(told) })),
  }))
  const values = {
    id: context.rowId,
    fhir_resource_id: context.rowId,
    patient_id: patient.id,
    content: clear(JSON.stringify({ ...read, wishes })),
    starts_at: null,
    ends_at: null,
    status: "planned",
    is_group: false,
    visible: true,
    ...changes,
  }
  const row = { table: "joy_activities", patientId: patient.id, values }
  return { hiddenReason: null, section: "joyActivities", rows: [row], detail: null }
}

function wishOf(
  context: ProjectionContext,
  patient: KnownPatient,
  activity: Activity,
  goals: Map<Reference, GoalInPlan>,
): Wish | null {
  const enjoyed = toldOf(activity)
  const [agreement] = readAgreements(context, patient, [activity], goals)
  const appointment = appointmentOf(context, activity)
  if (!agreement && !appointment?.isVisible) return null
  const named = agreement ?? { ...nameless, text: "" }
  return { ...named, enjoyed, activity: appointment?.rowId ?? null }
}

/** An Appointment says itself what it is. */
const nameless: Omit<Agreement, "text"> = {
  isProhibited: false,
  state: "agreed",
  who: [],
  when: null,
  place: null,
  changedAt: null,
  goals: [],
}

function appointmentOf(context: ProjectionContext, { reference }: Activity) {
  if (!reference) return undefined
  const found = context.resolve(reference, "Appointment")
  return found.kind === "target" && found.type === "Appointment" ? context.find("activity", found) : undefined
}

function toldOf({ outcomeCodeableConcept, progress }: Activity): Told[] {
  const notes = progress.map(({ text, time }, at) => ({
    text: cleanBlock(text),
    since: readInstant(time) ?? "",
    on: time === undefined ? null : partialDay(time, `activity.progress.${at}.time`),
  }))
  const outcomes = outcomeCodeableConcept.map((concept) => ({ text: wordsOf(concept), on: null, since: "" }))
  return [...outcomes, ...notes].flatMap(({ text, ...when }) => (text ? [{ text, ...when }] : []))
}

const nameOf = ({ activity, text }: Wish, told: Told) => JSON.stringify([activity ?? text, told.text])
const plain = (content: JoyPlanContent) =>
  JSON.stringify({ ...content, wishes: content.wishes.map((wish) => ({ ...wish, enjoyed: [] })) })
