// Plans the new and changed items of a batch: clients first, then what is about them.
import { refusedItem, type Item, type Refused } from "../checking/prepare.ts"
import { targetsIn, type Target } from "../checking/references.ts"
import { isMapped } from "../mapping/project.ts"
import { picturesIn } from "../pictures/in-batch.ts"
import { asRefusal, Refusal } from "../refusal.ts"
import { inTypeOrder } from "../reading/type-order.ts"
import { refuseSharedBsns } from "./bsn-holders.queries.ts"
import type { Change } from "./decide-batch.ts"
import { isReferable } from "./directory.ts"
import { planItem, type Plan, type Planned, type PlanInput } from "./plan.ts"
import { findPriorRows, type PriorRows } from "./prior-rows.queries.ts"
import type { Run, Settle } from "./run.ts"
import type { Transaction } from "./transaction.ts"
import { findByNumber, resolveSubjects } from "./subjects.ts"

export type Again = NonNullable<PlanInput["again"]>
export type ToPlan = Change & { again?: Again }
export type RefusedChange = { refused: Refused; settle: Settle }

export async function planBatch(
  trx: Transaction,
  run: Run,
  changes: ToPlan[],
): Promise<{ planned: Planned[]; refused: RefusedChange[]; prior: PriorRows }> {
  const prior = await findPriorRows(trx, run, changes)
  await loadTargets(trx, run, changes)
  const items = changes.map(({ item }) => item)
  await run.pictures.makeReady(picturesIn(items, run.source.settings, run.directory.get))
  const refused: RefusedChange[] = []
  const attempt = (change: ToPlan, make: () => Plan): Planned[] => {
    try {
      return [{ plan: make(), settle: change.settle }]
    } catch (error) {
      refused.push(refuse(run, change, error))
      return []
    }
  }

  const patients = changes
    .filter(({ item }) => item.type === "Patient")
    .flatMap((change) =>
      attempt(change, () => planItem(run, { ...change, subjects: [], prior: priorOf(prior, change) })),
    )
  const shared = await refuseSharedBsns(trx, patients)
  for (const { change, index } of shared.refused)
    refused.push(
      refuse(run, toChange(change), new Refusal("bsn-duplicate", "identifier", { type: "bsn", id: index })),
    )
  for (const { plan } of shared.accepted) {
    if (!plan.stored) await run.keys.make(trx, plan.rowId, run.deps.now())
    announce(run, plan)
  }

  const others = inTypeOrder(
    changes.filter(({ item }) => item.type !== "Patient"),
    ({ item }) => item.type,
  )
  const byNumber = await findByNumber(
    trx,
    run,
    others.map(({ item }) => item),
  )
  await run.directory.load(trx, byNumber.values())
  const planned = others.flatMap((change) =>
    attempt(change, () => {
      const subjects = resolveSubjects(run, change.item, byNumber)
      const plan = planItem(run, { ...change, subjects, prior: priorOf(prior, change) })
      announce(run, plan)
      return plan
    }),
  )
  return { planned: [...shared.accepted, ...planned], refused, prior }
}

const priorOf = (prior: PriorRows, { stored }: ToPlan) => (stored ? prior.get(stored.rowId) : undefined)
const toChange = ({ plan, settle }: Planned): ToPlan => ({ item: plan.item, stored: plan.stored, settle })

/** Everything that the items refer to, and the people behind the roles among it. */
async function loadTargets(trx: Transaction, run: Run, changes: ToPlan[]) {
  const targets = changes.flatMap(({ item }) => [
    ...subjectTargets(item),
    ...(isMapped(item.type) ? targetsIn(item.resource, item.scope) : []),
  ])
  await run.directory.load(trx, targets)
  const people = targets.flatMap((target) => {
    const detail = run.directory.get(target)?.detail
    return detail?.kind === "role" && detail.practitioner ? [detail.practitioner] : []
  })
  await run.directory.load(trx, people)
}

const subjectTargets = ({ subject }: Item): Target[] =>
  subject.kind === "patients"
    ? subject.references.flatMap(({ reference }) => (reference.kind === "target" ? [reference] : []))
    : []

/** Items later in the batch can refer to it at once. */
function announce(run: Run, { item, rowId, projection }: Plan) {
  if (!isReferable(item.type)) return
  // The survivor of a merged client is looked up when it is needed.
  const isMerged = projection.rows.some((row) => typeof row.values["merged_into"] === "string")
  if (isMerged) return run.directory.forget(item)
  run.directory.put(item, { rowId, isVisible: projection.hiddenReason === null, detail: projection.detail })
}

function refuse(run: Run, { item, settle }: ToPlan, error: unknown): RefusedChange {
  // Only the kind of error: its message may hold what the record says.
  if (!(error instanceof Refusal))
    run.deps.log.error(
      { type: item.type, kind: error instanceof Error ? error.name : typeof error },
      "ecd item failed",
    )
  const { location, raw, resource, scope } = item
  const refused = refusedItem({ location, raw }, asRefusal(error), resource, scope)
  // An id that came from the bundle's address stands in no resource.
  return { refused: { ...refused, type: item.type, id: item.id }, settle }
}
