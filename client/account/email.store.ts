// The way to another e-mail address: at which step this session is, as the server knows it. No password stays here.
import { defineStore } from "pinia"
import { shallowRef } from "vue"
import type { EmailStep } from "#contract/account-changes"
import { getJson, postJson } from "../api/call.ts"
import { failureCode } from "../api/failure.ts"
import type { StepState } from "./number.store.ts"

const path = "/api/account/email"

export const useEmailStore = defineStore("email", () => {
  const step = shallowRef<StepState<EmailStep>>({ kind: "loading" })

  function stand(at: EmailStep): EmailStep {
    step.value = { kind: "ready", at }
    return at
  }

  async function load() {
    step.value = { kind: "loading" }
    try {
      stand(await getJson<EmailStep>(path))
    } catch (error) {
      step.value = { kind: "failed", code: failureCode(error) }
    }
  }

  /** Quietly: does it still wait? A question that fails changes nothing. */
  async function stillWaits(): Promise<boolean> {
    try {
      return (await getJson<EmailStep>(path)).step === "mail"
    } catch (error) {
      failureCode(error)
      return true
    }
  }

  const ask = async (typed: { password: string; email: string }) =>
    stand(await postJson<EmailStep>(path, typed))

  /** The code, or the mail. */
  const sendAgain = async () => stand(await postJson<EmailStep>(`${path}/resend`, {}))

  const enter = async (code: string) => stand(await postJson<EmailStep>(`${path}/code`, { code }))

  async function giveUp() {
    await postJson(`${path}/cancel`, {})
    stand({ step: "none" })
  }

  /** At the form: after too long, and when the page is left. */
  const startOver = () => void stand({ step: "none" })

  return { step, load, stillWaits, ask, sendAgain, enter, giveUp, startOver }
})
