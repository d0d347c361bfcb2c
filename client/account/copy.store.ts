// Kopie van uw gegevens. Nothing of it is kept: the page forgets it when it is left.
import { defineStore } from "pinia"
import { shallowRef } from "vue"
import type { AccountCopy } from "#contract/account-copy"
import { getJson } from "../api/call.ts"
import { failureCode, type FailureCode } from "../api/failure.ts"

type State =
  { kind: "loading" } | { kind: "failed"; code: FailureCode } | { kind: "ready"; copy: AccountCopy }

export const useCopyStore = defineStore("copy", () => {
  const state = shallowRef<State>({ kind: "loading" })
  let turn = 0

  async function load() {
    const mine = ++turn
    state.value = { kind: "loading" }
    const next = await ask()
    if (mine === turn) state.value = next
  }

  function clear() {
    turn += 1
    state.value = { kind: "loading" }
  }

  return { state, load, clear }
})

async function ask(): Promise<State> {
  try {
    return { kind: "ready", copy: await getJson<AccountCopy>("/api/account/copy") }
  } catch (error) {
    return { kind: "failed", code: failureCode(error) }
  }
}
