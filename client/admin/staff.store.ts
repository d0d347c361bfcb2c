// Who works here now. Nothing of it outlives the page.
import { defineStore } from "pinia"
import { computed, shallowRef } from "vue"
import type { Invitation, Permission, StaffSelf } from "#contract/staff"
import type { NewPasskey, PasskeyProof } from "#contract/staff-passkeys"
import { getJson, postJson } from "../api/call.ts"
import { failureCode, type FailureCode } from "../api/failure.ts"

/** A second factor. */
export type Proof = { code: string } | { passkey: PasskeyProof }

type State =
  | { kind: "unknown" }
  | { kind: "visitor" }
  | { kind: "failed"; code: FailureCode }
  | { kind: "ready"; self: StaffSelf }

export const useStaffStore = defineStore("staff", () => {
  const state = shallowRef<State>({ kind: "unknown" })
  const self = computed(() => (state.value.kind === "ready" ? state.value.self : null))

  async function load() {
    try {
      state.value = { kind: "ready", self: await getJson<StaffSelf>("/api/staff/me") }
    } catch (error) {
      const code = failureCode(error)
      state.value = code === "session-required" ? { kind: "visitor" } : { kind: "failed", code }
    }
  }

  async function ensure() {
    if (state.value.kind !== "ready") await load()
  }

  /** How long the session still is. Without an answer nothing changes; a session that is over tells whoever listens. */
  async function askAgain() {
    try {
      state.value = { kind: "ready", self: await getJson<StaffSelf>("/api/staff/me") }
    } catch (error) {
      failureCode(error)
    }
  }

  const may = (permission: Permission | "staff") =>
    self.value !== null && (permission === "staff" || self.value.permissions.includes(permission))

  async function logIn(typed: { email: string; password: string } & Proof) {
    await postJson("/api/staff/login", typed)
    await load()
  }

  const openInvitation = (token: string) => postJson<Invitation>("/api/staff/invitation/open", { token })

  async function accept(
    typed: { token: string; password: string } & ({ code: string } | { passkey: NewPasskey }),
  ) {
    await postJson("/api/staff/invitation", typed)
    await load()
  }

  const changePassword = (typed: { current: string; password: string } & Proof) =>
    postJson<undefined>("/api/staff/password", typed)

  return { state, self, load, ensure, askAgain, may, logIn, openInvitation, accept, changePassword }
})
