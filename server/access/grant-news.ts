// What a change of a grant leaves: a row in the log, and a mail to its reader.
import type { LogEvent } from "#contract/log-events"
import type { Db } from "../../db/knex.ts"
import { appendAudit, type Actor } from "../audit/audit.ts"
import type { Deps } from "../deps.ts"
import { tellAccount, type Telling } from "../organisation/tell-account.ts"

/** A mail server may be away for a while; after this the news is old. */
export const MAIL_DAYS = 3

export const tellReader = (trx: Db, deps: Deps, accountId: string, purpose: string, mail: Telling["mail"]) =>
  tellAccount(trx, deps, {
    accountId,
    purpose,
    mail,
    giveUpAt: new Date(deps.now().getTime() + MAIL_DAYS * 86_400_000),
  })

export const logGrant = (
  deps: Deps,
  trx: Db,
  event: LogEvent,
  action: "C" | "U",
  actor: Actor,
  grant: { id: string; patientId: string; reason: string },
) =>
  appendAudit(trx, deps.sealing, deps.now(), {
    event,
    action,
    actor,
    reason: grant.reason.slice(0, 120),
    patientId: grant.patientId,
    objectKind: "grant",
    objectId: grant.id,
    grantId: grant.id,
  })
