// The way to a new password for who forgot it: the link of the mail, the code, the choice. No password stays here.
import { defineStore } from "pinia"
import { ref } from "vue"
import type { RecoveryStep } from "#contract/password"
import type { LinkPreview } from "#contract/registration"
import { getJson, postJson } from "../api/call.ts"
import { failureCode, type FailureCode } from "../api/failure.ts"

type State<Ready> = { kind: "loading" } | { kind: "failed"; code: FailureCode } | ({ kind: "ready" } & Ready)

export const useForgottenStore = defineStore("forgotten", () => {
  const link = ref<State<{ preview: LinkPreview }>>({ kind: "loading" })
  const step = ref<State<{ at: RecoveryStep }>>({ kind: "loading" })
  /** It took too long: the page that asks for the address says so. */
  const hasExpired = ref(false)

  function stand(at: RecoveryStep): RecoveryStep {
    step.value = { kind: "ready", at }
    return at
  }

  const ask = (email: string) => postJson("/api/forgotten", { email })

  async function openLink(token: string | null) {
    if (!token) return void (link.value = { kind: "failed", code: "link-invalid" })
    link.value = { kind: "loading" }
    try {
      const preview = await postJson<LinkPreview>("/api/forgotten/link", { token })
      link.value = { kind: "ready", preview }
    } catch (error) {
      link.value = { kind: "failed", code: failureCode(error) }
    }
  }

  async function loadStep() {
    step.value = { kind: "loading" }
    try {
      stand(await getJson<RecoveryStep>("/api/forgotten"))
    } catch (error) {
      step.value = { kind: "failed", code: failureCode(error) }
    }
  }

  const confirm = async (token: string) =>
    stand(await postJson<RecoveryStep>("/api/forgotten/confirm", { token }))
  const askNewCode = async () => stand(await postJson<RecoveryStep>("/api/forgotten/resend", {}))
  const submitCode = async (code: string) =>
    stand(await postJson<RecoveryStep>("/api/forgotten/code", { code }))

  async function submitPassword(password: string) {
    await postJson("/api/forgotten/password", { password })
    link.value = { kind: "failed", code: "link-invalid" }
    step.value = { kind: "loading" }
  }

  return {
    link,
    step,
    hasExpired,
    ask,
    openLink,
    loadStep,
    confirm,
    askNewCode,
    submitCode,
    submitPassword,
  }
})
