// The care plan as the page gets it: goals in their plan, agreements under their goal. Pure.
import type { CareAgreement, CareGoal, CarePlan, CarePlanPage } from "#contract/care-plan"
import { toEarlier, type StoredAgreement, type StoredGoal, type StoredPlan } from "./care-plan.queries.ts"

export type Stored = { plans: StoredPlan[]; goals: StoredGoal[]; goalsOfPlans: ReadonlySet<string> }

export function composePage(
  { plans, goals, goalsOfPlans }: Stored,
  newSince: string | null,
): Pick<CarePlanPage, "plans" | "otherGoals" | "earlier"> {
  const replaced = new Set(plans.flatMap(({ replaces }) => replaces))
  const holds = ({ id, state }: StoredPlan) => state !== "ended" && !replaced.has(id)
  return {
    plans: plans.filter(holds).map((plan) => composePlan(plan, goals, newSince)),
    otherGoals: goals.filter(({ id }) => !goalsOfPlans.has(id)).map((goal) => toGoal(goal, [], newSince)),
    earlier: plans.filter((plan) => !holds(plan)).map(toEarlier),
  }
}

export function composePlan(
  { goals: ids, replaces: _, agreements, newsAt, ...plan }: StoredPlan,
  goals: StoredGoal[],
  newSince: string | null,
): CarePlan {
  const byId = new Map(goals.map((goal) => [goal.id, goal]))
  const own = ids.flatMap((id) => byId.get(id) ?? [])
  const shown = new Set(own.map(({ id }) => id))
  // Once, under the first of its goals: read twice, one agreement looks like two.
  const goalOf = ({ goals: of }: StoredAgreement) => of.find((id) => shown.has(id)) ?? null
  const under = (goalId: string | null) => agreements.filter((one) => goalOf(one) === goalId).map(toAgreement)
  return {
    ...plan,
    isNew: isNew(newsAt, newSince),
    goals: own.map((goal) => toGoal(goal, under(goal.id), newSince)),
    agreements: under(null),
  }
}

const toGoal = (
  { newsAt, ...goal }: StoredGoal,
  agreements: CareAgreement[],
  since: string | null,
): CareGoal => {
  return { ...goal, isNew: isNew(newsAt, since), agreements }
}

const toAgreement = ({ goals: _, ...agreement }: StoredAgreement): CareAgreement => agreement

const isNew = (newsAt: string, since: string | null) => since !== null && newsAt > since
