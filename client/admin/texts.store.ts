// What the organisation writes for its readers, as the server tells it. Each change answers what holds afterwards.
import { defineStore } from "pinia"
import { ref, shallowRef } from "vue"
import type { LegalText } from "#contract/organisation"
import type { TextsPage } from "#contract/texts"
import { getJson, postJson } from "../api/call.ts"
import { failureCode, type FailureCode } from "../api/failure.ts"

type State = { kind: "loading" } | { kind: "failed"; code: FailureCode } | { kind: "ready"; page: TextsPage }

const ROOT = "/api/staff/texts"

export const useTextsStore = defineStore("texts", () => {
  const state = shallowRef<State>({ kind: "loading" })
  /** What was done last, for the sentence on the next page. */
  const news = ref<string | null>(null)

  async function load() {
    if (state.value.kind !== "ready") state.value = { kind: "loading" }
    try {
      state.value = { kind: "ready", page: await getJson<TextsPage>(ROOT) }
    } catch (error) {
      state.value = { kind: "failed", code: failureCode(error) }
    }
  }

  /** @throws ApiFailure; what turned out to be old is read anew. */
  async function act(path: string, body: object) {
    try {
      state.value = { kind: "ready", page: await postJson<TextsPage>(ROOT + path, body) }
    } catch (error) {
      if (["not-found", "not-possible"].includes(failureCode(error))) await load()
      throw error
    }
  }

  /** The text in force, to begin a new version from; "" when there is none. */
  const currentBody = (kind: LegalText["kind"]): Promise<string> =>
    getJson<LegalText>(`/api/legal-texts/${kind}`).then(
      ({ body }) => body,
      () => "",
    )

  return { state, news, load, act, currentBody }
})
