// The chapters of a life book: what belongs together, in the order in which it is told. Pure.
import type { StoryPart, StoryPiece } from "#contract/portrait"
import { dateText } from "../kit/dates.ts"
import { storyWords as words } from "./words.ts"

export type Chapter = {
  /** In the margin; null when it says what the one before says. */
  label: string | null
  /** Questions with short answers, or else a text. */
  isFacts: boolean
  parts: StoryPart[]
  isNew: boolean
  /** The last time. */
  changedAt: string | null
}

const MOST_FACT = 160
const isYears = (chapter: string | null) => /\d{4}/.test(chapter ?? "")

const isFact = ({ chapter, heading, body }: StoryPart) =>
  heading !== null && body.length <= MOST_FACT && !body.includes("\n\n") && !isYears(chapter)

export function chaptersOf(pieces: readonly StoryPiece[]): Chapter[] {
  const chapters: (Chapter & { chapter: string | null })[] = []
  for (const { parts, isNew, changedAt } of pieces)
    for (const part of parts) {
      const last = chapters.at(-1)
      const isSame = last !== undefined && last.chapter === part.chapter
      const isFacts = isFact(part)
      if (last && isSame && last.isFacts === isFacts) {
        last.parts.push(part)
        last.isNew ||= isNew
        last.changedAt =
          [last.changedAt, changedAt]
            .filter((at) => at !== null)
            .sort()
            .at(-1) ?? null
      } else {
        const { chapter } = part
        chapters.push({ chapter, label: isSame ? null : chapter, isFacts, parts: [part], isNew, changedAt })
      }
    }
  return chapters
}

export function bornText(birthDate: string | null): string | null {
  if (!birthDate) return null
  return birthDate.length === 10 ? words.bornOn(dateText(birthDate)) : words.bornIn(birthDate.slice(0, 4))
}
