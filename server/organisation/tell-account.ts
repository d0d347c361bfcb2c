// A mail to a reader about the portal itself or their access: to the address stored, in the caller's transaction.
import type { Db } from "../../db/knex.ts"
import { findActiveAddress } from "../credentials/active-address.queries.ts"
import type { Deps } from "../deps.ts"
import type { Mail, Sender } from "../messages/mail-texts.ts"
import { queueMessage } from "../messages/queue-message.ts"
import { readOrganisation, senderOf } from "./settings.ts"

export type Telling = {
  accountId: string
  purpose: string
  mail: (sender: Sender) => Mail
  /** After this nobody is helped by it. */
  giveUpAt: Date
}

/** @returns false when the account is not active: then nothing is mailed. */
export async function tellAccount(trx: Db, deps: Deps, telling: Telling): Promise<boolean> {
  const { accountId, purpose, mail, giveUpAt } = telling
  const to = await findActiveAddress(trx, deps.sealing, accountId)
  if (!to) return false
  const sender = senderOf(await readOrganisation(trx), deps.config.origin)
  await queueMessage(trx, deps, { kind: "mail", purpose, accountId, to, ...mail(sender), giveUpAt })
  return true
}

/** Holds the right to tell this account this: two servers, or a job begun again, get it once. */
export async function isFirstToTell(
  trx: Db,
  told: { accountId: string; purpose: string; about: string; at: Date },
): Promise<boolean> {
  const row = {
    account_id: told.accountId,
    purpose: told.purpose,
    about: told.about,
    at: told.at.toISOString(),
  }
  const rows = (await trx("told_accounts")
    .insert(row)
    .onConflict(["account_id", "purpose", "about"])
    .ignore()
    .returning("about")) as unknown[]
  return rows.length === 1
}
