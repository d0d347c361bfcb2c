// One's own passkeys, as the server has them.
import { defineStore } from "pinia"
import { shallowRef } from "vue"
import type { PasskeyList } from "#contract/staff-passkeys"
import { getJson, postJson } from "../api/call.ts"
import { failureCode, type FailureCode } from "../api/failure.ts"
import { makePasskey } from "./passkey.ts"
import { useStaffStore, type Proof } from "./staff.store.ts"

type State =
  { kind: "loading" } | { kind: "failed"; code: FailureCode } | { kind: "ready"; list: PasskeyList }

export const usePasskeysStore = defineStore("passkeys", () => {
  const state = shallowRef<State>({ kind: "loading" })

  async function load() {
    try {
      state.value = { kind: "ready", list: await getJson<PasskeyList>("/api/staff/passkeys") }
    } catch (error) {
      state.value = { kind: "failed", code: failureCode(error) }
    }
  }

  /** @throws ApiFailure. */
  async function prove(typed: { password: string } & Proof) {
    await postJson<undefined>("/api/staff/prove", typed)
    await load()
  }

  /** @throws ApiFailure; the list is what holds by then. */
  async function change(path: string, body: object) {
    try {
      state.value = { kind: "ready", list: await postJson<PasskeyList>(path, body) }
      await useStaffStore().askAgain()
    } catch (error) {
      await load()
      throw error
    }
  }

  /** @throws NoPasskey, ApiFailure. */
  async function add(name: string) {
    try {
      await change("/api/staff/passkeys", await makePasskey("/api/staff/passkeys/options", {}, name))
    } catch (error) {
      await load()
      throw error
    }
  }

  const remove = (id: string) => change(`/api/staff/passkeys/${id}/remove`, {})

  return { state, load, prove, add, remove }
})
