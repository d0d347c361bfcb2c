// Putting something on the list of what staff must look at, and taking it off when it settled itself. Reading the list and
// handling it is the admin feature's.
import { randomUUID } from "node:crypto"
import type { TaskKind } from "#contract/tasks"
import type { Db } from "../../db/knex.ts"

export type NewTask = {
  kind: TaskKind
  /** What it is about: of each thing one is open. */
  objectId: string
  accountId?: string | null
  patientId?: string | null
}

export const raiseTask = (trx: Db, task: NewTask, now: Date): Promise<void> =>
  raiseTaskWhere(trx, true, task, now)

/** One statement, whether it writes or not: where the time of an answer must not tell. */
export async function raiseTaskWhere(trx: Db, isSo: boolean, task: NewTask, now: Date): Promise<void> {
  const { kind, objectId, accountId = null, patientId = null } = task
  await trx.raw(
    `insert into staff_tasks (id, kind, object_id, account_id, patient_id, at)
     select cast(? as varchar), cast(? as varchar), cast(? as varchar), cast(? as varchar), cast(? as varchar), cast(? as varchar)
     where 1 = cast(? as integer)
     on conflict do nothing`,
    [randomUUID(), kind, objectId, accountId, patientId, now.toISOString(), isSo ? 1 : 0],
  )
}

/** @param by one of staff, or "system". @param seal what is kept about it, sealed for the row with this id. */
export async function settleTasks(
  trx: Db,
  which: { kinds: TaskKind[] } & ({ objectId: string } | { accountId: string }),
  by: string,
  now: Date,
  seal?: (taskId: string) => Buffer,
): Promise<void> {
  const tasks = (await trx("staff_tasks")
    .whereIn("kind", which.kinds)
    .where("objectId" in which ? { object_id: which.objectId } : { account_id: which.accountId })
    .whereNull("handled_at")
    .update({ handled_at: now.toISOString(), handled_by: by }, ["id"])) as { id: string }[]
  if (seal)
    for (const { id } of tasks)
      await trx("staff_tasks")
        .where({ id })
        .update({ note: seal(id) })
}
