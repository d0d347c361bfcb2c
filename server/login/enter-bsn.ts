// The BSN step, once per account. Every failure gives the same answer after the same work: who guesses learns nothing.
// The number itself goes into its keyed index and nowhere else.
import type { LoginDone } from "#contract/login"
import type { Db } from "../../db/knex.ts"
import { claimByBsn } from "../access/claim.ts"
import { countAtLocations } from "../access/login-counts.ts"
import { actorOf } from "../access/read-record.ts"
import { raiseTaskWhere, settleTasks } from "../access/staff-tasks.queries.ts"
import { appendAudit } from "../audit/audit.ts"
import { lockAccount } from "../credentials/accounts.queries.ts"
import { readBsn } from "../credentials/bsn.ts"
import type { Deps } from "../deps.ts"
import { fail } from "../http/failures.ts"
import { forgetTurns, takeTurn, type Turn } from "../limits/counters.ts"
import { bsnMissesInAll, limits } from "../limits/table.ts"
import type { Reader } from "../session/session.ts"
import { completeBsnStep, countBsnTry } from "./bsn.queries.ts"
import { afterBsnStep } from "./after-bsn-step.ts"
import { contactOf } from "./complete-sign-in.ts"

type Miss = { kind: "none" | "impossible"; isLast: boolean } | { kind: "contact-differs"; patientId: string }
type Outcome =
  { kind: "claimed"; next: LoginDone["next"] } | Miss | { kind: "blocked"; retryAfterSeconds?: number }

/** @throws Failure `bsn-incomplete` (not counted), `bsn-no-match`, `bsn-blocked`. */
export async function enterBsn(deps: Deps, reader: Reader, typed: string): Promise<LoginDone> {
  if (reader.stage !== "bsn") return { next: reader.stage }
  const bsn = readBsn(typed)
  if (bsn.kind === "incomplete") return fail("bsn-incomplete")
  const outcome = await deps.db.transaction(async (trx) => {
    const judged = await judge(trx, deps, reader, bsn.digits, bsn.kind === "possible")
    await tellDesk(trx, deps, reader.accountId, judged)
    await appendAudit(trx, deps.sealing, deps.now(), {
      event: "login.bsn",
      action: "E",
      outcome: judged.kind === "claimed" ? "done" : "refused",
      reason: judged.kind,
      actor: actorOf(reader, null),
      objectKind: "account",
      objectId: reader.accountId,
    })
    return judged
  })
  // Thrown after the transaction: the counted miss must stay.
  if (outcome.kind === "claimed") return { next: outcome.next }
  if (outcome.kind !== "blocked") return fail("bsn-no-match")
  const { retryAfterSeconds } = outcome
  return fail("bsn-blocked", retryAfterSeconds === undefined ? {} : { retryAfterSeconds })
}

async function judge(
  trx: Db,
  deps: Deps,
  reader: Reader,
  digits: string,
  isPossible: boolean,
): Promise<Outcome> {
  const now = deps.now()
  const account = await lockAccount(trx, reader.accountId)
  if (!account) return { kind: "none", isLast: false }
  const today: Turn = { limit: "bsn-misses-day", key: account.id }
  const verdict = await takeTurn(trx, deps, today)
  if (!verdict.allowed) return { kind: "blocked", retryAfterSeconds: verdict.retryAfterSeconds }
  if (!(await countBsnTry(trx, account.id, bsnMissesInAll))) return { kind: "blocked" }
  const bsnIndex = deps.sealing.blindIndex("bsn", digits)
  const match = await claimByBsn(deps, trx, { ...contactOf(account, now), bsnIndex })
  if (match.kind === "contact-differs" && isPossible) return match
  if (match.kind !== "claimed") {
    const isLast = verdict.count >= limits["bsn-misses-day"].maximum
    return { kind: isPossible ? "none" : "impossible", isLast }
  }
  const stuck = { kinds: ["bsn-blocked" as const, "contact-differs" as const], accountId: account.id }
  await settleTasks(trx, stuck, "system", now)
  await completeBsnStep(trx, account.id, now.toISOString())
  await forgetTurns(trx, deps, today)
  // When this login was counted, nobody knew yet whose record it would read.
  await countAtLocations(trx, account.id, now)
  return { kind: "claimed", next: await afterBsnStep(trx, account.id, now) }
}

/** The same statement for everybody: how long it takes says nothing either. */
async function tellDesk(trx: Db, deps: Deps, accountId: string, judged: Outcome): Promise<void> {
  const differs = judged.kind === "contact-differs"
  const isStuck = differs || judged.kind === "blocked" || ("isLast" in judged && judged.isLast)
  const task = {
    kind: differs ? ("contact-differs" as const) : ("bsn-blocked" as const),
    objectId: accountId,
    accountId,
    patientId: differs ? judged.patientId : null,
  }
  await raiseTaskWhere(trx, isStuck, task, deps.now())
}
