// The way to another mobile number: at which step this session is, as the server knows it. No password stays here.
import { defineStore } from "pinia"
import { shallowRef } from "vue"
import type { NumberStep } from "#contract/account-changes"
import { getJson, postJson } from "../api/call.ts"
import { failureCode, type FailureCode } from "../api/failure.ts"

export type StepState<Step> =
  { kind: "loading" } | { kind: "failed"; code: FailureCode } | { kind: "ready"; at: Step }

export const useNumberStore = defineStore("number", () => {
  const step = shallowRef<StepState<NumberStep>>({ kind: "loading" })

  function stand(at: NumberStep): NumberStep {
    step.value = { kind: "ready", at }
    return at
  }

  async function load() {
    step.value = { kind: "loading" }
    try {
      stand(await getJson<NumberStep>("/api/account/number"))
    } catch (error) {
      step.value = { kind: "failed", code: failureCode(error) }
    }
  }

  const ask = async (typed: { password: string; country: string; mobile: string }) =>
    stand(await postJson<NumberStep>("/api/account/number", typed))

  const askNewCode = async () => stand(await postJson<NumberStep>("/api/account/number/resend", {}))

  const enter = async (which: "old" | "new", code: string) =>
    stand(await postJson<NumberStep>("/api/account/number/code", { step: which, code }))

  async function giveUp() {
    await postJson("/api/account/number/cancel", {})
    stand({ step: "none" })
  }

  /** At the form: after too long, and when the page is left. */
  const startOver = () => void stand({ step: "none" })

  return { step, load, ask, askNewCode, enter, giveUp, startOver }
})
