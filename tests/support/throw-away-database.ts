// A database of its own for each portal under test, already at the newest schema: migrated once in this process, then copied.
import { randomUUID } from "node:crypto"
import { readFileSync, writeFileSync } from "node:fs"
import { join } from "node:path"
import knex from "knex"
import { openDatabase } from "../../db/knex.ts"
import { migrate } from "../../db/migrate.ts"

export type ThrowAwayDatabase = { address: string; drop(): Promise<void> }

/** SQLite in the folder, or PostgreSQL where the tests are given a server. */
export function throwAwayDatabase(folder: string): Promise<ThrowAwayDatabase> {
  const cluster = process.env["PORTAL_TEST_DATABASE_URL"]
  return cluster ? copyInCluster(cluster) : copyOfFile(folder)
}

let migratedFile: Promise<Buffer> | undefined

async function copyOfFile(folder: string): Promise<ThrowAwayDatabase> {
  const address = join(folder, "portal.sqlite")
  migratedFile ??= migrateIn(address).then(() => readFileSync(address))
  writeFileSync(address, await migratedFile)
  return { address, drop: () => Promise.resolve() }
}

let migratedInCluster: Promise<string> | undefined

async function copyInCluster(cluster: string): Promise<ThrowAwayDatabase> {
  migratedInCluster ??= makeTemplate(cluster)
  const name = await createIn(cluster, ` TEMPLATE ${await migratedInCluster}`)
  return {
    address: addressIn(cluster, name),
    drop: () => perform(cluster, `DROP DATABASE ${name} WITH (FORCE)`),
  }
}

/** Stays until the whole server goes: the tests' PostgreSQL is thrown away too. */
async function makeTemplate(cluster: string) {
  const name = await createIn(cluster, "")
  await migrateIn(addressIn(cluster, name))
  return name
}

async function createIn(cluster: string, from: string) {
  const name = `test_${randomUUID().replaceAll("-", "")}`
  await perform(cluster, `CREATE DATABASE ${name}${from}`)
  return name
}

function addressIn(cluster: string, name: string) {
  const address = new URL(cluster)
  address.pathname = `/${name}`
  return address.href
}

async function migrateIn(address: string) {
  const db = openDatabase(address)
  await migrate(db)
  await db.destroy()
}

async function perform(cluster: string, sql: string) {
  const admin = knex({ client: "pg", connection: cluster })
  await admin.raw(sql)
  await admin.destroy()
}
