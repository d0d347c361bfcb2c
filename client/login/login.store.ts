// Logging in: which step this browser is at, and what the login page has to say on arrival.
import { defineStore } from "pinia"
import { ref } from "vue"
import type { LoginDone, LoginStep } from "#contract/login"
import { getJson, postJson } from "../api/call.ts"
import { failureCode, type FailureCode } from "../api/failure.ts"
import { forgetMark } from "../device/marks.ts"

export type StepState =
  { kind: "loading" } | { kind: "failed"; code: FailureCode } | { kind: "ready"; at: LoginStep }
export type Arrival =
  | "logged-out"
  | "password-changed"
  | "vault-ended"
  | "new-terms"
  | "session-ended"
  | "login-first"
  | "step-expired"

export const useLoginStore = defineStore("login", () => {
  const step = ref<StepState>({ kind: "loading" })
  const arrival = ref<Arrival | null>(null)
  const justRegistered = ref(false)

  function stand(at: LoginStep): LoginStep {
    step.value = { kind: "ready", at }
    return at
  }

  async function loadStep() {
    try {
      stand(await getJson<LoginStep>("/api/login"))
    } catch (error) {
      step.value = { kind: "failed", code: failureCode(error) }
    }
  }

  async function submitPassword(email: string, password: string) {
    return stand(await postJson<LoginStep>("/api/login", { email, password }))
  }

  async function askCode() {
    stand(await postJson<LoginStep>("/api/login/confirm", {}))
  }

  async function askNewCode() {
    return stand(await postJson<LoginStep>("/api/login/resend", {}))
  }

  async function submitCode(code: string): Promise<LoginDone["next"]> {
    const isRegistration =
      step.value.kind === "ready" && step.value.at.step === "code" && step.value.at.purpose !== "login"
    const { next } = await postJson<LoginDone>("/api/login/code", { code })
    justRegistered.value = isRegistration
    // The new session took the place of the one that still had to end, or waited behind the lock.
    forgetMark("leaving")
    forgetMark("locked")
    step.value = { kind: "loading" }
    return next
  }

  async function submitBsn(bsn: string): Promise<LoginDone["next"]> {
    return (await postJson<LoginDone>("/api/login/bsn", { bsn })).next
  }

  async function cancel() {
    await postJson("/api/login/cancel", {})
    step.value = { kind: "loading" }
  }

  async function logOut() {
    await postJson("/api/logout", {})
  }

  return {
    step,
    arrival,
    justRegistered,
    stand,
    loadStep,
    submitPassword,
    askCode,
    askNewCode,
    submitCode,
    submitBsn,
    cancel,
    logOut,
  }
})
