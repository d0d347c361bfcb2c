// One report.
import { defineStore } from "pinia"
import { ref } from "vue"
import type { Report } from "#contract/dossier"
import { getJson } from "../api/call.ts"
import { failureCode, type FailureCode } from "../api/failure.ts"

export type ReportState =
  | { kind: "loading"; reportId: string | null }
  | { kind: "failed"; reportId: string; code: FailureCode }
  | { kind: "ready"; reportId: string; report: Report }

export const useReportStore = defineStore("report", () => {
  const state = ref<ReportState>({ kind: "loading", reportId: null })

  async function load(patientId: string, reportId: string) {
    state.value = { kind: "loading", reportId }
    try {
      const report = await getJson<Report>(`/api/patients/${patientId}/reports/${reportId}`)
      if (state.value.reportId === reportId) state.value = { kind: "ready", reportId, report }
    } catch (error) {
      const code = failureCode(error)
      if (state.value.reportId === reportId) state.value = { kind: "failed", reportId, code }
    }
  }

  function clear() {
    state.value = { kind: "loading", reportId: null }
  }

  return { state, load, clear }
})
