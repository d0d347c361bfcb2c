// Bevestig and "Stuur een nieuwe code": the SMS is sent now, never earlier.
import type { LogEvent } from "#contract/log-events"
import type { LoginStep } from "#contract/login"
import type { Db } from "../../db/knex.ts"
import { appendAudit } from "../audit/audit.ts"
import type { Deps } from "../deps.ts"
import type { ClientInfo } from "../http/client.ts"
import { Failure } from "../http/failures.ts"
import { describeStep, openChallenge, provenBefore } from "../session/challenge.ts"
import type { Challenge, SignInPurpose } from "../session/challenges.queries.ts"
import { onDevice } from "../session/known-device.ts"
import { sendFirstCode, sendNextCode } from "../session/send-code.ts"
import type { Cookies } from "./complete-sign-in.ts"

type OwnCookies = Pick<Cookies, "prelogin" | "device">

export const askFirstCode = (deps: Deps, cookies: OwnCookies, client: ClientInfo) =>
  ask(deps, cookies, client, "login.confirm", sendFirstCode)

export const askNextCode = (deps: Deps, cookies: OwnCookies, client: ClientInfo) =>
  ask(deps, cookies, client, "login.resend", sendNextCode)

async function ask(
  deps: Deps,
  { prelogin: token, device }: OwnCookies,
  client: ClientInfo,
  event: LogEvent,
  send: typeof sendFirstCode<SignInPurpose>,
): Promise<LoginStep> {
  const asked: { challenge?: Challenge<SignInPurpose> } = {}
  try {
    return await deps.db.transaction(async (trx) => {
      const challenge = await onDevice(trx, deps, await openChallenge(trx, deps, token), device)
      asked.challenge = challenge
      const sent = await send(trx, deps, challenge, client)
      await log(trx, deps, event, challenge, client, null)
      return describeStep(sent ?? (await openChallenge(trx, deps, token)))
    })
  } catch (error) {
    if (error instanceof Failure && asked.challenge)
      await log(deps.db, deps, event, asked.challenge, client, error.code)
    throw error
  }
}

const log = (
  db: Db,
  deps: Deps,
  event: LogEvent,
  challenge: Challenge,
  client: ClientInfo,
  refusal: string | null,
) =>
  appendAudit(db, deps.sealing, deps.now(), {
    event,
    action: "E",
    outcome: refusal === null ? "done" : "refused",
    reason: refusal,
    actor: { kind: "reader", id: challenge.account.id, means: provenBefore(challenge), client },
    objectKind: "challenge",
    objectId: challenge.id,
  })
