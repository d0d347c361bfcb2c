import type { Db } from "../../db/knex.ts"
import type { Sealing, WrappedKey } from "../sealing/sealing.ts"

/** The mailbox of an account that is active; undefined for any other. One statement. */
export async function findActiveAddress(
  trx: Db,
  sealing: Sealing,
  accountId: string,
): Promise<string | undefined> {
  const row = (await trx("accounts")
    .join("data_keys", function () {
      this.on("data_keys.owner_id", "accounts.id").andOnVal("data_keys.owner_kind", "account")
    })
    .where({ "accounts.id": accountId, "accounts.state": "active" })
    .first("accounts.email", "data_keys.ring_key", "data_keys.wrapped")) as
    (WrappedKey & { email: Buffer }) | undefined
  if (!row) return undefined
  const key = sealing.unwrap({ kind: "account", id: accountId }, row)
  return sealing.open(key, "accounts.email", accountId, row.email)
}
