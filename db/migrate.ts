// Brings a database to the newest schema, from the explicit list.
import type { Database } from "./knex.ts"
import { migrations } from "./migration-list.ts"

const migrationSource = {
  getMigrations: () => Promise.resolve(migrations),
  getMigrationName: (migration: (typeof migrations)[number]) => migration.name,
  getMigration: (migration: (typeof migrations)[number]) => Promise.resolve(migration),
}

/** Runs what is missing; returns the names that ran. Throws when the database is newer than this program. */
export async function migrate(db: Database): Promise<string[]> {
  const [, names] = (await db.migrate.latest({ migrationSource })) as [number, string[]]
  return names
}

export async function rollbackAll(db: Database): Promise<void> {
  await db.migrate.rollback({ migrationSource }, true)
}
