// The organisation's own words, and how often a word was not known. Nothing here says by whom, or in which record.
import type { OwnTerms } from "#contract/glossary"
import type { UnknownWord } from "#contract/texts"
import type { Db } from "../../db/knex.ts"
import { systemOwner, type Sealing } from "../sealing/sealing.ts"

export const mostTerms = 300

const keyOf = (word: string) => word.toLowerCase()

export async function listTerms(db: Db): Promise<OwnTerms["terms"]> {
  return (await db("glossary_terms").orderBy("word_key").select("word", "text")) as OwnTerms["terms"]
}

/** @returns false when there are as many as there may be. */
export async function putTerm(
  trx: Db,
  term: OwnTerms["terms"][number],
  by: string,
  now: Date,
): Promise<boolean> {
  const key = keyOf(term.word)
  const others = (await trx("glossary_terms").whereNot({ word_key: key }).count({ n: "*" }).first()) as {
    n: number
  }
  if (Number(others.n) >= mostTerms) return false
  await trx("glossary_terms")
    .insert({ word_key: key, ...term, changed_at: now.toISOString(), changed_by: by })
    .onConflict("word_key")
    .merge()
  return true
}

/** @returns false when it is not there. */
export async function removeTerm(trx: Db, word: string): Promise<boolean> {
  return (
    (await trx("glossary_terms")
      .where({ word_key: keyOf(word) })
      .delete()) === 1
  )
}

/** Capitals do not count; the first way of writing it is kept. */
export async function countUnknown(trx: Db, sealing: Sealing, word: string, now: Date, today: string) {
  const index = sealing.blindIndex("word", keyOf(word))
  const key = await sealing.keyFor(trx, systemOwner, now)
  await trx("unknown_words")
    .insert({
      word_index: index,
      word: sealing.seal(key, "unknown_words.word", index, word),
      times: 1,
      last_on: today,
    })
    .onConflict("word_index")
    .merge({ times: trx.raw("unknown_words.times + 1"), last_on: today })
}

/** The most asked first. */
export async function listUnknown(db: Db, sealing: Sealing, now: Date): Promise<UnknownWord[]> {
  const key = await sealing.keyFor(db, systemOwner, now)
  const rows = (await db("unknown_words").orderBy("times", "desc").limit(500)) as {
    word_index: string
    word: Buffer
    times: number
    last_on: string
  }[]
  return rows.map((row) => ({
    word: sealing.open(key, "unknown_words.word", row.word_index, row.word),
    times: row.times,
    lastOn: row.last_on,
  }))
}

/** It is explained now, or was no word. @returns false when it was not there. */
export async function forgetUnknown(trx: Db, sealing: Sealing, word: string): Promise<boolean> {
  const index = sealing.blindIndex("word", keyOf(word))
  return (await trx("unknown_words").where({ word_index: index }).delete()) === 1
}
