import * as v from "valibot"
import { longestWord, Word } from "#contract/glossary"
import { appendAudit } from "../audit/audit.ts"
import type { Deps } from "../deps.ts"
import {
  forgetUnknown,
  listTerms,
  listUnknown,
  mostTerms,
  putTerm,
  removeTerm,
} from "../organisation/glossary.queries.ts"
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
      await deps.db.transaction(async (trx) => {
        if (!(await putTerm(trx, { word, text }, operatorName, deps.now())))
          throw new CommandError(`There are ${mostTerms} words already: remove one first.`)
        await forgetUnknown(trx, deps.sealing, word)
        await audit(deps, trx)
      })
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
      const isRemoved = await deps.db.transaction(async (trx) => {
        const isThere = await removeTerm(trx, word)
        if (isThere) await audit(deps, trx)
        return isThere
      })
      if (!isRemoved) throw new CommandError(`"${word}" is no word of your own; see: glossary list.`)
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

const audit = (deps: Deps, trx: Deps["db"]) =>
  appendAudit(trx, deps.sealing, deps.now(), {
    event: "organisation.change",
    action: "U",
    actor: operator,
    objectKind: "glossary",
  })
