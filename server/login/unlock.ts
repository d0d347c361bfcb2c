// The password of a session's own account opens its lock. It is judged as at the login: the same counters, the same
// queue, so that the lock is no better place to guess.
import type { Db } from "../../db/knex.ts"
import { actorOf } from "../access/read-record.ts"
import { appendAudit } from "../audit/audit.ts"
import { storePasswordHash } from "../credentials/accounts.queries.ts"
import { findOwnPassword, isStillPassword } from "../credentials/own-password.queries.ts"
import { hashPassword, isWeaker } from "../credentials/password-hash.ts"
import type { Deps } from "../deps.ts"
import { fail, Failure } from "../http/failures.ts"
import type { Reader } from "../session/session.ts"
import { unlockSession } from "../session/sessions.queries.ts"
import { isRightPassword, takeLoginTry, type LoginTry } from "./login-tries.ts"

/** @throws Failure `credentials-wrong`, `too-many-requests`, `busy`; `session-required` when it ended meanwhile. */
export async function unlock(deps: Deps, reader: Reader, password: string): Promise<void> {
  const account = (await findOwnPassword(deps.db, deps.sealing, reader.accountId)) ?? fail("session-required")
  const attempt = await tryOrLog(deps, account.emailIndex, reader)
  if (!(await isRightPassword(deps, attempt, account.passwordHash, password))) {
    await log(deps.db, deps, reader, "wrong")
    return fail("credentials-wrong")
  }
  const stronger = isWeaker(deps, account.passwordHash) ? await hashPassword(deps, password) : null
  await deps.db.transaction(async (trx) => {
    await attempt.succeeded(trx)
    if (!(await isStillPassword(trx, deps.sealing, reader.accountId, account.passwordHash)))
      fail("credentials-wrong")
    if (stronger) await storePasswordHash(trx, deps.sealing, reader.accountId, stronger, deps.now())
    if (!(await unlockSession(trx, reader.sessionId, deps.now().toISOString()))) fail("session-required")
    await log(trx, deps, reader, null)
  })
}

async function tryOrLog(deps: Deps, emailIndex: string, reader: Reader): Promise<LoginTry> {
  try {
    return await takeLoginTry(deps, emailIndex, reader.client.address, reader.deviceId)
  } catch (error) {
    if (error instanceof Failure) await log(deps.db, deps, reader, error.code)
    throw error
  }
}

const log = (db: Db, deps: Deps, reader: Reader, refusal: string | null) =>
  appendAudit(db, deps.sealing, deps.now(), {
    event: "session.unlock",
    action: "E",
    outcome: refusal === null ? "done" : "refused",
    reason: refusal,
    actor: actorOf(reader, null),
    objectKind: "session",
    objectId: reader.sessionId,
  })
