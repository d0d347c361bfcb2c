// Home of one patient: what comes next, what is new, who helps.
import { defineStore } from "pinia"
import { computed } from "vue"
import type { VaultItem } from "#contract/vault"
import type { Overview } from "#contract/overview"
import { getJson } from "../api/call.ts"
import { createReading } from "../vault/reading.ts"

export const useOverviewStore = defineStore("overview", () => {
  const { state, newer, load: read, showNewer, clear } = createReading<Overview>()
  const overview = computed(() => (state.value.kind === "ready" ? state.value.value : null))

  const load = (patientId: string) =>
    read({
      key: patientId,
      place: { type: "overview", patientId, section: null, id: "" },
      fetch: (headers) => getJson<Overview>(`/api/patients/${patientId}/overview`, { headers }),
      items: (value) => itemsOf(patientId, value),
    })

  /** For the names of those who help, on pages that ask nothing else of home. */
  async function ensure(patientId: string) {
    if (state.value.key !== patientId) await load(patientId)
  }

  /** Who helps with this patient's record, once known. */
  function helpersOf(patientId: string | null) {
    if (!patientId || state.value.key !== patientId || !overview.value) return null
    const { evv, team, callName } = overview.value
    return { evv, team, callName }
  }

  return { state, newer, overview, load, ensure, helpersOf, showNewer, clear }
})

function itemsOf(patientId: string, { reports, agenda }: Overview): VaultItem[] {
  const next = agenda?.next
  return [
    ...(reports?.newest ?? []).map(({ id, etag }) => ({ kind: "report" as const, patientId, id, etag })),
    ...(next ? [{ kind: "appointment" as const, patientId, id: next.id, etag: next.etag }] : []),
  ]
}
