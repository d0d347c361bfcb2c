// The care plan of one patient, and a plan that holds no longer.
import { defineStore } from "pinia"
import type { CareGoal, CarePlanPage, OnePlan } from "#contract/care-plan"
import type { VaultItem } from "#contract/vault"
import { getJson } from "../api/call.ts"
import { createReading } from "../vault/reading.ts"

export const useCarePlanStore = defineStore("care-plan", () => {
  const { state, newer, load: read, showNewer, clear } = createReading<CarePlanPage>()

  const load = (patientId: string) =>
    read({
      key: patientId,
      place: { type: "carePlan", patientId, section: "carePlan", id: "" },
      fetch: (headers) => getJson<CarePlanPage>(`/api/patients/${patientId}/care-plan`, { headers }),
      items: ({ plans, otherGoals, earlier }) => [
        ...[...plans, ...earlier].map(({ id, etag }) => planItem(patientId, id, etag)),
        ...goalItems(patientId, [...plans.flatMap(({ goals }) => goals), ...otherGoals]),
      ],
    })

  return { state, newer, load, showNewer, clear }
})

export const useEarlierPlanStore = defineStore("earlier-plan", () => {
  const { state, newer, load: read, showNewer, clear } = createReading<OnePlan>()

  const load = (patientId: string, planId: string) =>
    read({
      key: planId,
      place: { type: "carePlan", patientId, section: "carePlan", id: planId },
      fetch: (headers) => getJson<OnePlan>(`/api/patients/${patientId}/care-plan/${planId}`, { headers }),
      items: ({ plan }) => [planItem(patientId, plan.id, plan.etag), ...goalItems(patientId, plan.goals)],
    })

  return { state, newer, load, showNewer, clear }
})

const planItem = (patientId: string, id: string, etag: string): VaultItem => {
  return { kind: "carePlan", patientId, id, etag }
}
/** Each once: one goal may stand in two plans. */
const goalItems = (patientId: string, goals: CareGoal[]): VaultItem[] =>
  [...new Map(goals.map((goal) => [goal.id, goal])).values()].map(({ id, etag }) => {
    return { kind: "careGoal", patientId, id, etag }
  })
