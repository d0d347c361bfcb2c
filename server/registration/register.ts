// The form and the mails that follow it. An address that has an account is treated exactly like a new one: only the
// mail differs, and its mailbox alone sees that.
import type { LogEvent } from "#contract/log-events"
import type { RegistrationInput, RegistrationStatus } from "#contract/registration"
import { appendAudit } from "../audit/audit.ts"
import { createAccount, lockAccount } from "../credentials/accounts.queries.ts"
import { hashPassword } from "../credentials/password-hash.ts"
import type { Deps } from "../deps.ts"
import type { ClientInfo } from "../http/client.ts"
import { fail } from "../http/failures.ts"
import { takeTurns, turnAt } from "../limits/counters.ts"
import { resendWaitSeconds } from "../limits/table.ts"
import { acceptText, currentLegalText } from "../organisation/legal-texts.ts"
import { readOrganisation } from "../organisation/settings.ts"
import { hashToken, newToken } from "../session/tokens.ts"
import { judgeRegistration } from "./judge-registration.ts"
import { sendRegistrationMail } from "./registration-mail.ts"
import { countMailResend, findWaiting, insertWaiting } from "./registration.queries.ts"

/** As long as the cookie lives. */
const WAITING_HOURS = 24

export async function register(
  deps: Deps,
  typed: RegistrationInput,
  client: ClientInfo,
): Promise<{ waitingToken: string; status: RegistrationStatus }> {
  const settings = await readOrganisation(deps.db)
  const statement = await currentLegalText(deps.db, "privacyStatement", deps.now())
  const { email, mobile, password, privacyStatementVersion } = judgeRegistration(
    typed,
    settings,
    statement?.version,
  )
  await deps.db.transaction((trx) => takeTurns(trx, deps, [turnAt("registrations-address", client.address)]))
  const passwordHash = await hashPassword(deps, password)
  const waitingToken = newToken(deps.random)
  await deps.db.transaction(async (trx) => {
    const now = deps.now()
    const at = now.toISOString()
    const accountId = await createAccount(
      trx,
      deps.sealing,
      { state: "unconfirmed", email, mobile, passwordHash },
      now,
    )
    await acceptText(trx, { accountId, kind: "privacyStatement", version: privacyStatementVersion, at })
    const expiresAt = new Date(now.getTime() + WAITING_HOURS * 3_600_000).toISOString()
    await insertWaiting(
      trx,
      deps.sealing,
      { tokenHash: hashToken(waitingToken), accountId, email, expiresAt },
      now,
    )
    await sendRegistrationMail(trx, deps, settings, { accountId, email })
    await audit(trx, deps, "registration.start", accountId, client)
  })
  return { waitingToken, status: { state: "waiting", email } }
}

export async function registrationStatus(
  deps: Deps,
  waitingToken: string | undefined,
): Promise<RegistrationStatus> {
  if (!waitingToken) return { state: "none" }
  const waiting = await findWaiting(deps.db, deps.sealing, hashToken(waitingToken), deps.now())
  if (!waiting) return { state: "none" }
  return { state: waiting.isConfirmed ? "confirmed" : "waiting", email: waiting.email }
}

/** A new link; the older one stops working. @throws Failure `step-expired`, `resend-too-soon`, `resend-limit`. */
export async function resendRegistrationMail(
  deps: Deps,
  waitingToken: string | undefined,
  client: ClientInfo,
): Promise<RegistrationStatus> {
  if (!waitingToken) return fail("step-expired")
  return deps.db.transaction(async (trx) => {
    const now = deps.now()
    const waiting = await findWaiting(trx, deps.sealing, hashToken(waitingToken), now)
    if (!waiting) return fail("step-expired")
    if (waiting.isConfirmed) return { state: "confirmed", email: waiting.email }
    const wait = resendWaitSeconds[waiting.resends]
    if (wait === undefined) return fail("resend-limit")
    const seconds = Math.ceil((Date.parse(waiting.mailedAt) - now.getTime()) / 1000) + wait
    if (seconds > 0) return fail("resend-too-soon", { retryAfterSeconds: seconds })
    await lockAccount(trx, waiting.accountId)
    if (!(await countMailResend(trx, waiting, now.toISOString()))) return fail("resend-too-soon")
    // Another registration of this address may have become its account: then its mailbox gets a word about that.
    await sendRegistrationMail(trx, deps, await readOrganisation(trx), waiting)
    await audit(trx, deps, "registration.resend", waiting.accountId, client)
    return { state: "waiting", email: waiting.email }
  })
}

const audit = (trx: Deps["db"], deps: Deps, event: LogEvent, accountId: string, client: ClientInfo) =>
  appendAudit(trx, deps.sealing, deps.now(), {
    event,
    action: event === "registration.start" ? "C" : "E",
    actor: { kind: "anonymous", client },
    objectKind: "account",
    objectId: accountId,
  })
