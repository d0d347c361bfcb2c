// The work list: what is open and whose it is, and everything that staff do about it.
import type { LogEvent } from "#contract/log-events"
import type { RefusedList, StaffTask, TaskCount, TaskKind, TaskList } from "#contract/tasks"
import { settledElsewhere } from "#contract/tasks"
import type { Db } from "../../db/knex.ts"
import { listWaitingForms } from "../access/forms.queries.ts"
import { nameIn } from "../access/name-prefixes.ts"
import { appendAudit, type Actor } from "../audit/audit.ts"
import { liftStops } from "../credentials/account-care.queries.ts"
import { maskMobile } from "../credentials/mobile.ts"
import { findOwnPassword } from "../credentials/own-password.queries.ts"
import type { Deps } from "../deps.ts"
import { countRefused, listRefused } from "../ecd/quarantine.ts"
import { fail } from "../http/failures.ts"
import {
  approveLostPhone,
  cancelLostPhone,
  LostPhoneError,
  openLostPhones,
  requestLostPhone,
  type OpenLostPhone,
} from "../login/lost-phone-staff.ts"
import { staffKey } from "./members.ts"
import { namesOfStaff } from "./members.queries.ts"
import type { Deed } from "./staff-router.ts"
import {
  countTasks,
  findTask,
  listDoneTasks,
  listOpenTasks,
  moveTask,
  type TaskRow,
} from "./tasks.queries.ts"

const DONE_DAYS = 30

export const openTaskCount = (deps: Deps): Promise<TaskCount> => countTasks(deps.db)

/** The answer shows names of clients: each is written down, as in the desk's search. */
export async function readTasks(deps: Deps, { staff, actor }: Deed): Promise<TaskList> {
  return deps.db.transaction(async (trx) => {
    const since = new Date(deps.now().getTime() - DONE_DAYS * 86_400_000).toISOString()
    const open = await listOpenTasks(trx)
    const done = await listDoneTasks(trx, since)
    const describe = await describing(trx, deps, [...open, ...done], staff.id)
    await log(trx, deps, "task.list", "R", actor, {})
    for (const patientId of patientsOf([...open, ...done]))
      await log(trx, deps, "task.list", "R", actor, { patientId })
    return { open: await inTurn(open, describe), done: await inTurn(done, describe) }
  })
}

const patientsOf = (rows: TaskRow[]) => [...new Set(rows.flatMap((row) => row.patient_id ?? []))]

async function inTurn(rows: TaskRow[], describe: (row: TaskRow) => Promise<StaffTask>) {
  const tasks: StaffTask[] = []
  for (const row of rows) tasks.push(await describe(row))
  return tasks
}

async function describing(trx: Db, deps: Deps, rows: TaskRow[], selfId: string) {
  const key = await staffKey(trx, deps)
  const phones = new Map((await openLostPhones(trx, deps)).map((phone) => [phone.id, phone]))
  const objectsOf = (kind: TaskKind) => rows.filter((row) => row.kind === kind).map((row) => row.object_id)
  const waiting = await listWaitingForms(trx, { ids: objectsOf("form-waiting") })
  const forms = new Map(waiting.map((form) => [form.id, form]))
  const people = rows.flatMap((row) => [row.owner_id ?? [], row.handled_by ?? []].flat())
  const asked = [
    ...[...phones.values()].map(({ requestedBy }) => requestedBy),
    ...waiting.map((form) => form.recorded_by),
  ]
  const names = await namesOfStaff(trx, deps.sealing, key, [...new Set([...people, ...asked])])
  const patients = await patientNames(trx, deps, patientsOf(rows))
  const nameOf = (id: string) => names.get(id) ?? id
  return async (row: TaskRow): Promise<StaffTask> => {
    const form = forms.get(row.object_id)
    const phone = row.handled_at === null ? phones.get(row.object_id) : undefined
    return {
      id: row.id,
      kind: row.kind,
      at: row.at,
      patient: row.patient_id ? { id: row.patient_id, name: patients.get(row.patient_id) ?? "" } : null,
      account: await accountOf(trx, deps, row),
      owner: row.owner_id
        ? { id: row.owner_id, name: nameOf(row.owner_id), isSelf: row.owner_id === selfId }
        : null,
      pickedAt: row.picked_at,
      lostPhone: phone ? phoneOf(phone, nameOf(phone.requestedBy), selfId) : null,
      form: form
        ? {
            id: form.id,
            formDate: form.form_date,
            formReference: form.form_reference,
            recordedBy: nameOf(form.recorded_by),
          }
        : null,
      refused: row.handled_at === null ? await refusedOf(trx, row) : [],
      done: row.handled_at
        ? {
            at: row.handled_at,
            by: nameOf(row.handled_by ?? "system"),
            note: row.note && deps.sealing.open(key, "staff_tasks.note", row.id, row.note),
          }
        : null,
    }
  }
}

const phoneOf = ({ mobile, proof, requestedBy }: OpenLostPhone, askedBy: string, selfId: string) => ({
  maskedMobile: maskMobile(mobile),
  proof,
  askedBy,
  isOwn: requestedBy === selfId,
})

async function accountOf(trx: Db, deps: Deps, row: TaskRow): Promise<StaffTask["account"]> {
  if (!row.account_id || row.handled_at) return null
  const account = await findOwnPassword(trx, deps.sealing, row.account_id)
  return account ? { email: account.email, maskedMobile: maskMobile(account.mobile) } : null
}

async function refusedOf(trx: Db, { kind, object_id: sourceId }: TaskRow): Promise<StaffTask["refused"]> {
  const which = ecdTasks[kind]
  return which ? countRefused(trx, sourceId, which) : []
}

/** For who repairs the ECD. @throws Failure `not-found` when the task is about something else, or done. */
export async function readRefused(deps: Deps, id: string, { actor }: Deed): Promise<RefusedList> {
  return deps.db.transaction(async (trx) => {
    const task = await findTask(trx, id)
    const which = task && !task.handled_at ? ecdTasks[task.kind] : undefined
    if (!task || !which) return fail("not-found")
    await log(trx, deps, "task.list", "E", actor, { id, reason: task.kind })
    return { items: await listRefused(trx, task.object_id, which) }
  })
}

const ecdTasks: Partial<Record<TaskKind, "conflict" | "other">> = {
  "ecd-conflict": "conflict",
  "ecd-quarantine": "other",
}

/** Of a client that the ECD keeps confidential no name is shown. */
async function patientNames(trx: Db, { sealing }: Deps, ids: string[]): Promise<Map<string, string>> {
  const rows = (await trx("patients").whereIn("id", ids).where({ visible: true }).select("id", "name")) as {
    id: string
    name: Buffer
  }[]
  const keys = await sealing.keysFor(trx, "patient", ids)
  const names = new Map<string, string>()
  for (const { id, name } of rows) {
    const key = keys.get(id)
    if (key) names.set(id, nameIn(sealing.open(key, "patients.name", id, name)))
  }
  return names
}

/** "Ik pak dit op." @throws Failure `task-taken`, `task-done`. */
export async function pickTask(deps: Deps, id: string, deed: Deed): Promise<void> {
  await change(deps, id, deed, "task.pick", (trx) =>
    moveTask(trx, id, [null, deed.staff.id], mine(deps, deed)),
  )
}

/** From a colleague who is away. @param seen whose it was on the page. */
export async function takeOverTask(deps: Deps, id: string, seen: string, deed: Deed): Promise<void> {
  await change(deps, id, deed, "task.take-over", (trx) => moveTask(trx, id, [seen], mine(deps, deed)))
}

export async function releaseTask(deps: Deps, id: string, deed: Deed): Promise<void> {
  await change(deps, id, deed, "task.release", (trx) =>
    moveTask(trx, id, [deed.staff.id], { owner_id: null, picked_at: null }),
  )
}

/** @param done.unblock the account of this task may try its code and BSN again. */
export async function finishTask(
  deps: Deps,
  id: string,
  done: { note: string; unblock: boolean },
  deed: Deed,
): Promise<void> {
  const { staff, actor } = deed
  await change(deps, id, deed, "task.done", async (trx, task) => {
    if (settledElsewhere.includes(task.kind)) fail("not-possible")
    const at = deps.now().toISOString()
    const key = await staffKey(trx, deps)
    const isDone = await moveTask(trx, id, [null, staff.id], {
      owner_id: staff.id,
      handled_at: at,
      handled_by: staff.id,
      note: deps.sealing.seal(key, "staff_tasks.note", id, done.note),
    })
    if (isDone && done.unblock && task.account_id) await unblock(trx, deps, task.account_id, actor)
    return isDone
  })
}

async function unblock(trx: Db, deps: Deps, accountId: string, actor: Actor) {
  await liftStops(trx, accountId)
  await appendAudit(trx, deps.sealing, deps.now(), {
    event: "account.unblock",
    action: "U",
    actor,
    objectKind: "account",
    objectId: accountId,
  })
}

const mine = (deps: Deps, { staff }: Deed) => ({
  owner_id: staff.id,
  picked_at: deps.now().toISOString(),
})

async function change(
  deps: Deps,
  id: string,
  { actor }: Deed,
  event: LogEvent,
  move: (trx: Db, task: TaskRow) => Promise<boolean>,
): Promise<void> {
  await deps.db.transaction(async (trx) => {
    const task = (await findTask(trx, id)) ?? fail("not-found")
    if (!(await move(trx, task))) {
      const { handled_at: handledAt } = (await findTask(trx, id)) ?? fail("not-found")
      fail(handledAt ? "task-done" : "task-taken")
    }
    await log(trx, deps, event, "U", actor, { id, reason: task.kind, patientId: task.patient_id })
  })
}

/** The holder of a grant lost the telephone: a new number is asked, and waits for a colleague. */
export async function askLostPhone(
  deps: Deps,
  { patientId, grantId }: { patientId: string; grantId: string },
  typed: { mobile: string; proof: string },
  { staff, actor }: Deed,
): Promise<void> {
  const grant = (await deps
    .db("grants")
    .where({ id: grantId, patient_id: patientId, revoked_at: null })
    .first("email")) as { email: Buffer } | undefined
  if (!grant) return fail("not-found")
  const key = await deps.sealing.keyFor(deps.db, { kind: "patient", id: patientId }, deps.now())
  const email = deps.sealing.open(key, "grants.email", grantId, grant.email)
  await explained(requestLostPhone(deps, { ...typed, email, patientId }, { ...actor, id: staff.id }))
}

/** @throws Failure `not-oneself` for who asked it: two people look at it. */
export async function decideLostPhone(
  deps: Deps,
  id: string,
  decide: "approve" | "cancel",
  { staff, actor }: Deed,
): Promise<void> {
  const task = (await findTask(deps.db, id)) ?? fail("not-found")
  if (task.kind !== "lost-phone") return fail("not-possible")
  if (task.handled_at) return fail("task-done")
  const act = decide === "approve" ? approveLostPhone : cancelLostPhone
  await explained<unknown>(act(deps, task.object_id, { ...actor, id: staff.id }))
}

/** The desk's own words for what the command line says in a sentence. */
async function explained<Result>(deed: Promise<Result>): Promise<Result> {
  try {
    return await deed
  } catch (error) {
    if (error instanceof LostPhoneError) return fail(error.code)
    throw error
  }
}

const log = (
  trx: Db,
  deps: Deps,
  event: LogEvent,
  action: "R" | "U" | "E",
  actor: Actor,
  about: { id?: string; reason?: string; patientId?: string | null },
) =>
  appendAudit(trx, deps.sealing, deps.now(), {
    event,
    action,
    actor,
    reason: about.reason ?? null,
    patientId: about.patientId ?? null,
    objectKind: "task",
    objectId: about.id ?? null,
  })
