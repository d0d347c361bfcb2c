// The texts that this reader still has to say yes to.
import { defineStore } from "pinia"
import { ref } from "vue"
import type { OwedTexts } from "#contract/account"
import type { LoginDone } from "#contract/login"
import { getJson, postJson } from "../api/call.ts"
import { failureCode, type FailureCode } from "../api/failure.ts"

export type OwedText = OwedTexts["texts"][number]
type TermsState =
  { kind: "loading" } | { kind: "failed"; code: FailureCode } | { kind: "ready"; texts: OwedText[] }

export const useTermsStore = defineStore("terms", () => {
  const state = ref<TermsState>({ kind: "loading" })

  async function load() {
    state.value = { kind: "loading" }
    try {
      state.value = { kind: "ready", texts: (await getJson<OwedTexts>("/api/terms")).texts }
    } catch (error) {
      state.value = { kind: "failed", code: failureCode(error) }
    }
  }

  async function accept({ kind, version }: OwedText): Promise<LoginDone["next"]> {
    return (await postJson<LoginDone>("/api/terms", { kind, version })).next
  }

  return { state, load, accept }
})
