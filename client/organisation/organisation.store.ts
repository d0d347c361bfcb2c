// Who runs this portal and how to reach them: known on every page, also before logging in.
import { defineStore } from "pinia"
import { computed, ref } from "vue"
import type { LegalText, LegalTextPage, OrganisationInfo } from "#contract/organisation"
import { getJson } from "../api/call.ts"
import { failureCode, type FailureCode } from "../api/failure.ts"
import { keepOrganisation, keptOrganisation } from "./kept-organisation.ts"

type OrganisationState =
  { kind: "loading" } | { kind: "failed"; code: FailureCode } | { kind: "ready"; info: OrganisationInfo }

export type LegalTextState =
  { kind: "loading" } | { kind: "failed"; code: FailureCode } | { kind: "ready"; text: LegalTextPage }

export const useOrganisationStore = defineStore("organisation", () => {
  const state = ref<OrganisationState>({ kind: "loading" })
  const legalText = ref<LegalTextState>({ kind: "loading" })
  let asked = ""

  /** What this device knows is shown at once; what the server says takes its place when it comes. */
  async function load() {
    const kept = keptOrganisation()
    if (kept) state.value = { kind: "ready", info: kept }
    const fresh = fetchInfo()
    if (!kept) await fresh
  }

  async function fetchInfo() {
    try {
      const info = await getJson<OrganisationInfo>("/api/organisation")
      state.value = { kind: "ready", info }
      keepOrganisation(info)
    } catch (error) {
      const code = failureCode(error)
      if (state.value.kind !== "ready") state.value = { kind: "failed", code }
    }
  }

  /** @param version undefined: the one in force. */
  async function loadLegalText(kind: LegalText["kind"], version?: string) {
    const path = version === undefined ? kind : `${kind}/${encodeURIComponent(version)}`
    legalText.value = { kind: "loading" }
    let answer: LegalTextState
    asked = path
    try {
      answer = { kind: "ready", text: await getJson<LegalTextPage>(`/api/legal-texts/${path}`) }
    } catch (error) {
      answer = { kind: "failed", code: failureCode(error) }
    }
    // Another version was asked for meanwhile.
    if (asked === path) legalText.value = answer
  }

  /** Pages are shown only when this is here: App.vue sees to it. */
  const info = computed(() => {
    if (state.value.kind !== "ready") throw new Error("the organisation has not been loaded")
    return state.value.info
  })

  return { state, info, load, legalText, loadLegalText }
})
