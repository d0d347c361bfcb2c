// The list of reports of one patient, filtered, page by page in both directions, and the place the reader left it at.
import { defineStore } from "pinia"
import { ref } from "vue"
import type { ReportList, ReportSummary } from "#contract/dossier"
import { getJson } from "../api/call.ts"
import { failureCode, type FailureCode } from "../api/failure.ts"
import { now } from "../kit/clock.ts"
import { dayOf } from "../kit/dates.ts"
import { currentVault } from "../vault/current.ts"
import { createReading, keep, type Source } from "../vault/reading.ts"
import { keptList } from "./kept-list.ts"
import { askedFilter, isOn, passes, queryOf, withQuery, type ReportFilter } from "./report-filter.ts"

export type MoreState = { kind: "idle" } | { kind: "busy" | "failed"; side: Side; code?: FailureCode }
export type Side = "older" | "newer"
type Asked = { patientId: string; filter: ReportFilter; startAt: string | null }
type Paging = { olderThan?: string; newerThan?: string; startAt?: string }

export const useReportsStore = defineStore("reports", () => {
  const { state, newer, load: read, show, showNewer, clear: clearReading } = createReading<ReportList>()
  const more = ref<MoreState>({ kind: "idle" })
  /** The report the reader comes back from; the list then stays as it was. */
  const returnsFrom = ref<string | null>(null)
  let asked: Asked | null = null

  function source({ patientId, filter, startAt }: Asked, paging: Paging = {}): Source<ReportList> {
    const wanted = askedFilter(filter, dayOf(now()))
    const address = withQuery(`/api/patients/${patientId}/reports`, { ...wanted, ...paging })
    const whole: Source<ReportList> = {
      key: keyOf({ patientId, filter }),
      place: { type: "reports", patientId, section: "reports", id: "" },
      fetch: (headers) => getJson<ReportList>(address, { headers }),
      items: ({ reports }) => reports.map(({ id, etag }) => ({ kind: "report", patientId, id, etag })),
      merge: keptList,
    }
    if (!isOn(filter) && !startAt) return whole
    return {
      ...whole,
      fromKept: (kept) => ({ ...kept, reports: kept.reports.filter((report) => passes(wanted, report)) }),
    }
  }

  async function load(now: Asked) {
    asked = now
    more.value = { kind: "idle" }
    await read(source(now, now.startAt ? { startAt: now.startAt } : {}))
  }

  const again = () => (asked ? load(asked) : Promise.resolve())

  /** Answers the report that was added next to what was there, so that the page can lead the reader to it. */
  async function loadMore(side: Side): Promise<ReportSummary | null> {
    const shown = state.value
    if (shown.kind !== "ready" || !asked || more.value.kind === "busy") return null
    const cursor = side === "older" ? shown.value.olderThan : shown.value.newerThan
    if (!cursor) return null
    more.value = { kind: "busy", side }
    const vault = currentVault.value
    try {
      const page = source(asked, side === "older" ? { olderThan: cursor } : { newerThan: cursor })
      const list = await page.fetch(vault && !page.fromKept ? { "portal-vault": vault.id } : {})
      if (state.value !== shown) return null
      const known = new Set(shown.value.reports.map(({ id }) => id))
      const added = list.reports.filter(({ id }) => !known.has(id))
      const whole =
        side === "older"
          ? { ...shown.value, reports: [...shown.value.reports, ...added], olderThan: list.olderThan }
          : { ...shown.value, reports: [...added, ...shown.value.reports], newerThan: list.newerThan }
      show(shown.key, whole, null)
      if (vault && vault === currentVault.value) void keep(vault, page, whole)
      more.value = { kind: "idle" }
      return (side === "older" ? added[0] : added.at(-1)) ?? null
    } catch (error) {
      more.value = { kind: "failed", side, code: failureCode(error) }
      return null
    }
  }

  /**
   * On arrival: the list as it was when coming back from one report, else a fresh one that begins near that report.
   * @returns the report to lead the reader to, when the list had to be made anew.
   */
  async function arrive(arriving: Asked): Promise<string | null> {
    const from = returnsFrom.value
    returnsFrom.value = null
    const isThere = from !== null && state.value.kind === "ready" && state.value.key === keyOf(arriving)
    if (isThere) return null
    const startAt = from ?? arriving.startAt
    await load({ ...arriving, startAt })
    return startAt
  }

  function clear() {
    clearReading()
    asked = null
    more.value = { kind: "idle" }
    returnsFrom.value = null
  }

  return { state, newer, more, returnsFrom, load, again, loadMore, arrive, showNewer, clear }
})

const keyOf = ({ patientId, filter }: Pick<Asked, "patientId" | "filter">) =>
  withQuery(patientId, queryOf(filter))
