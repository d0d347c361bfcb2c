// After a full login the browser is known to this account. The first time that it is, the account's owner is told.
import { randomUUID } from "node:crypto"
import { endDevices } from "../access/end-devices.ts"
import { appendAudit, type Actor } from "../audit/audit.ts"
import type { Db } from "../../db/knex.ts"
import type { Deps } from "../deps.ts"
import type { ClientInfo } from "../http/client.ts"
import { newDeviceMail } from "../messages/mail-texts.ts"
import { queueMessage } from "../messages/queue-message.ts"
import { readOrganisation, senderOf } from "../organisation/settings.ts"
import type { Challenge } from "../session/challenges.queries.ts"
import { writeDeviceCookie } from "../session/device-cookie.ts"
import { insertDevice, listDeviceIds, noteDeviceLogin } from "../session/devices.queries.ts"
import { ownDevice, type OwnDevice } from "../session/known-device.ts"
import { hashToken, newToken } from "../session/tokens.ts"

/** As many as may keep records: nobody has more, and a list of them stays readable. */
const DEVICES_PER_ACCOUNT = 10
const MAIL_HOURS = 24

type Remembered = { id: string; wasKnown: boolean; cookie: string }
type SignIn = Actor & { client: ClientInfo }

/**
 * The caller holds the account's row: a device that is ended at this moment is a new one.
 * @param known the devices of this browser, as this request found them.
 * @param lastLoginAt null for somebody who never logged in: there is no other device to be told of.
 */
export async function rememberDevice(
  trx: Db,
  deps: Deps,
  { account }: Challenge,
  lastLoginAt: string | null,
  known: OwnDevice[],
  actor: SignIn,
): Promise<Remembered> {
  const now = deps.now().toISOString()
  const { browser, device } = actor.client
  const own = ownDevice(known, { account })
  const others = known.filter((one) => one !== own).map(({ token }) => token)
  if (own && (await noteDeviceLogin(trx, own.id, { now, browser, device })))
    return { id: own.id, wasKnown: true, cookie: writeDeviceCookie(deps.sealing, [own.token, ...others]) }
  const id = randomUUID()
  const token = newToken(deps.random)
  await insertDevice(trx, { id, accountId: account.id, tokenHash: hashToken(token), now, browser, device })
  await appendAudit(trx, deps.sealing, deps.now(), {
    event: "device.add",
    action: "C",
    actor,
    objectKind: "device",
    objectId: id,
  })
  const beyond = (await listDeviceIds(trx, account.id)).filter((one) => one !== id)
  await endDevices(trx, deps, beyond.slice(DEVICES_PER_ACCOUNT - 1), "too-many", actor)
  if (lastLoginAt !== null) await tellOwner(trx, deps, account, actor.client)
  return { id, wasKnown: false, cookie: writeDeviceCookie(deps.sealing, [token, ...others]) }
}

async function tellOwner(trx: Db, deps: Deps, account: Challenge["account"], client: ClientInfo) {
  const now = deps.now()
  const sender = senderOf(await readOrganisation(trx), deps.config.origin)
  await queueMessage(trx, deps, {
    kind: "mail",
    purpose: "new-device",
    accountId: account.id,
    to: account.email,
    ...newDeviceMail(sender, { ...client, at: now }),
    giveUpAt: new Date(now.getTime() + MAIL_HOURS * 3_600_000),
  })
}
