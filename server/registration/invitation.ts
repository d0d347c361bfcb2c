// The link of an invitation. Looking changes nothing. Accepting chooses a password and sends the SMS; the code makes the
// account. Each browser that accepts has a registration of its own, so that whoever else had the link chose no password
// for the person who types the code. Until then the link stays usable.
import type { InvitationInput, LinkPreview } from "#contract/registration"
import type { ErrorCode } from "#contract/errors"
import { findInvitation, type Invitation, type InvitationState } from "../access/invitations.queries.ts"
import { appendAudit } from "../audit/audit.ts"
import {
  confirmAgain,
  createAccount,
  lockAddress,
  storePasswordHash,
} from "../credentials/accounts.queries.ts"
import { maskMobile } from "../credentials/mobile.ts"
import { hashPassword } from "../credentials/password-hash.ts"
import type { Db } from "../../db/knex.ts"
import type { Deps } from "../deps.ts"
import type { ClientInfo } from "../http/client.ts"
import { fail } from "../http/failures.ts"
import { takeTurns, turnAt } from "../limits/counters.ts"
import { acceptText, currentLegalText } from "../organisation/legal-texts.ts"
import { readOrganisation } from "../organisation/settings.ts"
import { peekChallenge, startChallenge } from "../session/challenge.ts"
import { hashToken } from "../session/tokens.ts"
import { askFirstCode } from "./ask-first-code.ts"
import type { Confirmation } from "./confirm-email.ts"
import { judgeInvitation } from "./judge-registration.ts"

const refusals: Record<Exclude<InvitationState, "open">, ErrorCode> = {
  used: "link-used",
  withdrawn: "link-withdrawn",
  replaced: "link-replaced",
  expired: "link-expired",
}

/** @throws Failure `link-invalid` for an unknown one, else what became of it: only its mailbox had it. */
export async function previewInvitation(deps: Deps, token: string): Promise<LinkPreview> {
  const { email, mobile } = await findOpen(deps.db, deps, token)
  return { email, maskedMobile: maskMobile(mobile) }
}

/** @param preloginToken this browser's cookie: pressing twice goes on with the same code. */
export async function acceptInvitation(
  deps: Deps,
  typed: InvitationInput,
  preloginToken: string | undefined,
  client: ClientInfo,
): Promise<Required<Confirmation>> {
  const invitation = await findOpen(deps.db, deps, typed.token)
  const settings = await readOrganisation(deps.db)
  const statement = await currentLegalText(deps.db, "privacyStatement", deps.now())
  const { password, privacyStatementVersion } = judgeInvitation(
    typed,
    invitation,
    settings,
    statement?.version,
  )
  await deps.db.transaction((trx) => takeTurns(trx, deps, [turnAt("registrations-address", client.address)]))
  const passwordHash = await hashPassword(deps, password)
  const begun = await deps.db.transaction(async (trx) => {
    const held = await lockAddress(trx, invitation.emailIndex)
    // Read again: it may be used, replaced or withdrawn by now.
    await findOpen(trx, deps, typed.token)
    const known = await peekChallenge(trx, deps, preloginToken)
    const own = known?.purpose === "invitation" ? held.find(({ id }) => id === known.account.id) : undefined
    const isSame = own?.state === "unconfirmed" && own.mobile_index === invitation.mobileIndex
    const accountId = isSame
      ? await chooseAgain(trx, deps, own.id, passwordHash)
      : await createRegistration(trx, deps, invitation, passwordHash)
    const version = privacyStatementVersion
    await acceptText(trx, { accountId, kind: "privacyStatement", version, at: deps.now().toISOString() })
    await appendAudit(trx, deps.sealing, deps.now(), {
      event: "invitation.accept",
      action: "C",
      actor: { kind: "anonymous", means: "mail link", client },
      patientId: invitation.patientId,
      objectKind: "account",
      objectId: accountId,
      grantId: invitation.grantId,
    })
    if (isSame && preloginToken) return preloginToken
    return (await startChallenge(trx, deps, accountId, "invitation", preloginToken)).token
  })
  return { step: await askFirstCode(deps, begun, client), preloginToken: begun }
}

async function chooseAgain(trx: Db, deps: Deps, accountId: string, passwordHash: string): Promise<string> {
  await storePasswordHash(trx, deps.sealing, accountId, passwordHash, deps.now())
  await confirmAgain(trx, accountId, deps.now().toISOString())
  return accountId
}

/** The link was in the mailbox, so the address is confirmed; the code still has to prove the number. */
const createRegistration = (trx: Db, deps: Deps, { email, mobile }: Invitation, passwordHash: string) =>
  createAccount(
    trx,
    deps.sealing,
    { state: "unconfirmed", email, mobile, passwordHash, emailConfirmedAt: deps.now() },
    deps.now(),
  )

async function findOpen(db: Db, deps: Deps, token: string): Promise<Invitation> {
  const found = await findInvitation(db, deps.sealing, hashToken(token), deps.now().toISOString())
  if (!found) return fail("link-invalid")
  return found.state === "open" ? found : fail(refusals[found.state])
}
