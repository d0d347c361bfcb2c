// The organisation invites whom a grant is for: a mail with a link that makes an account, once. Who has an account
// already is told to use that one. Staff pages and the command line call the same functions.
import type { LogEvent } from "#contract/log-events"
import { randomUUID } from "node:crypto"
import type { Db } from "../../db/knex.ts"
import { appendAudit, type Actor } from "../audit/audit.ts"
import { findActiveEmail } from "../credentials/accounts.queries.ts"
import type { Deps } from "../deps.ts"
import { dateTextInAmsterdam } from "../http/amsterdam.ts"
import { invitationMail, invitedWithAccountMail } from "../messages/mail-texts.ts"
import { queueMessage } from "../messages/queue-message.ts"
import { readOrganisation, senderOf } from "../organisation/settings.ts"
import { hashToken, newToken } from "../session/tokens.ts"
import { GrantError } from "./grant-error.ts"
import {
  insertInvitation,
  lockGrantToInvite,
  markCancelled,
  openInvitationOf,
  supersedeInvitations,
  type GrantToInvite,
} from "./invitations.queries.ts"

const INVITATION_DAYS = 14

/** In the fragment: it reaches no server log, no Referer and no proxy. */
const linkTo = (origin: string, token: string) => `${origin}/welkom#${token}`

export type Invited =
  | { kind: "invited"; expiresAt: string }
  /** No link was made. `sameNumber` false: the account will not get this grant before somebody mends the number. */
  | { kind: "has-account"; sameNumber: boolean }

/**
 * @param again replaces an invitation that is still open: only the newest link works.
 * @throws GrantError with a sentence for whoever invites.
 */
export async function inviteHolder(
  deps: Deps,
  grantId: string,
  again: boolean,
  actor: Actor,
  by: string,
): Promise<Invited> {
  const now = deps.now()
  const at = now.toISOString()
  return deps.db.transaction(async (trx) => {
    const grant = await grantToInvite(trx, deps, grantId)
    const sender = senderOf(await readOrganisation(trx), deps.config.origin)
    const expiresAt = new Date(now.getTime() + INVITATION_DAYS * 86_400_000)
    const message = { kind: "mail", accountId: null, giveUpAt: expiresAt } as const
    const known = await findActiveEmail(trx, deps.sealing, grant.emailIndex)
    if (known !== undefined) {
      await queueMessage(trx, deps, {
        ...message,
        purpose: "invited-with-account",
        to: known,
        ...invitedWithAccountMail(sender),
      })
      await log(trx, deps, "invitation.send", grant, actor, "has-account")
      return { kind: "has-account", sameNumber: await hasNumber(trx, grant) }
    }
    const sentAt = await openInvitationOf(trx, grant.id, at)
    if (sentAt && !again)
      throw new GrantError(
        `This person was invited on ${dateTextInAmsterdam(new Date(sentAt))}. To send a new link: --resend.`,
      )
    await supersedeInvitations(trx, grant.id, at)
    const token = newToken(deps.random)
    await insertInvitation(trx, {
      id: randomUUID(),
      grantId: grant.id,
      tokenHash: hashToken(token),
      createdAt: at,
      createdBy: by,
      expiresAt: expiresAt.toISOString(),
    })
    await queueMessage(trx, deps, {
      ...message,
      purpose: "invitation",
      to: grant.email,
      ...invitationMail(sender, linkTo(sender.origin, token)),
    })
    await log(trx, deps, "invitation.send", grant, actor, sentAt ? "resent" : null)
    return { kind: "invited", expiresAt: expiresAt.toISOString() }
  })
}

/** Its link stops at once; who chose a password already and did not type the code yet is stopped too. */
export async function cancelInvitation(deps: Deps, grantId: string, actor: Actor): Promise<void> {
  await deps.db.transaction(async (trx) => {
    const grant = await lockGrantToInvite(trx, deps.sealing, grantId, deps.now())
    if (!grant || !(await markCancelled(trx, grantId, deps.now().toISOString())))
      throw new GrantError(`Grant ${grantId} has no invitation that is still open.`)
    await log(trx, deps, "invitation.cancel", grant, actor, null)
  })
}

async function grantToInvite(trx: Db, deps: Deps, id: string): Promise<GrantToInvite> {
  const grant = await lockGrantToInvite(trx, deps.sealing, id, deps.now())
  if (!grant) throw new GrantError(`There is no grant ${id}. See: grant list`)
  if (grant.isOver) throw new GrantError(`Grant ${id} ended: nobody is invited to it.`)
  if (grant.accountId !== null) throw new GrantError(`Grant ${id} is in use: its holder logs in already.`)
  return grant
}

async function hasNumber(trx: Db, { emailIndex, mobileIndex }: GrantToInvite): Promise<boolean> {
  const person = { email_index: emailIndex, mobile_index: mobileIndex, state: "active" }
  return (await trx("accounts").where(person).first("id")) !== undefined
}

const log = (
  trx: Db,
  deps: Deps,
  event: LogEvent,
  grant: Pick<GrantToInvite, "id" | "patientId">,
  actor: Actor,
  reason: string | null,
) =>
  appendAudit(trx, deps.sealing, deps.now(), {
    event,
    action: event === "invitation.send" ? "C" : "U",
    reason,
    actor,
    patientId: grant.patientId,
    objectKind: "grant",
    objectId: grant.id,
    grantId: grant.id,
  })
