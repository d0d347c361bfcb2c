// The durable outbox: what must be sent stands in the database before anything leaves, sealed until it is delivered.
import { isPostgres, type Db } from "../../db/knex.ts"
import type { DataKey, Sealing } from "../sealing/sealing.ts"

export type MessageKind = "sms" | "mail"
/** `html`: a mail's other dress, with the same words. */
export type MessageBody = { to: string; subject?: string; text: string; html?: string }
export type LeasedMessage = MessageBody & {
  id: string
  kind: MessageKind
  purpose: string
  accountId: string | null
  tries: number
  leasedUntil: string
  giveUpAt: string
}

type Row = {
  id: string
  kind: MessageKind
  purpose: string
  account_id: string | null
  sealed: Buffer
  tries: number
  give_up_at: string
}

const column = "outbox_messages.sealed"
const waiting = { sent_at: null, failed_at: null }

export async function insertMessage(
  trx: Db,
  sealing: Sealing,
  key: DataKey,
  message: { id: string; kind: MessageKind; purpose: string; accountId: string | null; giveUpAt: string },
  body: MessageBody,
  now: string,
): Promise<void> {
  await trx("outbox_messages").insert({
    id: message.id,
    kind: message.kind,
    purpose: message.purpose,
    account_id: message.accountId,
    sealed: sealing.seal(key, column, message.id, JSON.stringify(body)),
    created_at: now,
    next_try_at: now,
    give_up_at: message.giveUpAt,
  })
}

/** Takes the oldest message that is due, for this long: who dies meanwhile loses it to the next after the lease. */
export async function leaseMessage(
  db: Db,
  sealing: Sealing,
  key: DataKey,
  kind: MessageKind,
  now: string,
  leasedUntil: string,
): Promise<LeasedMessage | undefined> {
  const isFree = "coalesce(leased_until, '') <= ?"
  const due = db("outbox_messages")
    .where({ ...waiting, kind })
    .where("next_try_at", "<=", now)
    .where("give_up_at", ">", now)
    .whereRaw(isFree, [now])
    .orderBy("seq")
    .first("id")
  // Another server's row in the making is passed over; SQLite lets one writer in at a time.
  if (isPostgres(db)) void due.forUpdate().skipLocked()
  const [row] = (await db("outbox_messages")
    .where("id", due)
    .update({ leased_until: leasedUntil, tries: db.raw("tries + 1") })
    .returning(["id", "kind", "purpose", "account_id", "sealed", "tries", "give_up_at"])) as Row[]
  if (!row) return undefined
  const { id, purpose, tries } = row
  return {
    ...openBody(sealing, key, id, row.sealed),
    id,
    kind,
    purpose,
    tries,
    accountId: row.account_id,
    giveUpAt: row.give_up_at,
    leasedUntil,
  }
}

export const openBody = (sealing: Sealing, key: DataKey, id: string, sealed: Buffer): MessageBody =>
  JSON.parse(sealing.open(key, column, id, sealed)) as MessageBody

type Lease = Pick<LeasedMessage, "id" | "leasedUntil">
const leased = (db: Db, { id, leasedUntil }: Lease) =>
  db("outbox_messages").where({ ...waiting, id, leased_until: leasedUntil })

/** The body is emptied: nobody needs it any more. @returns false when the lease was lost. */
export async function markSent(db: Db, lease: Lease, now: string): Promise<boolean> {
  return (await leased(db, lease).update({ sent_at: now, sealed: null, leased_until: null })) === 1
}

export async function markForRetry(db: Db, lease: Lease, nextTryAt: string, error: string): Promise<void> {
  await leased(db, lease).update({ next_try_at: nextTryAt, leased_until: null, error })
}

export async function markFailed(db: Db, lease: Lease, now: string, error: string): Promise<boolean> {
  return (await leased(db, lease).update({ failed_at: now, sealed: null, leased_until: null, error })) === 1
}

/** Is there any message that came too late? Asked without taking the lock for writing. */
export async function hasExpired(db: Db, now: string): Promise<boolean> {
  const row: unknown = await db("outbox_messages").where(waiting).where("give_up_at", "<=", now).first("id")
  return row !== undefined
}

/** Nobody waits for these any more: a code that is too old to use is not sent. */
export async function expireMessages(
  db: Db,
  now: string,
): Promise<{ id: string; kind: MessageKind; purpose: string }[]> {
  return (
    (await db("outbox_messages")
      .where(waiting)
      .where("give_up_at", "<=", now)
      .whereRaw("coalesce(leased_until, '') <= ?", [now])
      // Why it did not leave before tells more than that it is too late.
      .update({
        failed_at: now,
        sealed: null,
        leased_until: null,
        error: db.raw("coalesce(error, 'too late')"),
      })
      .returning(["id", "kind", "purpose"])) as { id: string; kind: MessageKind; purpose: string }[]
  )
}

/**
 * Takes back a message that was queued in this transaction, when its account is not active: asking for a known and an
 * unknown address then costs the same statements.
 */
export async function dropUnlessActive(trx: Db, id: string, accountId: string): Promise<void> {
  await trx("outbox_messages")
    .where({ id })
    .whereNotExists(trx("accounts").where({ id: accountId, state: "active" }).select("id"))
    .delete()
}

/** Nothing that was asked for leaves any more; what was said about the account's safety still does. */
const notices = [
  "password-changed",
  "new-device",
  "wrong-codes",
  "number-changed",
  "email-changed",
  "change-undone",
]

export async function dropWaiting(trx: Db, accountId: string): Promise<void> {
  await trx("outbox_messages")
    .where({ ...waiting, account_id: accountId })
    .whereNotIn("purpose", notices)
    .delete()
}
