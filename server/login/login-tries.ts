// The counters around a password: taken before the hash, given back when the password was right. The login and the lock
// have the same ones.
import type { Db } from "../../db/knex.ts"
import { verifyPassword } from "../credentials/password-hash.ts"
import type { Deps } from "../deps.ts"
import { addressKey } from "../limits/address-key.ts"
import { forgetTurns, giveBackTurn, takeTurns, turnAt, type Turn } from "../limits/counters.ts"

/** Nobody is charged for a comparison that did not happen. @param hash null for an unknown account: the same work. */
export async function isRightPassword(deps: Deps, attempt: LoginTry, hash: string | null, password: string) {
  try {
    return await verifyPassword(deps, hash, password)
  } catch (error) {
    await deps.db.transaction((trx) => attempt.cancelled(trx))
    throw error
  }
}

export type LoginTry = {
  /** After a right password. */
  succeeded(trx: Db): Promise<void>
  /** When nothing was compared. */
  cancelled(trx: Db): Promise<void>
}

/** The password is a new one: guesses at the old one, also those of strangers, keep its owner out no longer. */
export async function forgiveTries(trx: Db, deps: Deps, emailIndex: string, address: string): Promise<void> {
  await forgetTurns(trx, deps, { limit: "login-misses-here", key: `${emailIndex}|${addressKey(address)}` })
  await forgetTurns(trx, deps, { limit: "login-misses-account", key: emailIndex })
}

/**
 * Known and unknown accounts are counted alike. @throws Failure `too-many-requests`.
 * @param deviceId on a device that the account is known on only that device's counter counts.
 */
export async function takeLoginTry(
  deps: Deps,
  emailIndex: string,
  address: string,
  deviceId: string | null,
): Promise<LoginTry> {
  if (deviceId !== null) return takeDeviceTry(deps, { limit: "login-misses-device", key: deviceId })
  const place = addressKey(address)
  const here: Turn = { limit: "login-misses-here", key: `${emailIndex}|${place}` }
  const others: Turn[] = [
    { limit: "login-misses-account", key: emailIndex },
    turnAt("login-misses-address", address),
  ]
  const pair: Turn = { limit: "login-account-at-address", key: here.key }
  const accounts = turnAt("login-accounts-address", address)

  const isFirstHere = await deps.db.transaction(async (trx) => {
    const counts = await takeTurns(trx, deps, [here, ...others, pair])
    const isFirst = counts.at(-1) === 1
    if (isFirst) await takeTurns(trx, deps, [accounts])
    return isFirst
  })

  async function giveBack(trx: Db) {
    for (const turn of others) await giveBackTurn(trx, deps, turn)
    if (!isFirstHere) return
    await forgetTurns(trx, deps, pair)
    await giveBackTurn(trx, deps, accounts)
  }

  return {
    async succeeded(trx) {
      await forgetTurns(trx, deps, here)
      await giveBack(trx)
    },
    async cancelled(trx) {
      await giveBackTurn(trx, deps, here)
      await giveBack(trx)
    },
  }
}

async function takeDeviceTry(deps: Deps, own: Turn): Promise<LoginTry> {
  await takeTurns(deps.db, deps, [own])
  return {
    succeeded: (trx) => forgetTurns(trx, deps, own),
    cancelled: (trx) => giveBackTurn(trx, deps, own),
  }
}
