import type { Db } from "../../db/knex.ts"
import type { Sealing, WrappedKey } from "../sealing/sealing.ts"

type Row = WrappedKey & { email_index: string; password: Buffer }

/** What judges the password of somebody who is logged in; undefined when the account is not active any more. */
export async function findOwnPassword(
  db: Db,
  sealing: Sealing,
  id: string,
): Promise<{ emailIndex: string; passwordHash: string } | undefined> {
  const row = (await db("accounts")
    .join("data_keys", function () {
      this.on("data_keys.owner_id", "accounts.id").andOnVal("data_keys.owner_kind", "account")
    })
    .where({ "accounts.id": id, "accounts.state": "active" })
    .first("accounts.email_index", "accounts.password", "data_keys.ring_key", "data_keys.wrapped")) as
    Row | undefined
  if (!row) return undefined
  const key = sealing.unwrap({ kind: "account", id }, row)
  return {
    emailIndex: row.email_index,
    passwordHash: sealing.open(key, "accounts.password", id, row.password),
  }
}
