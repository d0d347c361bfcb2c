import type { Db } from "../../db/knex.ts"
import type { Login } from "#contract/devices"

type DeviceRow = {
  id: string
  token_hash: string | null
  last_login_at: string
  browser: string
  device: string
}
export type OwnDevice = {
  id: string
  browser: string
  kind: string
  isLoggedIn: boolean
  keepsRecords: boolean
  lastUsedAt: string
}

/**
 * What is logged in, keeps something, or is known by its cookie. Three statements.
 * @param since an older cookie means nothing. @param idleSince a session last used then is over.
 */
export async function listDevices(
  db: Db,
  accountId: string,
  { now, since, idleSince }: { now: string; since: string; idleSince: string },
): Promise<OwnDevice[]> {
  const own = { account_id: accountId, ended_at: null }
  const devices = (await db("devices").where(own)) as DeviceRow[]
  const sessions = (await db("sessions")
    .where(own)
    .where("expires_at", ">", now)
    .where("last_used_at", ">", idleSince)
    .select("device_id", "last_used_at as at")) as Used[]
  const vaults = (await db("vaults").where(own).select("device_id", "contact_at as at")) as Used[]
  const usedOn = (rows: Used[], id: string) => rows.filter(({ device_id }) => device_id === id)
  return devices.flatMap((row) => {
    const [live, kept] = [usedOn(sessions, row.id), usedOn(vaults, row.id)]
    const isKnown = row.token_hash !== null && row.last_login_at > since
    if (!isKnown && live.length === 0 && kept.length === 0) return []
    return {
      id: row.id,
      browser: row.browser,
      kind: row.device,
      isLoggedIn: live.length > 0,
      keepsRecords: kept.length > 0,
      lastUsedAt: [...live, ...kept].reduce((last, { at }) => (at > last ? at : last), row.last_login_at),
    }
  })
}

type Used = { device_id: string | null; at: string }

/** The newest first. @param count so many; undefined: all that are kept. */
export async function listLogins(db: Db, accountId: string, count?: number): Promise<Login[]> {
  const logins = db("logins").where({ account_id: accountId }).orderBy("at", "desc")
  if (count !== undefined) void logins.limit(count)
  return (await logins.select("at", "browser", "device as kind")) as Login[]
}
