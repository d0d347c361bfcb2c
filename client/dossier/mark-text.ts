// Where the words that were searched for stand in a text that is in pieces already.
import { findMarks } from "#contract/find-words"
import type { Segment } from "./find-terms.ts"

export type Piece = Segment & { isMarked: boolean }

/** Plain pieces are cut at the marks; a word that can be explained stays whole, and is marked when a mark touches it. */
export function cutAtMarks(segments: readonly Segment[], words: readonly string[]): Piece[] {
  const marks = words.length > 0 ? findMarks(segments.map(({ text }) => text).join(""), words) : []
  let at = 0
  return segments.flatMap((segment): Piece[] => {
    const [start, end] = [at, at + segment.text.length]
    at = end
    const here = marks.filter((mark) => mark.start < end && mark.end > start)
    if (segment.term || here.length === 0) return [{ ...segment, isMarked: here.length > 0 }]
    const edges = here.flatMap((mark) => [Math.max(mark.start, start), Math.min(mark.end, end)])
    const cuts = [start, ...edges, end]
    return cuts.slice(1).flatMap((cut, index) => {
      const text = segment.text.slice((cuts[index] ?? start) - start, cut - start)
      return text ? [{ text, term: null, isMarked: index % 2 === 1 }] : []
    })
  })
}
