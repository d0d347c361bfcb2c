// The list of reports of one patient, page by page, and the place the reader left it at.
import { defineStore } from "pinia"
import { ref } from "vue"
import type { ReportList, ReportSummary } from "#contract/dossier"
import { getJson } from "../api/call.ts"
import { failureCode, type FailureCode } from "../api/failure.ts"

export type ReportsState =
  | { kind: "loading"; patientId: string | null }
  | { kind: "failed"; patientId: string; code: FailureCode }
  | {
      kind: "ready"
      patientId: string
      reports: ReportSummary[]
      olderThan: string | null
      updatedAt: string | null
      older: OlderState
    }
export type OlderState = { kind: "idle" } | { kind: "busy" } | { kind: "failed"; code: FailureCode }

export const useReportsStore = defineStore("reports", () => {
  const state = ref<ReportsState>({ kind: "loading", patientId: null })
  /** The report the reader comes back from; the list then stays as it was. */
  const returnsFrom = ref<string | null>(null)

  const page = (patientId: string, olderThan: string | null) =>
    getJson<ReportList>(
      `/api/patients/${patientId}/reports${olderThan ? `?olderThan=${encodeURIComponent(olderThan)}` : ""}`,
    )

  async function load(patientId: string) {
    state.value = { kind: "loading", patientId }
    try {
      const list = await page(patientId, null)
      if (state.value.patientId === patientId)
        state.value = { kind: "ready", patientId, ...list, older: { kind: "idle" } }
    } catch (error) {
      const code = failureCode(error)
      if (state.value.patientId === patientId) state.value = { kind: "failed", patientId, code }
    }
  }

  /** Answers the first report that was added, so that the page can lead the reader there. */
  async function loadOlder(): Promise<ReportSummary | null> {
    const shown = state.value
    if (shown.kind !== "ready" || !shown.olderThan || shown.older.kind === "busy") return null
    shown.older = { kind: "busy" }
    try {
      const list = await page(shown.patientId, shown.olderThan)
      const known = new Set(shown.reports.map(({ id }) => id))
      const added = list.reports.filter(({ id }) => !known.has(id))
      shown.reports.push(...added)
      shown.olderThan = list.olderThan
      shown.older = { kind: "idle" }
      return added[0] ?? null
    } catch (error) {
      shown.older = { kind: "failed", code: failureCode(error) }
      return null
    }
  }

  /** On arrival: the list as it was when coming back from one report, else a fresh one. */
  async function arrive(patientId: string) {
    const isReturn =
      returnsFrom.value !== null && state.value.kind === "ready" && state.value.patientId === patientId
    if (!isReturn) await load(patientId)
  }

  function clear() {
    state.value = { kind: "loading", patientId: null }
    returnsFrom.value = null
  }

  return { state, returnsFrom, load, loadOlder, arrive, clear }
})
