// The rows of the work list. Picking up is one UPDATE that must hit one row: two desks at once give one owner.
import type { Knex } from "knex"
import type { TaskKind } from "#contract/tasks"
import type { Db } from "../../db/knex.ts"

export type TaskRow = {
  id: string
  kind: TaskKind
  account_id: string | null
  object_id: string
  patient_id: string | null
  at: string
  owner_id: string | null
  picked_at: string | null
  handled_at: string | null
  handled_by: string | null
  note: Buffer | null
}

/** Whoever comes here at once: more than this is more than a list. */
const MOST = 300

export async function listOpenTasks(db: Db): Promise<TaskRow[]> {
  return (await db("staff_tasks")
    .whereNull("handled_at")
    .orderBy(["at", "kind", "id"])
    .limit(MOST)) as TaskRow[]
}

export async function listDoneTasks(db: Db, since: string): Promise<TaskRow[]> {
  return (await db("staff_tasks")
    .where("handled_at", ">=", since)
    .orderBy("handled_at", "desc")
    .limit(MOST)) as TaskRow[]
}

export async function findTask(db: Db, id: string): Promise<TaskRow | undefined> {
  return (await db("staff_tasks").where({ id }).first()) as TaskRow | undefined
}

export async function countTasks(db: Db): Promise<{ open: number; free: number }> {
  const row = (await db("staff_tasks")
    .whereNull("handled_at")
    .select(db.raw("count(*) as open_tasks, count(owner_id) as owned"))
    .first()) as unknown as { open_tasks: number | string; owned: number | string }
  return { open: Number(row.open_tasks), free: Number(row.open_tasks) - Number(row.owned) }
}

type Change = Partial<Pick<TaskRow, "owner_id" | "picked_at" | "handled_at" | "handled_by" | "note">>

/** @param owners whose it may be now; null is nobody's. @returns false when it is another's, or done. */
export async function moveTask(
  trx: Db,
  id: string,
  owners: (string | null)[],
  change: Change,
): Promise<boolean> {
  const named = owners.filter((owner) => owner !== null)
  const isOf = (query: Knex.QueryBuilder) => {
    if (owners.includes(null)) void query.whereNull("owner_id")
    if (named.length > 0) void query.orWhereIn("owner_id", named)
  }
  return (await trx("staff_tasks").where({ id, handled_at: null }).where(isOf).update(change)) === 1
}
