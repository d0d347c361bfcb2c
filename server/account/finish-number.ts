// The code to the new number was right: in one transaction it is the account's, and what knew the old one ends.
import type { Db } from "../../db/knex.ts"
import { claimAnew } from "../access/claim.ts"
import { endOthers } from "../access/end-others.ts"
import { followContact } from "../access/follow-contact.ts"
import { actorOf } from "../access/read-record.ts"
import { countOfNumber, lockAccount } from "../credentials/accounts.queries.ts"
import { carryOut, endChangesOf, holdValue, type Change } from "../credentials/changes.queries.ts"
import type { Deps } from "../deps.ts"
import { fail } from "../http/failures.ts"
import { accountsPerNumber } from "../limits/table.ts"
import { numberChangedMail } from "../messages/mail-texts.ts"
import { queueMessage } from "../messages/queue-message.ts"
import { numberChangedSms } from "../messages/sms-texts.ts"
import { readOrganisation, senderOf } from "../organisation/settings.ts"
import { endChallengeById } from "../session/challenges.queries.ts"
import { spendCode } from "../session/security-codes.queries.ts"
import type { Reader } from "../session/session.ts"
import { renewSession } from "../session/start-session.ts"
import { findContact } from "./account.queries.ts"
import type { Changer } from "./changer.ts"
import { logOwn } from "./log-own.ts"
import type { OpenChange } from "./own-change.ts"
import { makeUndoLink } from "./undo-link.ts"

/** After this nobody minds the SMS any more; the mail goes on for as long as its link works. */
const SMS_HOURS = 24

/**
 * @returns the session's new token: a copy of the old cookie is worth nothing.
 * @throws Failure `step-expired` when the code was spent or replaced meanwhile; `mobile-shared`.
 */
export async function finishNumber(
  deps: Deps,
  { reader }: Changer,
  { change, challenge }: OpenChange,
  hmac: string,
): Promise<string> {
  const token = await deps.db.transaction(async (trx) => {
    const at = deps.now().toISOString()
    const account = (await lockAccount(trx, reader.accountId)) ?? fail("session-required")
    await holdValue(trx, change.valueIndex)
    if (!(await spendCode(trx, challenge.id, hmac, at))) fail("step-expired")
    if (!(await endChallengeById(trx, challenge.id, at))) fail("step-expired")
    // Only here, to somebody who holds the phone: earlier it would tell a stranger that the number is known.
    if ((await countOfNumber(trx, change.valueIndex)) >= accountsPerNumber) {
      await endChangesOf(trx, reader.accountId, at, "mobile")
      await logOwn(trx, deps, reader, "account.number", "mobile-shared", "U")
      return undefined
    }
    return replaceNumber(trx, deps, reader, change, {
      emailIndex: account.email_index,
      mobileIndex: account.mobile_index,
    })
  })
  // Thrown after the transaction: the code stays spent.
  return token ?? fail("mobile-shared")
}

async function replaceNumber(
  trx: Db,
  deps: Deps,
  reader: Reader,
  change: Change,
  before: { emailIndex: string; mobileIndex: string },
): Promise<string> {
  const { accountId, sessionId } = reader
  const now = deps.now()
  const actor = actorOf(reader, null)
  const contact = await findContact(trx, deps.sealing, accountId)
  await carryOut(trx, deps.sealing, change, now)
  await followContact(trx, deps, change, before, actor)
  await claimAnew(deps, trx, { ...before, accountId, mobileIndex: change.valueIndex, now })
  await logOwn(trx, deps, reader, "account.number", null, "U")
  const token = await renewSession(trx, deps, sessionId)
  await endOthers(trx, deps, { accountId, reason: "new-number", actor, keepSession: sessionId })
  await tell(trx, deps, change, contact)
  return token
}

/** To the number and the address that the account had when it began. */
async function tell(
  trx: Db,
  deps: Deps,
  { id, accountId }: Change,
  { email, mobile }: { email: string; mobile: string },
) {
  const sender = senderOf(await readOrganisation(trx), deps.config.origin)
  const { link, expiresAt } = await makeUndoLink(trx, deps, accountId, id)
  const message = { purpose: "number-changed", accountId }
  await queueMessage(trx, deps, {
    ...message,
    kind: "sms",
    to: mobile,
    text: numberChangedSms(sender.phone),
    giveUpAt: new Date(deps.now().getTime() + SMS_HOURS * 3_600_000),
  })
  await queueMessage(trx, deps, {
    ...message,
    kind: "mail",
    to: email,
    ...numberChangedMail(sender, link),
    giveUpAt: expiresAt,
  })
}
