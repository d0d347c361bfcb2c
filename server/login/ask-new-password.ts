// "Wachtwoord vergeten": a mail with a link for who has an account. From outside a known and an unknown address are the
// same: answer, statements, work.
import { randomUUID } from "node:crypto"
import { appendAudit } from "../audit/audit.ts"
import { emailIndexOf, readEmail } from "../credentials/email.ts"
import type { Deps } from "../deps.ts"
import type { ClientInfo } from "../http/client.ts"
import { fail } from "../http/failures.ts"
import { takeTurn, takeTurns, turnAt } from "../limits/counters.ts"
import { newPasswordMail, stoppedPasswordMail } from "../messages/mail-texts.ts"
import { dropUnlessActive } from "../messages/outbox.queries.ts"
import { queueMessage } from "../messages/queue-message.ts"
import { readOrganisation, senderOf } from "../organisation/settings.ts"
import { forGood } from "../session/send-code.ts"
import { hashToken, newToken } from "../session/tokens.ts"
import { findForgetful, replaceResetLink } from "./forgotten.queries.ts"

const LINK_MINUTES = 30

/** In the fragment: it reaches no server log, no Referer and no proxy. */
const linkTo = (origin: string, token: string) => `${origin}/nieuw-wachtwoord#${token}`

/** @throws Failure `email-invalid`, `too-many-requests`: about what was typed and from where, never about an account. */
export async function askNewPassword(deps: Deps, typed: string, client: ClientInfo): Promise<void> {
  const email = readEmail(typed) ?? fail("email-invalid")
  const emailIndex = emailIndexOf(deps.sealing, email)
  await deps.db.transaction(async (trx) => {
    await takeTurns(trx, deps, [turnAt("forgotten-address", client.address)])
    const now = deps.now()
    const known = await findForgetful(trx, deps.sealing, emailIndex)
    // Nobody's: what is done for it changes nothing.
    const account = known ?? { id: randomUUID(), email, codesBlockedUntil: null }
    await appendAudit(trx, deps.sealing, now, {
      event: "recovery.ask",
      action: "E",
      actor: { kind: "anonymous", client },
      objectKind: "account",
      objectId: known?.id ?? null,
    })
    // No mail, no new link: the one that was mailed before goes on working.
    for (const limit of ["forgotten-mails-hour", "forgotten-mails-day"] as const)
      if (!(await takeTurn(trx, deps, { limit, key: emailIndex })).allowed) return
    const token = newToken(deps.random)
    const expiresAt = new Date(now.getTime() + LINK_MINUTES * 60_000)
    await replaceResetLink(trx, {
      accountId: account.id,
      tokenHash: hashToken(token),
      createdAt: now.toISOString(),
      expiresAt: expiresAt.toISOString(),
    })
    const sender = senderOf(await readOrganisation(trx), deps.config.origin)
    const isStopped = account.codesBlockedUntil === forGood
    const mail = isStopped
      ? stoppedPasswordMail(sender)
      : newPasswordMail(sender, linkTo(sender.origin, token))
    const id = await queueMessage(trx, deps, {
      kind: "mail",
      purpose: "new-password",
      accountId: account.id,
      to: account.email,
      ...mail,
      giveUpAt: expiresAt,
    })
    await dropUnlessActive(trx, id, account.id)
  })
}
