// Who runs this portal and how to reach them: known on every page, also before logging in.
import { defineStore } from "pinia"
import { computed, ref } from "vue"
import type { LegalText, OrganisationInfo } from "#contract/organisation"
import { getJson } from "../api/call.ts"
import { failureCode, type FailureCode } from "../api/failure.ts"

type OrganisationState =
  { kind: "loading" } | { kind: "failed"; code: FailureCode } | { kind: "ready"; info: OrganisationInfo }

export type LegalTextState =
  { kind: "loading" } | { kind: "failed"; code: FailureCode } | { kind: "ready"; text: LegalText }

export const useOrganisationStore = defineStore("organisation", () => {
  const state = ref<OrganisationState>({ kind: "loading" })
  const legalText = ref<LegalTextState>({ kind: "loading" })

  async function load() {
    try {
      state.value = { kind: "ready", info: await getJson<OrganisationInfo>("/api/organisation") }
    } catch (error) {
      state.value = { kind: "failed", code: failureCode(error) }
    }
  }

  async function loadLegalText(kind: LegalText["kind"]) {
    legalText.value = { kind: "loading" }
    try {
      legalText.value = { kind: "ready", text: await getJson<LegalText>(`/api/legal-texts/${kind}`) }
    } catch (error) {
      legalText.value = { kind: "failed", code: failureCode(error) }
    }
  }

  /** Pages are shown only when this is here: App.vue sees to it. */
  const info = computed(() => {
    if (state.value.kind !== "ready") throw new Error("the organisation has not been loaded")
    return state.value.info
  })

  return { state, info, load, legalText, loadLegalText }
})
