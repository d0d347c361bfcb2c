// Where in the text of a Bundle each entry's resource stands, so that it is kept word for word: JSON.stringify would
// write 1.10 as 1.1, and in a measurement that is another statement.
import { endOfString } from "./strict-json.ts"

const OPEN = new Set(["{", "["])
const CLOSE = new Set(["}", "]"])
/** Bundle {1, entry [2, an entry {3: its resource opens from here. */
const ENTRY_DEPTH = 3

/** By entry; undefined where an entry has none, or where a key is written with escapes. */
export function resourceTexts(text: string): (string | undefined)[] {
  const texts: (string | undefined)[] = []
  const keys: string[] = []
  let depth = 0
  let start = -1
  for (let at = 0; at < text.length; at += 1) {
    const character = text[at] ?? ""
    if (character === '"') {
      const end = endOfString(text, at)
      if (depth <= ENTRY_DEPTH && isKey(text, end)) keys[depth] = text.slice(at + 1, end)
      at = end
    } else if (OPEN.has(character)) {
      if (character === "{" && depth === ENTRY_DEPTH - 1 && keys[1] === "entry") texts.push(undefined)
      if (character === "{" && depth === ENTRY_DEPTH && keys[1] === "entry" && keys[3] === "resource")
        start = at
      depth += 1
      if (depth <= ENTRY_DEPTH) keys[depth] = ""
    } else if (CLOSE.has(character)) {
      depth -= 1
      if (depth !== ENTRY_DEPTH || start === -1) continue
      texts[texts.length - 1] = text.slice(start, at + 1)
      start = -1
    }
  }
  return texts
}

function isKey(text: string, closingQuote: number): boolean {
  let at = closingQuote + 1
  while (/\s/.test(text[at] ?? "")) at += 1
  return text[at] === ":"
}
