// One picture of the life book: fetched with the session, shown from memory, kept with what was read.
import type { PictureFile, StorySection } from "#contract/portrait"
import { getJson } from "../api/call.ts"
import { readPart } from "../vault/reading.ts"
import { pathOf } from "./story.store.ts"

const kinds = { portrait: "portraitPicture", lifeStory: "lifeStoryPicture" } as const

export const fetchPicture = (patientId: string, section: StorySection, id: string) =>
  readPart<PictureFile>({
    key: id,
    place: { type: "picture", patientId, section, id },
    fetch: (headers) => getJson(`${pathOf(patientId, section)}/pictures/${id}`, { headers }),
    items: ({ etag }) => [{ kind: kinds[section], patientId, id, etag }],
  })

export function toBlob({ type, base64 }: PictureFile): Blob {
  return new Blob([Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0))], { type })
}
