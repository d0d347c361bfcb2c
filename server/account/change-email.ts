// Another e-mail address: the password, a code to the account's number, and a link in the mailbox of the new address.
// Whether that address has an account already is told in that mailbox only: here the answers are the same.
import type { EmailStep } from "#contract/account-changes"
import type { Db } from "../../db/knex.ts"
import { lockAccount } from "../credentials/accounts.queries.ts"
import { findWaitingChange } from "../credentials/changes.queries.ts"
import { emailIndexOf, readEmail } from "../credentials/email.ts"
import { maskMobile } from "../credentials/mobile.ts"
import type { Deps } from "../deps.ts"
import { fail } from "../http/failures.ts"
import { judgeTypedCode } from "../login/judge-typed-code.ts"
import { describeCode, mayResendAt } from "../session/challenge.ts"
import { endChallengeById } from "../session/challenges.queries.ts"
import { spendCode } from "../session/security-codes.queries.ts"
import type { Changer } from "./changer.ts"
import { logged, logOwn } from "./log-own.ts"
import { sendNewEmailLink } from "./new-email-mail.ts"
import { beginChange, openChange, peekChange, resendChangeCode } from "./own-change.ts"
import { holdProven, provePassword } from "./prove-password.ts"

/**
 * @throws Failure `email-invalid` about what was typed only; `credentials-wrong`, `email-unchanged`; what sending a code
 * throws: then nothing was begun.
 */
export async function askNewEmail(
  deps: Deps,
  changer: Changer,
  typed: { password: string; email: string },
): Promise<EmailStep> {
  const email = readEmail(typed.email) ?? fail("email-invalid")
  const proven = await provePassword(deps, changer.reader, typed.password, "email.ask")
  const valueIndex = emailIndexOf(deps.sealing, email)
  if (valueIndex === proven.emailIndex) fail("email-unchanged")
  return logged(deps, changer.reader, "email.ask", () =>
    deps.db.transaction(async (trx) => {
      await holdProven(trx, deps, changer.reader, proven)
      await beginChange(trx, deps, changer, { kind: "email", value: email, valueIndex })
      await logOwn(trx, deps, changer.reader, "email.ask", null)
      return emailStep(trx, deps, changer)
    }),
  )
}

export async function emailStep(db: Db, deps: Deps, changer: Changer): Promise<EmailStep> {
  const open = await peekChange(db, deps, changer, "email")
  if (open?.challenge.code) {
    const { account, code } = open.challenge
    return { step: "code", mobile: maskMobile(account.mobile), ...describeCode(open.challenge, code) }
  }
  const change = await findMailed(db, deps, changer)
  if (!change) return { step: "none" }
  return { step: "mail", email: change.value, mayResendAt: mayResendAt(change.resends, change.mailedAt) }
}

/** @throws Failure `step-expired`, as `judgeTypedCode`. */
export async function enterEmailCode(deps: Deps, changer: Changer, typed: string): Promise<EmailStep> {
  const { reader } = changer
  const { change, challenge } = await openChange(deps.db, deps, changer, "email")
  const hmac = await judgeTypedCode(deps, challenge, typed, reader.client)
  return logged(deps, reader, "email.code", () =>
    deps.db.transaction(async (trx) => {
      const at = deps.now().toISOString()
      await lockAccount(trx, reader.accountId)
      if (!(await spendCode(trx, challenge.id, hmac, at))) fail("step-expired")
      if (!(await endChallengeById(trx, challenge.id, at))) fail("step-expired")
      await sendNewEmailLink(trx, deps, change)
      await logOwn(trx, deps, reader, "email.code", null)
      return emailStep(trx, deps, changer)
    }),
  )
}

/** The code, or the mail: what this session waits for. @throws as `resendChangeCode`. */
export async function resendEmailStep(deps: Deps, changer: Changer): Promise<EmailStep> {
  const { reader } = changer
  if (!(await findMailed(deps.db, deps, changer))) {
    await resendChangeCode(deps, changer, "email")
    return emailStep(deps.db, deps, changer)
  }
  return logged(deps, reader, "change.resend", () =>
    deps.db.transaction(async (trx) => {
      await lockAccount(trx, reader.accountId)
      const change = (await findMailed(trx, deps, changer)) ?? fail("step-expired")
      const mayAt = mayResendAt(change.resends, change.mailedAt) ?? fail("resend-limit")
      const seconds = Math.ceil((Date.parse(mayAt) - deps.now().getTime()) / 1000)
      if (seconds > 0) fail("resend-too-soon", { retryAfterSeconds: seconds })
      await sendNewEmailLink(trx, deps, change)
      await logOwn(trx, deps, reader, "change.resend", null)
      return emailStep(trx, deps, changer)
    }),
  )
}

/** The change of this session whose link was mailed. */
async function findMailed(db: Db, deps: Deps, { reader: { accountId, sessionId } }: Changer) {
  const where = { accountId, sessionId, kind: "email" } as const
  const change = await findWaitingChange(db, deps.sealing, where, deps.now())
  return change && change.mailedAt !== null ? { ...change, mailedAt: change.mailedAt } : undefined
}
