// Finding a client by the beginning of a name, while no name lies readable in the database: each beginning of each word
// has a keyed hash of its own.
import { plainOf } from "#contract/find-words"
import type { Db } from "../../db/knex.ts"
import type { Deps } from "../deps.ts"
import type { Sealing } from "../sealing/sealing.ts"

const SHORTEST = 2
/** Longer words are found by their first letters; the search then looks at the name itself. */
const LONGEST = 10
const AT_ONCE = 100
/** PostgreSQL takes 65,535 values in a statement, SQLite 32,766. */
const ROWS_PER_STATEMENT = 5000

/** The words of a name as they are compared: lower case, without accents and signs. */
export function wordsOf(name: string): string[] {
  return plainOf(name)
    .split(/[^\p{L}\p{N}]+/u)
    .filter((word) => word.length >= SHORTEST)
}

const beginningsOf = (name: string): string[] => [
  ...new Set(
    wordsOf(name).flatMap((word) =>
      Array.from({ length: Math.min(word.length, LONGEST) - SHORTEST + 1 }, (_, at) =>
        word.slice(0, SHORTEST + at),
      ),
    ),
  ),
]

const indexOf = (sealing: Sealing, beginning: string) => sealing.blindIndex("name-prefix", beginning)

type Named = { id: string; name: string }

/** Takes the place of what was kept of these clients. */
export async function writeNamePrefixes(trx: Db, sealing: Sealing, patients: Named[]): Promise<void> {
  await removeNamePrefixes(
    trx,
    patients.map(({ id }) => id),
  )
  const rows = patients.flatMap(({ id, name }) =>
    beginningsOf(name).map((beginning) => [indexOf(sealing, beginning), id]),
  )
  for (let at = 0; at < rows.length; at += ROWS_PER_STATEMENT) {
    const part = rows.slice(at, at + ROWS_PER_STATEMENT)
    await trx.raw(
      `insert into patient_name_prefixes (prefix_index, patient_id) values ${part.map(() => "(?,?)").join(",")}`,
      part.flat(),
    )
  }
}

/** A client that may not be seen cannot be found. */
export async function removeNamePrefixes(trx: Db, ids: string[]): Promise<void> {
  if (ids.length > 0) await trx("patient_name_prefixes").whereIn("patient_id", ids).delete()
}

/** Clients from before there was a search. A job: when all are there it costs one statement. */
export async function indexMissingNames({ db, sealing }: Pick<Deps, "db" | "sealing">): Promise<void> {
  for (let after = ""; ;) {
    const rows = (await db("patients")
      .where({ visible: true })
      .where("id", ">", after)
      .whereNotExists(
        db("patient_name_prefixes")
          .whereRaw("patient_name_prefixes.patient_id = patients.id")
          .select("patient_id"),
      )
      .orderBy("id")
      .limit(AT_ONCE)
      .select("id", "name")) as { id: string; name: Buffer }[]
    const keys = await sealing.keysFor(
      db,
      "patient",
      rows.map(({ id }) => id),
    )
    const named = rows.flatMap(({ id, name }) => {
      const key = keys.get(id)
      return key ? [{ id, name: nameIn(sealing.open(key, "patients.name", id, name)) }] : []
    })
    await db.transaction((trx) => writeNamePrefixes(trx, sealing, named))
    if (rows.length < AT_ONCE) return
    after = rows.at(-1)?.id ?? ""
  }
}

export const nameIn = (json: string): string => (JSON.parse(json) as { full: string }).full

/** Ids of clients with a word that begins like each of these. @param limit so many at most. */
export async function findByNamePrefix(
  db: Db,
  sealing: Sealing,
  words: string[],
  limit: number,
): Promise<string[]> {
  const wanted = [...new Set(words.map((word) => word.slice(0, LONGEST)))]
  const rows = (await db("patient_name_prefixes")
    .whereIn(
      "prefix_index",
      wanted.map((word) => indexOf(sealing, word)),
    )
    .groupBy("patient_id")
    .havingRaw("count(*) = ?", [wanted.length])
    .orderBy("patient_id")
    .limit(limit)
    .select("patient_id")) as { patient_id: string }[]
  return rows.map((row) => row.patient_id)
}

/** What the keyed beginnings cannot say: whether the long words go on as they were typed. */
export function matches(name: string, typed: string[]): boolean {
  const words = wordsOf(name)
  return typed.every((beginning) => words.some((word) => word.startsWith(beginning)))
}
