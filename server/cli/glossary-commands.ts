import * as v from "valibot"
import { longestWord, Word } from "#contract/glossary"
import { explainWord, removeWord } from "../organisation/change-glossary.ts"
import { forgetUnknown, listTerms, listUnknown, mostTerms } from "../organisation/glossary.queries.ts"
import { CommandError, operator, operatorName, table, type Command } from "./command.ts"

const LONGEST_TEXT = 300

export const glossaryCommands: Command[] = [
  {
    kind: "database",
    name: "glossary add",
    summary: "explain a word of your own, or another way than the start set does",
    usage: '<word> "<explanation>"   (Dutch, short; capitals only: "VVN" is found in capitals only)',
    async run(deps, { positionals }) {
      const word = wordIn(positionals[0])
      const text = positionals.slice(1).join(" ").normalize("NFC").trim()
      if (text.length < 3 || text.length > LONGEST_TEXT)
        throw new CommandError(`Give an explanation of 3 to ${LONGEST_TEXT} characters, between quotes.`)
      if (!(await explainWord(deps, { word, text }, { actor: operator, by: operatorName })))
        throw new CommandError(`There are ${mostTerms} words already: remove one first.`)
      return { json: { word, text }, text: `Added: ${word}` }
    },
  },
  {
    kind: "database",
    name: "glossary list",
    summary: "the organisation's own words",
    usage: "",
    async run(deps) {
      const terms = await listTerms(deps.db)
      return { json: terms, text: table(terms) }
    },
  },
  {
    kind: "database",
    name: "glossary remove",
    summary: "take back a word of your own; the start set's explanation is shown again",
    usage: "<word>",
    async run(deps, { positionals }) {
      const word = wordIn(positionals.join(" "))
      if (!(await removeWord(deps, word, operator)))
        throw new CommandError(`"${word}" is no word of your own; see: glossary list.`)
      return { json: { word }, text: `Removed: ${word}` }
    },
  },
  {
    kind: "database",
    name: "glossary unknown",
    summary: "words that readers did not know, the most asked first; --forget <word> takes one off",
    usage: "[--forget <word>]",
    options: { forget: { type: "string" } },
    async run(deps, args) {
      const word = args.text("forget")
      if (word !== undefined && !(await forgetUnknown(deps.db, deps.sealing, wordIn(word))))
        throw new CommandError(`"${word}" is not among the words that readers did not know.`)
      const words = await listUnknown(deps.db, deps.sealing, deps.now())
      return { json: words, text: table(words) }
    },
  },
]

function wordIn(given: string | undefined): string {
  const word = v.safeParse(Word, given)
  if (word.success) return word.output
  throw new CommandError(`Give one word or abbreviation of 2 to ${longestWord} letters.`)
}
