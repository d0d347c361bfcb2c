// The end of an account, by its reader or by staff: one transaction, after which nothing of it opens any more.
import type { Db } from "../../db/knex.ts"
import { appendAudit, type Actor } from "../audit/audit.ts"
import { lockAccount } from "../credentials/accounts.queries.ts"
import { markClosed } from "../credentials/closed-accounts.queries.ts"
import type { Deps } from "../deps.ts"
import { accountClosedMail } from "../messages/mail-texts.ts"
import { dropWaiting } from "../messages/outbox.queries.ts"
import { tellAccount } from "../organisation/tell-account.ts"
import { keepReaderName } from "./closed-reader.queries.ts"
import { endOthers } from "./end-others.ts"
import { endGrants } from "./end-grants.ts"
import { raiseTask } from "./staff-tasks.queries.ts"

/** The mail says what happened for as long as anybody tries to deliver it. */
const NOTICE_HOURS = 72

/** @returns false when it was not active any more: then nothing happened. */
export async function closeAccount(
  trx: Db,
  deps: Deps,
  { accountId, reason, actor }: { accountId: string; reason: string; actor: Actor },
): Promise<boolean> {
  const now = deps.now()
  if ((await lockAccount(trx, accountId))?.state !== "active") return false
  await dropWaiting(trx, accountId)
  await tellAccount(trx, deps, {
    accountId,
    purpose: "account-closed",
    mail: accountClosedMail,
    giveUpAt: new Date(now.getTime() + NOTICE_HOURS * 3_600_000),
  })
  await keepReaderName(trx, deps.sealing, accountId)
  await tellDesk(trx, accountId, now)
  await endGrants(deps, trx, trx("grants").where({ account_id: accountId }), reason, actor)
  await endOthers(trx, deps, { accountId, reason: "closed", actor, keepSession: null })
  await markClosed(trx, accountId, now.toISOString())
  await appendAudit(trx, deps.sealing, now, {
    event: "account.close",
    action: "U",
    reason: reason.slice(0, 120),
    actor,
    objectKind: "account",
    objectId: accountId,
  })
  return true
}

/** A client who may not decide has nobody who reads for them now. */
async function tellDesk(trx: Db, accountId: string, now: Date): Promise<void> {
  const held = (await trx("grants")
    .where({ account_id: accountId, role: "legalRepresentative", revoked_at: null })
    .select("id", "patient_id")) as { id: string; patient_id: string }[]
  for (const { id, patient_id: patientId } of held)
    await raiseTask(trx, { kind: "representative-closed", objectId: id, accountId, patientId }, now)
}
