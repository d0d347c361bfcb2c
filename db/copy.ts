// A copy of a living SQLite database, and whether a database is whole.
import type { Database } from "./knex.ts"

/** Everything committed so far, in one file; who writes meanwhile goes on. @throws when the file exists. */
export async function copyInto(db: Database, file: string): Promise<void> {
  await db.raw("VACUUM INTO ?", [file])
}

/** @returns what SQLite has to say about it; nothing when it is whole. */
export async function damageOf(db: Database): Promise<string[]> {
  const pages = (await db.raw("PRAGMA integrity_check")) as { integrity_check: string }[]
  const links = (await db.raw("PRAGMA foreign_key_check")) as { table: string }[]
  return [
    ...pages.map((row) => row.integrity_check).filter((word) => word !== "ok"),
    ...links.map(({ table }) => `a row of ${table} points nowhere`),
  ]
}
