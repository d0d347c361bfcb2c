// Devices that keep what their reader viewed: whether one is alive, and ending those of an account.
import type { Db } from "../../db/knex.ts"

/** @returns the vault's id when it is alive and of this account. One look-up by its key. */
export async function findLiveVault(db: Db, id: string, accountId: string): Promise<string | undefined> {
  const row = (await db("vaults").where({ id, account_id: accountId, ended_at: null }).first("id")) as
    { id: string } | undefined
  return row?.id
}

export type VaultEnd =
  "closed" | "credentials" | "too-many" | "replayed" | "no-access" | "not-allowed" | "wiped"

/**
 * Each of them is told to wipe itself at its next contact. To be called in the transaction that closes an account or
 * changes its password or number.
 */
export async function endVaultsOf(trx: Db, accountId: string, reason: VaultEnd, now: Date): Promise<void> {
  await trx("vaults")
    .where({ account_id: accountId, ended_at: null })
    .update({ ended_at: now.toISOString(), end_reason: reason })
}
