import type { Db } from "../../db/knex.ts"
import type { Deps } from "../deps.ts"
import type { Challenge, ChallengePurpose } from "./challenges.queries.ts"
import { readDeviceCookie } from "./device-cookie.ts"
import { listKnownDevices, type KnownDevice } from "./devices.queries.ts"
import { hashToken } from "./tokens.ts"

/** As long as the cookie lives, counted from the last login. */
const DEVICE_DAYS = 365

/** A device last logged in on at or before this instant is a stranger again. */
export const deviceSince = (now: Date): string =>
  new Date(now.getTime() - DEVICE_DAYS * 86_400_000).toISOString()

/** With what the browser's cookie says of it. */
export type OwnDevice = KnownDevice & { token: string }

/** The accounts this browser is known to. Forged, ended, old: none. One statement, when there is a cookie of ours. */
export async function knownDevices(
  db: Db,
  { sealing, now }: Pick<Deps, "sealing" | "now">,
  cookie: string | undefined,
): Promise<OwnDevice[]> {
  const tokens = readDeviceCookie(sealing, cookie)
  if (tokens.length === 0) return []
  const hashed = new Map(tokens.map((token) => [hashToken(token), token]))
  const devices = await listKnownDevices(db, [...hashed.keys()], deviceSince(now()))
  return devices.map((device) => ({ ...device, token: hashed.get(device.tokenHash) ?? "" }))
}

export const ownDevice = (known: OwnDevice[], { account }: Pick<Challenge, "account">): OwnDevice | null =>
  known.find(({ accountId }) => accountId === account.id) ?? null

/** A challenge of an account that this browser is known to has counters of its own. */
export async function onDevice<Purpose extends ChallengePurpose>(
  db: Db,
  deps: Deps,
  challenge: Challenge<Purpose>,
  cookie: string | undefined,
): Promise<Challenge<Purpose>> {
  return { ...challenge, device: ownDevice(await knownDevices(db, deps, cookie), challenge) }
}
