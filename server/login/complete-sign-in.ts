// The right code: in one transaction it is spent, a registration becomes an account, and the session begins.
import type { LoginDone } from "#contract/login"
import type { Db } from "../../db/knex.ts"
import { claimByContact } from "../access/claim.ts"
import { countLogin } from "../access/login-counts.ts"
import { isStillInvited, markInvitationsUsed } from "../access/invitations.queries.ts"
import { appendAudit } from "../audit/audit.ts"
import {
  countOfNumber,
  forgiveCodeMisses,
  lockAddress,
  markSignedIn,
  removeUnconfirmed,
  type SignInAccount,
} from "../credentials/accounts.queries.ts"
import { holdValue } from "../credentials/changes.queries.ts"
import type { Deps } from "../deps.ts"
import type { ClientInfo } from "../http/client.ts"
import { fail } from "../http/failures.ts"
import { accountsPerNumber } from "../limits/table.ts"
import { readOrganisation } from "../organisation/settings.ts"
import { provenBefore } from "../session/challenge.ts"
import { endChallenge, forgetWaiting, type Challenge } from "../session/challenges.queries.ts"
import type { OwnDevice } from "../session/known-device.ts"
import { spendCode } from "../session/security-codes.queries.ts"
import { startSession } from "../session/start-session.ts"
import { hashToken } from "../session/tokens.ts"
import { afterBsnStep } from "./after-bsn-step.ts"
import { rememberDevice } from "./remember-device.ts"

export type Cookies = Record<"prelogin" | "session" | "registration" | "device", string | undefined>
export type SignedIn = LoginDone & { sessionToken: string; deviceCookie: string }

/**
 * @returns undefined, with nothing changed, when the number of a newcomer has all its accounts already.
 * @throws Failure `step-expired` when the code, the challenge or the account was spent, replaced or closed meanwhile;
 * `link-withdrawn` when the invitation was.
 */
export async function completeSignIn(
  trx: Db,
  deps: Deps,
  challenge: Challenge,
  known: OwnDevice[],
  hmac: string,
  cookies: Cookies,
  client: ClientInfo,
): Promise<SignedIn | undefined> {
  const now = deps.now()
  const at = now.toISOString()
  // An account that changes its address to this one waits, or is seen below.
  await holdValue(trx, challenge.account.emailIndex)
  const ofAddress = await lockAddress(trx, challenge.account.emailIndex)
  const account = ofAddress.find(({ id }) => id === challenge.account.id)
  if (!account || !maySignIn(account, ofAddress, challenge)) return fail("step-expired")
  const isInvited = challenge.purpose === "invitation" && account.state === "unconfirmed"
  if (isInvited && !(await isStillInvited(trx, account.email_index, at))) return fail("link-withdrawn")
  // Only here, to somebody who holds the phone: earlier it would tell a stranger that the number is known.
  if (account.state === "unconfirmed") await holdValue(trx, account.mobile_index)
  if (
    account.state === "unconfirmed" &&
    (await countOfNumber(trx, account.mobile_index)) >= accountsPerNumber
  )
    return undefined
  if (!(await spendCode(trx, challenge.id, hmac, at))) return fail("step-expired")
  if (!(await endChallenge(trx, hashToken(cookies.prelogin ?? ""), at))) return fail("step-expired")

  const means = `${provenBefore(challenge)}+sms`
  const actor = { kind: "reader" as const, id: account.id, means, client }
  if (account.state === "unconfirmed") await activate(trx, deps, account, actor)
  const device = await rememberDevice(trx, deps, challenge, account.last_login_at, known, actor)
  await markSignedIn(trx, account.id, at)
  // A stranger's misses stay counted while the reader comes and goes on a device of their own.
  if (!device.wasKnown) await forgiveCodeMisses(trx, account.id)
  if (cookies.registration) await forgetWaiting(trx, hashToken(cookies.registration))

  const { bsnStep, lockMinutes } = await readOrganisation(trx)
  if (bsnStep === "off") await claimByContact(deps, trx, contactOf(account, now))
  await countLogin(trx, account.id, now)
  const asksBsnStep = bsnStep !== "off"
  const sessionToken = await startSession(trx, deps, {
    accountId: account.id,
    means,
    previousLoginAt: account.last_login_at,
    asksBsnStep,
    lockMinutes,
    deviceId: device.id,
    client,
    openedBy: { event: "login.code", action: "E", actor, objectKind: "challenge", objectId: challenge.id },
    replaces: cookies.session,
  })
  return {
    sessionToken,
    deviceCookie: device.cookie,
    next: asksBsnStep && account.bsn_step_at === null ? "bsn" : await afterBsnStep(trx, account.id, now),
  }
}

/**
 * Of several registrations of one address the first completed code wins. Who came with the mailed link has proven the
 * mailbox; who came with a password leans on whoever pressed Bevestig, so it must be the mailbox's last word.
 */
function maySignIn(account: SignInAccount, ofAddress: SignInAccount[], { purpose }: Challenge) {
  if (account.state === "active") return true
  const confirmedAt = account.email_confirmed_at
  if (confirmedAt === null || ofAddress.some(({ state }) => state === "active")) return false
  return (
    purpose !== "login" ||
    ofAddress.every(({ email_confirmed_at }) => (email_confirmed_at ?? "") <= confirmedAt)
  )
}

/** Mailbox and number are proven: this registration is the address's account, the others of it vanish. */
async function activate(
  trx: Db,
  deps: Deps,
  account: SignInAccount,
  actor: { kind: "reader"; id: string; means: string; client: ClientInfo },
) {
  await removeUnconfirmed(trx, (accounts) => {
    void accounts.where({ email_index: account.email_index }).whereNot({ id: account.id })
  })
  await markInvitationsUsed(trx, account.email_index, deps.now().toISOString())
  await appendAudit(trx, deps.sealing, deps.now(), {
    event: "account.activate",
    action: "C",
    actor,
    objectKind: "account",
    objectId: account.id,
  })
}

export const contactOf = (
  account: Pick<SignInAccount, "id" | "email_index" | "mobile_index">,
  now: Date,
) => ({
  accountId: account.id,
  emailIndex: account.email_index,
  mobileIndex: account.mobile_index,
  now,
})
