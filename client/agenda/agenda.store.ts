// One week or month of one patient's appointments. The weeks around today come in one answer: that is also what is kept.
import { defineStore } from "pinia"
import { computed } from "vue"
import type { Agenda } from "#contract/agenda"
import { getJson } from "../api/call.ts"
import { failureCode, type FailureCode } from "../api/failure.ts"
import { now } from "../kit/clock.ts"
import { addDays, dayOf, daysBetween, weekStart } from "../kit/dates.ts"
import type { RecordPlace } from "../vault/types.ts"
import { createReading, type Source } from "../vault/reading.ts"
import { overlap, type Span } from "./agenda-days.ts"

/**
 * Six whole weeks from last week's Monday: whatever day it is today, they hold the week that was and the four that
 * come (7 days back, 28 ahead).
 */
const NEAR_DAYS = 42

export const useAgendaStore = defineStore("agenda", () => {
  const { state, newer, load: read, showNewer, clear } = createReading<Agenda>()
  const agenda = computed(() => (state.value.kind === "ready" ? state.value.value : null))

  const addressOf = (patientId: string, { from, to }: Span) =>
    `/api/patients/${patientId}/agenda?from=${from}&days=${daysBetween(from, to) + 1}`

  const source = (patientId: string, span: Span): Source<Agenda> => ({
    key: `${patientId} ${span.from} ${span.to}`,
    place: placeOf(patientId),
    fetch: (headers) => getJson<Agenda>(addressOf(patientId, span), { headers }),
    items: ({ appointments }) =>
      appointments.map(({ id, etag }) => ({ kind: "appointment", patientId, id, etag })),
  })

  async function load(patientId: string, span: Span) {
    const first = weekStart(addDays(dayOf(now()), -7))
    const near = { from: first, to: addDays(first, NEAR_DAYS - 1) }
    if (span.from >= near.from && span.to <= near.to) return read(source(patientId, near))
    const fromKept = (kept: Agenda) => (overlap(span, kept) ? kept : null)
    await read({ ...source(patientId, span), fromKept })
  }

  /** Paper is written down: null when it may go to the printer. */
  async function askToPrint(patientId: string, span: Span): Promise<FailureCode | null> {
    try {
      await getJson<Agenda>(`${addressOf(patientId, span)}&purpose=print`)
      return null
    } catch (error) {
      return failureCode(error)
    }
  }

  return { state, newer, agenda, load, askToPrint, showNewer, clear }
})

const placeOf = (patientId: string): RecordPlace => ({
  type: "agenda",
  patientId,
  section: "agenda",
  id: "",
})
