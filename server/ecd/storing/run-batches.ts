// Feeds items to the database in transactions short enough that readers hardly wait (SQLite has one writer).
import { refusedItem, type Item } from "../checking/prepare.ts"
import { fileIn } from "../mapping/binary.ts"
import type { Known } from "../mapping/projection.ts"
import { picturesIn } from "../pictures/in-batch.ts"
import { nameOf, type Target } from "../checking/references.ts"
import { Refusal } from "../refusal.ts"
import { saveProgress } from "./run-row.queries.ts"
import { inTransaction, type Run } from "./run.ts"
import { nameOfWork, storeBatch, type Work } from "./store-batch.ts"

/** A reader may have to wait 50 ms; a batch can turn out slower than the one before. */
const TARGET_MS = 35
const LARGEST_BATCH = 250
const LARGEST_BYTES = 2 * 1024 * 1024

export type Batcher = {
  add(work: Work): Promise<void>
  /** Everything added is stored when this returns. */
  end(): Promise<void>
}

/** While one batch is being stored the next is read: at most two are in memory. */
export function createBatcher(run: Run, onBatch: () => void): Batcher {
  let works: Work[] = []
  let names = new Set<string>()
  let bytes = 0
  let size = 20
  let storing: Promise<{ error: unknown } | undefined> = Promise.resolve(undefined)

  async function store(batch: Work[]) {
    const started = performance.now()
    await storeAll(run, batch)
    const msPerItem = (performance.now() - started) / batch.length
    // Grows by steps, shrinks at once.
    size = Math.max(1, Math.min(LARGEST_BATCH, size * 2, Math.floor(TARGET_MS / msPerItem)))
    onBatch()
  }

  async function stored() {
    const result = await storing
    if (result) throw result.error
  }

  async function flush() {
    await stored()
    if (works.length === 0) return
    // What fails is told at the next step, not as an unhandled rejection in between.
    storing = store(works).then(
      () => undefined,
      (error: unknown) => ({ error }),
    )
    works = []
    names = new Set()
    bytes = 0
  }

  return {
    async add(work) {
      const name = nameOfWork(work)
      if (works.length >= size || bytes >= LARGEST_BYTES || (name && names.has(name))) await flush()
      if (name) names.add(name)
      bytes += work.thing.kind === "tombstone" ? 0 : work.thing.raw.length
      works.push(work)
    },
    async end() {
      await flush()
      await stored()
    },
  }
}

/** One bad item never takes the others with it: a batch that fails is tried again item by item. */
export async function storeAll(run: Run, works: Work[]): Promise<void> {
  try {
    await storeTogether(run, works)
  } catch (error) {
    run.directory.clear()
    run.keys.clear()
    if (works.length === 1 && works[0]) return setAside(run, works[0], error)
    for (const work of works) await storeAll(run, [work])
  }
}

async function storeTogether(run: Run, works: Work[]) {
  // Before the transaction: readers would wait for it. What stands elsewhere is made ready in it.
  const items = works.flatMap(({ thing }) => (thing.kind === "item" ? [thing] : []))
  await run.pictures.makeReady(picturesIn(items, run.source.settings, fileAmong(items)))
  const batch = await inTransaction(run, async (trx) => {
    const stored = await storeBatch(trx, run, works)
    await saveProgress(trx, run, stored.log.length > 0)
    return stored
  })
  batch.commit()
}

/** Files of the same batch. Whether they may be shown is judged when it is planned. */
function fileAmong(items: readonly Item[]) {
  const files = new Map(
    items.flatMap((item) => (item.type === "Binary" ? [[nameOf(item), item] as const] : [])),
  )
  return (target: Target): Known | undefined => {
    const item = files.get(nameOf(target))
    return item && { rowId: "", isVisible: true, detail: fileIn(item.resource, null) }
  }
}

/** @throws the same error again when the database refuses everything: then it is not the item. */
async function setAside(run: Run, work: Work, error: unknown) {
  const { thing } = work
  if (thing.kind === "refused") throw error
  run.deps.log.error({ type: thing.type, kind: kindOf(error) }, "ecd item failed")
  const { location, type, id, lastUpdated } = thing
  const raw = thing.kind === "item" ? thing.raw : ""
  const refused = { ...refusedItem({ location, raw }, new Refusal("not-processed")), type, id, lastUpdated }
  await storeTogether(run, [{ ...work, thing: refused }])
}

/** Never the message: Knex writes the values of a statement into it. */
export const kindOf = (error: unknown): string =>
  (error as { code?: string }).code ?? (error instanceof Error ? error.name : typeof error)
