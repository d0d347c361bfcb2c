// The mail that follows a registration: a link, or, where the address has an account, a word about that.
import type { Db } from "../../db/knex.ts"
import { findActiveEmail } from "../credentials/accounts.queries.ts"
import { emailIndexOf } from "../credentials/email.ts"
import type { Deps } from "../deps.ts"
import { takeTurn } from "../limits/counters.ts"
import { alreadyRegisteredMail, confirmEmailMail } from "../messages/mail-texts.ts"
import { queueMessage } from "../messages/queue-message.ts"
import { senderOf, type OrganisationSettings } from "../organisation/settings.ts"
import { hashToken, newToken } from "../session/tokens.ts"
import { replaceConfirmLink } from "./registration.queries.ts"

export const linkHours = 24

/** In the fragment: it reaches no server log, no Referer and no proxy. */
const linkTo = (origin: string, token: string) => `${origin}/bevestig#${token}`

/** The same statements for a new and a known address: the link of a known one is made, and mailed to nobody. */
export async function sendRegistrationMail(
  trx: Db,
  deps: Deps,
  settings: OrganisationSettings,
  { accountId, email }: { accountId: string; email: string },
): Promise<void> {
  const now = deps.now()
  const expiresAt = new Date(now.getTime() + linkHours * 3_600_000)
  const token = newToken(deps.random)
  const emailIndex = emailIndexOf(deps.sealing, email)
  // A known account's mail goes to the address it stored, never to the one typed.
  const known = await findActiveEmail(trx, deps.sealing, emailIndex)
  const verdict = await takeTurn(trx, deps, { limit: "registration-mails-email", key: emailIndex })
  // No mail, no new link: the one that was mailed before goes on working.
  if (!verdict.allowed) return
  const isPlaced = await replaceConfirmLink(trx, {
    accountId,
    tokenHash: hashToken(token),
    createdAt: now.toISOString(),
    expiresAt: expiresAt.toISOString(),
  })
  if (!known && !isPlaced) return
  const sender = senderOf(settings, deps.config.origin)
  const mail = known ? alreadyRegisteredMail(sender) : confirmEmailMail(sender, linkTo(sender.origin, token))
  await queueMessage(trx, deps, {
    kind: "mail",
    purpose: known ? "already-registered" : "confirm-email",
    accountId,
    to: known ?? email,
    ...mail,
    giveUpAt: expiresAt,
  })
}
