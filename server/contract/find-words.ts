// How words are found in a text, the same at the server and on the device: as they sound, not as they are written. Without
// capitals, accents and hidden signs; every sign that is seen counts, so "%" finds a "%".

const letters: Record<string, string> = { ß: "ss", ø: "o", ł: "l", đ: "d", æ: "ae", œ: "oe", ı: "i" }
const isPlain = /^[\x20-\x7E\n]*$/

/** A text as it is compared: "Crème Brûlée" is "creme brulee". */
export function plainOf(text: string): string {
  if (isPlain.test(text)) return text.toLowerCase()
  const bare = text
    .normalize("NFKD")
    .replace(/[\p{M}\p{Cf}]/gu, "")
    .toLowerCase()
  return bare.replace(/[ßøłđæœı]/g, (letter) => letters[letter] ?? letter)
}

/** What a reader typed, as words to look for; all of them must be found. Empty: there is nothing to look for. */
export const wordsIn = (typed: string): string[] => [...new Set(plainOf(typed).split(/\s+/).filter(Boolean))]

/** @param words of `wordsIn`. */
export const holdsAll = (text: string, words: readonly string[]): boolean => {
  const plain = plainOf(text)
  return words.every((word) => plain.includes(word))
}

/** From one place in a text up to another, in UTF-16 units as `slice` counts. */
export type Mark = { start: number; end: number }

/** Where the words stand in the text as it is written; in order, never overlapping. */
export function findMarks(text: string, words: readonly string[]): Mark[] {
  const whole = plainOf(text)
  const sought = words.filter((word) => whole.includes(word))
  if (sought.length === 0) return []
  const { plain, places } = isPlain.test(text) ? { plain: whole, places: null } : withPlaces(text)
  const found = sought.flatMap((word) => everyPlace(plain, word))
  const marks = found.map(({ start, end }) => ({
    start: places?.[start] ?? start,
    // Up to the next sign that is seen: what was left out of the comparison belongs to the letter before it.
    end: places ? (places[end] ?? text.length) : end,
  }))
  return joined(marks)
}

/** The plain text, and of each of its signs where its letter begins in the written one. */
function withPlaces(text: string): { plain: string; places: number[] } {
  const places: number[] = []
  let plain = ""
  let at = 0
  for (const letter of text) {
    const bare = plainOf(letter)
    for (let unit = 0; unit < bare.length; unit += 1) places.push(at)
    plain += bare
    at += letter.length
  }
  return { plain, places }
}

function everyPlace(plain: string, word: string): Mark[] {
  const found: Mark[] = []
  for (let start = plain.indexOf(word); start >= 0; start = plain.indexOf(word, start + word.length))
    found.push({ start, end: start + word.length })
  return found
}

function joined(marks: Mark[]): Mark[] {
  const whole: Mark[] = []
  for (const mark of marks.toSorted((a, b) => a.start - b.start)) {
    const last = whole.at(-1)
    if (last && mark.start <= last.end) last.end = Math.max(last.end, mark.end)
    else whole.push({ ...mark })
  }
  return whole
}
