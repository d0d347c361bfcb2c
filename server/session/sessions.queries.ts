import type { Db } from "../../db/knex.ts"
import { owesTexts } from "./owed-texts.queries.ts"

export type SessionRow = {
  id: string
  account_id: string
  token_hash: string
  device_id: string | null
  created_at: string
  expires_at: string
  last_used_at: string
  locked_at: string | null
  lock_minutes: number
  previous_login_at: string | null
  asks_bsn_step: boolean | number
  bsn_step_at: string | null
  owes_texts: boolean | number
}

/** A session that may be used now, with what the account says of it. One statement. */
export async function findSession(
  db: Db,
  tokenHash: string,
  now: string,
  idleSince: string,
  today: string,
): Promise<SessionRow | undefined> {
  return (await db("sessions")
    .join("accounts", "accounts.id", "sessions.account_id")
    .where({ "sessions.token_hash": tokenHash, "sessions.ended_at": null, "accounts.state": "active" })
    .where("sessions.expires_at", ">", now)
    .where("sessions.last_used_at", ">", idleSince)
    .first(
      "sessions.id",
      "sessions.account_id",
      "sessions.token_hash",
      "sessions.device_id",
      "sessions.created_at",
      "sessions.expires_at",
      "sessions.last_used_at",
      "sessions.locked_at",
      "sessions.lock_minutes",
      "sessions.previous_login_at",
      "sessions.asks_bsn_step",
      "accounts.bsn_step_at",
      owesTexts(db, today),
    )) as SessionRow | undefined
}

export async function touchSession(db: Db, id: string, now: string): Promise<void> {
  await db("sessions").where({ id, ended_at: null }).update({ last_used_at: now })
}

/** @returns false when it was locked already. */
export async function lockSession(trx: Db, id: string, now: string): Promise<boolean> {
  return (
    (await trx("sessions").where({ id, ended_at: null, locked_at: null }).update({ locked_at: now })) === 1
  )
}

/** @returns false when it ended meanwhile. */
export async function unlockSession(trx: Db, id: string, now: string): Promise<boolean> {
  return (
    (await trx("sessions").where({ id, ended_at: null }).update({ locked_at: null, last_used_at: now })) === 1
  )
}

/**
 * The session goes on, under another cookie. That is no touch: one on the lock stays there. @returns false when it
 * ended meanwhile.
 */
export async function replaceToken(trx: Db, id: string, tokenHash: string): Promise<boolean> {
  return (await trx("sessions").where({ id, ended_at: null }).update({ token_hash: tokenHash })) === 1
}

export type NewSession = {
  id: string
  tokenHash: string
  accountId: string
  createdAt: string
  expiresAt: string
  previousLoginAt: string | null
  asksBsnStep: boolean
  lockMinutes: number
  deviceId: string
  browser: string
  device: string
}

export async function insertSession(trx: Db, session: NewSession): Promise<void> {
  await trx("sessions").insert({
    id: session.id,
    token_hash: session.tokenHash,
    account_id: session.accountId,
    created_at: session.createdAt,
    last_used_at: session.createdAt,
    expires_at: session.expiresAt,
    previous_login_at: session.previousLoginAt,
    asks_bsn_step: session.asksBsnStep,
    lock_minutes: session.lockMinutes,
    device_id: session.deviceId,
    browser: session.browser,
    device: session.device,
  })
}

export async function insertLogin(
  trx: Db,
  login: { id: string; accountId: string; at: string; browser: string; device: string },
): Promise<void> {
  const { id, accountId, at, browser, device } = login
  await trx("logins").insert({ id, account_id: accountId, at, browser, device })
}

/**
 * What a new session meets: the sessions of the account that may still be used, newest first, and the one behind this
 * browser's cookie, whoever's it is and however long unused. One statement.
 * @param replaced null when the browser has no cookie.
 */
export async function listMetSessions(
  trx: Db,
  accountId: string,
  replaced: string | null,
  now: string,
  idleSince: string,
): Promise<{ replaced: string | undefined; live: string[] }> {
  const rows = (await trx("sessions")
    .where({ ended_at: null })
    .where((met) => {
      void met.where({ token_hash: replaced }).orWhere((live) => {
        void live
          .where({ account_id: accountId })
          .where("expires_at", ">", now)
          .where("last_used_at", ">", idleSince)
      })
    })
    .orderBy([
      { column: "created_at", order: "desc" },
      { column: "last_used_at", order: "desc" },
    ])
    .select("id", "token_hash")) as { id: string; token_hash: string }[]
  const isReplaced = (row: { token_hash: string }) => row.token_hash === replaced
  return {
    replaced: rows.find(isReplaced)?.id,
    live: rows.filter((row) => !isReplaced(row)).map(({ id }) => id),
  }
}

/** Those that time has ended, too: they get their reason. */
export async function listUnended(trx: Db, accountId: string): Promise<{ id: string }[]> {
  return (await trx("sessions").where({ account_id: accountId, ended_at: null }).select("id")) as {
    id: string
  }[]
}

/** @returns false when it had ended already. */
export async function markEnded(trx: Db, id: string, reason: string, now: string): Promise<boolean> {
  return (
    (await trx("sessions").where({ id, ended_at: null }).update({ ended_at: now, end_reason: reason })) === 1
  )
}
