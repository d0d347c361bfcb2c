// The mailed link that undoes a change.
import { defineStore } from "pinia"
import { shallowRef } from "vue"
import type { UndoPreview } from "#contract/account-changes"
import { postJson } from "../api/call.ts"
import { failureCode, type FailureCode } from "../api/failure.ts"

type LinkState =
  { kind: "loading" } | { kind: "failed"; code: FailureCode } | { kind: "ready"; preview: UndoPreview }

export const useUndoStore = defineStore("undo", () => {
  const link = shallowRef<LinkState>({ kind: "loading" })

  async function open(token: string | null) {
    if (!token) return void (link.value = { kind: "failed", code: "link-invalid" })
    link.value = { kind: "loading" }
    try {
      link.value = {
        kind: "ready",
        preview: await postJson<UndoPreview>("/api/undo/link", { token }),
      }
    } catch (error) {
      link.value = { kind: "failed", code: failureCode(error) }
    }
  }

  async function undo(token: string) {
    link.value = { kind: "ready", preview: await postJson<UndoPreview>("/api/undo", { token }) }
  }

  return { link, open, undo }
})
