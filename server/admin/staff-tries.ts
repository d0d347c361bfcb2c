// The counters around a staff member's password and code: their own, so that readers' misses and staff's never mix.
import type { Db } from "../../db/knex.ts"
import type { Deps } from "../deps.ts"
import { addressKey } from "../limits/address-key.ts"
import { forgetTurns, giveBackTurn, takeTurns, turnAt, type Turn } from "../limits/counters.ts"

export type StaffTry = {
  /** After a right password and a right code. */
  succeeded(trx: Db): Promise<void>
  /** When nothing was compared. */
  cancelled(trx: Db): Promise<void>
}

/** Counted before anything is compared. @throws Failure `too-many-requests`. */
export async function takeStaffTry(deps: Deps, emailIndex: string, address: string): Promise<StaffTry> {
  const here: Turn = { limit: "staff-misses-here", key: `${emailIndex}|${addressKey(address)}` }
  const others: Turn[] = [
    { limit: "staff-misses-account", key: emailIndex },
    turnAt("staff-misses-address", address),
  ]
  await deps.db.transaction((trx) => takeTurns(trx, deps, [here, ...others]))
  return {
    async succeeded(trx) {
      await forgetTurns(trx, deps, here)
      for (const turn of others) await giveBackTurn(trx, deps, turn)
    },
    async cancelled(trx) {
      for (const turn of [here, ...others]) await giveBackTurn(trx, deps, turn)
    },
  }
}

const codes = (staffId: string): Turn => ({ limit: "staff-codes-account", key: staffId })

/** The password was right: a code is counted before it is compared. @throws Failure `too-many-requests`. */
export const takeCodeTry = (deps: Deps, staffId: string): Promise<number[]> =>
  deps.db.transaction((trx) => takeTurns(trx, deps, [codes(staffId)]))

export const forgiveCodes = (trx: Db, deps: Deps, staffId: string): Promise<void> =>
  forgetTurns(trx, deps, codes(staffId))
