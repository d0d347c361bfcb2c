// What staff do for a reader who is stuck: find the account by its address, lift a stop.
import type { Db } from "../../db/knex.ts"

export async function findActiveAccount(db: Db, emailIndex: string): Promise<string | undefined> {
  const row = (await db("accounts").where({ state: "active", email_index: emailIndex }).first("id")) as
    { id: string } | undefined
  return row?.id
}

/** Wrong codes and wrong BSNs count from nothing again. */
export async function liftStops(db: Db, accountId: string): Promise<void> {
  await db("accounts")
    .where({ id: accountId })
    .update({ code_misses: 0, codes_blocked_until: null, bsn_misses_total: 0 })
}
