// One report.
import { defineStore } from "pinia"
import type { Report } from "#contract/dossier"
import { getJson } from "../api/call.ts"
import { createReading } from "../vault/reading.ts"

export const useReportStore = defineStore("report", () => {
  const { state, newer, load: read, showNewer, clear } = createReading<Report>()

  const load = (patientId: string, reportId: string) =>
    read({
      key: reportId,
      place: { type: "report", patientId, section: "reports", id: reportId },
      fetch: (headers) => getJson<Report>(`/api/patients/${patientId}/reports/${reportId}`, { headers }),
      items: ({ id, etag }) => [{ kind: "report", patientId, id, etag }],
    })

  return { state, newer, load, showNewer, clear }
})
