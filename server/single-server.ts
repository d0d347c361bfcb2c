// One server per SQLite file. The lock is held by the operating system through a second SQLite file: a killed server
// leaves nothing behind that a person would have to remove. The command line may work beside the server.
import knex, { type Knex } from "knex"
import { join } from "node:path"
import type { Config } from "./config.ts"

export class SecondServerError extends Error {
  constructor(folder: string) {
    super(
      `Another portal server already works with ${folder}. Stop that one first, or give this one its own PORTAL_DATA.`,
    )
  }
}

/** PostgreSQL is made for several servers and needs no lock. @returns release. @throws SecondServerError */
export async function holdServerLock(config: Config): Promise<() => Promise<void>> {
  if (config.database.startsWith("postgres")) return () => Promise.resolve()
  const folder = config.dataFolder
  const lock: Knex = knex({
    client: "sqlite3",
    connection: { filename: join(folder, "server.lock") },
    useNullAsDefault: true,
    pool: { min: 1, max: 1 },
  })
  try {
    await lock.raw("PRAGMA busy_timeout = 0")
    await lock.raw("PRAGMA locking_mode = EXCLUSIVE")
    await lock.raw("BEGIN EXCLUSIVE")
  } catch (error) {
    await lock.destroy()
    if ((error as { code?: string }).code === "SQLITE_BUSY") throw new SecondServerError(folder)
    throw error
  }
  return () => lock.destroy()
}
