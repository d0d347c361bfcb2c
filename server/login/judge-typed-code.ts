// A code as it was typed. A try is counted in the database before anything is compared: parallel guesses compare five
// times at most. Whoever calls this spends the right code, once, in the transaction of what it opens.
import type { LogEvent } from "#contract/log-events"
import type { Db } from "../../db/knex.ts"
import { appendAudit } from "../audit/audit.ts"
import { blockCodes, countCodeMiss } from "../credentials/accounts.queries.ts"
import { codeBlockSeconds, codeHmac, judgeCode, readCode, sameHmac } from "../credentials/security-code.ts"
import type { Deps } from "../deps.ts"
import type { ClientInfo } from "../http/client.ts"
import { fail } from "../http/failures.ts"
import {
  wrongChangeCodesMail,
  wrongCodesMail,
  wrongNewNumberCodesMail,
  wrongRecoveryCodesMail,
} from "../messages/mail-texts.ts"
import { queueMessage } from "../messages/queue-message.ts"
import { readOrganisation, senderOf } from "../organisation/settings.ts"
import { provenBefore } from "../session/challenge.ts"
import type { Challenge, ChallengePurpose } from "../session/challenges.queries.ts"
import { blockDeviceCodes, countDeviceMiss } from "../session/devices.queries.ts"
import { countTry, type CountedCode } from "../session/security-codes.queries.ts"
import { forGood, refuseWhenBlocked } from "../session/send-code.ts"

/** So many wrong codes in a row: somebody else probably has what comes before the code. */
const MISSES_TO_WARN = 3

/**
 * @returns what spends the code.
 * @throws Failure `code-incomplete`, `code-not-sent`, `code-wrong`, `code-expired`, `code-locked`.
 */
export async function judgeTypedCode(
  deps: Deps,
  challenge: Challenge,
  typed: string,
  client: ClientInfo,
): Promise<string> {
  const code = readCode(typed) ?? fail("code-incomplete")
  if (!challenge.code) return fail("code-not-sent")
  refuseWhenBlocked(deps, challenge)
  const counted = await countTry(deps.db, challenge.id, deps.now().toISOString())
  if (!counted) return refuseUncounted(deps, challenge, client)
  const matches = sameHmac(counted.hmac, codeHmac(deps.sealing, challenge.id, code))
  const verdict = judgeCode(counted, matches, deps.now())
  if (verdict === "expired") return fail("code-expired")
  if (verdict !== "right") return recordMiss(deps, challenge, counted, verdict, client)
  return counted.hmac
}

/** No try was left, or the code is not there to be tried. */
async function refuseUncounted(deps: Deps, challenge: Challenge, client: ClientInfo): Promise<never> {
  const { code } = challenge
  const isOld = !code || code.expiresAt <= deps.now().toISOString() || code.usedAt !== null
  const problem = isOld ? "code-expired" : "code-locked"
  await logCode(deps.db, deps, challenge, problem, client)
  return fail(problem, isOld ? {} : { triesLeft: 0 })
}

async function recordMiss(
  deps: Deps,
  challenge: Challenge,
  { tries, maxTries }: CountedCode,
  verdict: "wrong" | "locked",
  client: ClientInfo,
): Promise<never> {
  const { account, device } = challenge
  await deps.db.transaction(async (trx) => {
    // On a device that the account is known on misses count there only: a stranger's stop no reader, nor a reader's.
    const misses = await (device ? countDeviceMiss(trx, device.id) : countCodeMiss(trx, account.id))
    const seconds = codeBlockSeconds(misses)
    if (seconds > 0) {
      const until = blockedUntil(deps.now(), seconds)
      await (device ? blockDeviceCodes(trx, device.id, until) : blockCodes(trx, account.id, until))
    }
    if (misses === MISSES_TO_WARN) await warnOwner(trx, deps, challenge)
    await logCode(trx, deps, challenge, "code-wrong", client)
  })
  return fail(verdict === "locked" ? "code-locked" : "code-wrong", {
    triesLeft: Math.max(maxTries - tries, 0),
  })
}

const blockedUntil = (now: Date, seconds: number) =>
  seconds === Infinity ? forGood : new Date(now.getTime() + seconds * 1000).toISOString()

/** By what came before the code: what somebody else would have. */
const kinds: Record<ChallengePurpose, { event: LogEvent; warning: typeof wrongCodesMail }> = {
  login: { event: "login.code", warning: wrongCodesMail },
  registration: { event: "login.code", warning: wrongCodesMail },
  invitation: { event: "login.code", warning: wrongCodesMail },
  recovery: { event: "recovery.code", warning: wrongRecoveryCodesMail },
  "lost-phone": { event: "lost-phone.code", warning: wrongNewNumberCodesMail },
  "confirm-action": { event: "change.code", warning: wrongChangeCodesMail },
  "new-number": { event: "change.code", warning: wrongChangeCodesMail },
}

async function warnOwner(trx: Db, deps: Deps, { account, purpose }: Challenge) {
  const sender = senderOf(await readOrganisation(trx), deps.config.origin)
  await queueMessage(trx, deps, {
    kind: "mail",
    purpose: "wrong-codes",
    accountId: account.id,
    to: account.email,
    ...kinds[purpose].warning(sender),
    giveUpAt: new Date(deps.now().getTime() + 24 * 3_600_000),
  })
}

export const logCode = (db: Db, deps: Deps, challenge: Challenge, reason: string, client: ClientInfo) =>
  appendAudit(db, deps.sealing, deps.now(), {
    event: kinds[challenge.purpose].event,
    action: "E",
    outcome: "refused",
    reason,
    actor: { kind: "reader", id: challenge.account.id, means: provenBefore(challenge), client },
    objectKind: "challenge",
    objectId: challenge.id,
  })
