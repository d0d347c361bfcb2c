// The password is typed again before something that matters. It is judged as at the login: the same counters, the same
// queue, so that an open tablet is no better place to guess.
import type { LogEvent } from "#contract/log-events"
import type { Db } from "../../db/knex.ts"
import { findOwnPassword, isStillPassword, type OwnPassword } from "../credentials/own-password.queries.ts"
import type { Deps } from "../deps.ts"
import { fail } from "../http/failures.ts"
import { isRightPassword, takeLoginTry } from "../login/login-tries.ts"
import type { Reader } from "../session/session.ts"
import { logged } from "./log-own.ts"

/**
 * @param event what it was typed for, in the log when it is refused.
 * @throws Failure `credentials-wrong`, `too-many-requests`, `busy`.
 */
export async function provePassword(
  deps: Deps,
  reader: Reader,
  password: string,
  event: LogEvent,
): Promise<OwnPassword> {
  const account = (await findOwnPassword(deps.db, deps.sealing, reader.accountId)) ?? fail("session-required")
  return logged(deps, reader, event, async () => {
    const attempt = await takeLoginTry(deps, account.emailIndex, reader.client.address, reader.deviceId)
    if (!(await isRightPassword(deps, attempt, account.passwordHash, password))) fail("credentials-wrong")
    await deps.db.transaction((trx) => attempt.succeeded(trx))
    return account
  })
}

/**
 * To be called in the transaction of what it was typed for, which holds the account's row from here on.
 * @throws Failure `credentials-wrong` when the password was changed since it was judged.
 */
export async function holdProven(
  trx: Db,
  deps: Deps,
  reader: Reader,
  { passwordHash }: OwnPassword,
): Promise<void> {
  if (!(await isStillPassword(trx, deps.sealing, reader.accountId, passwordHash))) fail("credentials-wrong")
}
