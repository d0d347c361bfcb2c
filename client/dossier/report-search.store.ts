// A search in the reports of one patient: what was typed lives in memory only, never in an address or a store on the device.
import { defineStore } from "pinia"
import { ref, shallowRef } from "vue"
import type { ReportMatches, ReportSummary } from "#contract/dossier"
import { wordsIn } from "#contract/find-words"
import { postJson } from "../api/call.ts"
import { isReachable } from "../api/connection.ts"
import { failureCode, type FailureCode } from "../api/failure.ts"
import { now } from "../kit/clock.ts"
import { dayOf } from "../kit/dates.ts"
import { currentVault } from "../vault/current.ts"
import { mayStandInFor } from "../vault/reading.ts"
import { askedFilter, type ReportFilter } from "./report-filter.ts"
import { searchKept } from "./search-kept.ts"

/** Shown before the reader is asked to go on. */
const AT_ONCE = 50
/** Where the device can stand in, nobody waits longer for one answer. */
const PATIENCE_MS = 8_000

export type Search = {
  patientId: string
  typed: string
  words: readonly string[]
  filter: ReportFilter
  reports: readonly ReportSummary[]
  /** Looked through so far, of how many. */
  searched: number
  total: number
  /** Where to go on; null: all were looked through. */
  olderThan: string | null
  /** Only what this device keeps was searched. */
  isOnDevice: boolean
}
export type SearchState = { kind: "rest" | "busy" | "stopped" } | { kind: "failed"; code: FailureCode }

export const useReportSearchStore = defineStore("report-search", () => {
  const search = shallowRef<Search | null>(null)
  const state = ref<SearchState>({ kind: "rest" })
  let running = new AbortController()

  async function start(patientId: string, typed: string, filter: ReportFilter) {
    running.abort()
    const nothing = { reports: [], searched: 0, total: 0, olderThan: null, isOnDevice: false }
    search.value = { patientId, typed, words: wordsIn(typed), filter, ...nothing }
    await goOn()
  }

  /** Until so many more are found, or all were looked through. */
  async function goOn() {
    if (!search.value) return
    running.abort()
    const mine = (running = new AbortController())
    state.value = { kind: "busy" }
    const goal = search.value.reports.length + AT_ONCE
    try {
      do search.value = await nextPart(search.value, mine.signal)
      while (search.value.olderThan && search.value.reports.length < goal)
      state.value = { kind: "rest" }
    } catch (error) {
      if (running !== mine || mine.signal.aborted) return
      state.value = { kind: "failed", code: failureCode(error) }
    }
  }

  async function nextPart(so: Search, signal: AbortSignal): Promise<Search> {
    const vault = currentVault.value
    if (vault && !isReachable.value) return await onDevice(so, signal)
    const wanted = { words: so.typed, ...askedFilter(so.filter, dayOf(now())) }
    try {
      const part = await postJson<ReportMatches>(
        `/api/patients/${so.patientId}/reports/search`,
        { ...wanted, ...(so.olderThan && { olderThan: so.olderThan }) },
        { signal, ...(vault && { patience: PATIENCE_MS }) },
      )
      signal.throwIfAborted()
      const known = new Set(so.reports.map(({ id }) => id))
      const { olderThan, total } = part
      const reports = [...so.reports, ...part.reports.filter(({ id }) => !known.has(id))]
      return { ...so, reports, olderThan, total, searched: so.searched + part.searched }
    } catch (error) {
      signal.throwIfAborted()
      if (!vault || !mayStandInFor(failureCode(error))) throw error
      return await onDevice(so, signal)
    }
  }

  async function onDevice(so: Search, signal: AbortSignal): Promise<Search> {
    const vault = currentVault.value
    if (!vault) return so
    const wanted = askedFilter(so.filter, dayOf(now()))
    const found = await searchKept(vault, so.patientId, wanted, so.words, () => signal.aborted)
    signal.throwIfAborted()
    return { ...so, ...found, total: found.searched, olderThan: null, isOnDevice: true }
  }

  /** What was found stays. */
  function stop() {
    running.abort()
    state.value = { kind: "stopped" }
  }

  function clear() {
    running.abort()
    search.value = null
    state.value = { kind: "rest" }
  }

  /** To mark them in a report that was found; nothing is marked in others. */
  const wordsFor = (patientId: string, reportId: string): readonly string[] =>
    search.value?.patientId === patientId && search.value.reports.some(({ id }) => id === reportId)
      ? search.value.words
      : []

  return { search, state, start, goOn, stop, clear, wordsFor }
})
