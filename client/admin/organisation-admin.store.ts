// The organisation's settings, as the server tells them. Each change answers what holds afterwards; one that came too late
// reads it anew.
import { defineStore } from "pinia"
import { ref, shallowRef } from "vue"
import type { OrganisationPage, Settings } from "#contract/settings"
import { getJson, postJson } from "../api/call.ts"
import { failureCode, type FailureCode } from "../api/failure.ts"

type State =
  { kind: "loading" } | { kind: "failed"; code: FailureCode } | { kind: "ready"; page: OrganisationPage }

const ROOT = "/api/staff/organisation"

export const useSettingsStore = defineStore("settings", () => {
  const state = shallowRef<State>({ kind: "loading" })
  /** What was done last, for the sentence on the next page. */
  const news = ref<string | null>(null)

  async function load() {
    if (state.value.kind !== "ready") state.value = { kind: "loading" }
    try {
      state.value = { kind: "ready", page: await getJson<OrganisationPage>(ROOT) }
    } catch (error) {
      state.value = { kind: "failed", code: failureCode(error) }
    }
  }

  async function act(path: string, body: object) {
    try {
      state.value = { kind: "ready", page: await postJson<OrganisationPage>(ROOT + path, body) }
    } catch (error) {
      if (["changed-meanwhile", "not-found"].includes(failureCode(error))) await load()
      throw error
    }
  }

  /** @param seen what the page showed of them. @throws ApiFailure. */
  const save = (change: Partial<Settings>, seen: Partial<Settings>) => act("", { change, seen })
  /** @param png in base64. @throws ApiFailure. */
  const saveLogo = (png: string, seen: string | null) => act("/logo", { png, seen })
  const undo = (changeId: string) => act("/undo", { changeId })

  return { state, news, load, save, saveLogo, undo }
})
