// Joyful activities, a month at a time; each month that was opened is kept by itself.
import { defineStore } from "pinia"
import type { JoyPage } from "#contract/joy"
import { getJson } from "../api/call.ts"
import { createReading } from "../vault/reading.ts"

export const useJoyStore = defineStore("joy", () => {
  const { state, newer, load: read, showNewer, clear } = createReading<JoyPage>()

  /** @param month `YYYY-MM`. */
  const load = (patientId: string, month: string) =>
    read({
      key: `${patientId} ${month}`,
      place: { type: "joyActivities", patientId, section: "joyActivities", id: month },
      fetch: (headers) =>
        getJson<JoyPage>(`/api/patients/${patientId}/joy-activities?month=${month}`, { headers }),
      items: ({ activities, plans }) =>
        [...activities, ...plans].map(({ id, etag }) => ({ kind: "joyActivity", patientId, id, etag })),
    })

  return { state, newer, load, showNewer, clear }
})
