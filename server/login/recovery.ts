// From the mailed link to the right code. Looking changes nothing, Bevestig only sends an SMS to the account's own number,
// so a scanner that opens and presses everything opens nothing; the link is spent by the new password.
import type { LogEvent } from "#contract/log-events"
import type { RecoveryStep } from "#contract/password"
import type { LinkPreview } from "#contract/registration"
import type { Db } from "../../db/knex.ts"
import { appendAudit } from "../audit/audit.ts"
import { lockAccount } from "../credentials/accounts.queries.ts"
import { maskMobile } from "../credentials/mobile.ts"
import type { Deps } from "../deps.ts"
import type { ClientInfo } from "../http/client.ts"
import { fail, Failure } from "../http/failures.ts"
import { describeStep, openChallenge, peekChallenge, startChallenge } from "../session/challenge.ts"
import type { Challenge } from "../session/challenges.queries.ts"
import { spendCode } from "../session/security-codes.queries.ts"
import { sendFirstCode, sendNextCode } from "../session/send-code.ts"
import { hashToken } from "../session/tokens.ts"
import { findResetLink, type ResetLink } from "./forgotten.queries.ts"
import { judgeTypedCode } from "./judge-typed-code.ts"

/** @throws Failure `link-invalid` for an old, spent, replaced, foreign or unknown link alike. */
export async function previewResetLink(deps: Deps, token: string): Promise<LinkPreview> {
  const { email, mobile } = await findLink(deps.db, deps, token)
  return { email, maskedMobile: maskMobile(mobile) }
}

/**
 * @param preloginToken this browser's cookie: pressing twice goes on with the same challenge.
 * @throws Failure `link-invalid`; what sending a code throws: then nothing was begun.
 */
export async function confirmRecovery(
  deps: Deps,
  token: string,
  preloginToken: string | undefined,
  client: ClientInfo,
): Promise<{ step: RecoveryStep; preloginToken: string }> {
  const link = await findLink(deps.db, deps, token)
  try {
    return await deps.db.transaction(async (trx) => {
      await lockAccount(trx, link.accountId)
      // Read again: a new password may have spent it in the meantime.
      await findLink(trx, deps, token)
      const begun = await beginOrGoOn(trx, deps, link, preloginToken)
      const challenge = await openChallenge(trx, deps, begun, "recovery")
      if (!challenge.code) await sendFirstCode(trx, deps, challenge, client)
      await log(trx, deps, "recovery.confirm", link.accountId, client, null)
      return { step: await recoveryStep(trx, deps, begun), preloginToken: begun }
    })
  } catch (error) {
    if (error instanceof Failure)
      await log(deps.db, deps, "recovery.confirm", link.accountId, client, error.code)
    throw error
  }
}

async function beginOrGoOn(trx: Db, deps: Deps, { accountId }: ResetLink, preloginToken: string | undefined) {
  const known = await peekChallenge(trx, deps, preloginToken, "recovery")
  if (preloginToken && known?.account.id === accountId) return preloginToken
  return (await startChallenge(trx, deps, accountId, "recovery", preloginToken)).token
}

/** @throws Failure `step-expired`, `resend-too-soon`, `resend-limit`, `sms-unavailable`, `too-many-requests`. */
export async function resendRecoveryCode(
  deps: Deps,
  preloginToken: string | undefined,
  client: ClientInfo,
): Promise<RecoveryStep> {
  const { account } = await openChallenge(deps.db, deps, preloginToken, "recovery")
  try {
    return await deps.db.transaction(async (trx) => {
      const challenge = await openChallenge(trx, deps, preloginToken, "recovery")
      if (!isProven(challenge)) await sendNextCode(trx, deps, challenge, client)
      await log(trx, deps, "recovery.resend", account.id, client, null)
      return recoveryStep(trx, deps, preloginToken)
    })
  } catch (error) {
    if (error instanceof Failure) await log(deps.db, deps, "recovery.resend", account.id, client, error.code)
    throw error
  }
}

/** The right code opens one thing: choosing a new password, in this browser. @throws as `judgeTypedCode`. */
export async function enterRecoveryCode(
  deps: Deps,
  preloginToken: string | undefined,
  typed: string,
  client: ClientInfo,
): Promise<RecoveryStep> {
  const challenge = await openChallenge(deps.db, deps, preloginToken, "recovery")
  const hmac = await judgeTypedCode(deps, challenge, typed, client)
  return deps.db.transaction(async (trx) => {
    if (!(await spendCode(trx, challenge.id, hmac, deps.now().toISOString()))) return fail("step-expired")
    await log(trx, deps, "recovery.code", challenge.account.id, client, null)
    return recoveryStep(trx, deps, preloginToken)
  })
}

/** The code was right; until the new password is there, or the challenge is over. */
export const isProven = ({ code }: Challenge): boolean => code !== null && code.usedAt !== null

export async function recoveryStep(
  db: Db,
  deps: Deps,
  preloginToken: string | undefined,
): Promise<RecoveryStep> {
  const challenge = await peekChallenge(db, deps, preloginToken, "recovery")
  if (!challenge) return { step: "none" }
  if (isProven(challenge)) return { step: "new-password", email: challenge.account.email }
  const step = describeStep(challenge)
  return step.step === "code" ? step : { step: "none" }
}

async function findLink(db: Db, deps: Deps, token: string): Promise<ResetLink> {
  const link = await findResetLink(db, deps.sealing, hashToken(token), deps.now().toISOString())
  return link ?? fail("link-invalid")
}

const log = (
  db: Db,
  deps: Deps,
  event: LogEvent,
  accountId: string,
  client: ClientInfo,
  refusal: string | null,
) =>
  appendAudit(db, deps.sealing, deps.now(), {
    event,
    action: "E",
    outcome: refusal === null ? "done" : "refused",
    reason: refusal,
    actor: { kind: "reader", id: accountId, means: "mail link", client },
    objectKind: "account",
    objectId: accountId,
  })
