// The second factor of logging in: the code is spent in the transaction that makes the session.
import type { Deps } from "../deps.ts"
import type { ClientInfo } from "../http/client.ts"
import { fail } from "../http/failures.ts"
import { openChallenge } from "../session/challenge.ts"
import { knownDevices, ownDevice } from "../session/known-device.ts"
import { completeSignIn, type Cookies, type SignedIn } from "./complete-sign-in.ts"
import { judgeTypedCode, logCode } from "./judge-typed-code.ts"

/** @throws Failure `step-expired`, `code-incomplete`, `code-not-sent`, `code-wrong`, `code-expired`, `code-locked`,
 * `number-full`, `link-withdrawn`. */
export async function enterCode(
  deps: Deps,
  cookies: Cookies,
  typed: string,
  client: ClientInfo,
): Promise<SignedIn> {
  const asked = await openChallenge(deps.db, deps, cookies.prelogin)
  const known = await knownDevices(deps.db, deps, cookies.device)
  const challenge = { ...asked, device: ownDevice(known, asked) }
  const hmac = await judgeTypedCode(deps, challenge, typed, client)
  const signedIn = await deps.db.transaction((trx) =>
    completeSignIn(trx, deps, challenge, known, hmac, cookies, client),
  )
  if (signedIn) return signedIn
  await logCode(deps.db, deps, challenge, "number-shared", client)
  return fail("number-full")
}
