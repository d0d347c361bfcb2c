// Pictures that a run has made smaller. Mapping is given what is ready: it may not wait.
import { createHash } from "node:crypto"
import { resizePicture, type Picture } from "./resize.ts"

export type Pictures = {
  /** Null: it cannot be read as a picture. */
  get(bytes: Buffer): Picture | null
  /** All of these stay at least until the next are asked for. */
  makeReady(pictures: readonly Buffer[]): Promise<void>
}

/** About 200 kB each. */
const KEPT = 50

export function createPictures(resize = resizePicture): Pictures {
  const made = new Map<string, Picture | null>()
  const nameOf = (bytes: Buffer) => createHash("sha256").update(bytes).digest("base64")
  return {
    get: (bytes) => made.get(nameOf(bytes)) ?? null,
    async makeReady(pictures) {
      for (const bytes of pictures) {
        const name = nameOf(bytes)
        const picture = made.has(name) ? (made.get(name) ?? null) : await resize(bytes)
        // Those asked for last stand last.
        made.delete(name)
        made.set(name, picture)
      }
      const most = Math.max(KEPT, pictures.length)
      for (const name of made.keys()) if (made.size > most) made.delete(name)
    },
  }
}
