import type { LoginStep } from "#contract/login"
import type { Deps } from "../deps.ts"
import type { ClientInfo } from "../http/client.ts"
import { Failure } from "../http/failures.ts"
import { describeStep, openChallenge } from "../session/challenge.ts"
import { sendFirstCode } from "../session/send-code.ts"

/** Without budget for an SMS the page stays at Bevestig, where pressing tells how long to wait. */
export async function askFirstCode(
  deps: Deps,
  preloginToken: string,
  client: ClientInfo,
): Promise<LoginStep> {
  try {
    await deps.db.transaction(async (trx) =>
      sendFirstCode(trx, deps, await openChallenge(trx, deps, preloginToken), client),
    )
  } catch (error) {
    if (!(error instanceof Failure)) throw error
  }
  return describeStep(await openChallenge(deps.db, deps, preloginToken))
}
