// Pictures that a run has made smaller. Mapping is given what is ready: it may not wait.
import { createHash } from "node:crypto"
import { createCache } from "../storing/cache.ts"
import { resizePicture, type Picture } from "./resize.ts"

export type Pictures = {
  /** Null: it cannot be read as a picture. */
  get(bytes: Buffer): Picture | null
  makeReady(pictures: Iterable<Buffer>): Promise<void>
}

/** About 200 kB each. */
const KEPT = 100

export function createPictures(resize = resizePicture): Pictures {
  const made = createCache<{ picture: Picture | null }>(KEPT)
  const nameOf = (bytes: Buffer) => createHash("sha256").update(bytes).digest("base64")
  return {
    get: (bytes) => made.get(nameOf(bytes))?.picture ?? null,
    async makeReady(pictures) {
      for (const bytes of pictures) {
        const name = nameOf(bytes)
        if (!made.get(name)) made.set(name, { picture: await resize(bytes) })
      }
    },
  }
}
