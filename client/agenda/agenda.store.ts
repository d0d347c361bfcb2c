// One week of one patient's appointments. The weeks around today come in one answer: that is also what is kept.
import { defineStore } from "pinia"
import { computed } from "vue"
import type { Agenda } from "#contract/agenda"
import { getJson } from "../api/call.ts"
import { now } from "../kit/clock.ts"
import { addDays, dayOf, weekStart, type Day } from "../kit/dates.ts"
import { createReading, type Source } from "../vault/reading.ts"

/**
 * Six whole weeks from last week's Monday: whatever day it is today, they hold the week that was and the four that
 * come (7 days back, 28 ahead).
 */
const NEAR_DAYS = 42

export const useAgendaStore = defineStore("agenda", () => {
  const { state, newer, load: read, showNewer, clear } = createReading<Agenda>()
  const agenda = computed(() => (state.value.kind === "ready" ? state.value.value : null))

  const source = (patientId: string, from: Day, days: number): Source<Agenda> => ({
    key: `${patientId} ${from} ${days}`,
    place: days === NEAR_DAYS ? { type: "agenda", patientId, section: "agenda", id: "" } : null,
    fetch: (headers) =>
      getJson<Agenda>(`/api/patients/${patientId}/agenda?from=${from}&days=${days}`, { headers }),
    items: ({ appointments }) =>
      appointments.map(({ id, etag }) => ({ kind: "appointment", patientId, id, etag })),
  })

  async function load(patientId: string, week: Day) {
    const near = weekStart(addDays(dayOf(now()), -7))
    const isNear = week >= near && week < addDays(near, NEAR_DAYS)
    await read(isNear ? source(patientId, near, NEAR_DAYS) : source(patientId, week, 7))
  }

  return { state, newer, agenda, load, showNewer, clear }
})
