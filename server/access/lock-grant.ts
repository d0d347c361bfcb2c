// "Dit is niet mijn naaste": a reader who sees the record of somebody else closes the own access to it, at once and
// everywhere the guard judges. Only staff open it again, or end it.
import type { Db } from "../../db/knex.ts"
import { appendAudit, type Actor } from "../audit/audit.ts"
import type { Deps } from "../deps.ts"
import { fail } from "../http/failures.ts"
import { accessGivenMail, wrongRecordMail } from "../messages/mail-texts.ts"
import { tellDesk } from "../organisation/tell-desk.ts"
import { systemOwner } from "../sealing/sealing.ts"
import type { Reader } from "../session/session.ts"
import { findCandidates, type Candidate } from "./access.queries.ts"
import { holdPatient } from "./desk-version.ts"
import { GrantError } from "./grant-error.ts"
import { logGrant, tellReader } from "./grant-news.ts"
import { judgeAccess } from "./guard.ts"
import { actorOf } from "./read-record.ts"
import { raiseTask, settleTasks } from "./staff-tasks.queries.ts"

/**
 * Said once or ten times: locked once, one task, one mail.
 * @throws Failure `not-found` where nothing opens for this reader, as for an unknown client; written down all the same.
 */
export async function lockWrongRecord(deps: Deps, reader: Reader, patientId: string): Promise<void> {
  const isTheirs = await deps.db.transaction(async (trx) => {
    const verdicts = (await findCandidates(trx, deps.sealing, reader.accountId, patientId)).map(
      (candidate) => ({
        candidate,
        verdict: judgeAccess(candidate.situation, undefined, deps.now()),
      }),
    )
    const open = verdicts.filter(({ verdict }) => verdict.allowed)
    for (const { candidate } of open) await lock(trx, deps, reader, candidate)
    if (open.length > 0 || verdicts.some(({ candidate }) => candidate.situation.grant.isLocked)) return true
    await appendAudit(trx, deps.sealing, deps.now(), {
      event: "grant.lock",
      action: "U",
      outcome: "refused",
      reason: "no-grant",
      actor: actorOf(reader, null),
      patientId,
      objectKind: "grant",
    })
    return false
  })
  // Thrown after the transaction: the row that says "refused" must stay.
  if (!isTheirs) fail("not-found")
}

async function lock(trx: Db, deps: Deps, reader: Reader, { patientId, situation }: Candidate): Promise<void> {
  const now = deps.now()
  const { id, role } = situation.grant
  const rows = await trx("grants")
    .where({ id, revoked_at: null, locked_at: null })
    .update({ locked_at: now.toISOString() })
  if (rows !== 1) return
  const reason = "wrong record"
  await logGrant(deps, trx, "grant.lock", "U", actorOf(reader, role), { id, patientId, reason })
  const task = { kind: "wrong-record", objectId: id, accountId: reader.accountId, patientId } as const
  await raiseTask(trx, task, now)
  await tellDesk(trx, deps, "wrong-record", wrongRecordMail)
}

/**
 * It was theirs after all: it opens again, and its reader is told.
 * @param unlock.reason kept, sealed, with the work that it finishes. @throws GrantError, Failure `changed-meanwhile`.
 */
export async function unlockGrant(
  deps: Deps,
  { patientId, id }: { patientId: string; id: string },
  { seen, reason }: { seen: string; reason: string },
  actor: Actor,
  by: string,
): Promise<void> {
  await deps.db.transaction(async (trx) => {
    await holdPatient(trx, patientId, seen)
    const [grant] = (await trx("grants")
      .where({ id, patient_id: patientId, revoked_at: null })
      .whereNotNull("locked_at")
      .update({ locked_at: null }, ["account_id"])) as { account_id: string | null }[]
    if (!grant) throw new GrantError(`Grant ${id} is not locked.`)
    await logGrant(deps, trx, "grant.unlock", "U", actor, { id, patientId, reason: "by staff" })
    const key = await deps.sealing.keyFor(trx, systemOwner, deps.now())
    const seal = (taskId: string) => deps.sealing.seal(key, "staff_tasks.note", taskId, reason)
    await settleTasks(trx, { kinds: ["wrong-record"], objectId: id }, by, deps.now(), seal)
    if (grant.account_id) await tellReader(trx, deps, grant.account_id, "access-given", accessGivenMail)
  })
}
