// The mail to the address that an account wants: a link, or, where that address has an account, a word about that.
import type { Db } from "../../db/knex.ts"
import { findActiveEmail } from "../credentials/accounts.queries.ts"
import { moveToMail, type Change } from "../credentials/changes.queries.ts"
import type { Deps } from "../deps.ts"
import { takeTurn } from "../limits/counters.ts"
import { emailTakenMail, newEmailMail } from "../messages/mail-texts.ts"
import { queueMessage } from "../messages/queue-message.ts"
import { readOrganisation, senderOf } from "../organisation/settings.ts"
import { hashToken, newToken } from "../session/tokens.ts"
import { insertLink, supersedeLinksOfChange } from "./links.queries.ts"

const LINK_HOURS = 24

/** In the fragment: it reaches no server log, no Referer and no proxy. */
const linkTo = (origin: string, token: string) => `${origin}/nieuw-e-mailadres#${token}`

/** The same statements for a new and a known address: the link of a known one is made, and mailed to nobody. */
export async function sendNewEmailLink(trx: Db, deps: Deps, change: Change): Promise<void> {
  const now = deps.now()
  const at = now.toISOString()
  const expiresAt = new Date(now.getTime() + LINK_HOURS * 3_600_000)
  await moveToMail(trx, change, at, expiresAt.toISOString())
  // A known account's mail goes to the address it stored, never to the one typed.
  const known = await findActiveEmail(trx, deps.sealing, change.valueIndex)
  const verdict = await takeTurn(trx, deps, { limit: "change-mails-email", key: change.valueIndex })
  // No mail, no new link: the one that was mailed before goes on working.
  if (!verdict.allowed) return
  const token = newToken(deps.random)
  await supersedeLinksOfChange(trx, change.id, at)
  await insertLink(trx, {
    accountId: change.accountId,
    changeId: change.id,
    purpose: "new-email",
    tokenHash: hashToken(token),
    createdAt: at,
    expiresAt: expiresAt.toISOString(),
  })
  const sender = senderOf(await readOrganisation(trx), deps.config.origin)
  await queueMessage(trx, deps, {
    kind: "mail",
    purpose: "new-email",
    accountId: change.accountId,
    to: known ?? change.value,
    ...(known ? emailTakenMail(sender) : newEmailMail(sender, linkTo(sender.origin, token))),
    giveUpAt: expiresAt,
  })
}
