// Who looked at a record and who may. Read through the reading of records, and never kept on a device: it names others.
import { defineStore } from "pinia"
import { ref } from "vue"
import type { Readers, Viewings } from "#contract/insight"
import { getJson } from "../api/call.ts"
import { failureCode, type FailureCode } from "../api/failure.ts"
import { createReading } from "../vault/reading.ts"

export type MoreState = { kind: "idle" } | { kind: "busy" } | { kind: "failed"; code: FailureCode }

const fetchOnly = <Value>(key: string, address: string) => ({
  key,
  place: null,
  fetch: (headers: Record<string, string>) => getJson<Value>(address, { headers }),
  items: () => [],
})

export const useViewingsStore = defineStore("viewings", () => {
  const { state, load: read, show, clear: clearReading } = createReading<Viewings>()
  const more = ref<MoreState>({ kind: "idle" })
  const addressOf = (patientId: string) => `/api/patients/${patientId}/viewings`

  async function load(patientId: string) {
    more.value = { kind: "idle" }
    await read(fetchOnly<Viewings>(patientId, addressOf(patientId)))
  }

  /** @returns the first day that was added, so that the page can lead the reader to it. */
  async function loadMore(): Promise<string | null> {
    const shown = state.value
    if (shown.kind !== "ready" || !shown.value.before || more.value.kind === "busy") return null
    more.value = { kind: "busy" }
    try {
      const next = await getJson<Viewings>(`${addressOf(shown.key)}?before=${shown.value.before}`)
      if (state.value !== shown) return null
      show(shown.key, { ...next, days: [...shown.value.days, ...next.days] }, null)
      more.value = { kind: "idle" }
      return next.days[0]?.day ?? null
    } catch (error) {
      more.value = { kind: "failed", code: failureCode(error) }
      return null
    }
  }

  function clear() {
    clearReading()
    more.value = { kind: "idle" }
  }

  return { state, more, load, loadMore, clear }
})

export const useReadersStore = defineStore("readers", () => {
  const { state, load: read, clear } = createReading<Readers>()
  const load = (patientId: string) =>
    read(fetchOnly<Readers>(patientId, `/api/patients/${patientId}/readers`))
  return { state, load, clear }
})
