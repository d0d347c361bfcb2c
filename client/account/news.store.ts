// How often the reader hears by mail that there is something new. Shown at once; the server's no takes it back.
import { defineStore } from "pinia"
import { computed, ref } from "vue"
import type { NewsChoice, NewsFrequency } from "#contract/account"
import { getJson, postJson } from "../api/call.ts"
import { failureCode, type FailureCode } from "../api/failure.ts"

type NewsState =
  { kind: "loading" } | { kind: "failed"; code: FailureCode } | { kind: "ready"; kept: NewsFrequency }

export const useNewsStore = defineStore("news", () => {
  const state = ref<NewsState>({ kind: "loading" })
  const asked = ref<NewsFrequency | null>(null)
  /** What it was before the last change. */
  const undo = ref<NewsFrequency | null>(null)
  const problem = ref<FailureCode | null>(null)
  let turn = Promise.resolve()

  /** Asked for only on a page that is ready. */
  const shown = computed<NewsFrequency>(
    () => asked.value ?? (state.value.kind === "ready" ? state.value.kept : "off"),
  )

  async function load() {
    undo.value = null
    problem.value = null
    state.value = { kind: "loading" }
    try {
      state.value = { kind: "ready", kept: (await getJson<NewsChoice>("/api/account/news")).frequency }
    } catch (error) {
      state.value = { kind: "failed", code: failureCode(error) }
    }
  }

  /** One after the other, so that the last one chosen is the one that is kept. */
  function choose(frequency: NewsFrequency): Promise<void> {
    asked.value = frequency
    turn = turn.then(() => keep(frequency))
    return turn
  }

  async function keep(frequency: NewsFrequency) {
    if (state.value.kind !== "ready" || asked.value !== frequency) return
    const before = state.value.kept
    problem.value = null
    try {
      if (frequency !== before) {
        await postJson<NewsChoice>("/api/account/news", { frequency } satisfies NewsChoice)
        undo.value = before
      }
      state.value = { kind: "ready", kept: frequency }
    } catch (error) {
      undo.value = null
      problem.value = failureCode(error)
    }
    if (asked.value === frequency) asked.value = null
  }

  async function takeBack() {
    if (undo.value === null) return
    await choose(undo.value)
    undo.value = null
  }

  return { state, shown, undo, problem, load, choose, takeBack }
})
