// One week of one patient's appointments.
import { defineStore } from "pinia"
import { ref } from "vue"
import type { Agenda } from "#contract/agenda"
import { getJson } from "../api/call.ts"
import { failureCode, type FailureCode } from "../api/failure.ts"
import type { Day } from "../kit/dates.ts"

export type AgendaState =
  | { kind: "loading"; key: string }
  | { kind: "failed"; key: string; code: FailureCode }
  | { kind: "ready"; key: string; agenda: Agenda }

export const useAgendaStore = defineStore("agenda", () => {
  const state = ref<AgendaState>({ kind: "loading", key: "" })

  async function load(patientId: string, monday: Day) {
    const key = `${patientId} ${monday}`
    state.value = { kind: "loading", key }
    try {
      const agenda = await getJson<Agenda>(`/api/patients/${patientId}/agenda?from=${monday}&days=7`)
      if (state.value.key === key) state.value = { kind: "ready", key, agenda }
    } catch (error) {
      const code = failureCode(error)
      if (state.value.key === key) state.value = { kind: "failed", key, code }
    }
  }

  function clear() {
    state.value = { kind: "loading", key: "" }
  }

  return { state, load, clear }
})
