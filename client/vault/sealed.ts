// A sealed row: padded, encrypted, and bound to format, account, epoch, place and sequence number. Moved, swapped or
// rolled back it does not open.
import { lengthPrefixed, randomBytes, toHex, type Bytes } from "./codec.ts"
import { FORMAT, IV_BYTES, type HeaderFacts } from "./header.ts"
import type { Keys } from "./keys.ts"
import { pad, paddedSize, unpad } from "./padding.ts"
import type { RecordPlace } from "./types.ts"

export type Sealed = { iv: Bytes; ct: Bytes }
type Whose = Pick<HeaderFacts, "accountTag" | "epoch">

const TAG_BYTES = 16
const KEY_BYTES = 16

export const sealedSize = (length: number): number => paddedSize(length) + TAG_BYTES

/** What a row is bound to. The manifest carries its number inside: nobody else knows it when it is opened. */
export const recordBinding = (whose: Whose, key: string, seq: number): Bytes =>
  lengthPrefixed("vault", FORMAT, whose.accountTag, whose.epoch, "record", key, seq)
export const manifestBinding = (whose: Whose): Bytes =>
  lengthPrefixed("vault", FORMAT, whose.accountTag, whose.epoch, "manifest", "", "")

export async function seal(key: CryptoKey, binding: Bytes, body: Bytes): Promise<Sealed> {
  const iv = randomBytes(IV_BYTES)
  const ct = await crypto.subtle.encrypt({ name: "AES-GCM", iv, additionalData: binding }, key, pad(body))
  return { iv, ct: new Uint8Array(ct) }
}

/** null when one bit of it, or what it is bound to, differs from what was sealed. */
export async function unseal(key: CryptoKey, binding: Bytes, value: unknown): Promise<Bytes | null> {
  const { iv, ct } = (value ?? {}) as Partial<Sealed>
  if (!(iv instanceof Uint8Array && ct instanceof Uint8Array)) return null
  try {
    return unpad(
      new Uint8Array(await crypto.subtle.decrypt({ name: "AES-GCM", iv, additionalData: binding }, key, ct)),
    )
  } catch {
    return null
  }
}

/** Under which name a record lies on disk: tells nothing without the index key. */
export async function addressOf(keys: Keys, place: RecordPlace): Promise<string> {
  const name = lengthPrefixed("record", place.type, place.patientId ?? "", place.id)
  return toHex(new Uint8Array(await crypto.subtle.sign("HMAC", keys.index, name)).slice(0, KEY_BYTES))
}
