// A lost telephone: the link of the mail, the code on the new number; and the link that stops it.
import { defineStore } from "pinia"
import { ref } from "vue"
import type { LostPhoneStep } from "#contract/lost-phone"
import type { LinkPreview } from "#contract/registration"
import { getJson, postJson } from "../api/call.ts"
import { failureCode, type FailureCode } from "../api/failure.ts"

type Code = Extract<LostPhoneStep, { step: "code" }>
export type LostPhoneState =
  | { kind: "loading" }
  | { kind: "failed"; code: FailureCode }
  | { kind: "link"; preview: LinkPreview }
  | { kind: "code"; at: Code }
  | { kind: "done" }

export const useLostPhoneStore = defineStore("lost-phone", () => {
  const state = ref<LostPhoneState>({ kind: "loading" })

  async function stand(ask: () => Promise<LostPhoneState>) {
    state.value = { kind: "loading" }
    try {
      state.value = await ask()
    } catch (error) {
      state.value = { kind: "failed", code: failureCode(error) }
    }
  }

  const codeOf = (at: LostPhoneStep): LostPhoneState =>
    at.step === "code" ? { kind: "code", at } : { kind: "failed", code: "link-invalid" }

  /** After a reload there is no link any more; the server knows whether this browser waits for a code. */
  const find = (token: string | null) =>
    stand(async () => {
      if (!token) return codeOf(await getJson<LostPhoneStep>("/api/lost-phone"))
      return { kind: "link", preview: await postJson<LinkPreview>("/api/lost-phone/link", { token }) }
    })

  async function confirm(token: string) {
    state.value = codeOf(await postJson<LostPhoneStep>("/api/lost-phone/confirm", { token }))
  }

  async function askNewCode() {
    const at = await postJson<LostPhoneStep>("/api/lost-phone/resend", {})
    state.value = codeOf(at)
    return at
  }

  async function submitCode(code: string) {
    await postJson("/api/lost-phone/code", { code })
    state.value = { kind: "done" }
  }

  const findStop = (token: string | null) =>
    stand(async () => {
      if (!token) return { kind: "failed", code: "link-invalid" }
      return { kind: "link", preview: await postJson<LinkPreview>("/api/lost-phone/stop/link", { token }) }
    })

  async function stop(token: string) {
    await postJson("/api/lost-phone/stop", { token })
    state.value = { kind: "done" }
  }

  const fail = (code: FailureCode) => (state.value = { kind: "failed", code })

  return { state, find, confirm, askNewCode, submitCode, findStop, stop, fail }
})
