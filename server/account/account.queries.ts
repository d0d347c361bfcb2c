import type { Db } from "../../db/knex.ts"
import type { Sealing, WrappedKey } from "../sealing/sealing.ts"

/** The account's own address and number, opened. One statement. */
export async function findContact(
  db: Db,
  sealing: Sealing,
  accountId: string,
): Promise<{ email: string; mobile: string }> {
  const row = (await db("accounts")
    .join("data_keys", function () {
      this.on("data_keys.owner_id", "accounts.id").andOnVal("data_keys.owner_kind", "account")
    })
    .where("accounts.id", accountId)
    .first("accounts.email", "accounts.mobile", "data_keys.ring_key", "data_keys.wrapped")) as WrappedKey & {
    email: Buffer
    mobile: Buffer
  }
  const key = sealing.unwrap({ kind: "account", id: accountId }, row)
  return {
    email: sealing.open(key, "accounts.email", accountId, row.email),
    mobile: sealing.open(key, "accounts.mobile", accountId, row.mobile),
  }
}
