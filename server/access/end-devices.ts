// The end of a device: its cookie, its sessions and what it keeps, in one transaction.
import type { LogEvent } from "#contract/log-events"
import type { Db } from "../../db/knex.ts"
import { appendAudit, type Actor } from "../audit/audit.ts"
import { endChangesOn } from "../credentials/changes.queries.ts"
import type { Deps } from "../deps.ts"
import { markDeviceEnded, type DeviceEnd } from "../session/devices.queries.ts"
import { endSession } from "../session/start-session.ts"
import { listSessionsOn, listVaultsOn, markVaultsEnded } from "./devices.queries.ts"
import type { VaultEnd } from "./vaults.queries.ts"

/** @param ids devices of one account, whose row the caller holds: no login or vault comes in between. */
export async function endDevices(
  trx: Db,
  deps: Deps,
  ids: string[],
  reason: DeviceEnd,
  actor: Actor,
): Promise<void> {
  if (ids.length === 0) return
  const now = deps.now()
  const at = now.toISOString()
  const log = (event: LogEvent, objectKind: string, objectId: string) =>
    appendAudit(trx, deps.sealing, now, { event, action: "D", reason, actor, objectKind, objectId })
  for (const id of ids) if (await markDeviceEnded(trx, id, reason, at)) await log("device.end", "device", id)
  for (const id of await listSessionsOn(trx, ids)) await endSession(trx, deps, id, actor, "device-ended")
  await endChangesOn(trx, ids, at)
  const vaults = await listVaultsOn(trx, ids)
  await markVaultsEnded(trx, vaults, "device-ended" satisfies VaultEnd, at)
  for (const id of vaults) await log("vault.end", "vault", id)
}
