// Home of one patient: what comes next, what is new, who helps.
import { defineStore } from "pinia"
import { computed, ref } from "vue"
import type { Overview } from "#contract/overview"
import { getJson } from "../api/call.ts"
import { failureCode, type FailureCode } from "../api/failure.ts"

export type OverviewState =
  | { kind: "loading"; patientId: string | null }
  | { kind: "failed"; patientId: string; code: FailureCode }
  | { kind: "ready"; patientId: string; overview: Overview }

export const useOverviewStore = defineStore("overview", () => {
  const state = ref<OverviewState>({ kind: "loading", patientId: null })
  const ready = computed(() => (state.value.kind === "ready" ? state.value : null))

  /** What was shown of this patient stays until there is something newer. */
  async function load(patientId: string) {
    if (ready.value?.patientId !== patientId) state.value = { kind: "loading", patientId }
    try {
      const overview = await getJson<Overview>(`/api/patients/${patientId}/overview`)
      if (state.value.patientId === patientId) state.value = { kind: "ready", patientId, overview }
    } catch (error) {
      const code = failureCode(error)
      if (state.value.patientId === patientId) state.value = { kind: "failed", patientId, code }
    }
  }

  /** For the names of those who help, on pages that ask nothing else of home. */
  async function ensure(patientId: string) {
    if (state.value.patientId !== patientId) await load(patientId)
  }

  /** Who helps with this patient's record, once known. */
  function helpersOf(patientId: string | null) {
    if (!patientId || ready.value?.patientId !== patientId) return null
    const { evv, team, callName } = ready.value.overview
    return { evv, team, callName }
  }

  function clear() {
    state.value = { kind: "loading", patientId: null }
  }

  return { state, load, ensure, helpersOf, clear }
})
