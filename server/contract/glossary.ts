// Words of care explained: the organisation's own, and the words that readers do not know.
import * as v from "valibot"

/** GET /api/glossary, for everyone: what the organisation explains itself. The start set comes with the program. */
export type OwnTerms = { terms: { word: string; text: string }[] }

const letters = "\\p{L}[\\p{L}\\p{N}.'’&/+-]*"
/** One word or abbreviation, of three parts at most. No address, no number: four digits are no word. */
const isWord = (word: string) =>
  new RegExp(`^${letters}(?: ${letters}){0,2}$`, "u").test(word) && !/\d{4}/.test(word)

export const longestWord = 40
export const Word = v.pipe(
  v.string(),
  v.transform((word) => word.normalize("NFC").replace(/\s+/g, " ").trim()),
  v.minLength(2),
  v.maxLength(longestWord),
  v.check(isWord),
)

/** POST /api/glossary/unknown, with a session: counts the word. Who sent it and whose record it stood in is not kept. */
export const UnknownWordInput = v.strictObject({ word: Word })
