// The mailed link to a new address. Looking changes nothing. Bevestig gives the account that address; password and code
// were right before the mail was sent, so a scanner that presses does what its reader asked for, and it gives no session.
import type { NewEmail } from "#contract/account-changes"
import type { Db } from "../../db/knex.ts"
import { claimAnew } from "../access/claim.ts"
import { endOthers } from "../access/end-others.ts"
import { followContact } from "../access/follow-contact.ts"
import { markInvitationsUsed } from "../access/invitations.queries.ts"
import { appendAudit, type Actor } from "../audit/audit.ts"
import {
  isOthersAddress,
  lockAccount,
  removeUnconfirmed,
  type SignInAccount,
} from "../credentials/accounts.queries.ts"
import { carryOut, endChangesOf, findChange, holdValue, type Change } from "../credentials/changes.queries.ts"
import type { Deps } from "../deps.ts"
import type { ClientInfo } from "../http/client.ts"
import { fail } from "../http/failures.ts"
import { emailChangedMail } from "../messages/mail-texts.ts"
import { queueMessage } from "../messages/queue-message.ts"
import { readOrganisation, senderOf } from "../organisation/settings.ts"
import { renewSession } from "../session/start-session.ts"
import { hashToken } from "../session/tokens.ts"
import { findContact } from "./account.queries.ts"
import { findNewEmailLink, markLinkUsed, type NewEmailLink } from "./links.queries.ts"
import { makeUndoLink } from "./undo-link.ts"

/** Pressing again within this time is no mistake. */
const AGAIN_HOURS = 24

/** @throws Failure `link-invalid` for an old, replaced, given up, foreign or unknown link alike. */
export async function previewNewEmail(deps: Deps, token: string): Promise<NewEmail> {
  const { link, change } = await findLink(deps.db, deps, token)
  return { state: link.isDone ? "done" : "open", email: change.value }
}

export type Confirmed = { answer: NewEmail; sessionToken?: string }

/**
 * @param sessionId of the browser that presses, if any. When it is the one that asked, it goes on under a new token: a
 * copy of the old cookie is worth nothing. Elsewhere the session that asked goes on as it is.
 * @throws Failure `link-invalid`; `email-taken` when the address got another account: then nothing changes.
 */
export async function confirmNewEmail(
  deps: Deps,
  token: string,
  sessionId: string | undefined,
  client: ClientInfo,
): Promise<Confirmed> {
  const known = await findLink(deps.db, deps, token)
  const outcome = await deps.db.transaction(async (trx): Promise<Confirmed | undefined> => {
    const account = (await lockAccount(trx, known.link.accountId)) ?? fail("link-invalid")
    await holdValue(trx, known.change.valueIndex)
    // Read again: it may have been pressed, given up or overtaken in the meantime.
    const { link, change } = await findLink(trx, deps, token)
    const answer: NewEmail = { state: "done", email: change.value }
    if (link.isDone) return { answer }
    const actor: Actor = { kind: "reader", id: account.id, means: "mail link", client }
    if (await isOthersAddress(trx, change.valueIndex, account.id)) {
      await endChangesOf(trx, account.id, deps.now().toISOString(), "email")
      await log(trx, deps, actor, "email-taken")
      return undefined
    }
    await replaceEmail(trx, deps, link, change, account, actor)
    if (sessionId !== change.sessionId) return { answer }
    return { answer, sessionToken: await renewSession(trx, deps, sessionId) }
  })
  // Thrown after the transaction: the row that says "refused" must stay.
  return outcome ?? fail("email-taken")
}

async function replaceEmail(
  trx: Db,
  deps: Deps,
  link: NewEmailLink,
  change: Change,
  account: SignInAccount,
  actor: Actor,
) {
  const { accountId, valueIndex, sessionId } = change
  const now = deps.now()
  const before = { emailIndex: account.email_index, mobileIndex: account.mobile_index }
  const { email } = await findContact(trx, deps.sealing, accountId)
  await carryOut(trx, deps.sealing, change, now)
  await markLinkUsed(trx, link.id, now.toISOString())
  // Registrations of this address that nobody finished: it has its account now.
  await removeUnconfirmed(trx, (accounts) => void accounts.where({ email_index: valueIndex }))
  await followContact(trx, deps, change, before, actor)
  await claimAnew(deps, trx, { ...before, accountId, emailIndex: valueIndex, now })
  await markInvitationsUsed(trx, valueIndex, now.toISOString())
  await log(trx, deps, actor, null)
  await endOthers(trx, deps, { accountId, reason: "new-email", actor, keepSession: sessionId })
  const { link: undo, expiresAt } = await makeUndoLink(trx, deps, accountId, change.id)
  await queueMessage(trx, deps, {
    kind: "mail",
    purpose: "email-changed",
    accountId,
    to: email,
    ...emailChangedMail(senderOf(await readOrganisation(trx), deps.config.origin), undo),
    giveUpAt: expiresAt,
  })
}

async function findLink(db: Db, deps: Deps, token: string): Promise<{ link: NewEmailLink; change: Change }> {
  const now = deps.now()
  const doneSince = new Date(now.getTime() - AGAIN_HOURS * 3_600_000).toISOString()
  const link = await findNewEmailLink(db, hashToken(token), now.toISOString(), doneSince)
  const change = link && (await findChange(db, deps.sealing, link.changeId, now))
  return link && change ? { link, change } : fail("link-invalid")
}

const log = (trx: Db, deps: Deps, actor: Actor, refusal: string | null) =>
  appendAudit(trx, deps.sealing, deps.now(), {
    event: "account.email",
    action: "U",
    outcome: refusal === null ? "done" : "refused",
    reason: refusal,
    actor,
    objectKind: "account",
    objectId: actor.id ?? null,
  })
