// The first words of a text, or those around what was searched for; the same at the server and on the device.
import { findMarks } from "#contract/find-words"

/** Long enough to read a short report whole in the list. */
const LENGTH = 320

/**
 * Cut at a space, never inside a word; a text without spaces is cut hard.
 * @param words of `wordsIn`: the excerpt begins near the first of them that is found.
 */
export function excerptOf(
  text: string,
  words: readonly string[] = [],
): { excerpt: string; isWhole: boolean } {
  if (text.length <= LENGTH) return { excerpt: text, isWhole: true }
  const start = beginningOf(text, words)
  const rest = text.slice(start)
  const excerpt = rest.length <= LENGTH ? rest : `${cutOff(rest)} …`
  return { excerpt: start > 0 ? `… ${excerpt}` : excerpt, isWhole: false }
}

function cutOff(text: string): string {
  const cut = text.slice(0, LENGTH)
  const space = cut.search(/\s\S*$/)
  const kept = space > LENGTH / 2 ? cut.slice(0, space) : [...cut].slice(0, -1).join("")
  return kept.trimEnd()
}

/** Some words before the first that was found; at the beginning when that shows it too. */
function beginningOf(text: string, words: readonly string[]): number {
  const first = words.length > 0 ? findMarks(text, words)[0] : undefined
  if (!first || first.end < LENGTH / 2) return 0
  const near = Math.max(0, first.start - LENGTH / 4)
  const space = text.slice(near, first.start).search(/\s\S/)
  return space < 0 ? first.start : near + space + 1
}
