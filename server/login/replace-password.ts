// A new password: what the old one opened, or was about to open, ends in the same transaction.
import type { Db } from "../../db/knex.ts"
import { endOthers } from "../access/end-others.ts"
import { appendAudit, type Actor } from "../audit/audit.ts"
import { storePasswordHash } from "../credentials/accounts.queries.ts"
import { judgePassword } from "../credentials/password-policy.ts"
import type { Deps } from "../deps.ts"
import { fail } from "../http/failures.ts"
import { passwordChangedMail } from "../messages/mail-texts.ts"
import { queueMessage } from "../messages/queue-message.ts"
import { passwordRuleOf, readOrganisation, senderOf } from "../organisation/settings.ts"

/** The mail says what happened for as long as anybody tries to deliver it. */
const NOTICE_HOURS = 24

/** @throws Failure with what is wrong with it. */
export async function judgeNewPassword(
  { db }: Pick<Deps, "db">,
  password: string,
  owner: { email: string; mobile: string },
): Promise<void> {
  const settings = await readOrganisation(db)
  const problem = judgePassword(password, {
    email: owner.email,
    mobile: owner.mobile,
    organisationName: settings.name,
    rule: passwordRuleOf(settings),
  })
  if (problem) fail(problem)
}

export type Replacement = {
  accountId: string
  email: string
  passwordHash: string
  actor: Actor
  /** The session that goes on, when somebody who is logged in changed it. */
  keepSession: string | null
}

/** The caller holds the account's row. */
export async function replacePassword(
  trx: Db,
  deps: Deps,
  { accountId, email, passwordHash, actor, keepSession }: Replacement,
): Promise<void> {
  const now = deps.now()
  await storePasswordHash(trx, deps.sealing, accountId, passwordHash, now)
  await appendAudit(trx, deps.sealing, now, {
    event: "account.password",
    action: "U",
    actor,
    objectKind: "account",
    objectId: accountId,
  })
  await endOthers(trx, deps, { accountId, reason: "new-password", actor, keepSession })
  await queueMessage(trx, deps, {
    kind: "mail",
    purpose: "password-changed",
    accountId,
    to: email,
    ...passwordChangedMail(senderOf(await readOrganisation(trx), deps.config.origin)),
    giveUpAt: new Date(now.getTime() + NOTICE_HOURS * 3_600_000),
  })
}
