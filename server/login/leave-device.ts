// "Dit is een gedeeld apparaat: wis alles": what this browser's cookies stand for ends, for every account it is known to.
import { endDevices } from "../access/end-devices.ts"
import { actorOf } from "../access/read-record.ts"
import type { Actor } from "../audit/audit.ts"
import { lockAccount } from "../credentials/accounts.queries.ts"
import type { Deps } from "../deps.ts"
import type { ClientInfo } from "../http/client.ts"
import { endChallenge, forgetWaiting } from "../session/challenges.queries.ts"
import { knownDevices } from "../session/known-device.ts"
import type { Reader } from "../session/session.ts"
import { endSession } from "../session/start-session.ts"
import { hashToken } from "../session/tokens.ts"

export type BrowserCookies = Partial<Record<"prelogin" | "registration" | "device", string | undefined>>

/** @param reader whose session this browser has, locked or not. Who it was of the others nobody knows: only that it was here. */
export async function leaveDevice(
  deps: Deps,
  cookies: BrowserCookies,
  reader: Reader | undefined,
  client: ClientInfo,
): Promise<void> {
  const { db } = deps
  const somebody: Actor = { kind: "anonymous", client }
  for (const { id, accountId } of await knownDevices(db, deps, cookies.device))
    await db.transaction(async (trx) => {
      await lockAccount(trx, accountId)
      const isTheirs = reader?.accountId === accountId
      await endDevices(trx, deps, [id], "by-reader", isTheirs ? actorOf(reader, null) : somebody)
    })
  if (reader) await db.transaction((trx) => endSession(trx, deps, reader.sessionId, actorOf(reader, null)))
  if (cookies.prelogin) await endChallenge(db, hashToken(cookies.prelogin), deps.now().toISOString())
  if (cookies.registration) await forgetWaiting(db, hashToken(cookies.registration))
}
