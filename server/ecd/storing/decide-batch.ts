// Sorts a batch by what each item is to what the portal has. Only new and changed items go on.
import { randomUUID } from "node:crypto"
import { decideVersion, isSame } from "../checking/decide-version.ts"
import type { Item } from "../checking/prepare.ts"
import { nameOf } from "../checking/references.ts"
import { findVersions, isQuarantined, type EarlierVersion, type Stored } from "./known.queries.ts"
import type { Batch } from "./batch.ts"
import { showAgain } from "./refused-newer.ts"
import { timeOf, warn, type Run, type Settle } from "./run.ts"
import type { Transaction } from "./transaction.ts"
import { writeVersions } from "./write-plans.ts"

export type Change = { item: Item; stored: Stored | undefined; settle: Settle }

export async function decideBatch(
  trx: Transaction,
  run: Run,
  items: { thing: Item; settle: Settle }[],
  stored: ReadonlyMap<string, Stored>,
  batch: Batch,
): Promise<Change[]> {
  const versions = await findVersions(trx, changedRows(items, stored))
  const changes: Change[] = []
  const shownAgain: Stored[] = []
  const stale: { item: Item; stored: Stored }[] = []
  for (const { thing: item, settle } of items) {
    const current = stored.get(nameOf(item))
    const earlier = (current && versions.get(current.rowId)) ?? []
    const decision = decideVersion(item, current, earlier)
    batch.after(() => forgetReturned(run, item))
    if (decision === "unchanged" && current && isQuarantined(current) && isSame(item, current))
      shownAgain.push(current)
    if (decision === "unchanged") batch.after(() => settle("unchanged"))
    else if (decision === "returned") batch.after(() => noteReturned(run, item, earlier, settle))
    else if (decision === "stale" && current) {
      stale.push({ item, stored: current })
      batch.became(item, "stale", null, settle)
    } else changes.push({ item, stored: current, settle })
    if (decision === "changed" && current?.versionKey === item.versionKey && !current.isDeleted)
      batch.after(() => warn(run, "version-reused"))
  }
  await showAgain(trx, run, shownAgain)
  await writeStale(trx, run, stale)
  return changes
}

/** Resources of which earlier versions have to be looked at. */
const changedRows = (items: { thing: Item }[], stored: ReadonlyMap<string, Stored>) =>
  items.flatMap(({ thing }) => {
    const current = stored.get(nameOf(thing))
    return current && decideVersion(thing, current, []) !== "unchanged" ? [current.rowId] : []
  })

/** History only: the version that readers see stays. */
async function writeStale(trx: Transaction, run: Run, stale: { item: Item; stored: Stored }[]) {
  await run.keys.load(
    trx,
    stale.flatMap(({ stored }) => stored.patientId ?? []),
  )
  const receivedAt = timeOf(run)
  const versions = stale.map(({ item, stored: { rowId, patientId } }) => ({
    item,
    rowId,
    patientId,
    receivedAt,
    versionId: randomUUID(),
  }))
  await writeVersions(trx, run, versions)
}

function noteReturned(run: Run, item: Item, earlier: EarlierVersion[], settle: Settle) {
  const same = earlier.findLast(({ contentHash }) => contentHash === item.contentHash)
  if (!same) return settle("unchanged")
  run.returned.set(nameOf(item), { versionId: same.id, settle })
}

/** A later word about the same resource: what came before it in this run was only history. */
export function forgetReturned(run: Run, { type, id }: { type: string | null; id: string | null }) {
  if (!type || !id) return
  run.returned.get(nameOf({ type, id }))?.settle("unchanged")
  run.returned.delete(nameOf({ type, id }))
}
