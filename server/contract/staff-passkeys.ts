// Passkeys of staff. What an authenticator answers travels as the browser gives it: bytes in base64url.
import * as v from "valibot"

const bytes = (maximum: number) => v.pipe(v.string(), v.maxLength(maximum), v.regex(/^[\w-]+$/))
const id = bytes(1400)

/** That somebody holds a passkey. */
export const PasskeyProof = v.strictObject({
  id,
  clientDataJSON: bytes(4000),
  authenticatorData: bytes(4000),
  signature: bytes(4000),
})
export type PasskeyProof = v.InferOutput<typeof PasskeyProof>

export const passkeyTransports = ["ble", "cable", "hybrid", "internal", "nfc", "smart-card", "usb"] as const
/** A passkey that was just made. Its name is what its owner calls the device. */
export const NewPasskey = v.strictObject({
  name: v.pipe(v.string(), v.trim(), v.minLength(1), v.maxLength(60)),
  id,
  clientDataJSON: bytes(4000),
  attestationObject: bytes(20_000),
  transports: v.pipe(v.array(v.picklist(passkeyTransports)), v.maxLength(passkeyTransports.length)),
})
export type NewPasskey = v.InferOutput<typeof NewPasskey>

/**
 * What the browser's own functions take: POST /api/staff/login/passkey, /invitation/passkey, /passkeys/options. The cookie
 * that comes with it is the other half: an answer works in this browser only, once, for ten minutes.
 */
export type PasskeyOptions = { options: object }

export type Passkey = { id: string; name: string; createdAt: string; lastUsedAt: string | null }
/** GET /api/staff/passkeys, and what adding and removing one answers. */
export type PasskeyList = {
  passkeys: Passkey[]
  /** Whether the codes of an app work too. */
  hasApp: boolean
  /** For a few minutes after logging in or POST /api/staff/prove. Otherwise each change answers `proof-required`. */
  mayChange: boolean
}
