// The rows of the log in sealed blocks, each over the one before, so that a row cannot go or change places unnoticed. The
// rows themselves are never touched: whoever reads a record waits for nobody here.
import { appendFileSync } from "node:fs"
import { join } from "node:path"
import type { Deps } from "../deps.ts"
import type { Sealing } from "../sealing/sealing.ts"
import { findLastBlock, insertBlock, listUnsealed, type Block, type SealedRow } from "./blocks.queries.ts"

type SealingDeps = Pick<Deps, "db" | "sealing" | "now">

const TURN_MS = 1000
const ROWS_IN_BLOCK = 1000
/** In one turn, so that other work goes on where a long log is sealed for the first time. */
const BLOCKS_IN_TURN = 5
/** A transaction that began a while ago may still bring rows of then; a long one is found at the hourly look back. */
const LATE_ROWS_MS = 10 * 60_000
const LOOK_BACK_MS = 24 * 3_600_000
const LOOK_BACK_EVERY_MS = 3_600_000
const ANCHOR_MS = 60_000

/** One line a minute in which the log grew: block, seal, time. Whoever holds the database alone does not hold this file. */
export const anchorsFile = (dataFolder: string): string => join(dataFolder, "audit-anchors.txt")

/** What a block's seal is made over. Nobody makes one without the keyring. */
export function sealOf(
  sealing: Sealing,
  previous: string,
  { seq, at, newest_row_at }: Pick<Block, "seq" | "at" | "newest_row_at">,
  rows: Pick<SealedRow, "id" | "hmac">[],
): string {
  const lines = rows.map(({ id, hmac }) => `${id} ${hmac ?? "-"}`)
  return sealing.auditHmac(["block", seq, previous, at, newest_row_at, rows.length, ...lines].join("\n"))
}

/**
 * One block of what stands in none, if there is anything.
 * @param since rows before this instant are taken to be sealed. @returns the block; undefined when nothing was to be done.
 */
export async function sealBlock(deps: SealingDeps, since: string): Promise<Block | undefined> {
  return deps.db.transaction(async (trx) => {
    // The block first: rows that another server seals meanwhile are in a block of the same number, and this one is given up.
    const last = await findLastBlock(trx)
    const rows = await listUnsealed(trx, since, ROWS_IN_BLOCK)
    if (rows.length === 0) return undefined
    const place = {
      seq: (last?.seq ?? 0) + 1,
      at: deps.now().toISOString(),
      newest_row_at: rows.at(-1)?.at ?? "",
    }
    const block = {
      ...place,
      row_count: rows.length,
      seal: sealOf(deps.sealing, last?.seal ?? "", place, rows),
    }
    return (await insertBlock(trx, block, rows)) ? block : undefined
  })
}

export type Sealer = { stop(): Promise<void> }

/** One of the servers seals; that another was first is no mistake. */
export function startSealer(deps: Deps): Sealer {
  let since = ""
  let lookedBackAt = -Infinity
  let anchoredAt = -Infinity
  let toAnchor: Block | undefined

  const anchor = () => {
    if (!toAnchor || deps.now().getTime() - anchoredAt < ANCHOR_MS) return
    const { seq, seal, at } = toAnchor
    appendFileSync(anchorsFile(deps.config.dataFolder), `${seq} ${seal} ${at}\n`, { mode: 0o600 })
    deps.log.info({ block: seq, seal }, "the log is sealed up to here")
    anchoredAt = deps.now().getTime()
    toAnchor = undefined
  }

  async function seal() {
    if (deps.now().getTime() - lookedBackAt >= LOOK_BACK_EVERY_MS) {
      since = before((await findLastBlock(deps.db))?.newest_row_at, LOOK_BACK_MS)
      lookedBackAt = deps.now().getTime()
    }
    for (let count = 0; count < BLOCKS_IN_TURN; count += 1) {
      const block = await sealBlock(deps, since)
      if (!block) break
      since = before(block.newest_row_at, LATE_ROWS_MS)
      toAnchor = block
    }
    anchor()
  }

  let isStopped = false
  let timer: NodeJS.Timeout
  let turn = Promise.resolve()
  const run = () => {
    turn = seal()
      .catch((error: unknown) =>
        deps.log.error(
          { kind: error instanceof Error ? error.name : typeof error },
          "the log was not sealed",
        ),
      )
      .then(() => {
        if (!isStopped) timer = setTimeout(run, TURN_MS)
      })
  }
  run()
  return {
    async stop() {
      isStopped = true
      clearTimeout(timer)
      await turn
      anchoredAt = -Infinity
      await seal().catch(() => undefined)
    },
  }
}

const before = (at: string | undefined, milliseconds: number) =>
  at === undefined ? "" : new Date(Date.parse(at) - milliseconds).toISOString()
