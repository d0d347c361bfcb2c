// Projects again what is made of something that came later or changed: authors, lines of reports, merged clients,
// settings of the source. The last thing a run does; what is left undone the next run does.
import { findReplaced } from "./dependents.queries.ts"
import { isQuarantined } from "./known.queries.ts"
import { planBatch } from "./plan-batch.ts"
import { writeQuarantine } from "./quarantine.queries.ts"
import { hideRefused } from "./refused-newer.ts"
import { saveProgress } from "./run-row.queries.ts"
import { inTransaction, type Run } from "./run.ts"
import type { Transaction } from "./transaction.ts"
import { writePlanned } from "./store-batch.ts"
import { loadStoredItems } from "./stored-items.ts"

const AT_ONCE = 25
/** Names that lead to names that lead to names: more rounds than this would be a circle. */
const MOST_ROUNDS = 5

export async function projectAgain(run: Run): Promise<void> {
  for (let round = 0; round < MOST_ROUNDS; round += 1) {
    let after = ""
    let count = 0
    for (;;) {
      const marked = await inTransaction(run, (trx) => projectPage(trx, run, after))
      count += marked.length
      if (marked.length < AT_ONCE) break
      after = marked.at(-1) ?? ""
    }
    if (count === 0) return
  }
}

/** @returns the ids of the page, in order. */
async function projectPage(trx: Transaction, run: Run, after: string): Promise<string[]> {
  const marked = (await trx("fhir_resources")
    .where("source_id", run.source.id)
    .whereRaw("needs_projection")
    .where("id", ">", after)
    .orderBy("id")
    .limit(AT_ONCE)
    .select("id", "current_version", "deleted_at", "hidden_reason")) as {
    id: string
    current_version: string
    deleted_at: string | null
    hidden_reason: string | null
  }[]
  const ids = marked.map(({ id }) => id)
  if (ids.length === 0) return []
  await trx("fhir_resources").whereIn("id", ids).update({ needs_projection: false })
  const items = await loadStoredItems(
    trx,
    run,
    marked
      .filter((row) => row.deleted_at === null && !isQuarantined({ hiddenReason: row.hidden_reason }))
      .map((row) => row.current_version),
  )
  const replaced = await findReplaced(
    trx,
    run,
    items.map(({ stored, item }) => ({ rowId: stored.rowId, item })),
  )
  const changes = items.map(({ item, stored, version }) => ({
    item,
    stored,
    settle: () => undefined,
    again: { versionId: version.id, receivedAt: version.received_at, isReplaced: replaced.has(stored.rowId) },
  }))
  const { planned, refused, prior } = await planBatch(trx, run, changes)
  await writePlanned(
    trx,
    run,
    planned.map(({ plan }) => plan),
    prior,
  )
  // Refused now: a BSN that another client got meanwhile, or a number that names nobody any more.
  const things = refused.map((one) => one.refused)
  await writeQuarantine(trx, run, things)
  await hideRefused(trx, run, things)
  await saveProgress(trx, run, true)
  run.directory.endBatch()
  return ids
}
