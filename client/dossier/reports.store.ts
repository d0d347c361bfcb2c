// The list of reports of one patient, page by page, and the place the reader left it at.
import { defineStore } from "pinia"
import { ref } from "vue"
import type { ReportList, ReportSummary } from "#contract/dossier"
import { getJson } from "../api/call.ts"
import { failureCode, type FailureCode } from "../api/failure.ts"
import { currentVault } from "../vault/current.ts"
import { createReading, keep, type Source } from "../vault/reading.ts"
import { keptList } from "./kept-list.ts"

export type OlderState = { kind: "idle" } | { kind: "busy" } | { kind: "failed"; code: FailureCode }

export const useReportsStore = defineStore("reports", () => {
  const { state, newer, load: read, show, showNewer, clear: clearReading } = createReading<ReportList>()
  const older = ref<OlderState>({ kind: "idle" })
  /** The report the reader comes back from; the list then stays as it was. */
  const returnsFrom = ref<string | null>(null)

  const source = (patientId: string, olderThan: string | null = null): Source<ReportList> => ({
    key: patientId,
    place: { type: "reports", patientId, section: "reports", id: "" },
    fetch: (headers) =>
      getJson<ReportList>(
        `/api/patients/${patientId}/reports${olderThan ? `?olderThan=${encodeURIComponent(olderThan)}` : ""}`,
        { headers },
      ),
    items: ({ reports }) => reports.map(({ id, etag }) => ({ kind: "report", patientId, id, etag })),
    merge: keptList,
  })

  async function load(patientId: string) {
    older.value = { kind: "idle" }
    await read(source(patientId))
  }

  /** Answers the first report that was added, so that the page can lead the reader there. */
  async function loadOlder(): Promise<ReportSummary | null> {
    const shown = state.value
    if (shown.kind !== "ready" || !shown.value.olderThan || older.value.kind === "busy") return null
    older.value = { kind: "busy" }
    const vault = currentVault.value
    try {
      const page = source(shown.key, shown.value.olderThan)
      const list = await page.fetch(vault ? { "portal-vault": vault.id } : {})
      if (state.value !== shown) return null
      const known = new Set(shown.value.reports.map(({ id }) => id))
      const added = list.reports.filter(({ id }) => !known.has(id))
      const whole = { ...list, reports: [...shown.value.reports, ...added] }
      show(shown.key, whole, null)
      if (vault && vault === currentVault.value) void keep(vault, page, whole)
      older.value = { kind: "idle" }
      return added[0] ?? null
    } catch (error) {
      older.value = { kind: "failed", code: failureCode(error) }
      return null
    }
  }

  /** On arrival: the list as it was when coming back from one report, else a fresh one. */
  async function arrive(patientId: string) {
    const isReturn =
      returnsFrom.value !== null && state.value.kind === "ready" && state.value.key === patientId
    if (!isReturn) await load(patientId)
  }

  function clear() {
    clearReading()
    older.value = { kind: "idle" }
    returnsFrom.value = null
  }

  return { state, newer, older, returnsFrom, load, loadOlder, arrive, showNewer, clear }
})
