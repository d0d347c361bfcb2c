// Sending the security code: the budgets, the code, and the SMS in one transaction. No anonymous SMS exists: whoever
// calls this holds a challenge, and a challenge starts with a right password, a confirmed mailbox or a link to a new password.
import type { Db } from "../../db/knex.ts"
import { codeHmac, codeMinutes, codeTries, newSecurityCode } from "../credentials/security-code.ts"
import type { Deps } from "../deps.ts"
import type { ClientInfo } from "../http/client.ts"
import { fail } from "../http/failures.ts"
import { takeTurns, turnAt, type Turn } from "../limits/counters.ts"
import { smsAlarm, type LimitName } from "../limits/table.ts"
import { queueMessage } from "../messages/queue-message.ts"
import { securityCodeSms } from "../messages/sms-texts.ts"
import { mayResendAt } from "./challenge.ts"
import { countResend, type Challenge, type ChallengePurpose } from "./challenges.queries.ts"
import { expireOtherCodes, insertFirstCode, overwriteCode } from "./security-codes.queries.ts"

/**
 * Does nothing when this challenge has a code already: Bevestig pressed twice sends one SMS.
 * @returns the challenge as it stands now; null when its code was there before.
 */
export async function sendFirstCode<Purpose extends ChallengePurpose>(
  trx: Db,
  deps: Deps,
  challenge: Challenge<Purpose>,
  client: ClientInfo,
): Promise<Challenge<Purpose> | null> {
  refuseWhenBlocked(deps, challenge)
  const { code, row } = makeCode(deps, challenge)
  if (!(await insertFirstCode(trx, row))) return null
  await takeBudget(trx, deps, challenge, client)
  await send(trx, deps, challenge, code, row.expiresAt)
  return { ...challenge, code: { ...row, usedAt: null } }
}

/** @returns the challenge as it stands now. @throws Failure `code-not-sent`, `resend-too-soon`, `resend-limit`. */
export async function sendNextCode<Purpose extends ChallengePurpose>(
  trx: Db,
  deps: Deps,
  challenge: Challenge<Purpose>,
  client: ClientInfo,
): Promise<Challenge<Purpose>> {
  refuseWhenBlocked(deps, challenge)
  if (!challenge.code) return fail("code-not-sent")
  const mayAt = mayResendAt(challenge.resends, challenge.code.sentAt)
  if (mayAt === null) return fail("resend-limit")
  const seconds = Math.ceil((Date.parse(mayAt) - deps.now().getTime()) / 1000)
  if (seconds > 0) return fail("resend-too-soon", { retryAfterSeconds: seconds })
  if (!(await countResend(trx, challenge.id, challenge.resends))) return fail("resend-too-soon")
  const { code, row } = makeCode(deps, challenge)
  // The budget's rows are the lock: two browsers that touch each other's codes come here one by one.
  await takeBudget(trx, deps, challenge, client)
  await overwriteCode(trx, row)
  await send(trx, deps, challenge, code, row.expiresAt)
  return { ...challenge, resends: challenge.resends + 1, code: { ...row, usedAt: null } }
}

/** Ends with a new password and staff only. */
export const forGood = "9999-12-31T23:59:59.999Z"

/** Too many wrong codes in a row: no SMS for an attacker who knows the password. Elsewhere is no reason here. */
export function refuseWhenBlocked({ now }: Pick<Deps, "now">, { account, device }: Challenge): void {
  const until = (device ?? account).codesBlockedUntil
  if (until === null || until <= now().toISOString()) return
  if (until === forGood) fail("too-many-requests")
  const seconds = Math.ceil((Date.parse(until) - now().getTime()) / 1000)
  fail("too-many-requests", { retryAfterSeconds: seconds })
}

function makeCode({ random, sealing, now }: Deps, { id, expiresAt }: Challenge) {
  const code = newSecurityCode(random)
  const sentAt = now()
  const end = new Date(sentAt.getTime() + codeMinutes * 60_000).toISOString()
  const row = {
    challengeId: id,
    hmac: codeHmac(sealing, id, code),
    sentAt: sentAt.toISOString(),
    expiresAt: end < expiresAt ? end : expiresAt,
    maxTries: codeTries,
  }
  return { code, row }
}

async function send(trx: Db, deps: Deps, { id, account }: Challenge, code: string, expiresAt: string) {
  await expireOtherCodes(trx, account.id, id, deps.now().toISOString())
  await queueMessage(trx, deps, {
    kind: "sms",
    purpose: "security-code",
    accountId: account.id,
    to: account.mobile,
    text: securityCodeSms({ code, at: deps.now(), origin: deps.config.origin }),
    giveUpAt: new Date(expiresAt),
  })
}

/** @throws Failure `resend-limit` for this person's budget, `too-many-requests` for the place's, `sms-unavailable` for everyone's. */
async function takeBudget(trx: Db, deps: Deps, challenge: Challenge, { address }: ClientInfo) {
  const { account, device, purpose } = challenge
  const isNewcomer = account.lastLoginAt === null
  // A number that nobody proved yet may be anybody's: what it gets is counted, whoever asks.
  const ofNumber = device && purpose !== "new-number" ? [] : budgetOfNumber(account)
  const ofPerson = [...(device ? budgetOfDevice(device.id) : budgetOfAccount(account)), ...ofNumber]
  const ofPlace = isNewcomer ? [turnAt("codes-newcomers-address", address)] : []
  const ofAll = budgetOfAll(deps, isNewcomer)
  const counts = await takeTurns(trx, deps, [
    ...ofPerson.map((turn) => ({ ...turn, refusal: "resend-limit" as const })),
    ...ofPlace,
    ...ofAll,
  ])
  for (const [at, { limit, maximum }] of ofAll.entries())
    if (counts[at - ofAll.length + counts.length] === Math.ceil(maximum * smsAlarm))
      deps.log.warn({ limit }, "80 % of the SMS budget is spent")
}

function budgetOfAll({ config: { smsBudget } }: Deps, isNewcomer: boolean) {
  const half = (maximum: number) => Math.floor(maximum / 2)
  const ofAll = (limit: LimitName, maximum: number) => ({
    limit,
    key: "all",
    maximum,
    refusal: "sms-unavailable" as const,
  })
  return [
    ...(isNewcomer
      ? [
          ofAll("codes-newcomers-hour", half(smsBudget.hour)),
          ofAll("codes-newcomers-day", half(smsBudget.day)),
        ]
      : []),
    ofAll("codes-all-hour", smsBudget.hour),
    ofAll("codes-all-day", smsBudget.day),
  ]
}

const budgetOfAccount = ({ id }: Challenge["account"]): Turn[] => [
  { limit: "codes-account-hour", key: id },
  { limit: "codes-account-day", key: id },
]

function budgetOfNumber({ mobileConfirmedAt, mobileIndex }: Challenge["account"]): Turn[] {
  const isProven = mobileConfirmedAt !== null
  return [
    { limit: isProven ? "codes-number-hour" : "codes-unproven-hour", key: mobileIndex },
    { limit: isProven ? "codes-number-day" : "codes-unproven-day", key: mobileIndex },
  ]
}

const budgetOfDevice = (id: string): Turn[] => [
  { limit: "codes-device-hour", key: id },
  { limit: "codes-device-day", key: id },
]
