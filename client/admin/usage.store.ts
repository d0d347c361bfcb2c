// How much the portal is used, as the server counted it.
import { defineStore } from "pinia"
import { shallowRef } from "vue"
import type { Usage } from "#contract/usage"
import { getJson } from "../api/call.ts"
import { failureCode, type FailureCode } from "../api/failure.ts"

type State = { kind: "loading" } | { kind: "failed"; code: FailureCode } | { kind: "ready"; usage: Usage }

export const useUsageStore = defineStore("usage", () => {
  const state = shallowRef<State>({ kind: "loading" })

  async function load() {
    state.value = { kind: "loading" }
    try {
      state.value = { kind: "ready", usage: await getJson<Usage>("/api/staff/usage") }
    } catch (error) {
      state.value = { kind: "failed", code: failureCode(error) }
    }
  }

  return { state, load }
})
