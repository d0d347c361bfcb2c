// Mailed links about a change of the account: what one does is looked at first, and done with a press.
import { defineStore } from "pinia"
import { shallowRef } from "vue"
import type { NewEmail, UndoPreview } from "#contract/account-changes"
import { postJson } from "../api/call.ts"
import { failureCode, type FailureCode } from "../api/failure.ts"

type LinkState<Preview> =
  { kind: "loading" } | { kind: "failed"; code: FailureCode } | { kind: "ready"; preview: Preview }

/** @param path takes the token and does it; `path`/link only looks. */
function mailedLink<Preview>(path: string) {
  const link = shallowRef<LinkState<Preview>>({ kind: "loading" })

  const fail = (code: FailureCode) => void (link.value = { kind: "failed", code })

  async function open(token: string | null) {
    if (!token) return fail("link-invalid")
    link.value = { kind: "loading" }
    try {
      link.value = { kind: "ready", preview: await postJson<Preview>(`${path}/link`, { token }) }
    } catch (error) {
      fail(failureCode(error))
    }
  }

  async function press(token: string) {
    link.value = { kind: "ready", preview: await postJson<Preview>(path, { token }) }
  }

  return { link, open, press, fail }
}

export const useUndoStore = defineStore("undo", () => mailedLink<UndoPreview>("/api/undo"))
export const useNewEmailStore = defineStore("new-email", () => mailedLink<NewEmail>("/api/new-email"))
