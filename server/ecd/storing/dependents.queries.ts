// When something changes of which others are made: hide them at once where their text may no longer be right, and
// leave a mark, so that they are projected again before the run ends (or by the next one, should this one be killed).
import { nameOf, type Target } from "../checking/references.ts"
import { reportTypes } from "../mapping/project.ts"
import { REPLACES } from "../mapping/report-row.ts"
import { LINE } from "../mapping/report-sections.ts"
import { isReferable } from "./directory.ts"
import type { Plan } from "./plan.ts"
import type { Run } from "./run.ts"
import type { Transaction } from "./transaction.ts"

/** Ways in which a report takes the place of another: as a newer one, or by holding it as a line of its own. */
const TAKES_PLACE = [REPLACES, LINE]
const isReport = ({ type }: Target) => reportTypes.includes(type)

/** What readers see, made of resources that name others. */
const shownTables = [
  "reports",
  "appointments",
  "care_plans",
  "care_goals",
  "life_story_chapters",
  "joy_activities",
  "pictures",
]

/** Statements with more ids than this would pass the limits of SQLite. */
const IDS_PER_STATEMENT = 10_000

/** @param isHiding takes what is made of them out of sight until they are projected again. */
async function mark(trx: Transaction, rowIds: Iterable<string>, isHiding: boolean): Promise<void> {
  const ids = [...new Set(rowIds)]
  for (let at = 0; at < ids.length; at += IDS_PER_STATEMENT) {
    const part = ids.slice(at, at + IDS_PER_STATEMENT)
    await trx("fhir_resources").whereIn("id", part).update({ needs_projection: true })
    if (!isHiding) continue
    for (const table of shownTables)
      await trx(table).whereIn("fhir_resource_id", part).update({ visible: false })
  }
}

/** What waited for a resource that is new, and what was made of one that changed. Before anything is written. */
export async function markDependents(trx: Transaction, run: Run, plans: Plan[]): Promise<void> {
  // Reports are referred to as replaced only: that is markReplaced's. The lines of them are both.
  const referable = plans.filter(
    ({ item }) => isReferable(item.type) && (!isReport(item) || item.type === "Observation"),
  )
  const created = referable.filter((plan) => !plan.stored || plan.stored.isDeleted)
  const changed = referable.filter((plan) => plan.stored && !plan.stored.isDeleted && mattersToOthers(plan))
  await mark(
    trx,
    await dependentsOf(
      trx,
      run,
      created.map((plan) => plan.item),
    ),
    false,
  )
  await markDependentsOf(
    trx,
    run,
    changed.map((plan) => plan.item),
  )
}

/**
 * The text of a line is part of a report. Of the others only a name is used, and that may become confidential, or
 * turn out to be another client's.
 */
const isPartOfOthers = ({ type }: Target) => type === "Observation" || type === "Binary"
const mattersToOthers = ({ item, stored, patientId, isNewVersion, projection }: Plan) =>
  (isPartOfOthers(item) && isNewVersion) ||
  stored?.isVisible !== (projection.hiddenReason === null) ||
  stored?.patientId !== patientId

export async function markDependentsOf(trx: Transaction, run: Run, targets: Target[]): Promise<void> {
  await mark(trx, await dependentsOf(trx, run, targets), true)
}

async function dependentsOf(trx: Transaction, run: Run, targets: Target[]): Promise<string[]> {
  if (targets.length === 0) return []
  const wanted = new Set(targets.map(nameOf))
  const rows = await referencesTo(trx, run, targets).whereNot("path", REPLACES)
  return rows.filter((row) => wanted.has(nameOf({ type: row.type, id: row.id }))).map((row) => row.from)
}

/** May hold a few more: each type with each id. */
const referencesTo = (trx: Transaction, run: Run, targets: Target[]) =>
  trx("fhir_references")
    .where("source_id", run.source.id)
    .whereIn("target_type", [...new Set(targets.map(({ type }) => type))])
    .whereIn(
      "target_id",
      targets.map(({ id }) => id),
    )
    .select<{ from: string; type: string; id: string }[]>({
      from: "fhir_resource_id",
      type: "target_type",
      id: "target_id",
    })

/** Everything of a client who was hidden or shown again, merged or separated. After the client's row is written. */
export async function markRecords(trx: Transaction, patientIds: string[]): Promise<void> {
  if (patientIds.length === 0) return
  const ofThem = trx("fhir_resources")
    .whereIn("patient_id", patientIds)
    .whereNotIn("id", patientIds)
    .select("id")
  await trx("fhir_resources").whereIn("id", ofThem).update({ needs_projection: true })
  for (const table of shownTables)
    await trx(table).whereIn("patient_id", patientIds).update({ visible: false })
  // Of a group's appointment only the row is the client's.
  for (const table of ["appointments", "joy_activities"]) {
    const groups = trx(table).whereIn("patient_id", patientIds).select("fhir_resource_id")
    await trx("fhir_resources").whereIn("id", groups).update({ needs_projection: true })
  }
}

/** Reports that these used to replace may come back; before their references are written anew. */
export async function markFormerlyReplaced(trx: Transaction, run: Run, rowIds: string[]): Promise<void> {
  if (rowIds.length === 0) return
  const former = trx("fhir_references")
    .whereIn("fhir_resource_id", rowIds)
    .whereIn("path", TAKES_PLACE)
    .select("target_id")
  await trx("fhir_resources")
    .where({ source_id: run.source.id, hidden_reason: "replaced" })
    .whereIn("type", reportTypes)
    .whereIn("resource_id", former)
    .update({ needs_projection: true })
}

/** Reports that one of these replaces, and those of these that another replaces. After their references are written. */
export async function markReplaced(trx: Transaction, run: Run, reports: Plan[]): Promise<void> {
  if (reports.length === 0) return
  const isReplaced = await findReplaced(trx, run, reports)
  const replacedIds = reports.filter(({ rowId }) => isReplaced.has(rowId)).map(({ item }) => item.id)
  const named = reports.flatMap(({ references }) =>
    references.filter(({ path }) => TAKES_PLACE.includes(path)),
  )
  const ids = [...replacedIds, ...named.map(({ target }) => target.id)]
  if (ids.length === 0) return
  const rows = (await trx("fhir_resources")
    .where({ source_id: run.source.id, visible: true })
    .whereIn("type", reportTypes)
    .whereIn("resource_id", ids)
    .select("id")) as { id: string }[]
  await mark(
    trx,
    rows.map(({ id }) => id),
    true,
  )
}

/** Of these reports the rows that a newer report replaces. A withdrawn report has no references any more. */
export async function findReplaced(
  trx: Transaction,
  run: Run,
  reports: { rowId: string; item: Target }[],
): Promise<Set<string>> {
  const written = reports.filter(({ item }) => isReport(item))
  if (written.length === 0) return new Set()
  const rows = await referencesTo(
    trx,
    run,
    written.map(({ item }) => item),
  ).whereIn("path", TAKES_PLACE)
  const takers = new Map<string, string[]>()
  for (const row of rows) takers.set(nameOf(row), [...(takers.get(nameOf(row)) ?? []), row.from])
  return new Set(
    written
      .filter(({ rowId, item }) => takers.get(nameOf(item))?.some((from) => from !== rowId))
      .map(({ rowId }) => rowId),
  )
}
