// The whole care plan of one record read: what the page shows, and what home says of it.
import type { CarePlanPage } from "#contract/care-plan"
import type { Overview } from "#contract/overview"
import type { OpenRecord } from "../access/read-record.ts"
import type { Sealing } from "../sealing/sealing.ts"
import { composePage } from "./care-plan.ts"
import { findGoalsOfPlans, listGoals, listPlans } from "./care-plan.queries.ts"

type Read = Pick<CarePlanPage, "plans" | "otherGoals" | "earlier">

export async function readCarePlan(
  record: Pick<OpenRecord, "trx" | "patientId" | "key">,
  sealing: Sealing,
  since: string | null,
): Promise<Read> {
  const plans = await listPlans(record, sealing, record.key)
  const goals = await listGoals(record, sealing, record.key)
  const goalsOfPlans = await findGoalsOfPlans(
    record.trx,
    goals.map(({ id }) => id),
  )
  return composePage({ plans, goals, goalsOfPlans }, since)
}

export function inShort({ plans, otherGoals, earlier }: Read): NonNullable<Overview["carePlan"]> {
  // One goal may stand in two plans.
  const goals = new Map(
    [...plans.flatMap((plan) => plan.goals), ...otherGoals].map((goal) => [goal.id, goal]),
  )
  const all = [...goals.values()]
  return {
    hasPlan: plans.length + otherGoals.length > 0,
    earlier: earlier.length,
    goals: all.filter(({ state }) => state === "active").length,
    newGoals: all.filter((goal) => goal.isNew).length,
    isPlanNew: plans.some((plan) => plan.isNew),
  }
}
