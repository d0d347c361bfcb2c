// One report, and its neighbours.
import { defineStore } from "pinia"
import { shallowRef, watch } from "vue"
import type { Report } from "#contract/dossier"
import { getJson } from "../api/call.ts"
import { now } from "../kit/clock.ts"
import { dayOf } from "../kit/dates.ts"
import { currentVault } from "../vault/current.ts"
import { createReading } from "../vault/reading.ts"
import { keptNeighbours, neighboursIn, type Neighbours } from "./neighbours.ts"
import { askedFilter, withQuery, type ReportFilter } from "./report-filter.ts"
import { useReportSearchStore } from "./report-search.store.ts"

const none: Neighbours = { newerId: null, olderId: null }

export const useReportStore = defineStore("report", () => {
  const { state, newer, load: read, showNewer, clear: clearReading } = createReading<Report>()
  const searching = useReportSearchStore()
  const neighbours = shallowRef<Neighbours>(none)
  let asked: { patientId: string; filter: ReportFilter } | null = null

  /** @param filter its neighbours are those within it. */
  const load = (patientId: string, reportId: string, filter: ReportFilter) => {
    asked = { patientId, filter }
    const path = `/api/patients/${patientId}/reports/${reportId}`
    const address = withQuery(path, askedFilter(filter, dayOf(now())))
    return read({
      key: reportId,
      place: { type: "report", patientId, section: "reports", id: reportId },
      fetch: (headers) => getJson<Report>(address, { headers }),
      items: ({ id, etag }) => [{ kind: "report", patientId, id, etag }],
    })
  }

  /** Of what a search found, or of what is kept when this was, or as the server says. */
  watch(state, async (shown) => {
    neighbours.value = none
    if (shown.kind !== "ready" || !asked) return
    const { patientId, filter } = asked
    const { search } = searching
    const found = search?.patientId === patientId ? neighboursIn(search.reports, shown.value.id) : null
    const vault = shown.savedAt ? currentVault.value : null
    const kept =
      !found && vault
        ? await keptNeighbours(vault, patientId, askedFilter(filter, dayOf(now())), shown.value.id)
        : null
    if (state.value === shown) neighbours.value = found ?? kept ?? shown.value
  })

  function clear() {
    clearReading()
    asked = null
  }

  return { state, newer, neighbours, load, showNewer, clear }
})
