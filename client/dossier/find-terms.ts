// Finds the words of the glossary in care text: whole words only, and what is written in capitals only in capitals.
import type { GlossaryTerm } from "./glossary-terms.ts"

export type Segment = { text: string; term: GlossaryTerm | null }
export type Finder = {
  /** The text in pieces; put together they are the text. */
  segments(text: string): Segment[]
  /** The explanation of one word that a reader typed: there capitals do not count. */
  lookUp(word: string): GlossaryTerm | null
}
type Form = { form: string; lower: string; isAnyCase: boolean; term: GlossaryTerm }

/** @param terms the first that explains a word wins: an organisation's own before the start set. */
export function createFinder(terms: readonly GlossaryTerm[]): Finder {
  const all = terms.flatMap((term) => term.words.map((word) => formOf(word, term)))
  // The longest first: "palliatieve sedatie" is not "palliatieve". What counts in capitals only goes before its namesake.
  const byStart = grouped(all.toSorted(inTurn))

  function at(text: string, index: number, word: string): { length: number; term: GlossaryTerm } | null {
    for (const { form, lower, isAnyCase, term } of byStart.get(word.toLowerCase()) ?? []) {
      const written = text.slice(index, index + form.length).replace(/\s/g, " ")
      const isSame = isAnyCase ? written.toLowerCase() === lower : written === form
      if (isSame && !letter.test(text.slice(index + form.length, index + form.length + 2)))
        return { length: form.length, term }
    }
    return null
  }

  return {
    segments(text) {
      const found: Segment[] = []
      let end = 0
      for (const { 0: word, index } of text.matchAll(words)) {
        const match = index < end ? null : at(text, index, word)
        if (!match) continue
        if (index > end) found.push({ text: text.slice(end, index), term: null })
        end = index + match.length
        found.push({ text: text.slice(index, end), term: match.term })
      }
      if (end < text.length) found.push({ text: text.slice(end), term: null })
      return found
    },
    lookUp(word) {
      const written = word.normalize("NFC").replace(/\s+/g, " ").trim()
      const bare = written.replace(/[.,;:!?]+$/, "")
      const known = [written, bare].flatMap((one) => all.filter(({ lower }) => lower === one.toLowerCase()))
      const exact = known.find(({ form }) => form === written || form === bare)
      return (exact ?? known[0])?.term ?? null
    },
  }
}

function formOf(word: string, term: GlossaryTerm): Form {
  const form = word.replace(/^~/, "").normalize("NFC")
  return { form, lower: form.toLowerCase(), isAnyCase: word.startsWith("~") || /\p{Ll}/u.test(form), term }
}

const inTurn = (a: Form, b: Form) =>
  b.form.length - a.form.length || Number(a.isAnyCase) - Number(b.isAnyCase)

const words = /[\p{L}\p{N}]+/gu
const letter = /^[\p{L}\p{N}]/u
const startOf = (form: string) => /^[\p{L}\p{N}]+/u.exec(form)?.[0] ?? ""

function grouped(forms: Form[]): Map<string, Form[]> {
  const groups = new Map<string, Form[]>()
  for (const form of forms) {
    const start = startOf(form.lower)
    const group = groups.get(start)
    if (group) group.push(form)
    else groups.set(start, [form])
  }
  return groups
}
