import type { Db } from "../../db/knex.ts"

export type Block = { seq: number; at: string; newest_row_at: string; row_count: number; seal: string }
export type BlockRow = { id: string; hmac: string; at: string }
/** `hmac` null: the block has the row, the log has not. */
export type SealedRow = { block: number; id: string; hmac: string | null }

const AT_ONCE = 250

export const findLastBlock = async (db: Db): Promise<Block | undefined> =>
  (await db("audit_blocks").orderBy("seq", "desc").first()) as Block | undefined

/** Rows in no block, the oldest first. @param since rows before this instant are taken to be sealed. */
export const listUnsealed = async (db: Db, since: string, most: number): Promise<BlockRow[]> =>
  (await db("audit_events")
    .leftJoin("audit_block_rows", "audit_block_rows.event_id", "audit_events.id")
    .whereNull("audit_block_rows.event_id")
    .where("audit_events.at", ">=", since)
    .orderBy([{ column: "audit_events.at" }, { column: "audit_events.id" }])
    .limit(most)
    .select("audit_events.id", "audit_events.hmac", "audit_events.at")) as BlockRow[]

/** @returns false when another server made this block. */
export async function insertBlock(trx: Db, block: Block, rows: BlockRow[]): Promise<boolean> {
  const made = (await trx("audit_blocks")
    .insert(block)
    .onConflict("seq")
    .ignore()
    .returning("seq")) as unknown[]
  if (made.length === 0) return false
  const places = rows.map(({ id }, position) => ({ event_id: id, block: block.seq, position }))
  for (let from = 0; from < places.length; from += AT_ONCE)
    await trx("audit_block_rows").insert(places.slice(from, from + AT_ONCE))
  return true
}

export const listBlocks = async (db: Db, after: number, most: number): Promise<Block[]> =>
  (await db("audit_blocks").where("seq", ">", after).orderBy("seq").limit(most)) as Block[]

/** In the order in which they were sealed. */
export const listSealedRows = async (db: Db, first: number, last: number): Promise<SealedRow[]> =>
  (await db("audit_block_rows")
    .leftJoin("audit_events", "audit_events.id", "audit_block_rows.event_id")
    .whereBetween("audit_block_rows.block", [first, last])
    .orderBy([{ column: "audit_block_rows.block" }, { column: "audit_block_rows.position" }])
    .select("audit_block_rows.block", "audit_block_rows.event_id as id", "audit_events.hmac")) as SealedRow[]

export async function countUnsealed(db: Db, before: string): Promise<number> {
  const row = (await db("audit_events")
    .leftJoin("audit_block_rows", "audit_block_rows.event_id", "audit_events.id")
    .whereNull("audit_block_rows.event_id")
    .where("audit_events.at", "<", before)
    .count({ n: "*" })
    .first()) as { n: number }
  return Number(row.n)
}
