// The mailed link. Looking changes nothing; Bevestig proves the mailbox, and the SMS code still has to prove the
// number: mail scanners press buttons too, so a click alone never gives a session.
import type { LoginStep } from "#contract/login"
import type { LinkPreview } from "#contract/registration"
import type { Db } from "../../db/knex.ts"
import { appendAudit } from "../audit/audit.ts"
import { lockAddress } from "../credentials/accounts.queries.ts"
import { maskMobile } from "../credentials/mobile.ts"
import type { Deps } from "../deps.ts"
import type { ClientInfo } from "../http/client.ts"
import { fail } from "../http/failures.ts"
import { peekChallenge, startChallenge } from "../session/challenge.ts"
import { hashToken } from "../session/tokens.ts"
import { askFirstCode } from "./ask-first-code.ts"
import { findConfirmLink, markEmailConfirmed, type ConfirmLink } from "./registration.queries.ts"

/** Pressing again within this time is no mistake. */
const AGAIN_HOURS = 24

/** @throws Failure `link-invalid` for an old, used, replaced, foreign or unknown link alike. */
export async function previewLink(deps: Deps, token: string): Promise<LinkPreview> {
  const link = await findLink(deps.db, deps, token)
  return { email: link.email, maskedMobile: maskMobile(link.mobile) }
}

export type Confirmation = { step: LoginStep; preloginToken?: string }

/**
 * @param preloginToken this browser's cookie: pressing twice goes on with the same challenge.
 * @returns step "none" when the registration was completed before: there is nothing left but logging in.
 */
export async function confirmEmail(
  deps: Deps,
  token: string,
  preloginToken: string | undefined,
  client: ClientInfo,
): Promise<Confirmation> {
  const begun = await deps.db.transaction(async (trx) => {
    const link = await findLink(trx, deps, token)
    // First the rows, then the link: the code that is entered elsewhere removes them in this order.
    const account = (await lockAddress(trx, link.emailIndex)).find(({ id }) => id === link.accountId)
    if (!account) return fail("link-invalid")
    if (account.state === "active") return undefined
    await markEmailConfirmed(trx, link, deps.now().toISOString())
    await appendAudit(trx, deps.sealing, deps.now(), {
      event: "registration.confirm",
      action: "U",
      actor: { kind: "anonymous", means: "mail link", client },
      objectKind: "account",
      objectId: link.accountId,
    })
    return beginOrGoOn(trx, deps, link, preloginToken)
  })
  if (!begun) return { step: { step: "none" } }
  return { step: await askFirstCode(deps, begun, client), preloginToken: begun }
}

async function beginOrGoOn(trx: Db, deps: Deps, link: ConfirmLink, preloginToken: string | undefined) {
  const known = await peekChallenge(trx, deps, preloginToken)
  if (preloginToken && known?.purpose === "registration" && known.account.id === link.accountId)
    return preloginToken
  const { token } = await startChallenge(trx, deps, link.accountId, "registration", preloginToken)
  return token
}

async function findLink(db: Db, deps: Deps, token: string): Promise<ConfirmLink> {
  const now = deps.now()
  const usedSince = new Date(now.getTime() - AGAIN_HOURS * 3_600_000).toISOString()
  const link = await findConfirmLink(db, deps.sealing, hashToken(token), now.toISOString(), usedSince)
  return link ?? fail("link-invalid")
}
