// From settings to a database with its keys: what the server and the command line both start with.
import { existsSync, mkdirSync } from "node:fs"
import { randomBytes } from "node:crypto"
import { pino, type Logger } from "pino"
import { migrate } from "../db/migrate.ts"
import { isPostgres, openDatabase, type Database } from "../db/knex.ts"
import type { Config } from "./config.ts"
import type { Deps } from "./deps.ts"
import { readKeyring, writeKeyring } from "./sealing/keyring.ts"
import { createSealing } from "./sealing/sealing.ts"

export class StartError extends Error {}

/** @throws StartError with a sentence for the operator. */
export async function openPortal(config: Config, log: Logger = createLog(config)): Promise<Deps> {
  makeDataFolder(config)
  const db = openDatabase(config.database)
  try {
    await connect(db, config)
    await migrate(db).catch((error: unknown) => {
      throw new StartError(
        `The database could not be brought up to date: ${messageOf(error)}. Is it of a newer version of the portal?`,
      )
    })
    await ensureKeyring(db, config)
    const ring = readKeyring(config.keyring)
    return { config, db, sealing: createSealing(ring), log, now: () => new Date(), random: randomBytes }
  } catch (error) {
    await db.destroy()
    throw error
  }
}

/** JSON lines. The demo's newcomer reads sentences, and sees a line only when something is wrong. */
export function createLog({ mode }: Pick<Config, "mode">): Logger {
  const level = mode === "demo" ? "warn" : "info"
  return pino({ level, base: null, timestamp: pino.stdTimeFunctions.isoTime })
}

export function makeDataFolder({ dataFolder: folder }: Config) {
  try {
    mkdirSync(folder, { recursive: true, mode: 0o700 })
  } catch (error) {
    throw new StartError(`The data folder ${folder} (PORTAL_DATA) cannot be made: ${messageOf(error)}.`)
  }
}

async function connect(db: Database, config: Config) {
  try {
    await db.raw("select 1")
  } catch (error) {
    const name = isPostgres(db) ? "PostgreSQL (PORTAL_DATABASE_URL)" : `the database file ${config.database}`
    throw new StartError(
      `The portal cannot open ${name}: ${(error as { code?: string }).code ?? messageOf(error)}.`,
    )
  }
}

/** Only the demo makes its own ring, and nobody ever makes a new ring over data that an older one encrypted. */
async function ensureKeyring(db: Database, config: Config) {
  if (existsSync(config.keyring)) return
  const encrypted = await db("data_keys").first("owner_id")
  if (encrypted)
    throw new StartError(
      `The keyring ${config.keyring} is gone, but the database holds data encrypted with it. Put the keyring back.`,
    )
  if (config.mode === "demo") writeKeyring(config.keyring)
}

export const messageOf = (error: unknown) => (error instanceof Error ? error.message : String(error))
