// A backup that was opened before it counts, and putting one back. SQLite only: PostgreSQL has pg_dump.
import {
  closeSync,
  constants,
  copyFileSync,
  chmodSync,
  existsSync,
  fsyncSync,
  mkdirSync,
  openSync,
  renameSync,
  rmSync,
  statSync,
} from "node:fs"
import { dirname, join, resolve, sep } from "node:path"
import { copyInto, damageOf } from "../../db/copy.ts"
import { isPostgres, openDatabase, type Database } from "../../db/knex.ts"
import { appendAudit, findChangedRows } from "../audit/audit.ts"
import { anchorsFile } from "../audit/seal-blocks.ts"
import { verifyChain } from "../audit/verify-blocks.ts"
import type { Config } from "../config.ts"
import { createLog, makeDataFolder, openPortal } from "../open-portal.ts"
import { readKeyring } from "../sealing/keyring.ts"
import { createSealing, type Owner, type Sealing, type WrappedKey } from "../sealing/sealing.ts"
import { holdServerLock } from "../single-server.ts"
import { CommandError, operator, type Command } from "./command.ts"

export const backupCommands: Command[] = [
  {
    kind: "database",
    name: "backup",
    summary: "copy the SQLite database into a folder, and prove that the copy opens",
    usage: "<folder>",
    async run({ db, sealing, config, now }, { positionals: [given] }) {
      if (!given) throw new CommandError("Name the folder for the backup.")
      if (isPostgres(db))
        throw new CommandError("This portal works on PostgreSQL: make its backup with pg_dump.")
      const folder = resolve(given)
      if (resolve(config.keyring).startsWith(folder + sep))
        throw new CommandError(
          "The keyring lies in that folder. Keys and backup together open everything: choose another.",
        )
      mkdirSync(folder, { recursive: true, mode: 0o700 })
      const file = join(folder, `portal-${now().toISOString().replace(/[:.]/g, "-")}.sqlite`)
      const found = await place(file, async (half) => {
        await copyInto(db, half)
        return check(half, sealing)
      })
      await appendAudit(db, sealing, now(), {
        event: "backup.made",
        action: "E",
        actor: operator,
        objectKind: "database",
      })
      const bytes = statSync(file).size
      return {
        json: { file, bytes, ...found },
        text: `Made ${file}: ${bytes} bytes, ${found.keys} keys and ${found.logRows} rows of the log checked. Keep it apart from the keyring.`,
      }
    },
  },
  {
    kind: "bare",
    name: "restore",
    summary: "put a backup back where no database is",
    usage: "<file>",
    async run({ positionals: [given] }, readConfig) {
      if (!given) throw new CommandError("Name the backup's file.")
      const config = readConfig()
      if (config.database.startsWith("postgres"))
        throw new CommandError("This portal works on PostgreSQL: put its backup back with pg_restore.")
      const backup = resolve(given)
      if (!existsSync(backup)) throw new CommandError(`There is no file ${backup}.`)
      if (!existsSync(config.keyring))
        throw new CommandError(
          `The keyring ${config.keyring} is not there. Put it back first: a backup opens with its own keys only.`,
        )
      makeDataFolder(config)
      const release = await holdServerLock(config)
      try {
        const found = await place(config.database, (half) => bringBack(config, backup, half))
        keepOldAnchors(config)
        const text = `Put back ${config.database}: ${found.keys} keys and ${found.logRows} rows of the log checked. Grants that were ended after this backup are open again: end them.`
        return { json: { file: config.database, ...found }, text }
      } finally {
        await release()
      }
    },
  },
]

/** They tell of a log that is not this one. */
function keepOldAnchors({ dataFolder }: Config) {
  const anchors = anchorsFile(dataFolder)
  if (!existsSync(anchors)) return
  const until = statSync(anchors).mtime.toISOString().replaceAll(/[:.]/g, "-")
  renameSync(anchors, anchors.replace(/\.txt$/, `-until-${until}.txt`))
}

async function bringBack(config: Config, backup: string, half: string) {
  copyFileSync(backup, half, constants.COPYFILE_EXCL)
  const found = await check(half, createSealing(readKeyring(config.keyring)))
  // An older backup is brought up to date, a newer one refused, before it takes its place.
  const { db, sealing, now } = await openPortal({ ...config, database: half }, createLog(config))
  try {
    await appendAudit(db, sealing, now(), {
      event: "backup.restored",
      action: "E",
      actor: operator,
      objectKind: "database",
    })
  } finally {
    await db.destroy()
  }
  return found
}

type Found = { keys: number; logRows: number }

/** Is it whole, does this keyring open every key in it, and is the log as it was written? */
async function check(file: string, sealing: Sealing): Promise<Found> {
  const db = openDatabase(file)
  try {
    const damage = await damageOf(db).catch(() => ["it is no database"])
    if (damage.length > 0) throw new CommandError(`The copy is damaged: ${damage.slice(0, 3).join("; ")}.`)
    const keys = await countKeys(db, sealing)
    const { checked, changed } = await findChangedRows(db, sealing)
    if (changed.length > 0)
      throw new CommandError(`${changed.length} rows of its log were changed. See: audit verify`)
    const { problems } = await verifyChain(db, sealing)
    if (problems.length > 0)
      throw new CommandError(`The log does not fit its seals: ${problems.slice(0, 3).join("; ")}.`)
    return { keys, logRows: checked }
  } finally {
    await db.destroy()
  }
}

async function countKeys(db: Database, sealing: Sealing): Promise<number> {
  const rows = (await db("data_keys").select(
    "owner_kind",
    "owner_id",
    "ring_key",
    "wrapped",
  )) as (WrappedKey & {
    owner_kind: Owner["kind"]
    owner_id: string
  })[]
  try {
    for (const row of rows) sealing.unwrap({ kind: row.owner_kind, id: row.owner_id }, row)
  } catch {
    throw new CommandError(
      "The keyring (PORTAL_KEYRING) does not open what is in it: it belongs to another database.",
    )
  }
  return rows.length
}

/** Under another name until it is complete, and never over something that is there. */
async function place<T>(file: string, make: (half: string) => Promise<T>): Promise<T> {
  for (const path of [file, `${file}-wal`, `${file}-shm`])
    if (existsSync(path))
      throw new CommandError(`${path} exists, and is never overwritten. Move it away first.`)
  const half = `${file}.half`
  const clean = () => ["", "-wal", "-shm"].forEach((end) => rmSync(half + end, { force: true }))
  clean()
  try {
    const made = await make(half)
    chmodSync(half, 0o600)
    sync(half)
    renameSync(half, file)
    sync(dirname(file))
    return made
  } finally {
    clean()
  }
}

function sync(path: string) {
  const handle = openSync(path, "r")
  fsyncSync(handle)
  closeSync(handle)
}
