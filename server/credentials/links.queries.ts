// Mailed links of an account: registering, a new password, another address, undoing a change.
import type { Db } from "../../db/knex.ts"

/**
 * What was mailed to the account leads nowhere any more. What undoes a change goes on working, and a link that was used
 * goes on saying so.
 */
export async function supersedeLinksOf(trx: Db, accountId: string, now: string): Promise<void> {
  await trx("email_links")
    .where({ account_id: accountId, superseded_at: null, used_at: null })
    .whereNot({ purpose: "undo" })
    .update({ superseded_at: now })
}
