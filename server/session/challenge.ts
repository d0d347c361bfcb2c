// The road between a password (or a confirmed mailbox) and a session, as this browser's pre-login cookie knows it.
import { randomUUID } from "node:crypto"
import type { LoginStep, SentCode } from "#contract/login"
import type { Db } from "../../db/knex.ts"
import { maskMobile } from "../credentials/mobile.ts"
import type { Deps } from "../deps.ts"
import { fail } from "../http/failures.ts"
import { resendWaitSeconds } from "../limits/table.ts"
import {
  endChallenge,
  findChallenge,
  insertChallenge,
  type Challenge,
  type SignInPurpose,
  type Way,
} from "./challenges.queries.ts"
import { hashToken, newToken } from "./tokens.ts"

/** From the password, or from Bevestig in the mailbox, to the last moment at which a code opens a session. */
export const challengeMinutes = 30

/** @param replaces the pre-login cookie this browser had: one browser has one challenge. @returns the new cookie. */
export async function startChallenge(
  trx: Db,
  deps: Deps,
  accountId: string,
  purpose: SignInPurpose,
  replaces: string | undefined,
): Promise<{ token: string; challengeId: string }> {
  const now = deps.now()
  if (replaces) await endChallenge(trx, hashToken(replaces), now.toISOString())
  const token = newToken(deps.random)
  const challengeId = randomUUID()
  await insertChallenge(trx, {
    id: challengeId,
    tokenHash: hashToken(token),
    accountId,
    purpose,
    createdAt: now.toISOString(),
    expiresAt: new Date(now.getTime() + challengeMinutes * 60_000).toISOString(),
  })
  return { token, challengeId }
}

/** @throws Failure `step-expired` when the cookie is missing, old, spent or of another kind. */
export async function openChallenge(
  db: Db,
  deps: Deps,
  token: string | undefined,
  way: Way = "sign-in",
): Promise<Challenge<SignInPurpose>> {
  return (await peekChallenge(db, deps, token, way)) ?? fail("step-expired")
}

export async function peekChallenge(
  db: Db,
  deps: Deps,
  token: string | undefined,
  way: Way = "sign-in",
): Promise<Challenge<SignInPurpose> | undefined> {
  return token ? findChallenge(db, deps.sealing, hashToken(token), deps.now().toISOString(), way) : undefined
}

/** What was proven before the code: for the log. */
export function provenBefore({
  purpose,
}: Pick<Challenge, "purpose">): "mail link" | "password" | "password+sms" {
  if (purpose === "confirm-action" || purpose === "new-number") return "password+sms"
  return purpose === "login" ? "password" : "mail link"
}

/** What the page may know. */
export function describeStep(challenge: Challenge<SignInPurpose>): Exclude<LoginStep, { step: "none" }> {
  const { account, code, purpose } = challenge
  const who = { email: account.email, maskedMobile: maskMobile(account.mobile) }
  if (!code) return { step: "confirm", ...who }
  return { step: "code", purpose, ...who, ...describeCode(challenge, code) }
}

/** When a code was sent, how long it lasts, and when the next one may be asked. */
export function describeCode(
  { resends }: Pick<Challenge, "resends">,
  { sentAt, expiresAt }: { sentAt: string; expiresAt: string },
): SentCode {
  const lasts = Date.parse(expiresAt) - Date.parse(sentAt)
  return {
    sentAt,
    expiresAt,
    codeMinutes: Math.floor(lasts / 60_000),
    mayResendAt: mayResendAt(resends, sentAt),
  }
}

/** Null after the last resend. */
export function mayResendAt(resends: number, sentAt: string): string | null {
  const seconds = resendWaitSeconds[resends]
  return seconds === undefined ? null : new Date(Date.parse(sentAt) + seconds * 1000).toISOString()
}
