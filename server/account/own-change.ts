// A change of number or address that is under way: which one this session has, and the codes that prove it. The session
// is what leads to it: another browser, another account and a session that ended know nothing of it.
import { randomUUID } from "node:crypto"
import type { Db } from "../../db/knex.ts"
import {
  endChangesOf,
  findWaitingChange,
  insertChange,
  type Change,
  type ChangeKind,
} from "../credentials/changes.queries.ts"
import type { Deps } from "../deps.ts"
import { fail } from "../http/failures.ts"
import { challengeMinutes } from "../session/challenge.ts"
import {
  endChallengeById,
  findOwnChallenge,
  insertChallenge,
  type Challenge,
  type OwnPurpose,
} from "../session/challenges.queries.ts"
import { onDevice } from "../session/known-device.ts"
import { sendFirstCode, sendNextCode } from "../session/send-code.ts"
import { hashToken, newToken } from "../session/tokens.ts"
import type { Changer } from "./changer.ts"
import { logged, logOwn } from "./log-own.ts"

export type OpenChange = { change: Change; challenge: Challenge<OwnPurpose> }

/** Both codes together: each has a challenge of its own. */
const CHANGE_MINUTES = 2 * challengeMinutes

/** Takes the place of what was under way; its code goes to the number that the account has. */
export async function beginChange(
  trx: Db,
  deps: Deps,
  changer: Changer,
  wanted: { kind: ChangeKind; value: string; valueIndex: string },
): Promise<void> {
  const { accountId, sessionId } = changer.reader
  const now = deps.now()
  await endChangesOf(trx, accountId, now.toISOString(), wanted.kind)
  const challengeId = await insertOwnChallenge(trx, deps, accountId, "confirm-action")
  const expiresAt = new Date(now.getTime() + CHANGE_MINUTES * 60_000).toISOString()
  await insertChange(
    trx,
    deps.sealing,
    { ...wanted, id: randomUUID(), accountId, sessionId, challengeId, expiresAt },
    now,
  )
  const { challenge } = await openChange(trx, deps, changer, wanted.kind)
  await sendFirstCode(trx, deps, challenge, changer.reader.client)
}

/** Its token opens nothing and is given to nobody: the session leads to it. */
export async function insertOwnChallenge(
  trx: Db,
  deps: Deps,
  accountId: string,
  purpose: OwnPurpose,
): Promise<string> {
  const now = deps.now()
  const id = randomUUID()
  await insertChallenge(trx, {
    id,
    tokenHash: hashToken(newToken(deps.random)),
    accountId,
    purpose,
    createdAt: now.toISOString(),
    expiresAt: new Date(now.getTime() + challengeMinutes * 60_000).toISOString(),
  })
  return id
}

/** @throws Failure `step-expired` when this session has none, or its code's time is over. */
export async function openChange(
  db: Db,
  deps: Deps,
  changer: Changer,
  kind: ChangeKind,
): Promise<OpenChange> {
  return (await peekChange(db, deps, changer, kind)) ?? fail("step-expired")
}

export async function peekChange(
  db: Db,
  deps: Deps,
  { reader: { accountId, sessionId }, deviceCookie }: Changer,
  kind: ChangeKind,
): Promise<OpenChange | undefined> {
  const now = deps.now()
  const change = await findWaitingChange(db, deps.sealing, { accountId, sessionId, kind }, now)
  if (!change?.challengeId) return undefined
  const at = now.toISOString()
  const found = await findOwnChallenge(db, deps.sealing, change.challengeId, accountId, at)
  if (!found) return undefined
  const challenge = await onDevice(db, deps, found, deviceCookie)
  return { change, challenge: challenge.purpose === "new-number" ? towards(challenge, change) : challenge }
}

/** Its code goes to a number that nobody proved yet. */
const towards = (challenge: Challenge<OwnPurpose>, { value, valueIndex }: Change): Challenge<OwnPurpose> => ({
  ...challenge,
  account: { ...challenge.account, mobile: value, mobileIndex: valueIndex, mobileConfirmedAt: null },
})

/** @throws Failure `step-expired`, `resend-too-soon`, `resend-limit`, `sms-unavailable`, `too-many-requests`. */
export async function resendChangeCode(deps: Deps, changer: Changer, kind: ChangeKind): Promise<void> {
  await logged(deps, changer.reader, "change.resend", () =>
    deps.db.transaction(async (trx) => {
      const { challenge } = await openChange(trx, deps, changer, kind)
      await sendNextCode(trx, deps, challenge, changer.reader.client)
      await logOwn(trx, deps, changer.reader, "change.resend", null)
    }),
  )
}

/** Given up by the reader: nothing of it goes on. */
export async function giveUpChange(deps: Deps, changer: Changer, kind: ChangeKind): Promise<void> {
  const { accountId, sessionId } = changer.reader
  await deps.db.transaction(async (trx) => {
    const now = deps.now()
    const change = await findWaitingChange(trx, deps.sealing, { accountId, sessionId, kind }, now)
    if (!change) return
    await endChangesOf(trx, accountId, now.toISOString(), kind)
    if (change.challengeId) await endChallengeById(trx, change.challengeId, now.toISOString())
    await logOwn(trx, deps, changer.reader, "change.give-up", null)
  })
}
