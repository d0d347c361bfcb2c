import type { LogEvent } from "#contract/log-events"
import { actorOf } from "../access/read-record.ts"
import { appendAudit } from "../audit/audit.ts"
import type { Db } from "../../db/knex.ts"
import type { Deps } from "../deps.ts"
import { Failure } from "../http/failures.ts"
import type { Reader } from "../session/session.ts"

/** What a reader did to the own account, or was refused. */
export const logOwn = (
  db: Db,
  deps: Deps,
  reader: Reader,
  event: LogEvent,
  refusal: string | null,
  action: "E" | "U" = "E",
) =>
  appendAudit(db, deps.sealing, deps.now(), {
    event,
    action,
    outcome: refusal === null ? "done" : "refused",
    reason: refusal,
    actor: actorOf(reader, null),
    objectKind: "account",
    objectId: reader.accountId,
  })

/** The deed writes its own row; when it is refused, that is written instead. */
export async function logged<Done>(deps: Deps, reader: Reader, event: LogEvent, deed: () => Promise<Done>) {
  try {
    return await deed()
  } catch (error) {
    if (error instanceof Failure) await logOwn(deps.db, deps, reader, event, error.code)
    throw error
  }
}
