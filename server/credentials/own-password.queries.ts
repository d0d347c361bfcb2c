import { isPostgres, type Db } from "../../db/knex.ts"
import type { Sealing, WrappedKey } from "../sealing/sealing.ts"

export type OwnPassword = { email: string; mobile: string; emailIndex: string; passwordHash: string }

type Row = WrappedKey & { email: Buffer; mobile: Buffer; email_index: string; password: Buffer }

/** What judges the password of somebody who is logged in; undefined when the account is not active any more. */
export async function findOwnPassword(
  db: Db,
  sealing: Sealing,
  id: string,
): Promise<OwnPassword | undefined> {
  const row = await rowOf(db, id, ["active"])
  if (!row) return undefined
  const key = sealing.unwrap({ kind: "account", id }, row)
  return {
    email: sealing.open(key, "accounts.email", id, row.email),
    mobile: sealing.open(key, "accounts.mobile", id, row.mobile),
    emailIndex: row.email_index,
    passwordHash: sealing.open(key, "accounts.password", id, row.password),
  }
}

/**
 * A password is compared outside the transaction, for that takes long: whether it is still the account's. Holds the
 * account's row until the transaction ends. One statement.
 */
export async function isStillPassword(
  trx: Db,
  sealing: Sealing,
  id: string,
  passwordHash: string,
): Promise<boolean> {
  const held = rowOf(trx, id, ["active", "unconfirmed"])
  if (isPostgres(trx)) void held.forUpdate("accounts")
  const row = await held
  if (!row) return false
  const key = sealing.unwrap({ kind: "account", id }, row)
  return sealing.open(key, "accounts.password", id, row.password) === passwordHash
}

const rowOf = (db: Db, id: string, states: string[]) =>
  db("accounts")
    .join("data_keys", function () {
      this.on("data_keys.owner_id", "accounts.id").andOnVal("data_keys.owner_kind", "account")
    })
    .where({ "accounts.id": id })
    .whereIn("accounts.state", states)
    .first<Row | undefined>(
      "accounts.email",
      "accounts.mobile",
      "accounts.email_index",
      "accounts.password",
      "data_keys.ring_key",
      "data_keys.wrapped",
    )
