// The two links of a lost telephone. "Dit was ik niet" stops it. The other one, mailed a day later, sends a code to the new
// number; the right code makes it the account's, and all that the old telephone had ends. It makes no session.
import type { LogEvent } from "#contract/log-events"
import type { LostPhoneStep } from "#contract/lost-phone"
import type { LinkPreview } from "#contract/registration"
import type { Db } from "../../db/knex.ts"
import { claimAnew } from "../access/claim.ts"
import { endOthers } from "../access/end-others.ts"
import { followContact } from "../access/follow-contact.ts"
import { raiseTask } from "../access/staff-tasks.queries.ts"
import { appendAudit, type Actor } from "../audit/audit.ts"
import {
  countOfNumber,
  forgiveCodeMisses,
  lockAccount,
  type SignInAccount,
} from "../credentials/accounts.queries.ts"
import { holdValue, storeValue } from "../credentials/changes.queries.ts"
import { maskMobile } from "../credentials/mobile.ts"
import { findOwnPassword } from "../credentials/own-password.queries.ts"
import type { Deps } from "../deps.ts"
import type { ClientInfo } from "../http/client.ts"
import { fail } from "../http/failures.ts"
import { accountsPerNumber } from "../limits/table.ts"
import { lostPhoneDoneMail } from "../messages/mail-texts.ts"
import { queueMessage } from "../messages/queue-message.ts"
import { lostPhoneDoneSms } from "../messages/sms-texts.ts"
import { readOrganisation, senderOf } from "../organisation/settings.ts"
import { describeStep, peekChallenge, startChallenge } from "../session/challenge.ts"
import { endChallenge, type Challenge, type SignInPurpose } from "../session/challenges.queries.ts"
import { spendCode } from "../session/security-codes.queries.ts"
import { sendFirstCode, sendNextCode } from "../session/send-code.ts"
import { hashToken } from "../session/tokens.ts"
import { judgeTypedCode } from "./judge-typed-code.ts"
import { findLostPhones, moveLostPhone, type LostPhone } from "./lost-phone.queries.ts"

const NOTICE_HOURS = 24

/** Looks, changes nothing. @throws Failure `link-invalid` once it was stopped, cancelled or done. */
export async function previewStop(deps: Deps, token: string): Promise<LinkPreview> {
  return describe(deps, await findBy(deps.db, deps, { stop_hash: hashToken(token) }))
}

/** The owner says no: nothing of it goes on, and staff must look at it. */
export async function stopLostPhone(deps: Deps, token: string, client: ClientInfo): Promise<void> {
  await deps.db.transaction(async (trx) => {
    const { id, accountId } = await findBy(trx, deps, { stop_hash: hashToken(token) })
    await lockAccount(trx, accountId)
    const at = deps.now().toISOString()
    if (!(await moveLostPhone(trx, id, { stopped_at: at }, "done_at"))) fail("link-invalid")
    await raiseTask(trx, { kind: "lost-phone-stopped", objectId: id, accountId }, deps.now())
    await log(
      trx,
      deps,
      "lost-phone.stop",
      accountId,
      { kind: "anonymous", means: "mail link", client },
      null,
    )
  })
}

export async function previewLostPhone(deps: Deps, token: string): Promise<LinkPreview> {
  return describe(deps, await findBy(deps.db, deps, { link_hash: hashToken(token) }))
}

/** @param preloginToken this browser's cookie: pressing twice goes on with the same code. */
export async function confirmLostPhone(
  deps: Deps,
  token: string,
  preloginToken: string | undefined,
  client: ClientInfo,
): Promise<{ step: LostPhoneStep; preloginToken: string }> {
  return deps.db.transaction(async (trx) => {
    const { accountId } = await findBy(trx, deps, { link_hash: hashToken(token) })
    await lockAccount(trx, accountId)
    const known = await peek(trx, deps, preloginToken)
    const begun =
      preloginToken && known?.challenge.account.id === accountId
        ? preloginToken
        : (await startChallenge(trx, deps, accountId, "lost-phone", preloginToken)).token
    const { challenge } = await open(trx, deps, begun)
    if (!challenge.code) await sendFirstCode(trx, deps, challenge, client)
    await log(trx, deps, "lost-phone.confirm", accountId, readerOf(accountId, client), null)
    return { step: await lostPhoneStep(trx, deps, begun), preloginToken: begun }
  })
}

export async function resendLostPhoneCode(
  deps: Deps,
  preloginToken: string | undefined,
  client: ClientInfo,
): Promise<LostPhoneStep> {
  return deps.db.transaction(async (trx) => {
    await sendNextCode(trx, deps, (await open(trx, deps, preloginToken)).challenge, client)
    return lostPhoneStep(trx, deps, preloginToken)
  })
}

/** Where this browser is: a reload, or an app that was closed to look at the SMS, finds its page back. */
export async function lostPhoneStep(
  db: Db,
  deps: Deps,
  preloginToken: string | undefined,
): Promise<LostPhoneStep> {
  const found = await peek(db, deps, preloginToken)
  const step = found && describeStep(found.challenge)
  return step?.step === "code" ? step : { step: "none" }
}

/** @throws as `judgeTypedCode`; Failure `step-expired` when it was stopped meanwhile; `number-full`. */
export async function enterLostPhoneCode(
  deps: Deps,
  preloginToken: string | undefined,
  typed: string,
  client: ClientInfo,
): Promise<void> {
  const { challenge } = await open(deps.db, deps, preloginToken)
  const hmac = await judgeTypedCode(deps, challenge, typed, client)
  const { id } = challenge.account
  await deps.db.transaction(async (trx) => {
    const at = deps.now().toISOString()
    const account = (await lockAccount(trx, id)) ?? fail("step-expired")
    const { request } = await open(trx, deps, preloginToken)
    await holdValue(trx, request.mobileIndex)
    if ((await countOfNumber(trx, request.mobileIndex)) >= accountsPerNumber) fail("number-full")
    const owner = (await findOwnPassword(trx, deps.sealing, id)) ?? fail("step-expired")
    if (!(await spendCode(trx, challenge.id, hmac, at))) fail("step-expired")
    if (!(await endChallenge(trx, hashToken(preloginToken ?? ""), at))) fail("step-expired")
    if (!(await moveLostPhone(trx, request.id, { done_at: at }, "done_at"))) fail("step-expired")
    const actor = readerOf(id, client)
    await storeNumber(trx, deps, request, account, actor)
    await endOthers(trx, deps, { accountId: id, reason: "new-number", actor, keepSession: null })
    await tell(trx, deps, id, owner)
    await log(trx, deps, "lost-phone.done", id, actor, null)
  })
}

/** The number that the code proved. Grants that name the old one follow; wrong codes at the old one count no more. */
async function storeNumber(
  trx: Db,
  deps: Deps,
  { accountId, mobile, mobileIndex }: LostPhone,
  { email_index: emailIndex, mobile_index: oldIndex }: SignInAccount,
  actor: Actor,
) {
  const now = deps.now()
  const number = { accountId, kind: "mobile", value: mobile, valueIndex: mobileIndex } as const
  await storeValue(trx, deps.sealing, number, now)
  await forgiveCodeMisses(trx, accountId)
  await followContact(trx, deps, number, { emailIndex, mobileIndex: oldIndex }, actor)
  await claimAnew(deps, trx, { accountId, emailIndex, mobileIndex, now })
}

/** To the number and the address that the account had. */
async function tell(trx: Db, deps: Deps, accountId: string, old: { email: string; mobile: string }) {
  const sender = senderOf(await readOrganisation(trx), deps.config.origin)
  const giveUpAt = new Date(deps.now().getTime() + NOTICE_HOURS * 3_600_000)
  const notice = { purpose: "number-changed", accountId, giveUpAt }
  await queueMessage(trx, deps, {
    ...notice,
    kind: "sms",
    to: old.mobile,
    text: lostPhoneDoneSms(sender.phone),
  })
  await queueMessage(trx, deps, { ...notice, kind: "mail", to: old.email, ...lostPhoneDoneMail(sender) })
}

type Open = { request: LostPhone; challenge: Challenge<SignInPurpose> }

async function open(db: Db, deps: Deps, token: string | undefined): Promise<Open> {
  return (await peek(db, deps, token)) ?? fail("step-expired")
}

/** The challenge, with its code going to the new number; none once the request is not open any more. */
async function peek(db: Db, deps: Deps, token: string | undefined): Promise<Open | undefined> {
  const challenge = await peekChallenge(db, deps, token, "lost-phone")
  if (!challenge) return undefined
  const now = deps.now()
  const [request] = await findLostPhones(db, deps.sealing, { account_id: challenge.account.id }, now)
  if (!request || !isAlive(request, now)) return undefined
  const { mobile, mobileIndex } = request
  // A number that nobody proved yet, and whose owner typed no wrong code.
  const account = {
    ...challenge.account,
    mobile,
    mobileIndex,
    mobileConfirmedAt: null,
    codesBlockedUntil: null,
  }
  return { request, challenge: { ...challenge, account } }
}

const isAlive = ({ linkExpiresAt }: LostPhone, now: Date) =>
  linkExpiresAt !== null && linkExpiresAt > now.toISOString()

async function findBy(db: Db, deps: Deps, where: { stop_hash: string } | { link_hash: string }) {
  const [request] = await findLostPhones(db, deps.sealing, where, deps.now())
  if (!request) return fail("link-invalid")
  if ("link_hash" in where && !isAlive(request, deps.now())) return fail("link-invalid")
  return request
}

async function describe(deps: Deps, { accountId, mobile }: LostPhone): Promise<LinkPreview> {
  const account = (await findOwnPassword(deps.db, deps.sealing, accountId)) ?? fail("link-invalid")
  return { email: account.email, maskedMobile: maskMobile(mobile) }
}

const readerOf = (id: string, client: ClientInfo) =>
  ({ kind: "reader", id, means: "mail link+sms", client }) as const

const log = (trx: Db, deps: Deps, event: LogEvent, accountId: string, actor: Actor, reason: string | null) =>
  appendAudit(trx, deps.sealing, deps.now(), {
    event,
    action: "U",
    reason,
    actor,
    objectKind: "account",
    objectId: accountId,
  })
