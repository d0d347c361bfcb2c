// Mijn apparaten: where an account is logged in or kept, ending that from elsewhere, and the last logins.
import Router from "@koa/router"
import { EndDeviceInput, type DeviceList } from "#contract/devices"
import { endDevices } from "../access/end-devices.ts"
import { actorOf } from "../access/read-record.ts"
import { appendAudit } from "../audit/audit.ts"
import { lockAccount } from "../credentials/accounts.queries.ts"
import type { Db } from "../../db/knex.ts"
import type { Deps } from "../deps.ts"
import { setCookie } from "../http/cookies.ts"
import { fail } from "../http/failures.ts"
import { input } from "../http/input.ts"
import { listDeviceIds } from "../session/devices.queries.ts"
import { deviceSince } from "../session/known-device.ts"
import { idleSince, requireAccount, type Reader } from "../session/session.ts"
import { listDevices, listLogins } from "./devices.queries.ts"

const LOGINS_SHOWN = 10

export function devicesRoutes(deps: Deps): Router {
  const router = new Router({ sensitive: true })

  router.get("/api/account/devices", requireAccount(deps), async (ctx) => {
    ctx.body = await describe(deps, ctx.state.reader)
  })

  router.post("/api/account/devices/end", requireAccount(deps), async (ctx) => {
    const { reader } = ctx.state
    const { id } = input(ctx.request.body, EndDeviceInput)
    await endOne(deps, reader, id)
    if (id === reader.deviceId) {
      setCookie(ctx, deps.config, "session", null)
      ctx.status = 204
    } else ctx.body = await describe(deps, reader)
  })

  router.post("/api/account/devices/end-others", requireAccount(deps), async (ctx) => {
    const { reader } = ctx.state
    await deps.db.transaction(async (trx) => {
      const ids = await holdDevices(trx, reader)
      const others = ids.filter((id) => id !== reader.deviceId)
      await endDevices(trx, deps, others, "by-reader", actorOf(reader, null))
    })
    ctx.body = await describe(deps, reader)
  })

  return router
}

/** @throws Failure `not-found` for an id that is unknown, ended or somebody else's; the try stays in the log. */
async function endOne(deps: Deps, reader: Reader, id: string): Promise<void> {
  const isOwn = await deps.db.transaction(async (trx) => {
    const isListed = (await holdDevices(trx, reader)).includes(id)
    if (isListed) await endDevices(trx, deps, [id], "by-reader", actorOf(reader, null))
    else
      await appendAudit(trx, deps.sealing, deps.now(), {
        event: "device.end",
        action: "D",
        outcome: "refused",
        reason: "no-such-device",
        actor: actorOf(reader, null),
        objectKind: "device",
        objectId: id,
      })
    return isListed
  })
  if (!isOwn) fail("not-found")
}

/** The account's row is held: a login of this moment is on the list, or comes after its end. */
async function holdDevices(trx: Db, { accountId }: Reader): Promise<string[]> {
  await lockAccount(trx, accountId)
  return listDeviceIds(trx, accountId)
}

async function describe({ db, now }: Deps, { accountId, deviceId }: Reader): Promise<DeviceList> {
  const at = now()
  const times = { now: at.toISOString(), since: deviceSince(at), idleSince: idleSince(at) }
  const devices = (await listDevices(db, accountId, times)).map((device) => ({
    ...device,
    isHere: device.id === deviceId,
  }))
  devices.sort(
    (one, other) => Number(other.isHere) - Number(one.isHere) || (one.lastUsedAt < other.lastUsedAt ? 1 : -1),
  )
  return { devices, logins: await listLogins(db, accountId, LOGINS_SHOWN) }
}
