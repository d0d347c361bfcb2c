// The sealed log: rows that were changed, removed or moved behind the database's back are found, also at its end.
import { readFileSync, statSync } from "node:fs"
import { afterEach, beforeEach, describe, expect, test } from "vitest"
import { isPostgres } from "../../db/knex.ts"
import { appendAudit } from "../../server/audit/audit.ts"
import { anchorsFile, sealBlock, startSealer } from "../../server/audit/seal-blocks.ts"
import { verifyBlocks } from "../../server/audit/verify-blocks.ts"
import { startPortal, type Portal } from "../support/portal.ts"

let portal: Portal
beforeEach(async () => {
  portal = await startPortal()
  // What making the portal wrote down.
  while (await seal());
})
afterEach(() => portal.close())

const seal = () => sealBlock(portal.deps, "")
const anchors = () => anchorsFile(portal.deps.config.dataFolder)
const verify = () => verifyBlocks(portal.db, portal.deps.sealing, portal.clock.now(), anchors())

const write = (reason: string, at = portal.clock.now()) =>
  appendAudit(portal.db, portal.deps.sealing, at, {
    event: "message.test",
    action: "R",
    reason,
    actor: { kind: "system", id: "test" },
  })

/** Three blocks of two rows each. */
async function threeBlocks() {
  for (const block of [1, 2, 3]) {
    for (const row of [1, 2]) await write(`${block}.${row}`)
    await seal()
    portal.clock.advance({ seconds: 1 })
  }
}

/** As somebody may who owns the database. */
async function withoutTriggers() {
  const { db } = portal
  for (const table of ["audit_events", "audit_blocks", "audit_block_rows"])
    if (isPostgres(db)) await db.raw(`ALTER TABLE ${table} DISABLE TRIGGER USER`)
    else for (const action of ["update", "delete"]) await db.raw(`DROP TRIGGER ${table}_no_${action}`)
}
const idOf = async (reason: string) =>
  ((await portal.db("audit_events").where({ reason }).first("id")) as { id: string }).id
const blockOf = async (reason: string) =>
  (
    (await portal
      .db("audit_block_rows")
      .where({ event_id: await idOf(reason) })
      .first("block")) as { block: number }
  ).block

describe("sealing", () => {
  test("each row stands in one block, and a quiet log gets none", async () => {
    const { blocks } = await verify()
    await threeBlocks()
    expect(await seal()).toBeUndefined()
    expect(await verify()).toEqual({ blocks: blocks + 3, unsealed: 0, problems: [] })
  })

  test("by several servers at the same moment: each row once", async () => {
    for (let row = 0; row < 20; row += 1) await write(`row ${row}`)
    await Promise.all([seal(), seal(), seal(), seal()])
    while (await seal());
    const [{ n } = { n: 0 }] = (await portal.db("audit_events").count({ n: "*" })) as { n: number }[]
    expect(await portal.db("audit_block_rows")).toHaveLength(Number(n))
    expect((await verify()).problems).toEqual([])
  })

  test("a row of a transaction that took long is sealed late, and counted until then", async () => {
    await threeBlocks()
    await write("late", new Date(portal.clock.now().getTime() - 5 * 60_000))
    expect(await verify()).toMatchObject({ unsealed: 1, problems: [] })
    expect((await seal())?.row_count).toBe(1)
    expect(await verify()).toMatchObject({ unsealed: 0, problems: [] })
  })

  test("the server does it by itself, and writes the newest seal down outside the database", async () => {
    const { blocks } = await verify()
    await write("first")
    const sealer = startSealer(portal.deps)
    await expect.poll(async () => (await verify()).blocks, { timeout: 10_000 }).toBe(blocks + 1)
    await write("last")
    await sealer.stop()
    const last = (await portal.db("audit_blocks").orderBy("seq", "desc").first()) as {
      seq: number
      seal: string
    }
    expect(readFileSync(anchors(), "utf8").trim().split("\n").at(-1)).toMatch(
      new RegExp(`^${last.seq} ${last.seal} 2026-`),
    )
    expect(statSync(anchors()).mode & 0o777).toBe(0o600)
    portal.clock.advance({ minutes: 5 })
    expect(await verify()).toMatchObject({ unsealed: 0, problems: [] })
  })

  test("a row that comes hours late is found by the server that runs", async () => {
    await write("first")
    const sealer = startSealer(portal.deps)
    const unsealed = async () => (await verify()).unsealed
    await expect.poll(() => portal.db("audit_block_rows")).not.toHaveLength(0)
    await write("hours late", new Date(portal.clock.now().getTime() - 3 * 3_600_000))
    portal.clock.advance({ minutes: 61 })
    await expect.poll(unsealed, { timeout: 10_000 }).toBe(0)
    await sealer.stop()
    expect((await verify()).problems).toEqual([])
  })

  test("no block and no place in it can be changed or removed", async () => {
    await threeBlocks()
    for (const table of ["audit_blocks", "audit_block_rows"]) {
      await expect(portal.db(table).delete()).rejects.toThrow(/append-only/)
    }
    await expect(portal.db("audit_blocks").update({ row_count: 0 })).rejects.toThrow(/append-only/)
    await expect(portal.db("audit_block_rows").update({ position: 9 })).rejects.toThrow(/append-only/)
  })
})

describe("somebody who owns the database", () => {
  beforeEach(async () => {
    await threeBlocks()
    await withoutTriggers()
  })

  test("removes a row", async () => {
    const [id, block] = [await idOf("2.1"), await blockOf("2.1")]
    await portal.db("audit_events").where({ id }).delete()
    expect((await verify()).problems).toEqual([
      `row ${id} of block ${block} is gone`,
      expect.stringMatching(`block ${block} does not fit its seal`),
    ])
  })

  test("removes a row and its place", async () => {
    const [id, block] = [await idOf("2.1"), await blockOf("2.1")]
    await portal.db("audit_events").where({ id }).delete()
    await portal.db("audit_block_rows").where({ event_id: id }).delete()
    await portal.db("audit_blocks").where({ seq: block }).update({ row_count: 1 })
    expect((await verify()).problems).toEqual([expect.stringMatching(`block ${block} does not fit its seal`)])
  })

  test("changes a row together with its own seal of another row", async () => {
    const [one, other] = [await idOf("1.1"), await idOf("3.1")]
    const { hmac } = (await portal.db("audit_events").where({ id: other }).first("hmac")) as { hmac: string }
    await portal.db("audit_events").where({ id: one }).update({ hmac })
    expect((await verify()).problems).toHaveLength(1)
  })

  test("puts two rows in another order", async () => {
    const block = await blockOf("2.1")
    const rows = (await portal.db("audit_block_rows").where({ block }).orderBy("position")) as {
      event_id: string
    }[]
    const place = (at: number, position: number) =>
      portal
        .db("audit_block_rows")
        .where({ event_id: rows[at]?.event_id ?? "" })
        .update({ position })
    await place(0, 9)
    await place(1, 0)
    await place(0, 1)
    expect((await verify()).problems).toEqual([expect.stringMatching("does not fit its seal")])
  })

  test("removes a whole block", async () => {
    const block = await blockOf("2.1")
    const ids = [await idOf("2.1"), await idOf("2.2")]
    await portal.db("audit_events").whereIn("id", ids).delete()
    await portal.db("audit_block_rows").where({ block }).delete()
    await portal.db("audit_blocks").where({ seq: block }).delete()
    expect((await verify()).problems).toEqual([
      `block ${block} is gone`,
      expect.stringMatching(`block ${block + 1} does not fit its seal`),
    ])
  })

  test("cuts the end off: the anchor outside the database tells", async () => {
    await write("anchored")
    const sealer = startSealer(portal.deps)
    await sealer.stop()
    const block = await blockOf("3.1")
    await portal.db("audit_events").whereIn("reason", ["3.1", "3.2", "anchored"]).delete()
    await portal.db("audit_block_rows").where("block", ">=", block).delete()
    await portal.db("audit_blocks").where("seq", ">=", block).delete()
    expect((await verify()).problems).toEqual([
      `the log ends at block ${block - 1}, block ${block + 1} was anchored: later rows were removed, or an older copy was put back`,
    ])
    await write("instead")
    await seal()
    await write("and another")
    await seal()
    expect((await verify()).problems).toEqual([`block ${block + 1} is another one than was anchored`])
  })
})
