// Browsers in which an account logged in completely, each with its own row of misses.
import type { Db } from "../../db/knex.ts"

export type KnownDevice = {
  id: string
  tokenHash: string
  accountId: string
  emailIndex: string
  codesBlockedUntil: string | null
}

export type DeviceEnd = "by-reader" | "too-many" | "credentials" | "closed"

/** Of these tokens the ones that still mean something. @param since an older last login means nothing. */
export async function listKnownDevices(db: Db, tokenHashes: string[], since: string): Promise<KnownDevice[]> {
  const rows = (await db("devices")
    .join("accounts", "accounts.id", "devices.account_id")
    .whereIn("devices.token_hash", tokenHashes)
    .where({ "devices.ended_at": null, "accounts.state": "active" })
    .where("devices.last_login_at", ">", since)
    .select(
      "devices.id",
      "devices.token_hash",
      "devices.account_id",
      "accounts.email_index",
      "devices.codes_blocked_until",
    )) as {
    id: string
    token_hash: string
    account_id: string
    email_index: string
    codes_blocked_until: string | null
  }[]
  return rows.map((row) => ({
    id: row.id,
    tokenHash: row.token_hash,
    accountId: row.account_id,
    emailIndex: row.email_index,
    codesBlockedUntil: row.codes_blocked_until,
  }))
}

export async function insertDevice(
  trx: Db,
  device: {
    id: string
    accountId: string
    tokenHash: string
    now: string
    browser: string
    device: string
  },
): Promise<void> {
  await trx("devices").insert({
    id: device.id,
    account_id: device.accountId,
    token_hash: device.tokenHash,
    created_at: device.now,
    last_login_at: device.now,
    browser: device.browser,
    device: device.device,
  })
}

/**
 * A full login on it: its misses are forgotten. Its browser may have been renewed meanwhile.
 * @returns false when it was ended meanwhile.
 */
export async function noteDeviceLogin(
  trx: Db,
  id: string,
  { now, browser, device }: { now: string; browser: string; device: string },
): Promise<boolean> {
  const rows = await trx("devices")
    .where({ id, ended_at: null })
    .update({ last_login_at: now, browser, device, code_misses: 0, codes_blocked_until: null })
  return rows === 1
}

/** @returns how many wrong codes in a row that makes on this device. */
export async function countDeviceMiss(trx: Db, id: string): Promise<number> {
  const [row] = (await trx("devices")
    .where({ id })
    .update({ code_misses: trx.raw("code_misses + 1") })
    .returning("code_misses")) as { code_misses: number }[]
  return row?.code_misses ?? 0
}

export async function blockDeviceCodes(trx: Db, id: string, until: string): Promise<void> {
  await trx("devices").where({ id }).update({ codes_blocked_until: until })
}

/** The devices of an account that were not ended, the one longest without a login last. */
export async function listDeviceIds(trx: Db, accountId: string): Promise<string[]> {
  const rows = (await trx("devices")
    .where({ account_id: accountId, ended_at: null })
    .orderBy([
      { column: "last_login_at", order: "desc" },
      { column: "created_at", order: "desc" },
    ])
    .select("id")) as { id: string }[]
  return rows.map(({ id }) => id)
}

export async function isDeviceEnded(trx: Db, id: string): Promise<boolean> {
  return (await trx("devices").where({ id }).whereNotNull("ended_at").first("id")) !== undefined
}

/** @returns false when it had ended already. */
export async function markDeviceEnded(trx: Db, id: string, reason: DeviceEnd, now: string): Promise<boolean> {
  return (
    (await trx("devices").where({ id, ended_at: null }).update({ ended_at: now, end_reason: reason })) === 1
  )
}

/**
 * The cookies of all its devices mean nothing any more. To be called in the transaction that changes a password, number
 * or address, which ends sessions and vaults itself. @param keepSession the device of this session stays known.
 */
export async function endDevicesOf(
  trx: Db,
  accountId: string,
  reason: DeviceEnd,
  now: Date,
  keepSession: string | null,
): Promise<void> {
  const kept = (await trx("sessions").where({ id: keepSession }).first("device_id")) as
    { device_id: string | null } | undefined
  const devices = trx("devices").where({ account_id: accountId, ended_at: null })
  if (kept?.device_id) void devices.whereNot({ id: kept.device_id })
  await devices.update({ ended_at: now.toISOString(), end_reason: reason })
}
