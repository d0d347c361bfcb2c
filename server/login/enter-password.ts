// The first step of logging in. For an unknown address the same work is done and the same answer given.
import type { LoginStep } from "#contract/login"
import { appendAudit } from "../audit/audit.ts"
import { findLoginAccount, storePasswordHash } from "../credentials/accounts.queries.ts"
import { isStillPassword } from "../credentials/own-password.queries.ts"
import { emailIndexOf } from "../credentials/email.ts"
import { maskMobile } from "../credentials/mobile.ts"
import { hashPassword, isWeaker } from "../credentials/password-hash.ts"
import type { Db } from "../../db/knex.ts"
import type { Deps } from "../deps.ts"
import type { ClientInfo } from "../http/client.ts"
import { fail, Failure } from "../http/failures.ts"
import { startChallenge } from "../session/challenge.ts"
import { knownDevices } from "../session/known-device.ts"
import type { Cookies } from "./complete-sign-in.ts"
import { isRightPassword, takeLoginTry, type LoginTry } from "./login-tries.ts"

/** A mailbox confirmed longer ago, without a code since, starts over (server/registration/stale.ts). */
const PENDING_HOURS = 48

type Credentials = { email: string; password: string }

/** @throws Failure `credentials-wrong`, `too-many-requests`, `busy`. */
export async function enterPassword(
  deps: Deps,
  { email, password }: Credentials,
  cookies: Pick<Cookies, "prelogin" | "device">,
  client: ClientInfo,
): Promise<{ step: LoginStep; preloginToken: string }> {
  const emailIndex = emailIndexOf(deps.sealing, email)
  const attempt = await tryOrLog(deps, emailIndex, cookies.device, client)
  const pendingSince = new Date(deps.now().getTime() - PENDING_HOURS * 3_600_000).toISOString()
  const account = await findLoginAccount(deps.db, deps.sealing, emailIndex, pendingSince)
  if (!(await isRightPassword(deps, attempt, account?.passwordHash ?? null, password)) || !account) {
    await log(deps.db, deps, "refused", client, account?.id, "wrong")
    return fail("credentials-wrong")
  }
  const stronger = isWeaker(deps, account.passwordHash) ? await hashPassword(deps, password) : null
  return deps.db.transaction(async (trx) => {
    await attempt.succeeded(trx)
    // Changed while it was compared: then it opens nothing, and no older hash takes the place of the new one.
    if (!(await isStillPassword(trx, deps.sealing, account.id, account.passwordHash)))
      return fail("credentials-wrong")
    if (stronger) await storePasswordHash(trx, deps.sealing, account.id, stronger, deps.now())
    const { token } = await startChallenge(trx, deps, account.id, "login", cookies.prelogin)
    await log(trx, deps, "done", client, account.id, null)
    const step: LoginStep = {
      step: "confirm",
      email: account.email,
      maskedMobile: maskMobile(account.mobile),
    }
    return { step, preloginToken: token }
  })
}

async function tryOrLog(
  deps: Deps,
  emailIndex: string,
  deviceCookie: string | undefined,
  client: ClientInfo,
): Promise<LoginTry> {
  const devices = await knownDevices(deps.db, deps, deviceCookie)
  const own = devices.find((device) => device.emailIndex === emailIndex)
  try {
    return await takeLoginTry(deps, emailIndex, client.address, own?.id ?? null)
  } catch (error) {
    if (error instanceof Failure) await log(deps.db, deps, "refused", client, undefined, error.code)
    throw error
  }
}

const log = (
  db: Db,
  deps: Deps,
  outcome: "done" | "refused",
  client: ClientInfo,
  accountId: string | undefined,
  reason: string | null,
) =>
  appendAudit(db, deps.sealing, deps.now(), {
    event: "login.password",
    action: "E",
    outcome,
    reason,
    actor: { kind: "anonymous", client },
    objectKind: "account",
    objectId: accountId ?? null,
  })
