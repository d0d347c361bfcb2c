// A reader closes the own account. The password is judged as at the login, twice: before the last question, so that a
// mistake is told at once, and with the answer to it.
import { closeAccount } from "../access/close-account.ts"
import { actorOf } from "../access/read-record.ts"
import { appendAudit } from "../audit/audit.ts"
import { findOwnPassword, isStillPassword, type OwnPassword } from "../credentials/own-password.queries.ts"
import type { Deps } from "../deps.ts"
import { fail, Failure } from "../http/failures.ts"
import type { Reader } from "../session/session.ts"
import { isRightPassword, takeLoginTry } from "./login-tries.ts"

const REASON = "written notice by the reader"

/** @throws Failure `credentials-wrong`, `too-many-requests`, `busy`: in the log as a refused closing. */
export async function proveForClosing(deps: Deps, reader: Reader, password: string): Promise<OwnPassword> {
  const account = (await findOwnPassword(deps.db, deps.sealing, reader.accountId)) ?? fail("session-required")
  try {
    const attempt = await takeLoginTry(deps, account.emailIndex, reader.client.address, reader.deviceId)
    if (!(await isRightPassword(deps, attempt, account.passwordHash, password))) fail("credentials-wrong")
    await deps.db.transaction((trx) => attempt.succeeded(trx))
    return account
  } catch (error) {
    if (error instanceof Failure) await logRefusal(deps, reader, error.code)
    throw error
  }
}

/** @throws as above; `session-required` when another tab closed it first. */
export async function closeOwnAccount(deps: Deps, reader: Reader, password: string): Promise<void> {
  const { passwordHash } = await proveForClosing(deps, reader, password)
  const { accountId } = reader
  await deps.db.transaction(async (trx) => {
    // Changed meanwhile: whoever typed the old one closes nothing.
    if (!(await isStillPassword(trx, deps.sealing, accountId, passwordHash))) fail("credentials-wrong")
    const closing = { accountId, reason: REASON, actor: actorOf(reader, null) }
    if (!(await closeAccount(trx, deps, closing))) fail("session-required")
  })
}

const logRefusal = (deps: Deps, reader: Reader, reason: string) =>
  appendAudit(deps.db, deps.sealing, deps.now(), {
    event: "account.close",
    action: "U",
    outcome: "refused",
    reason,
    actor: actorOf(reader, null),
    objectKind: "account",
    objectId: reader.accountId,
  })
