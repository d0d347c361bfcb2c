// Registering: what was typed, the mail that is waited for, and the link in it.
import { defineStore } from "pinia"
import { reactive, ref } from "vue"
import type { LoginStep } from "#contract/login"
import type {
  InvitationInput,
  LinkPreview,
  RegistrationInput,
  RegistrationStatus,
} from "#contract/registration"
import { getJson, postJson } from "../api/call.ts"
import { failureCode, type FailureCode } from "../api/failure.ts"

export type WaitingState =
  { kind: "loading" } | { kind: "failed"; code: FailureCode } | { kind: "ready"; status: RegistrationStatus }
export type LinkState =
  | { kind: "loading" }
  | { kind: "failed"; code: FailureCode }
  | { kind: "ready"; preview: LinkPreview }
  | { kind: "done"; email: string }

const emptyDraft = { country: "NL", mobile: "", hasAccepted: false }

export const useRegistrationStore = defineStore("registration", () => {
  /** Stays while the reader looks at another page; the passwords never leave theirs. */
  const draft = reactive({ ...emptyDraft })
  const waiting = ref<WaitingState>({ kind: "loading" })
  const link = ref<LinkState>({ kind: "loading" })

  const register = (input: RegistrationInput) => postJson("/api/registration", input)
  const sendMailAgain = () => postJson("/api/registration/resend", {})

  /** Quietly: a question that fails while one waits changes nothing on the page. */
  async function askStatus() {
    try {
      waiting.value = { kind: "ready", status: await getJson<RegistrationStatus>("/api/registration") }
    } catch (error) {
      const code = failureCode(error)
      if (waiting.value.kind !== "ready") waiting.value = { kind: "failed", code }
    }
  }

  /** @param of the two kinds of links that are mailed to who has no account yet. */
  async function openLink(token: string | null, of: "registration" | "invitation" = "registration") {
    if (!token) {
      link.value = { kind: "failed", code: "link-invalid" }
      return
    }
    link.value = { kind: "loading" }
    try {
      link.value = { kind: "ready", preview: await postJson<LinkPreview>(`/api/${of}/link`, { token }) }
    } catch (error) {
      link.value = { kind: "failed", code: failureCode(error) }
    }
  }

  async function confirmLink(token: string): Promise<LoginStep> {
    return await postJson<LoginStep>("/api/registration/confirm", { token })
  }

  const acceptInvitation = (input: InvitationInput) => postJson<LoginStep>("/api/invitation/accept", input)

  function showConfirmed(email: string) {
    link.value = { kind: "done", email }
  }

  function clear() {
    Object.assign(draft, emptyDraft)
    waiting.value = { kind: "loading" }
    link.value = { kind: "loading" }
  }

  return {
    draft,
    waiting,
    link,
    register,
    sendMailAgain,
    askStatus,
    openLink,
    confirmLink,
    acceptInvitation,
    showConfirmed,
    clear,
  }
})
