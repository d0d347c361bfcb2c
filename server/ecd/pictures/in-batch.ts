// Which pictures a batch needs: those that hang on documents of the life book, whether they stand in them or by themselves.
import type { Item } from "../checking/prepare.ts"
import { resolve } from "../checking/references.ts"
import { fileOf, type FileFinder } from "../mapping/attachments.ts"
import { storyOf } from "../mapping/life-story.ts"
import { DocumentReference, readShape } from "../mapping/shapes.ts"
import type { Known } from "../mapping/projection.ts"
import type { SourceSettings } from "../source-settings.ts"
import type { Target } from "../checking/references.ts"
import { isPicture } from "./resize.ts"

/** @param known what the portal has of a target. */
export function picturesIn(
  items: readonly Item[],
  settings: SourceSettings,
  known: (target: Target) => Known | undefined,
): Buffer[] {
  return items.flatMap((item) => {
    if (item.type !== "DocumentReference") return []
    try {
      const document = readShape(DocumentReference, item.resource)
      if (!storyOf(settings, [document.type ?? {}, ...document.category])) return []
      const finder: FileFinder = {
        resolve: (reference, expected) =>
          resolve(reference, expected, { scope: item.scope, contained: item.resource["contained"] }),
        find: (_, target) => known(target),
      }
      return document.content.flatMap(({ attachment }) => {
        const bytes = fileOf(finder, attachment)?.bytes
        return bytes && isPicture(bytes) ? [bytes] : []
      })
    } catch {
      // What is wrong with it is said when it is mapped.
      return []
    }
  })
}
