// Who is logged in and whose records they may read. The server has no "current patient": the address has it.
import { defineStore } from "pinia"
import { computed, ref } from "vue"
import type { Section } from "#contract/access"
import type { Me } from "#contract/account"
import { getJson } from "../api/call.ts"
import { failureCode, type FailureCode } from "../api/failure.ts"
import { hasSessionHint, keepSessionHint } from "./session-hint.ts"
import { readerFacts } from "./words.ts"

export type AccessState =
  | { kind: "unknown" }
  | { kind: "visitor" }
  | { kind: "failed"; code: FailureCode }
  | { kind: "bsn"; me: Me }
  | { kind: "open"; me: Me }

export const useAccessStore = defineStore("access", () => {
  const state = ref<AccessState>({ kind: "unknown" })
  const lastPatientId = ref<string | null>(null)
  /** The address of whoever is on the way in: typed once, kept as long as the page lives. */
  const email = ref("")
  let asked: Promise<void> | null = null

  const me = computed(() => ("me" in state.value ? state.value.me : null))
  const patients = computed(() => me.value?.patients ?? [])
  const isOpen = computed(() => state.value.kind === "open")
  /** Home: the only record, the one that was open last, or null when a choice must be made. */
  const homePatientId = computed(() => {
    if (patients.value.length === 1) return patients.value[0]?.id ?? null
    return patients.value.some(({ id }) => id === lastPatientId.value) ? lastPatientId.value : null
  })

  async function load() {
    try {
      know(await getJson<Me>("/api/me"))
    } catch (error) {
      const code = failureCode(error)
      if (code === "session-required") forget()
      else state.value = { kind: "failed", code }
    }
  }

  function know(answer: Me) {
    state.value = { kind: answer.stage, me: answer }
    keepSessionHint(true)
  }

  /** Who it is now, or null without an answer. Changes nothing by itself. */
  async function askAgain(): Promise<Me | null> {
    try {
      return await getJson<Me>("/api/me")
    } catch (error) {
      failureCode(error)
      return null
    }
  }

  /** What was known may be of someone else: the next to ask asks the server. */
  function doubt() {
    state.value = { kind: "unknown" }
  }

  /** Asks the server once; a failed question is asked again. */
  async function ensure() {
    if (state.value.kind !== "unknown" && state.value.kind !== "failed") return
    asked ??= load().finally(() => (asked = null))
    await asked
  }

  /** On a page for everyone: asks only when this browser was logged in before. */
  async function ensureIfLikely() {
    if (hasSessionHint()) await ensure()
  }

  const patient = (id: string) => patients.value.find((each) => each.id === id) ?? null
  const mayRead = (id: string, section: Section) => patient(id)?.sections.includes(section) ?? false

  const factsOf = readerFacts

  function forget() {
    state.value = { kind: "visitor" }
    lastPatientId.value = null
    keepSessionHint(false)
  }

  return {
    state,
    email,
    me,
    patients,
    isOpen,
    homePatientId,
    lastPatientId,
    load,
    know,
    askAgain,
    doubt,
    ensure,
    ensureIfLikely,
    patient,
    mayRead,
    factsOf,
    forget,
  }
})
