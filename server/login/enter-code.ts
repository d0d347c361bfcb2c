// The second factor. A try is counted in the database before anything is compared, and the code is spent in the
// transaction that makes the session: parallel guesses compare five times at most, a right code works once.
import type { Db } from "../../db/knex.ts"
import { appendAudit } from "../audit/audit.ts"
import { blockCodes, countCodeMiss } from "../credentials/accounts.queries.ts"
import { codeBlockSeconds, codeHmac, judgeCode, readCode, sameHmac } from "../credentials/security-code.ts"
import type { Deps } from "../deps.ts"
import type { ClientInfo } from "../http/client.ts"
import { fail } from "../http/failures.ts"
import { wrongCodesMail } from "../messages/mail-texts.ts"
import { queueMessage } from "../messages/queue-message.ts"
import { readOrganisation } from "../organisation/settings.ts"
import { openChallenge, provenBefore } from "../session/challenge.ts"
import type { Challenge } from "../session/challenges.queries.ts"
import { countTry, type CountedCode } from "../session/security-codes.queries.ts"
import { forGood, refuseWhenBlocked } from "../session/send-code.ts"
import { completeSignIn, type Cookies, type SignedIn } from "./complete-sign-in.ts"

/** So many wrong codes in a row: the password is probably known to somebody else. */
const MISSES_TO_WARN = 3

/** @throws Failure `step-expired`, `code-incomplete`, `code-not-sent`, `code-wrong`, `code-expired`, `code-locked`. */
export async function enterCode(
  deps: Deps,
  cookies: Cookies,
  typed: string,
  client: ClientInfo,
): Promise<SignedIn> {
  const challenge = await openChallenge(deps.db, deps, cookies.prelogin)
  const code = readCode(typed) ?? fail("code-incomplete")
  if (!challenge.code) return fail("code-not-sent")
  refuseWhenBlocked(deps, challenge)
  const counted = await countTry(deps.db, challenge.id, deps.now().toISOString())
  if (!counted) return refuseUncounted(deps, challenge, client)
  const matches = sameHmac(counted.hmac, codeHmac(deps.sealing, challenge.id, code))
  const verdict = judgeCode(counted, matches, deps.now())
  if (verdict === "expired") return fail("code-expired")
  if (verdict !== "right") return recordMiss(deps, challenge, counted, verdict, client)
  const signedIn = await deps.db.transaction((trx) =>
    completeSignIn(trx, deps, challenge, counted.hmac, cookies, client),
  )
  if (signedIn) return signedIn
  await log(deps.db, deps, challenge, "number-shared", client)
  return fail("step-expired")
}

/** No try was left, or the code is not there to be tried. */
async function refuseUncounted(deps: Deps, challenge: Challenge, client: ClientInfo): Promise<never> {
  const { code } = challenge
  const isOld = !code || code.expiresAt <= deps.now().toISOString() || code.usedAt !== null
  const problem = isOld ? "code-expired" : "code-locked"
  await log(deps.db, deps, challenge, problem, client)
  return fail(problem, isOld ? {} : { triesLeft: 0 })
}

async function recordMiss(
  deps: Deps,
  challenge: Challenge,
  { tries, maxTries }: CountedCode,
  verdict: "wrong" | "locked",
  client: ClientInfo,
): Promise<never> {
  const { account } = challenge
  await deps.db.transaction(async (trx) => {
    const misses = await countCodeMiss(trx, account.id)
    const seconds = codeBlockSeconds(misses)
    if (seconds > 0) await blockCodes(trx, account.id, blockedUntil(deps.now(), seconds))
    if (misses === MISSES_TO_WARN) await warnOwner(trx, deps, account)
    await log(trx, deps, challenge, "code-wrong", client)
  })
  return fail(verdict === "locked" ? "code-locked" : "code-wrong", {
    triesLeft: Math.max(maxTries - tries, 0),
  })
}

const blockedUntil = (now: Date, seconds: number) =>
  seconds === Infinity ? forGood : new Date(now.getTime() + seconds * 1000).toISOString()

async function warnOwner(trx: Db, deps: Deps, account: Challenge["account"]) {
  const settings = await readOrganisation(trx)
  const sender = { organisation: settings.name, phone: settings.help.care.phone, origin: deps.config.origin }
  await queueMessage(trx, deps, {
    kind: "mail",
    purpose: "wrong-codes",
    accountId: account.id,
    to: account.email,
    ...wrongCodesMail(sender),
    giveUpAt: new Date(deps.now().getTime() + 24 * 3_600_000),
  })
}

const log = (db: Db, deps: Deps, challenge: Challenge, reason: string, client: ClientInfo) =>
  appendAudit(db, deps.sealing, deps.now(), {
    event: "login.code",
    action: "E",
    outcome: "refused",
    reason,
    actor: { kind: "reader", id: challenge.account.id, means: provenBefore(challenge), client },
    objectKind: "challenge",
    objectId: challenge.id,
  })
