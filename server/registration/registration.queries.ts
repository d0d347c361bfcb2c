import { randomUUID } from "node:crypto"
import type { Db } from "../../db/knex.ts"
import { systemOwner, type Sealing, type WrappedKey } from "../sealing/sealing.ts"

/**
 * Only the newest link of a registration works. @returns false when the registration is gone: it takes the same
 * statements, and nothing is placed.
 */
export async function replaceConfirmLink(
  trx: Db,
  link: { accountId: string; tokenHash: string; createdAt: string; expiresAt: string },
): Promise<boolean> {
  const place = { account_id: link.accountId, purpose: "confirm-email" }
  await trx("email_links")
    .where({ ...place, superseded_at: null })
    .update({ superseded_at: link.createdAt })
  const row = {
    ...place,
    id: randomUUID(),
    token_hash: link.tokenHash,
    created_at: link.createdAt,
    expires_at: link.expiresAt,
  }
  const columns = Object.keys(row)
  const placed = (await trx(
    trx.raw(`?? (${columns.map(() => "??").join(", ")})`, ["email_links", ...columns]),
  )
    .insert(
      trx("accounts")
        .where({ id: link.accountId, state: "unconfirmed" })
        .select(Object.values(row).map((value) => trx.raw("?", [value]))),
    )
    .returning("id")) as unknown[]
  return placed.length === 1
}

export type ConfirmLink = {
  id: string
  accountId: string
  state: "unconfirmed" | "active" | "closed"
  emailIndex: string
  email: string
  mobile: string
}

type LinkRow = WrappedKey & {
  id: string
  account_id: string
  state: ConfirmLink["state"]
  email_index: string
  email: Buffer
  mobile: Buffer
}

/** A link that may still be looked at: fresh and unused, or used after `usedSince` (pressed twice, or by a scanner). */
export async function findConfirmLink(
  db: Db,
  sealing: Sealing,
  tokenHash: string,
  now: string,
  usedSince: string,
): Promise<ConfirmLink | undefined> {
  const row = (await db("email_links")
    .join("accounts", "accounts.id", "email_links.account_id")
    .join("data_keys", function () {
      this.on("data_keys.owner_id", "accounts.id").andOnVal("data_keys.owner_kind", "account")
    })
    .where({
      "email_links.token_hash": tokenHash,
      "email_links.purpose": "confirm-email",
      "email_links.superseded_at": null,
    })
    .where((query) => {
      void query
        .where(
          (unused) => void unused.whereNull("email_links.used_at").where("email_links.expires_at", ">", now),
        )
        .orWhere("email_links.used_at", ">", usedSince)
    })
    .whereNot("accounts.state", "closed")
    .first(
      "email_links.id",
      "email_links.account_id",
      "accounts.state",
      "accounts.email_index",
      "accounts.email",
      "accounts.mobile",
      "data_keys.ring_key",
      "data_keys.wrapped",
    )) as LinkRow | undefined
  if (!row) return undefined
  const key = sealing.unwrap({ kind: "account", id: row.account_id }, row)
  return {
    id: row.id,
    accountId: row.account_id,
    state: row.state,
    emailIndex: row.email_index,
    email: sealing.open(key, "accounts.email", row.account_id, row.email),
    mobile: sealing.open(key, "accounts.mobile", row.account_id, row.mobile),
  }
}

/** The mailbox answers for this registration. An earlier answer for another one stays: the press may be a scanner's. */
export async function markEmailConfirmed(trx: Db, link: ConfirmLink, now: string): Promise<void> {
  await trx("email_links").where({ id: link.id, used_at: null }).update({ used_at: now })
  await trx("accounts")
    .where({ id: link.accountId, state: "unconfirmed" })
    .update({ email_confirmed_at: now })
}

export type WaitingRegistration = {
  tokenHash: string
  accountId: string
  email: string
  resends: number
  mailedAt: string
}

const column = "waiting_registrations.email"

export async function insertWaiting(
  trx: Db,
  sealing: Sealing,
  waiting: { tokenHash: string; accountId: string; email: string; expiresAt: string },
  now: Date,
): Promise<void> {
  const key = await sealing.keyFor(trx, systemOwner, now)
  await trx("waiting_registrations").insert({
    token_hash: waiting.tokenHash,
    account_id: waiting.accountId,
    email: sealing.seal(key, column, waiting.tokenHash, waiting.email),
    created_at: now.toISOString(),
    expires_at: waiting.expiresAt,
    mailed_at: now.toISOString(),
  })
}

export async function findWaiting(
  db: Db,
  sealing: Sealing,
  tokenHash: string,
  now: Date,
): Promise<(WaitingRegistration & { isConfirmed: boolean }) | undefined> {
  const key = await sealing.keyFor(db, systemOwner, now)
  const row = (await db("waiting_registrations")
    .leftJoin("accounts", "accounts.id", "waiting_registrations.account_id")
    .where("waiting_registrations.token_hash", tokenHash)
    .where("waiting_registrations.expires_at", ">", now.toISOString())
    .first(
      "waiting_registrations.account_id",
      "waiting_registrations.email",
      "waiting_registrations.resends",
      "waiting_registrations.mailed_at",
      "accounts.email_confirmed_at",
    )) as
    | {
        account_id: string
        email: Buffer
        resends: number
        mailed_at: string
        email_confirmed_at: string | null
      }
    | undefined
  if (!row) return undefined
  return {
    tokenHash,
    accountId: row.account_id,
    email: sealing.open(key, column, tokenHash, row.email),
    resends: row.resends,
    mailedAt: row.mailed_at,
    isConfirmed: row.email_confirmed_at !== null,
  }
}

/** @returns false when another request of the same browser resent at the same time. */
export async function countMailResend(trx: Db, waiting: WaitingRegistration, now: string): Promise<boolean> {
  const rows = await trx("waiting_registrations")
    .where({ token_hash: waiting.tokenHash, resends: waiting.resends })
    .update({ resends: waiting.resends + 1, mailed_at: now })
  return rows === 1
}
