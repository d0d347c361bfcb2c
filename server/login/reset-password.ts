// The end of the way of who forgot it: link and code were right. It makes no session: one logs in with the new password.
import { forgetCodeMisses, lockAccount } from "../credentials/accounts.queries.ts"
import { hashPassword } from "../credentials/password-hash.ts"
import type { Deps } from "../deps.ts"
import type { ClientInfo } from "../http/client.ts"
import { fail } from "../http/failures.ts"
import { provenBefore, openChallenge } from "../session/challenge.ts"
import { forgiveTries } from "./login-tries.ts"
import { isProven } from "./recovery.ts"
import { judgeNewPassword, replacePassword } from "./replace-password.ts"

/** @throws Failure `step-expired` without a right code in this browser; with what is wrong with the password; `busy`. */
export async function resetPassword(
  deps: Deps,
  preloginToken: string | undefined,
  password: string,
  client: ClientInfo,
): Promise<void> {
  const challenge = await openChallenge(deps.db, deps, preloginToken, "recovery")
  if (!isProven(challenge)) fail("step-expired")
  const { account } = challenge
  await judgeNewPassword(deps, password, account)
  const passwordHash = await hashPassword(deps, password)
  await deps.db.transaction(async (trx) => {
    await forgiveTries(trx, deps, account.emailIndex, client.address)
    await lockAccount(trx, account.id)
    // Two at once: the first ends the challenges of the account, so the second finds none.
    if (!isProven(await openChallenge(trx, deps, preloginToken, "recovery"))) fail("step-expired")
    await forgetCodeMisses(trx, account.id)
    const means = `${provenBefore(challenge)}+sms`
    await replacePassword(trx, deps, {
      accountId: account.id,
      email: account.email,
      passwordHash,
      actor: { kind: "reader", id: account.id, means, client },
      keepSession: null,
    })
  })
}
