// Changes of an account's number or e-mail address: asked for, proven, done, and for some time to be undone. What it
// becomes and what it was are sealed under the account's key.
import { isPostgres, type Db } from "../../db/knex.ts"
import type { Sealing } from "../sealing/sealing.ts"

export type ChangeKind = "mobile" | "email"

const columns = {
  mobile: { value: "mobile", index: "mobile_index", confirmedAt: "mobile_confirmed_at" },
  email: { value: "email", index: "email_index", confirmedAt: "email_confirmed_at" },
} as const

export type Change = {
  id: string
  accountId: string
  kind: ChangeKind
  sessionId: string
  challengeId: string | null
  value: string
  valueIndex: string
  resends: number
  mailedAt: string | null
}

type Row = {
  id: string
  account_id: string
  kind: ChangeKind
  session_id: string
  challenge_id: string | null
  value: Buffer
  value_index: string
  before: Buffer | null
  before_index: string | null
  resends: number
  mailed_at: string | null
}

export async function insertChange(
  trx: Db,
  sealing: Sealing,
  change: Omit<Change, "resends" | "mailedAt"> & { expiresAt: string },
  now: Date,
): Promise<void> {
  const key = await sealing.keyFor(trx, { kind: "account", id: change.accountId }, now)
  await trx("account_changes").insert({
    id: change.id,
    account_id: change.accountId,
    kind: change.kind,
    session_id: change.sessionId,
    challenge_id: change.challengeId,
    value: sealing.seal(key, "account_changes.value", change.id, change.value),
    value_index: change.valueIndex,
    created_at: now.toISOString(),
    expires_at: change.expiresAt,
  })
}

const waiting = { ended_at: null, done_at: null }

/** What this session is changing; no other session sees it. */
export async function findWaitingChange(
  db: Db,
  sealing: Sealing,
  where: { accountId: string; sessionId: string; kind: ChangeKind },
  now: Date,
): Promise<Change | undefined> {
  const row = (await db("account_changes")
    .where({ ...waiting, account_id: where.accountId, session_id: where.sessionId, kind: where.kind })
    .where("expires_at", ">", now.toISOString())
    .first()) as Row | undefined
  return row && toChange(db, sealing, row, now)
}

export async function findChange(
  db: Db,
  sealing: Sealing,
  id: string,
  now: Date,
): Promise<Change | undefined> {
  const row = (await db("account_changes").where({ id }).first()) as Row | undefined
  return row && toChange(db, sealing, row, now)
}

async function toChange(db: Db, sealing: Sealing, row: Row, now: Date): Promise<Change> {
  const key = await sealing.keyFor(db, { kind: "account", id: row.account_id }, now)
  return {
    id: row.id,
    accountId: row.account_id,
    kind: row.kind,
    sessionId: row.session_id,
    challengeId: row.challenge_id,
    value: sealing.open(key, "account_changes.value", row.id, row.value),
    valueIndex: row.value_index,
    resends: row.resends,
    mailedAt: row.mailed_at,
  }
}

/** From this code on to the next. */
export async function moveToChallenge(trx: Db, id: string, challengeId: string): Promise<void> {
  await trx("account_changes")
    .where({ ...waiting, id })
    .update({ challenge_id: challengeId })
}

/** Its code was right: now the new mailbox answers, until then. A mail that follows another counts as a resend. */
export async function moveToMail(
  trx: Db,
  { id, mailedAt, resends }: Change,
  now: string,
  expiresAt: string,
): Promise<void> {
  await trx("account_changes")
    .where({ ...waiting, id })
    .update({
      challenge_id: null,
      mailed_at: now,
      resends: mailedAt === null ? 0 : resends + 1,
      expires_at: expiresAt,
    })
}

/** Nothing that was under way goes on. @param kind of this kind only. */
export async function endChangesOf(
  trx: Db,
  accountId: string,
  now: string,
  kind?: ChangeKind,
): Promise<void> {
  await trx("account_changes")
    .where({ ...waiting, account_id: accountId, ...(kind && { kind }) })
    .update({ ended_at: now })
}

/** Begun on devices that were ended from elsewhere: nothing of that goes on, a mailed link neither. */
export async function endChangesOn(trx: Db, deviceIds: string[], now: string): Promise<void> {
  await trx("account_changes")
    .where(waiting)
    .whereIn("session_id", trx("sessions").whereIn("device_id", deviceIds).select("id"))
    .update({ ended_at: now })
}

/** Two accounts that want one number or one address at once come here one by one; on SQLite all writers do. */
export async function holdValue(trx: Db, index: string): Promise<void> {
  if (isPostgres(trx)) await trx.raw("SELECT pg_advisory_xact_lock(hashtext(?))", [index])
}

/**
 * The account has the new value from this commit on; what it was stays with the change, so that it can be undone. The
 * caller holds the account's row.
 */
export async function carryOut(
  trx: Db,
  sealing: Sealing,
  { id, accountId, kind, value, valueIndex }: Change,
  now: Date,
): Promise<void> {
  const { value: column, index } = columns[kind]
  const key = await sealing.keyFor(trx, { kind: "account", id: accountId }, now)
  const account = (await trx("accounts").where({ id: accountId }).first(column, index)) as Record<
    string,
    Buffer & string
  >
  const before = sealing.open(key, `accounts.${column}`, accountId, account[column] as Buffer)
  const newest = await trx("account_changes")
    .where({ account_id: accountId })
    .max({ number: "done_number" })
    .first()
  await trx("account_changes")
    .where({ ...waiting, id })
    .update({
      before: sealing.seal(key, "account_changes.before", id, before),
      before_index: account[index] as string,
      done_at: now.toISOString(),
      done_number: Number(newest?.["number"] ?? 0) + 1,
    })
  await storeValue(trx, sealing, { accountId, kind, value, valueIndex }, now)
}

export type ContactValue = { accountId: string; kind: ChangeKind; value: string; valueIndex: string }

/** A value that was proven, now or before. */
export async function storeValue(
  trx: Db,
  sealing: Sealing,
  { accountId, kind, value, valueIndex }: ContactValue,
  now: Date,
): Promise<void> {
  const { value: column, index, confirmedAt } = columns[kind]
  const key = await sealing.keyFor(trx, { kind: "account", id: accountId }, now)
  await trx("accounts")
    .where({ id: accountId })
    .update({
      [column]: sealing.seal(key, `accounts.${column}`, accountId, value),
      [index]: valueIndex,
      [confirmedAt]: now.toISOString(),
    })
}

export type DoneChange = {
  id: string
  kind: ChangeKind
  number: number
  before: string
  beforeIndex: string
  value: string
}

/** This change and what was done after it, oldest first; without what was undone already. */
export async function listDoneFrom(
  db: Db,
  sealing: Sealing,
  accountId: string,
  number: number,
  now: Date,
): Promise<DoneChange[]> {
  const rows = (await db("account_changes")
    .where({ account_id: accountId, undone_at: null })
    .where("done_number", ">=", number)
    .orderBy("done_number")) as (Row & { before: Buffer; before_index: string; done_number: number })[]
  const key = await sealing.keyFor(db, { kind: "account", id: accountId }, now)
  return rows.map((row) => ({
    id: row.id,
    kind: row.kind,
    number: row.done_number,
    before: sealing.open(key, "account_changes.before", row.id, row.before),
    beforeIndex: row.before_index,
    value: sealing.open(key, "account_changes.value", row.id, row.value),
  }))
}

export type KeptChange = {
  kind: ChangeKind
  value: string
  before: string | null
  createdAt: string
  expiresAt: string
  endedAt: string | null
  doneAt: string | null
  undoneAt: string | null
}

/** All that is kept of an account's changes, oldest first. */
export async function listChanges(
  db: Db,
  sealing: Sealing,
  accountId: string,
  now: Date,
): Promise<KeptChange[]> {
  const rows = (await db("account_changes")
    .where({ account_id: accountId })
    .orderBy(["created_at", "id"])) as (Row & {
    created_at: string
    expires_at: string
    ended_at: string | null
    done_at: string | null
    undone_at: string | null
  })[]
  const key = await sealing.keyFor(db, { kind: "account", id: accountId }, now)
  return rows.map((row) => ({
    kind: row.kind,
    value: sealing.open(key, "account_changes.value", row.id, row.value),
    before: row.before && sealing.open(key, "account_changes.before", row.id, row.before),
    createdAt: row.created_at,
    expiresAt: row.expires_at,
    endedAt: row.ended_at,
    doneAt: row.done_at,
    undoneAt: row.undone_at,
  }))
}

export async function markUndone(trx: Db, ids: string[], now: string): Promise<void> {
  await trx("account_changes").whereIn("id", ids).where({ undone_at: null }).update({ undone_at: now })
}
