// What hangs on the devices of an account: sessions that were not ended, and vaults.
import type { Db } from "../../db/knex.ts"

export async function listSessionsOn(trx: Db, deviceIds: string[]): Promise<string[]> {
  const rows = (await trx("sessions")
    .whereIn("device_id", deviceIds)
    .where({ ended_at: null })
    .select("id")) as { id: string }[]
  return rows.map(({ id }) => id)
}

export async function listVaultsOn(trx: Db, deviceIds: string[]): Promise<string[]> {
  const rows = (await trx("vaults")
    .whereIn("device_id", deviceIds)
    .where({ ended_at: null })
    .select("id")) as {
    id: string
  }[]
  return rows.map(({ id }) => id)
}

export async function markVaultsEnded(trx: Db, ids: string[], reason: string, now: string): Promise<void> {
  await trx("vaults")
    .whereIn("id", ids)
    .where({ ended_at: null })
    .update({ ended_at: now, end_reason: reason })
}
