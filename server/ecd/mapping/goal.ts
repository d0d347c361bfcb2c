import { progresses, type CareGoal, type Progress } from "#contract/care-plan"
import { partialDay } from "../checking/fhir-dates.ts"
import { visibilityOf } from "../checking/visibility.ts"
import { Refusal } from "../refusal.ts"
import { findRule } from "../source-settings.ts"
import { cleanBlock, cleanLine } from "../text/clean.ts"
import { changesOf, priorOf } from "./changes.ts"
import { wordsOf } from "./concepts.ts"
import {
  clear,
  hidden,
  onlyPatient,
  storedOnly,
  type Detail,
  type Projection,
  type ProjectionContext,
} from "./projection.ts"
import { Goal, readShape, type Quantity } from "./shapes.ts"

type Shape = ReturnType<typeof readShape<typeof Goal>>
export type GoalContent = Pick<CareGoal, "text" | "notes" | "progress" | "targets">

const states: Record<string, CareGoal["state"]> = {
  accepted: "active",
  active: "active",
  "on-hold": "paused",
  completed: "done",
  cancelled: "stopped",
}
const ACHIEVEMENT = "http://terminology.hl7.org/CodeSystem/goal-achievement"

/** What is behind a goal (addresses) is a diagnosis, and is not read. @throws Refusal status-missing, date-invalid, shape-invalid. */
export function projectGoal(context: ProjectionContext): Projection {
  const goal = readShape(Goal, context.resource)
  if (findRule(context.settings.joyActivityCodes, goal.category)) return storedOnly
  if (goal.lifecycleStatus === undefined) throw new Refusal("status-missing", "lifecycleStatus")
  const startsOn = goal.startDate === undefined ? null : partialDay(goal.startDate, "startDate")
  const targets = goal.target.map(targetOf)
  const patient = onlyPatient(context)
  if (typeof patient === "string") return hidden(patient)
  const detail: Detail = { kind: "goal", patientId: patient.id }
  const unseen = (reason: Parameters<typeof hidden>[0]) => ({ ...hidden(reason, "carePlan"), detail })
  if (context.secrecy) return unseen(context.secrecy)
  if (visibilityOf("Goal", goal.lifecycleStatus) === "hide") return unseen("status")
  const text = cleanBlock(goal.description?.text) ?? wordsOf(goal.description)
  if (!text) return unseen("empty")
  const content: GoalContent = {
    text,
    notes: goal.note.flatMap((note) => cleanBlock(note.text) ?? []),
    progress: progressOf(goal),
    targets: targets.filter(({ measure, aim, dueOn }) => measure ?? aim ?? dueOn),
  }
  const status = states[goal.lifecycleStatus] ?? "active"
  const before = priorOf(context, patient.id)
  const sealed = JSON.stringify(content)
  const values = {
    id: context.rowId,
    fhir_resource_id: context.rowId,
    patient_id: patient.id,
    content: clear(sealed),
    status,
    starts_on: startsOn,
    ...changesOf(context, patient.id, before?.["content"] !== sealed || before["status"] !== status),
    visible: true,
  }
  const row = { table: "care_goals", patientId: patient.id, values }
  return { hiddenReason: null, section: "carePlan", rows: [row], detail }
}

function progressOf({ achievementStatus }: Shape): Progress | null {
  const coding = achievementStatus?.coding?.find(
    ({ system }) => system === undefined || system === ACHIEVEMENT,
  )
  return progresses.find((progress) => progress === coding?.code) ?? null
}

function targetOf(target: Shape["target"][number], index: number): CareGoal["targets"][number] {
  const due = target.dueDate
  return {
    measure: wordsOf(target.measure),
    aim: aimOf(target),
    dueOn: due === undefined ? null : partialDay(due, `target.${index}.dueDate`),
  }
}

function aimOf(target: Shape["target"][number]): string | null {
  const { detailString, detailCodeableConcept, detailBoolean, detailInteger, detailQuantity, detailRange } =
    target
  const low = detailRange && amount(detailRange.low)
  const high = detailRange && amount(detailRange.high)
  const range =
    low && high ? `${low} tot ${high}` : low ? `minstens ${low}` : high ? `hoogstens ${high}` : null
  return (
    cleanLine(detailString) ??
    wordsOf(detailCodeableConcept) ??
    amount(detailQuantity) ??
    range ??
    (detailInteger === undefined ? null : String(detailInteger)) ??
    (detailBoolean === undefined ? null : detailBoolean ? "ja" : "nee")
  )
}

const comparators: Record<string, string> = {
  "<": "minder dan ",
  "<=": "hoogstens ",
  ">": "meer dan ",
  ">=": "minstens ",
}

/** "60,5 kg"; nothing for a comparison that is not known. */
function amount(quantity: Quantity | undefined): string | null {
  if (quantity?.value === undefined) return null
  const { value, unit, comparator } = quantity
  const before = comparator === undefined ? "" : comparators[comparator]
  if (before === undefined) return null
  const number = value.toLocaleString("nl-NL", { maximumFractionDigits: 6, useGrouping: false })
  return [`${before}${number}`, cleanLine(unit, 40)].filter(Boolean).join(" ")
}
