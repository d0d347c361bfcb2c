// Another mobile number: the password, a code to the number the account has, a code to the number it gets.
import type { NumberStep } from "#contract/account-changes"
import type { Db } from "../../db/knex.ts"
import { lockAccount } from "../credentials/accounts.queries.ts"
import { moveToChallenge } from "../credentials/changes.queries.ts"
import { maskMobile, mobileIndexOf, readMobile, showMobile } from "../credentials/mobile.ts"
import type { Deps } from "../deps.ts"
import { fail } from "../http/failures.ts"
import { judgeTypedCode } from "../login/judge-typed-code.ts"
import { readOrganisation } from "../organisation/settings.ts"
import { describeCode } from "../session/challenge.ts"
import { endChallengeById } from "../session/challenges.queries.ts"
import { spendCode } from "../session/security-codes.queries.ts"
import { sendFirstCode } from "../session/send-code.ts"
import type { Changer } from "./changer.ts"
import { finishNumber } from "./finish-number.ts"
import { logged, logOwn } from "./log-own.ts"
import { holdProven, provePassword } from "./prove-password.ts"
import { beginChange, insertOwnChallenge, openChange, peekChange, type OpenChange } from "./own-change.ts"

type Wanted = { password: string; country: string; mobile: string }

/**
 * @throws Failure `mobile-invalid`, `mobile-country` about what was typed only; `credentials-wrong`, `mobile-unchanged`;
 * what sending a code throws: then nothing was begun.
 */
export async function askNewNumber(deps: Deps, changer: Changer, typed: Wanted): Promise<NumberStep> {
  const { smsCountries } = await readOrganisation(deps.db)
  const number = readMobile(typed.mobile, typed.country, smsCountries)
  if (number.kind === "problem") return fail(number.code)
  const proven = await provePassword(deps, changer.reader, typed.password, "number.ask")
  const valueIndex = mobileIndexOf(deps.sealing, number.e164)
  if (number.e164 === proven.mobile) fail("mobile-unchanged")
  return logged(deps, changer.reader, "number.ask", () =>
    deps.db.transaction(async (trx) => {
      await holdProven(trx, deps, changer.reader, proven)
      await beginChange(trx, deps, changer, { kind: "mobile", value: number.e164, valueIndex })
      await logOwn(trx, deps, changer.reader, "number.ask", null)
      return numberStep(trx, deps, changer)
    }),
  )
}

export async function numberStep(db: Db, deps: Deps, changer: Changer): Promise<NumberStep> {
  const open = await peekChange(db, deps, changer, "mobile")
  const code = open?.challenge.code
  if (!open || !code) return { step: "none" }
  const { account, purpose } = open.challenge
  const step = purpose === "new-number" ? "new" : "old"
  const mobile = step === "new" ? showMobile(account.mobile) : maskMobile(account.mobile)
  return { step, mobile, ...describeCode(open.challenge, code) }
}

export type Entered = { step: NumberStep; sessionToken?: string }

/**
 * @param step which code is meant: one that was typed in a tab that stayed behind is no try at the other.
 * @throws Failure `step-expired`, `mobile-shared`, as `judgeTypedCode`, and what sending the second code throws.
 */
export async function enterNumberCode(
  deps: Deps,
  changer: Changer,
  { step, code }: { step: "old" | "new"; code: string },
): Promise<Entered> {
  const open = await openChange(deps.db, deps, changer, "mobile")
  if ((open.challenge.purpose === "new-number" ? "new" : "old") !== step) fail("step-expired")
  const hmac = await judgeTypedCode(deps, open.challenge, code, changer.reader.client)
  if (step === "new") {
    const sessionToken = await finishNumber(deps, changer, open, hmac)
    return { step: { step: "done", mobile: showMobile(open.change.value) }, sessionToken }
  }
  return logged(deps, changer.reader, "number.code", () =>
    deps.db.transaction(async (trx) => ({ step: await goOn(trx, deps, changer, open, hmac) })),
  )
}

/** The old number is proven: now the new one. */
async function goOn(trx: Db, deps: Deps, changer: Changer, { change, challenge }: OpenChange, hmac: string) {
  const { reader } = changer
  const at = deps.now().toISOString()
  await lockAccount(trx, reader.accountId)
  if (!(await spendCode(trx, challenge.id, hmac, at))) fail("step-expired")
  if (!(await endChallengeById(trx, challenge.id, at))) fail("step-expired")
  await moveToChallenge(trx, change.id, await insertOwnChallenge(trx, deps, reader.accountId, "new-number"))
  const next = await openChange(trx, deps, changer, "mobile")
  await sendFirstCode(trx, deps, next.challenge, reader.client)
  await logOwn(trx, deps, reader, "number.code", null)
  return numberStep(trx, deps, changer)
}
