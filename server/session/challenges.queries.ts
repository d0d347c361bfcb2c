// A challenge: one attempt to sign in, known to one browser by its pre-login cookie, holding at most one live code.
import type { Db } from "../../db/knex.ts"
import type { Sealing, WrappedKey } from "../sealing/sealing.ts"
import type { KnownDevice } from "./devices.queries.ts"

export type SignInPurpose = "login" | "registration" | "invitation" | "recovery" | "lost-phone"
/** On the account page: to the own number, and to the number that is to take its place. */
export type OwnPurpose = "confirm-action" | "new-number"
export type ChallengePurpose = SignInPurpose | OwnPurpose

/** A code asked on one way opens nothing on the other. */
export type Way = "sign-in" | "recovery" | "lost-phone"
const purposesOf: Record<Way, readonly SignInPurpose[]> = {
  "sign-in": ["login", "registration", "invitation"],
  recovery: ["recovery"],
  "lost-phone": ["lost-phone"],
}

export type Challenge<Purpose extends ChallengePurpose = ChallengePurpose> = {
  id: string
  purpose: Purpose
  createdAt: string
  expiresAt: string
  resends: number
  code: { sentAt: string; expiresAt: string; usedAt: string | null } | null
  account: {
    id: string
    email: string
    mobile: string
    emailIndex: string
    mobileIndex: string
    mobileConfirmedAt: string | null
    lastLoginAt: string | null
    codesBlockedUntil: string | null
  }
  /** On which this account logged in before: its tries, waits and SMS are counted apart. */
  device: KnownDevice | null
}

type Row = WrappedKey & {
  id: string
  purpose: ChallengePurpose
  created_at: string
  expires_at: string
  resends: number
  sent_at: string | null
  code_expires_at: string | null
  used_at: string | null
  account_id: string
  email: Buffer
  mobile: Buffer
  email_index: string
  mobile_index: string
  mobile_confirmed_at: string | null
  last_login_at: string | null
  codes_blocked_until: string | null
}

export async function insertChallenge(
  trx: Db,
  challenge: {
    id: string
    tokenHash: string
    accountId: string
    purpose: ChallengePurpose
    createdAt: string
    expiresAt: string
  },
): Promise<void> {
  await trx("challenges").insert({
    id: challenge.id,
    token_hash: challenge.tokenHash,
    account_id: challenge.accountId,
    purpose: challenge.purpose,
    created_at: challenge.createdAt,
    expires_at: challenge.expiresAt,
  })
}

/** The open challenge behind a pre-login cookie, when it is of this way. One statement. */
export async function findChallenge(
  db: Db,
  sealing: Sealing,
  tokenHash: string,
  now: string,
  way: Way,
): Promise<Challenge<SignInPurpose> | undefined> {
  const row = await findOpen(db, now, (open) => {
    void open
      .where({ "challenges.token_hash": tokenHash })
      .whereIn("challenges.purpose", [...purposesOf[way]])
  })
  return row && (toChallenge(sealing, row) as Challenge<SignInPurpose>)
}

/** Of somebody who is logged in: no cookie but the session's leads to it. One statement. */
export async function findOwnChallenge(
  db: Db,
  sealing: Sealing,
  id: string,
  accountId: string,
  now: string,
): Promise<Challenge<OwnPurpose> | undefined> {
  const row = await findOpen(db, now, (open) => {
    void open
      .where({ "challenges.id": id, "challenges.account_id": accountId })
      .whereIn("challenges.purpose", ["confirm-action", "new-number"] satisfies OwnPurpose[])
  })
  return row && (toChallenge(sealing, row) as Challenge<OwnPurpose>)
}

async function findOpen(db: Db, now: string, which: (open: ReturnType<Db>) => void) {
  return (await db("challenges")
    .join("accounts", "accounts.id", "challenges.account_id")
    .join("data_keys", function () {
      this.on("data_keys.owner_id", "accounts.id").andOnVal("data_keys.owner_kind", "account")
    })
    .leftJoin("security_codes", "security_codes.challenge_id", "challenges.id")
    .where({ "challenges.ended_at": null })
    .where("challenges.expires_at", ">", now)
    .whereNot("accounts.state", "closed")
    .modify(which)
    .first(
      "challenges.id",
      "challenges.purpose",
      "challenges.created_at",
      "challenges.expires_at",
      "challenges.resends",
      "security_codes.sent_at",
      "security_codes.expires_at as code_expires_at",
      "security_codes.used_at",
      "challenges.account_id",
      "accounts.email",
      "accounts.mobile",
      "accounts.email_index",
      "accounts.mobile_index",
      "accounts.mobile_confirmed_at",
      "accounts.last_login_at",
      "accounts.codes_blocked_until",
      "data_keys.ring_key",
      "data_keys.wrapped",
    )) as Row | undefined
}

function toChallenge(sealing: Sealing, row: Row): Challenge {
  const key = sealing.unwrap({ kind: "account", id: row.account_id }, row)
  return {
    id: row.id,
    purpose: row.purpose,
    createdAt: row.created_at,
    expiresAt: row.expires_at,
    resends: row.resends,
    code:
      row.sent_at === null || row.code_expires_at === null
        ? null
        : { sentAt: row.sent_at, expiresAt: row.code_expires_at, usedAt: row.used_at },
    account: {
      id: row.account_id,
      email: sealing.open(key, "accounts.email", row.account_id, row.email),
      mobile: sealing.open(key, "accounts.mobile", row.account_id, row.mobile),
      emailIndex: row.email_index,
      mobileIndex: row.mobile_index,
      mobileConfirmedAt: row.mobile_confirmed_at,
      lastLoginAt: row.last_login_at,
      codesBlockedUntil: row.codes_blocked_until,
    },
    device: null,
  }
}

/** @returns false when another request ended it first. */
export async function endChallenge(trx: Db, tokenHash: string, now: string): Promise<boolean> {
  return (
    (await trx("challenges").where({ token_hash: tokenHash, ended_at: null }).update({ ended_at: now })) === 1
  )
}

/** @returns false when another request ended it first. */
export async function endChallengeById(trx: Db, id: string, now: string): Promise<boolean> {
  return (await trx("challenges").where({ id, ended_at: null }).update({ ended_at: now })) === 1
}

/** No attempt that was under way goes on. */
export async function endChallengesOf(trx: Db, accountId: string, now: string): Promise<void> {
  await trx("challenges").where({ account_id: accountId, ended_at: null }).update({ ended_at: now })
}

/** Counts a resend that was seen as number `seen`. @returns false when another request did so at the same time. */
export async function countResend(trx: Db, challengeId: string, seen: number): Promise<boolean> {
  const rows = await trx("challenges")
    .where({ id: challengeId, resends: seen })
    .update({ resends: seen + 1 })
  return rows === 1
}

/** Whoever logs in or out here waits for no registration any more: the next one at this screen sees no address. */
export async function forgetWaiting(db: Db, tokenHash: string): Promise<void> {
  await db("waiting_registrations").where({ token_hash: tokenHash }).delete()
}
