import type { Db } from "../../db/knex.ts"

/** Counts a try before it is judged. @returns false when there is none left for good. */
export async function countBsnTry(trx: Db, accountId: string, maximum: number): Promise<boolean> {
  const rows = await trx("accounts")
    .where({ id: accountId })
    .where("bsn_misses_total", "<", maximum)
    .increment("bsn_misses_total", 1)
  return rows === 1
}

export async function completeBsnStep(trx: Db, accountId: string, now: string): Promise<void> {
  await trx("accounts").where({ id: accountId }).update({ bsn_step_at: now, bsn_misses_total: 0 })
}
