// What SQLite's statements that are kept must not change: answers, mistakes, a table that changes, closing.
import { mkdtempSync, rmSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { afterEach, beforeEach, expect, test } from "vitest"
import { openDatabase, type Database } from "../../db/knex.ts"

let folder: string
let db: Database
beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), "portal-database-"))
  db = openDatabase(join(folder, "portaal.sqlite"))
  await db.schema.createTable("t", (table) => {
    table.text("id").primary()
    table.integer("n").notNullable()
  })
})
afterEach(async () => {
  await db.destroy()
  rmSync(folder, { recursive: true, force: true })
})

/** How often SQLite was asked to prepare a statement while this was done. */
async function preparedBy(act: () => Promise<unknown>): Promise<number> {
  const connection = (await db.client.acquireConnection()) as { prepare: (...args: unknown[]) => unknown }
  const { prepare } = connection
  let prepared = 0
  connection.prepare = (...args) => {
    prepared += 1
    return prepare.apply(connection, args)
  }
  await db.client.releaseConnection(connection)
  await act()
  connection.prepare = prepare
  return prepared
}

test("the same statement is prepared once, and answers for each value of its own", async () => {
  const seen: unknown[] = []
  const prepared = await preparedBy(async () => {
    for (const n of [1, 2, 3]) await db("t").insert({ id: `r${n}`, n })
    for (const n of [3, 1])
      seen.push(
        await db("t")
          .where({ id: `r${n}` })
          .first("n"),
      )
    for (const n of [1, 9])
      seen.push(
        await db("t")
          .where({ id: `r${n}` })
          .update({ n: 10 }),
      )
  })
  expect(seen).toEqual([{ n: 3 }, { n: 1 }, 1, 0])
  expect(prepared).toBe(3)
})

test("a statement that was refused works the next time, and its transaction leaves nothing", async () => {
  const add = (id: string) => db.transaction((trx) => trx("t").insert({ id, n: 1 }))
  await add("a")
  await expect(add("a")).rejects.toThrow("UNIQUE")
  await add("b")
  await expect(db("nergens").select("id")).rejects.toThrow("no such table")
  expect(await db("t").orderBy("id").pluck("id")).toEqual(["a", "b"])
})

test("another process held the database too long: afterwards everything works again", async () => {
  const other = openDatabase(join(folder, "portaal.sqlite"))
  await db.raw("PRAGMA busy_timeout = 20")
  await db("t").insert({ id: "a", n: 1 })
  await other.raw("BEGIN IMMEDIATE")
  await other("t").insert({ id: "b", n: 2 })
  const busy = /SQLITE_BUSY/
  await expect(db("t").insert({ id: "c", n: 3 })).rejects.toThrow(busy)
  await expect(db("t").insert({ id: "c", n: 3 }).returning("id")).rejects.toThrow(busy)
  await expect(db("t").where({ id: "a" }).update({ n: 4 }, ["id"])).rejects.toThrow(busy)
  await other.raw("COMMIT")
  await other.destroy()
  const write = (id: string) => db.transaction((trx) => trx("t").insert({ id, n: 5 }))
  await write("d")
  await write("e")
  expect(await db("t").orderBy("id").pluck("id")).toEqual(["a", "b", "d", "e"])
})

test("a table that changes is read as it is now", async () => {
  await db("t").insert({ id: "a", n: 1 })
  expect(await db("t").select("*")).toEqual([{ id: "a", n: 1 }])
  await db.schema.alterTable("t", (table) => table.text("extra"))
  expect(await db("t").select("*")).toEqual([{ id: "a", n: 1, extra: null }])
})

test("a thousand different statements are answered, and the database closes", async () => {
  await db("t").insert({ id: "a", n: 1 })
  for (let length = 1; length <= 1000; length += 1) {
    const ids = Array.from({ length: (length % 500) + 1 }, (_, at) => (at === 0 ? "a" : `x${at}`))
    expect(await db("t").whereIn("id", ids).orWhere({ n: -length }).first("n")).toEqual({ n: 1 })
  }
  await expect(db.destroy()).resolves.toBeUndefined()
  db = openDatabase(join(folder, "portaal.sqlite"))
  expect(await db("t").pluck("id")).toEqual(["a"])
})
