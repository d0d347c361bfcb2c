// Does the log still fit its seals, and do the seals fit what was written down outside the database?
import { existsSync, readFileSync } from "node:fs"
import type { Db } from "../../db/knex.ts"
import type { Sealing } from "../sealing/sealing.ts"
import { countUnsealed, listBlocks, listSealedRows, type Block, type SealedRow } from "./blocks.queries.ts"
import { sealOf } from "./seal-blocks.ts"

const BLOCKS_AT_ONCE = 50
/** What is younger may be between two turns of the sealer. */
const FRESH_MS = 60_000

export type Verdict = {
  blocks: number
  /** Rows older than a minute that stand in no block: the server did not run since, or they are not of its making. */
  unsealed: number
  /** In words for the operator. Empty: all is as it was sealed. */
  problems: string[]
}

/** @param anchors path of the file with anchors; that it is not there is no problem. */
export async function verifyBlocks(db: Db, sealing: Sealing, now: Date, anchors: string): Promise<Verdict> {
  const unsealed = await countUnsealed(db, new Date(now.getTime() - FRESH_MS).toISOString())
  return { ...(await verifyChain(db, sealing, anchors)), unsealed }
}

/** The log of a copy has no anchors of its own. */
export async function verifyChain(
  db: Db,
  sealing: Sealing,
  anchors?: string,
): Promise<Omit<Verdict, "unsealed">> {
  const anchored = readAnchors(anchors)
  const problems = [...anchored.problems]
  let previous: Pick<Block, "seq" | "seal"> = { seq: 0, seal: "" }
  for (;;) {
    const blocks = await listBlocks(db, previous.seq, BLOCKS_AT_ONCE)
    const [first, last] = [blocks[0], blocks.at(-1)]
    if (!first || !last) break
    const rows = await listSealedRows(db, first.seq, last.seq)
    for (const block of blocks) {
      const own = rows.filter((row) => row.block === block.seq)
      problems.push(...problemsOf(sealing, previous, block, own, anchored.seals.get(block.seq)))
      previous = block
    }
  }
  const lost = [...anchored.seals.keys()].filter((seq) => seq > previous.seq)
  if (lost.length > 0)
    problems.push(
      `the log ends at block ${previous.seq}, block ${Math.max(...lost)} was anchored: later rows were removed, or an older copy was put back`,
    )
  return { blocks: previous.seq, problems }
}

function* problemsOf(
  sealing: Sealing,
  previous: Pick<Block, "seq" | "seal">,
  block: Block,
  rows: SealedRow[],
  anchored: string | undefined,
): Generator<string> {
  const { seq } = block
  if (seq !== previous.seq + 1) yield `block ${previous.seq + 1} is gone`
  for (const { id, hmac } of rows) if (hmac === null) yield `row ${id} of block ${seq} is gone`
  if (sealOf(sealing, previous.seal, block, rows) !== block.seal || rows.length !== block.row_count)
    yield `block ${seq} does not fit its seal: rows were changed, removed or put in another order`
  if (anchored !== undefined && anchored !== block.seal) yield `block ${seq} is another one than was anchored`
}

function readAnchors(path: string | undefined): { seals: Map<number, string>; problems: string[] } {
  const seals = new Map<number, string>()
  const problems: string[] = []
  const lines = path && existsSync(path) ? readFileSync(path, "utf8").split("\n").filter(Boolean) : []
  for (const [at, line] of lines.entries()) {
    const [, seq, seal] = /^(\d+) ([0-9a-f]{64}) \S+$/.exec(line) ?? []
    if (seq && seal) seals.set(Number(seq), seal)
    else problems.push(`line ${at + 1} of ${path} is no anchor`)
  }
  return { seals, problems }
}
