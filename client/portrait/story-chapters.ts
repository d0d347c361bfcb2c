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
type Told = { part: StoryPart; isNew: boolean; changedAt: string | null }
type Made = Chapter & { chapter: string | null }

const MOST_FACT = 160
const yearIn = (chapter: string | null) => /\d{4}/.exec(chapter ?? "")?.[0] ?? null

const isFact = ({ chapter, heading, body, pictures }: StoryPart) =>
  heading !== null && !pictures && body.length <= MOST_FACT && !body.includes("\n\n") && !yearIn(chapter)
/** From an album: no text of its own. */
const isLoose = ({ heading, body, pictures }: StoryPart) => Boolean(pictures) && !heading && !body

export function chaptersOf(pieces: readonly StoryPiece[]): Chapter[] {
  const told = pieces.flatMap(({ parts, isNew, changedAt }) =>
    parts.map((part): Told => ({ part, isNew, changedAt })),
  )
  const chapters: Made[] = []
  for (const one of told.filter(({ part }) => !isLoose(part))) {
    const last = chapters.at(-1)
    const isSame = last !== undefined && last.chapter === one.part.chapter
    const isFacts = isFact(one.part)
    if (last && isSame && last.isFacts === isFacts) addTo(last, one)
    else chapters.push(chapterOf(one, isSame, isFacts))
  }
  for (const one of told.filter(({ part }) => isLoose(part))) paste(chapters, one)
  return chapters
}

const chapterOf = ({ part, isNew, changedAt }: Told, isSame: boolean, isFacts: boolean): Made => ({
  chapter: part.chapter,
  label: isSame ? null : part.chapter,
  isFacts,
  parts: [part],
  isNew,
  changedAt,
})

function addTo(chapter: Made, { part, isNew, changedAt }: Told) {
  chapter.parts.push(part)
  chapter.isNew ||= isNew
  chapter.changedAt =
    [chapter.changedAt, changedAt]
      .filter((at) => at !== null)
      .sort()
      .at(-1) ?? null
}

/** A picture goes with the last chapter that had begun in its year; of no known year it stands at the end. */
function paste(chapters: Made[], one: Told) {
  const year = yearIn(one.part.chapter)
  const place = year && chapters.findLast(({ chapter }) => (yearIn(chapter) ?? "9999") <= year)
  if (place) addTo(place, one)
  else chapters.push(chapterOf(one, false, false))
}

export function bornText(birthDate: string | null): string | null {
  if (!birthDate) return null
  return birthDate.length === 10 ? words.bornOn(dateText(birthDate)) : words.bornIn(birthDate.slice(0, 4))
}
