// The devices on which an account is or was logged in, and its last logins.
import * as v from "valibot"

export type Device = {
  id: string
  /** As the browser names itself: "tablet", "telefoon", "computer"; "onbekend". */
  kind: string
  /** "Chrome", "Safari" …; "onbekend". */
  browser: string
  /** The one that asks. */
  isHere: boolean
  isLoggedIn: boolean
  lastUsedAt: string
  /** It keeps what was read, to read it without internet. */
  keepsRecords: boolean
}
export type Login = { at: string; kind: string; browser: string }

/** GET /api/account/devices: the device that asks first, then by last use; the ten newest logins. */
export type DeviceList = { devices: Device[]; logins: Login[] }

/**
 * POST /api/account/devices/end: ends its sessions, its cookie and what it keeps. Someone else's id, or an ended one: 404.
 * POST /api/account/devices/end-others takes {}. Both answer the new list; 204 when the device that asks was ended.
 */
export const EndDeviceInput = v.strictObject({ id: v.pipe(v.string(), v.uuid()) })
