// Who somebody is, and the story of their life: one of both at a time.
import { defineStore } from "pinia"
import type { StoryPage, StorySection } from "#contract/portrait"
import { getJson } from "../api/call.ts"
import { createReading } from "../vault/reading.ts"

const addresses: Record<StorySection, string> = { portrait: "portrait", lifeStory: "life-story" }

export const pathOf = (patientId: string, section: StorySection) =>
  `/api/patients/${patientId}/${addresses[section]}`

export const useStoryStore = defineStore("story", () => {
  const { state, newer, load: read, showNewer, clear } = createReading<StoryPage>()

  const load = (patientId: string, section: StorySection) =>
    read({
      key: `${section} ${patientId}`,
      place: { type: section, patientId, section, id: "" },
      fetch: (headers) => getJson<StoryPage>(pathOf(patientId, section), { headers }),
      items: ({ pieces }) => pieces.map(({ id, etag }) => ({ kind: section, patientId, id, etag })),
    })

  return { state, newer, load, showNewer, clear }
})
