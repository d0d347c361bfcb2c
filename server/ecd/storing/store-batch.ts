// A batch of items in one transaction: look up, decide, plan, write, count. All or nothing; who calls this tries the
// items one by one when it fails.
import type { Item, Refused, Tombstone } from "../checking/prepare.ts"
import { nameOf } from "../checking/references.ts"
import { reportTypes } from "../mapping/project.ts"
import { openBatch, type Batch } from "./batch.ts"
import { decideBatch, forgetReturned, type Change } from "./decide-batch.ts"
import { markDependents, markFormerlyReplaced, markRecords, markReplaced } from "./dependents.queries.ts"
import { logItems } from "./item-log.queries.ts"
import { findStored, type Stored } from "./known.queries.ts"
import { isStoredOnly, type Plan, type Planned } from "./plan.ts"
import { planBatch, type RefusedChange } from "./plan-batch.ts"
import type { PriorRows } from "./prior-rows.queries.ts"
import { release, resolveReplaced, writeQuarantine } from "./quarantine.queries.ts"
import { hideRefused } from "./refused-newer.ts"
import { warn, type Run, type Settle } from "./run.ts"
import type { Transaction } from "./transaction.ts"
import { isOvertaken, writeTombstones } from "./tombstones.ts"
import { writePlans } from "./write-plans.ts"

/** No resource twice in one batch. `quarantineId`: it waited there until now. */
export type Work = { thing: Item | Tombstone | Refused; settle: Settle; quarantineId?: string }

/** @returns what to commit() once the transaction is through. */
export async function storeBatch(trx: Transaction, run: Run, works: Work[]): Promise<Batch> {
  const batch = openBatch()
  await release(
    trx,
    run,
    works.flatMap(({ quarantineId }) => quarantineId ?? []),
  )
  const items = ofKind(works, "item")
  const tombstones = ofKind(works, "tombstone")
  const things = [...items, ...tombstones].map(({ thing }) => thing)
  const stored = await findStored(trx, run.source.id, things)
  const changes = await decideBatch(trx, run, items, stored, batch)
  const refused = await storeChanges(trx, run, changes, batch)
  await deleteAll(trx, run, tombstones, stored, batch)
  const alreadyRefused = ofKind(works, "refused").map(({ thing, settle }) => ({ refused: thing, settle }))
  for (const { refused: thing } of alreadyRefused) batch.after(() => forgetReturned(run, thing))
  await quarantineAll(trx, run, [...alreadyRefused, ...refused], batch)
  await logItems(trx, run, batch.log)
  run.directory.endBatch()
  return batch
}

/** Null for what is refused without a type and an id. */
export const nameOfWork = ({ thing: { type, id } }: Work) => (type && id ? nameOf({ type, id }) : null)

type Of<K extends Work["thing"]["kind"]> = { thing: Extract<Work["thing"], { kind: K }>; settle: Settle }
const ofKind = <K extends Work["thing"]["kind"]>(works: Work[], kind: K): Of<K>[] =>
  works.filter(({ thing }) => thing.kind === kind) as Of<K>[]

/** @returns what could not be planned, for quarantine. */
export async function storeChanges(
  trx: Transaction,
  run: Run,
  changes: Change[],
  batch: Batch,
): Promise<RefusedChange[]> {
  const { planned, refused, prior } = await planBatch(trx, run, changes)
  await writePlanned(
    trx,
    run,
    planned.map(({ plan }) => plan),
    prior,
  )
  planned.forEach((one) => tellPlanned(run, batch, one))
  return refused
}

/** The order counts: who depends on what is asked before it is written, whose record it is afterwards. */
export async function writePlanned(
  trx: Transaction,
  run: Run,
  plans: Plan[],
  prior: PriorRows,
): Promise<void> {
  if (plans.length === 0) return
  const reports = plans.filter(({ item }) => reportTypes.includes(item.type))
  await markDependents(trx, run, plans)
  await markFormerlyReplaced(trx, run, rowIdsOf(reports.filter(({ stored }) => stored)))
  await run.keys.load(
    trx,
    plans.flatMap((plan) =>
      [plan.patientId, ...plan.projection.rows.map((row) => row.patientId)].filter((id) => id !== null),
    ),
  )
  await writePlans(trx, run, plans)
  await markReplaced(trx, run, reports)
  await markRecords(
    trx,
    plans.flatMap((plan) => recordsTouched(plan, prior)),
  )
  await resolveReplaced(
    trx,
    run,
    plans.filter((plan) => plan.isNewVersion).map(({ item }) => item),
  )
}

const rowIdsOf = (plans: Plan[]) => plans.map(({ rowId }) => rowId)

/** Clients whose whole record is to be judged again: hidden or shown, merged or separated. */
function recordsTouched({ item, rowId, projection }: Plan, prior: PriorRows): string[] {
  const before = prior.get(rowId)
  const now = projection.rows.find((row) => row.table === "patients")?.values
  if (item.type !== "Patient" || !before || !now) return []
  const isSame = Boolean(before["visible"]) === now["visible"] && before["merged_into"] === now["merged_into"]
  return isSame ? [] : [rowId, before["merged_into"]].filter((id) => typeof id === "string")
}

function tellPlanned(run: Run, batch: Batch, { plan, settle }: Planned) {
  const { item, stored, patientId, projection } = plan
  const { hiddenReason } = projection
  const hasMoved = Boolean(stored?.patientId && patientId) && stored?.patientId !== patientId
  if (hasMoved) batch.after(() => warn(run, "subject-moved"))
  const outcome = isStoredOnly(item.type, hiddenReason) ? "storedOnly" : stored ? "updated" : "created"
  batch.became(item, outcome, hiddenReason ?? (hasMoved ? "subject-moved" : null), settle)
}

async function deleteAll(
  trx: Transaction,
  run: Run,
  tombstones: Of<"tombstone">[],
  stored: ReadonlyMap<string, Stored>,
  batch: Batch,
) {
  const deletions: { tombstone: Tombstone; stored: Stored }[] = []
  for (const { thing: tombstone, settle } of tombstones) {
    const current = stored.get(nameOf(tombstone))
    batch.after(() => forgetReturned(run, tombstone))
    if (!current || current.isDeleted) batch.after(() => settle("unchanged"))
    else if (isOvertaken({ tombstone, stored: current })) batch.became(tombstone, "stale", null, settle)
    else {
      deletions.push({ tombstone, stored: current })
      batch.became(tombstone, "deleted", null, settle)
    }
  }
  await writeTombstones(trx, run, deletions)
}

export async function quarantineAll(trx: Transaction, run: Run, refused: RefusedChange[], batch: Batch) {
  const things = refused.map((one) => one.refused)
  await writeQuarantine(trx, run, things)
  await hideRefused(trx, run, things)
  for (const { refused: thing, settle } of refused) {
    batch.became(thing, "quarantined", thing.refusal.code, settle)
    const { waitsFor } = thing.refusal
    if (run.isDryRun && waitsFor?.type === "Patient")
      batch.after(() => void run.waiting.set(waitsFor.id, [...(run.waiting.get(waitsFor.id) ?? []), settle]))
  }
}
