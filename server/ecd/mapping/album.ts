// The pictures of one document of the life book.
import { derivedId } from "../derived-id.ts"
import type { ReadImage } from "./attachments.ts"
import type { StoryPicture, TakenPicture } from "./life-story.ts"
import type { ProjectionContext } from "./projection.ts"

/** @param description of the document: what there is to see, for who cannot see it. */
export function albumOf(
  context: ProjectionContext,
  images: readonly ReadImage[],
  description: string | null,
): { pictures: StoryPicture[]; taken: TakenPicture[] } {
  const taken: TakenPicture[] = []
  const pictures = images.map(({ title, bytes }, at): StoryPicture => {
    const words = { caption: title, description: description ?? title }
    const picture = bytes && context.picture(bytes)
    if (!picture) return { id: null, ...words, width: 0, height: 0 }
    const id = derivedId(context.rowId, `picture ${at}`)
    taken.push({ id, base64: picture.base64 })
    return { id, ...words, width: picture.width, height: picture.height }
  })
  return { pictures, taken }
}
