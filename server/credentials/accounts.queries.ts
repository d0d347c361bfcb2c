// With what an account signs in: address, number and password hash, sealed under the account's own key.
import { randomUUID } from "node:crypto"
import { isPostgres, type Db } from "../../db/knex.ts"
import type { Sealing, WrappedKey } from "../sealing/sealing.ts"
import { emailIndexOf } from "./email.ts"
import { mobileIndexOf } from "./mobile.ts"

export type AccountState = "unconfirmed" | "active" | "closed"
export type NewAccount = {
  state: AccountState
  /** As `readEmail` gives it. */
  email: string
  /** E.164 */
  mobile: string
  passwordHash: string
  emailConfirmedAt?: Date
  mobileConfirmedAt?: Date
}

/** Makes the account and its data key. @returns the account's id. */
export async function createAccount(
  trx: Db,
  sealing: Sealing,
  account: NewAccount,
  now: Date,
): Promise<string> {
  const id = randomUUID()
  const key = await sealing.keyFor(trx, { kind: "account", id }, now)
  await trx("accounts").insert({
    id,
    state: account.state,
    email: sealing.seal(key, "accounts.email", id, account.email),
    email_index: emailIndexOf(sealing, account.email),
    mobile: sealing.seal(key, "accounts.mobile", id, account.mobile),
    mobile_index: mobileIndexOf(sealing, account.mobile),
    password: sealing.seal(key, "accounts.password", id, account.passwordHash),
    registered_at: now.toISOString(),
    email_confirmed_at: account.emailConfirmedAt?.toISOString() ?? null,
    mobile_confirmed_at: account.mobileConfirmedAt?.toISOString() ?? null,
  })
  return id
}

export type LoginAccount = { id: string; email: string; mobile: string; passwordHash: string }

type LoginRow = WrappedKey & { id: string; email: Buffer; mobile: Buffer; password: Buffer }

/**
 * Who may log in with this address: its active account, else the registration whose mailbox was confirmed last.
 * One statement, found or not. @param confirmedSince older confirmations without a code have lapsed.
 */
export async function findLoginAccount(
  db: Db,
  sealing: Sealing,
  emailIndex: string,
  confirmedSince: string,
): Promise<LoginAccount | undefined> {
  const row = (await db("accounts")
    .join("data_keys", function () {
      this.on("data_keys.owner_id", "accounts.id").andOnVal("data_keys.owner_kind", "account")
    })
    .where("accounts.email_index", emailIndex)
    .where((query) => {
      void query.where("accounts.state", "active").orWhere((pending) => {
        void pending
          .where("accounts.state", "unconfirmed")
          .where("accounts.email_confirmed_at", ">", confirmedSince)
      })
    })
    .orderByRaw("CASE accounts.state WHEN 'active' THEN 0 ELSE 1 END, accounts.email_confirmed_at DESC")
    .first(
      "accounts.id",
      "accounts.email",
      "accounts.mobile",
      "accounts.password",
      "data_keys.ring_key",
      "data_keys.wrapped",
    )) as LoginRow | undefined
  if (!row) return undefined
  const key = sealing.unwrap({ kind: "account", id: row.id }, row)
  return {
    id: row.id,
    email: sealing.open(key, "accounts.email", row.id, row.email),
    mobile: sealing.open(key, "accounts.mobile", row.id, row.mobile),
    passwordHash: sealing.open(key, "accounts.password", row.id, row.password),
  }
}

/** The address as its active account wrote it; undefined when there is none. One statement. */
export async function findActiveEmail(
  db: Db,
  sealing: Sealing,
  emailIndex: string,
): Promise<string | undefined> {
  const row = (await db("accounts")
    .join("data_keys", function () {
      this.on("data_keys.owner_id", "accounts.id").andOnVal("data_keys.owner_kind", "account")
    })
    .where({ email_index: emailIndex, state: "active" })
    .first("accounts.id", "accounts.email", "data_keys.ring_key", "data_keys.wrapped")) as
    Pick<LoginRow, "id" | "email" | "ring_key" | "wrapped"> | undefined
  if (!row) return undefined
  const key = sealing.unwrap({ kind: "account", id: row.id }, row)
  return sealing.open(key, "accounts.email", row.id, row.email)
}

export async function storePasswordHash(
  trx: Db,
  sealing: Sealing,
  id: string,
  hash: string,
  now: Date,
): Promise<void> {
  const key = await sealing.keyFor(trx, { kind: "account", id }, now)
  await trx("accounts")
    .where({ id })
    .update({ password: sealing.seal(key, "accounts.password", id, hash) })
}

/** Of the registrations of an address this one was confirmed last. */
export async function confirmAgain(trx: Db, id: string, now: string): Promise<void> {
  await trx("accounts").where({ id, state: "unconfirmed" }).update({ email_confirmed_at: now })
}

export type SignInAccount = {
  id: string
  state: AccountState
  email_index: string
  mobile_index: string
  email_confirmed_at: string | null
  bsn_step_at: string | null
  last_login_at: string | null
}

const signInColumns = [
  "id",
  "state",
  "email_index",
  "mobile_index",
  "email_confirmed_at",
  "bsn_step_at",
  "last_login_at",
] as const

/** Holds the account's row until the transaction ends, so that two sign-ins of one account come one by one. */
export async function lockAccount(trx: Db, id: string): Promise<SignInAccount | undefined> {
  const query = trx("accounts").where({ id })
  if (isPostgres(trx)) void query.forUpdate()
  return (await query.first(...signInColumns)) as SignInAccount | undefined
}

/** The same for every account and registration of an address. Rows are always held in the order of id: no deadlock. */
export async function lockAddress(trx: Db, emailIndex: string): Promise<SignInAccount[]> {
  const query = trx("accounts").where({ email_index: emailIndex }).whereNot({ state: "closed" }).orderBy("id")
  if (isPostgres(trx)) void query.forUpdate()
  return (await query.select(...signInColumns)) as SignInAccount[]
}

/** Has somebody else an account with this address? Asked by who holds the value (`holdValue`). */
export async function isOthersAddress(trx: Db, emailIndex: string, accountId: string): Promise<boolean> {
  const row: unknown = await trx("accounts")
    .where({ email_index: emailIndex, state: "active" })
    .whereNot({ id: accountId })
    .first("id")
  return row !== undefined
}

/** @returns how many accounts proved this number. */
export async function countOfNumber(db: Db, mobileIndex: string): Promise<number> {
  const row = await db("accounts")
    .where({ mobile_index: mobileIndex, state: "active" })
    .whereNotNull("mobile_confirmed_at")
    .count({ accounts: "id" })
    .first()
  return Number(row?.["accounts"] ?? 0)
}

/** The code was right: the number is proven and the account is active. */
export async function markSignedIn(trx: Db, id: string, now: string): Promise<void> {
  await trx("accounts")
    .where({ id })
    .update({
      state: "active",
      mobile_confirmed_at: trx.raw("coalesce(mobile_confirmed_at, ?)", [now]),
      last_login_at: now,
    })
}

/** Its wrong codes are forgotten, and the stop they made. */
export async function forgiveCodeMisses(trx: Db, id: string): Promise<void> {
  await trx("accounts").where({ id }).update({ code_misses: 0, codes_blocked_until: null })
}

/** @returns how many wrong codes in a row that makes. */
export async function countCodeMiss(trx: Db, id: string): Promise<number> {
  const [row] = (await trx("accounts")
    .where({ id })
    .update({ code_misses: trx.raw("code_misses + 1") })
    .returning("code_misses")) as { code_misses: number }[]
  return row?.code_misses ?? 0
}

/** Whoever knew the old password guesses no more; a stop that is running stays. */
export async function forgetCodeMisses(trx: Db, id: string): Promise<void> {
  await trx("accounts").where({ id }).update({ code_misses: 0 })
}

export async function blockCodes(trx: Db, id: string, until: string): Promise<void> {
  await trx("accounts").where({ id }).update({ codes_blocked_until: until })
}

/** A statement takes some ten thousands of values at most. */
const AT_ONCE = 500

/**
 * Registrations that are not active go, with their keys: nothing of them can be read any more. They are held first, so
 * that a code entered meanwhile, which makes one of them an account, keeps row and key. @returns how many.
 */
export async function removeUnconfirmed(trx: Db, which: (accounts: ReturnType<Db>) => void): Promise<number> {
  const unconfirmed = trx("accounts").where({ state: "unconfirmed" }).orderBy("id")
  which(unconfirmed)
  if (isPostgres(trx)) void unconfirmed.forUpdate()
  const rows = (await unconfirmed.select("id")) as { id: string }[]
  const ids = rows.map(({ id }) => id)
  for (let at = 0; at < ids.length; at += AT_ONCE) {
    const some = ids.slice(at, at + AT_ONCE)
    await trx("accounts").whereIn("id", some).delete()
    await trx("data_keys").where({ owner_kind: "account" }).whereIn("owner_id", some).delete()
  }
  return ids.length
}
