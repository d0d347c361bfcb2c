// A reader closes the own account. The password is asked twice: before the last question, so that a mistake is told at
// once, and with the answer to it.
import { closeAccount } from "../access/close-account.ts"
import { actorOf } from "../access/read-record.ts"
import type { Deps } from "../deps.ts"
import { fail } from "../http/failures.ts"
import type { Reader } from "../session/session.ts"
import { holdProven, provePassword } from "./prove-password.ts"

const REASON = "written notice by the reader"

/** @throws as `provePassword`: in the log as a refused closing. */
export const proveForClosing = (deps: Deps, reader: Reader, password: string) =>
  provePassword(deps, reader, password, "account.close")

/** @throws as above; `session-required` when another tab closed it first. */
export async function closeOwnAccount(deps: Deps, reader: Reader, password: string): Promise<void> {
  const proven = await proveForClosing(deps, reader, password)
  await deps.db.transaction(async (trx) => {
    await holdProven(trx, deps, reader, proven)
    const closing = { accountId: reader.accountId, reason: REASON, actor: actorOf(reader, null) }
    if (!(await closeAccount(trx, deps, closing))) fail("session-required")
  })
}
