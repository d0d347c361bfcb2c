// Devices that keep what their reader viewed: whether one is alive, and ending those of an account.
import type { Db } from "../../db/knex.ts"

/** Whose vault it is, and whether it is alive. One look-up by its key. */
export async function findVault(
  db: Db,
  id: string,
): Promise<{ accountId: string; isAlive: boolean } | undefined> {
  const row = (await db("vaults").where({ id }).first("account_id", "ended_at")) as
    { account_id: string; ended_at: string | null } | undefined
  return row && { accountId: row.account_id, isAlive: row.ended_at === null }
}

export type VaultEnd =
  "closed" | "credentials" | "device-ended" | "too-many" | "replayed" | "no-access" | "not-allowed" | "wiped"

/**
 * Each of them is told to wipe itself at its next contact. To be called in the transaction that closes an account or
 * changes its password, number or address.
 * @param keepSession the device of this session keeps its vault: its password opens it still.
 */
export async function endVaultsOf(
  trx: Db,
  accountId: string,
  reason: VaultEnd,
  now: Date,
  keepSession: string | null = null,
): Promise<void> {
  const kept = (await trx("sessions").where({ id: keepSession }).first("device_id")) as
    { device_id: string | null } | undefined
  const vaults = trx("vaults").where({ account_id: accountId, ended_at: null })
  if (kept?.device_id)
    void vaults.where((others) => {
      void others.whereNull("device_id").orWhereNot({ device_id: kept.device_id })
    })
  await vaults.update({ ended_at: now.toISOString(), end_reason: reason })
}
