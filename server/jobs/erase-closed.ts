// Thirty days after an account was closed, what it logged in with is gone, with the key that opened it. Who the reader
// was stays with the grants, sealed under the patient's key, for as long as the log is kept.
import { eraseContactOfGrants } from "../access/closed-reader.queries.ts"
import { appendAudit } from "../audit/audit.ts"
import { eraseLogin, listToErase, markErased } from "../credentials/closed-accounts.queries.ts"
import type { Deps } from "../deps.ts"

const DAYS_KEPT = 30
/** The next turn does the rest. */
const AT_ONCE = 100

export async function eraseClosedAccounts(deps: Deps): Promise<void> {
  const now = deps.now()
  const closedBefore = new Date(now.getTime() - DAYS_KEPT * 86_400_000).toISOString()
  for (const id of await listToErase(deps.db, closedBefore, AT_ONCE))
    await deps.db.transaction(async (trx) => {
      if (!(await markErased(trx, id, now.toISOString()))) return
      await eraseContactOfGrants(trx, deps.sealing, id)
      await eraseLogin(trx, id)
      await appendAudit(trx, deps.sealing, now, {
        event: "account.erase",
        action: "D",
        actor: { kind: "system" },
        objectKind: "account",
        objectId: id,
      })
    })
}
