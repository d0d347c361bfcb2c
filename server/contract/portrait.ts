// Who somebody is, and the story of their life. For clients of PG locations.
import * as v from "valibot"

export const StoryParams = v.strictObject({ patientId: v.pipe(v.string(), v.uuid()) })

export const PictureParams = v.strictObject({
  patientId: v.pipe(v.string(), v.uuid()),
  pictureId: v.pipe(v.string(), v.uuid()),
})

export const storySections = ["portrait", "lifeStory"] as const
export type StorySection = (typeof storySections)[number]

export type StoryPart = {
  /** What stands in the margin, such as years; parts of one chapter follow each other. */
  chapter: string | null
  heading: string | null
  body: string
  pictures?: StoryPicture[]
}

/** `id` null: the ECD's picture could not be read; what there is to see is told in words. */
export type StoryPicture = {
  id: string | null
  caption: string | null
  description: string | null
  width: number
  height: number
}

/** GET /api/patients/:patientId/portrait/pictures/:pictureId and …/life-story/pictures/:pictureId */
export type PictureFile = { id: string; etag: string; type: string; base64: string }

/** What came in as one whole. */
export type StoryPiece = {
  id: string
  /** Another one when anything of it changed. */
  etag: string
  parts: StoryPart[]
  changedAt: string | null
  /** Came in or changed since this reader's visit before this one. */
  isNew: boolean
}

/** GET /api/patients/:patientId/portrait and GET /api/patients/:patientId/life-story */
export type StoryPage = {
  patientName: string
  callName: string
  /** `YYYY`, `YYYY-MM` or `YYYY-MM-DD`. */
  birthDate: string | null
  pieces: StoryPiece[]
  updatedAt: string | null
}
