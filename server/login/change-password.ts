// Somebody who is logged in changes the password. The current one is judged as at the login: the same counters, the same
// queue, so that an open tablet is no better place to guess.
import { actorOf } from "../access/read-record.ts"
import { appendAudit } from "../audit/audit.ts"
import { findOwnPassword, isStillPassword } from "../credentials/own-password.queries.ts"
import { hashPassword } from "../credentials/password-hash.ts"
import type { Deps } from "../deps.ts"
import { fail, Failure } from "../http/failures.ts"
import type { Reader } from "../session/session.ts"
import { renewSession } from "../session/start-session.ts"
import { isRightPassword, takeLoginTry, type LoginTry } from "./login-tries.ts"
import { judgeNewPassword, replacePassword } from "./replace-password.ts"

type Typed = { current: string; password: string }

/**
 * @returns the session's new token: a copy of the old cookie is worth nothing.
 * @throws Failure with what is wrong with the new one, `password-unchanged`, `credentials-wrong`, `too-many-requests`.
 */
export async function changePassword(deps: Deps, reader: Reader, { current, password }: Typed) {
  const account = (await findOwnPassword(deps.db, deps.sealing, reader.accountId)) ?? fail("session-required")
  // About what was typed only: nothing of the stored one is told before the current one was right.
  if (password.normalize("NFC") === current.normalize("NFC")) fail("password-unchanged")
  await judgeNewPassword(deps, password, account)
  const attempt = await tryOrLog(deps, account.emailIndex, reader)
  if (!(await isRightPassword(deps, attempt, account.passwordHash, current))) {
    await logRefusal(deps, reader, "wrong")
    return fail("credentials-wrong")
  }
  const passwordHash = await hashPassword(deps, password)
  return deps.db.transaction(async (trx) => {
    await attempt.succeeded(trx)
    // Two at once: the second one's current password is the old one by now.
    if (!(await isStillPassword(trx, deps.sealing, reader.accountId, account.passwordHash)))
      return fail("credentials-wrong")
    const token = await renewSession(trx, deps, reader.sessionId)
    await replacePassword(trx, deps, {
      accountId: reader.accountId,
      email: account.email,
      passwordHash,
      actor: actorOf(reader, null),
      keepSession: reader.sessionId,
    })
    return token
  })
}

async function tryOrLog(deps: Deps, emailIndex: string, reader: Reader): Promise<LoginTry> {
  try {
    return await takeLoginTry(deps, emailIndex, reader.client.address, reader.deviceId)
  } catch (error) {
    if (error instanceof Failure) await logRefusal(deps, reader, error.code)
    throw error
  }
}

const logRefusal = (deps: Deps, reader: Reader, reason: string) =>
  appendAudit(deps.db, deps.sealing, deps.now(), {
    event: "account.password",
    action: "U",
    outcome: "refused",
    reason,
    actor: actorOf(reader, null),
    objectKind: "account",
    objectId: reader.accountId,
  })
