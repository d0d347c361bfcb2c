// From password to keys: password → KEK → DEK → one key for records, one for the manifest, one for the index. No key
// can be exported and none is ever stored; their raw bytes are overwritten as soon as the browser holds them.
import { lengthPrefixed, randomBytes, toBytes, type Bytes } from "./codec.ts"
import { VaultFailure } from "./failure.ts"
import {
  FEWEST_ITERATIONS,
  headerBytes,
  IV_BYTES,
  MOST_CHOSEN_ITERATIONS,
  SALT_BYTES,
  type Header,
  type HeaderFacts,
} from "./header.ts"

export type Keys = { record: CryptoKey; manifest: CryptoKey; index: CryptoKey }
/** What stays the same over the epochs of one vault. */
export type Factor = Pick<HeaderFacts, "accountTag" | "salt" | "iterations">

const DERIVATION_MS = 700
const PROBE_ITERATIONS = 100_000
const AES = { name: "AES-GCM", length: 256 }
const HMAC = { name: "HMAC", hash: "SHA-256", length: 256 }

/** About 0.7 s on this device. */
export async function chooseIterations(): Promise<number> {
  const base = await crypto.subtle.importKey("raw", randomBytes(16), "PBKDF2", false, ["deriveBits"])
  const start = performance.now()
  await stretch(base, randomBytes(SALT_BYTES), PROBE_ITERATIONS)
  return clampIterations((PROBE_ITERATIONS * DERIVATION_MS) / (performance.now() - start))
}

export const clampIterations = (wished: number): number =>
  Math.round(Math.min(Math.max(wished, FEWEST_ITERATIONS), MOST_CHOSEN_ITERATIONS))

const stretch = async (base: CryptoKey, salt: Bytes, iterations: number): Promise<Bytes> =>
  new Uint8Array(
    await crypto.subtle.deriveBits({ name: "PBKDF2", hash: "SHA-256", salt, iterations }, base, 256),
  )

/** The key that wraps the data key. Costs what `iterations` says. */
export async function deriveKek(password: string, factor: Factor): Promise<CryptoKey> {
  const secret = toBytes(password.normalize("NFKC"))
  const base = await crypto.subtle.importKey("raw", secret, "PBKDF2", false, ["deriveBits"])
  secret.fill(0)
  const root = await importRoot(await stretch(base, factor.salt, factor.iterations))
  const info = lengthPrefixed("vault/kek/pw/1", factor.accountTag)
  return derive(root, info, AES, ["encrypt", "decrypt"])
}

/** A new data key under the same KEK. */
export async function newKeys(kek: CryptoKey, facts: HeaderFacts): Promise<{ header: Header; keys: Keys }> {
  const secret = randomBytes(32)
  const iv = randomBytes(IV_BYTES)
  const ct = new Uint8Array(await crypto.subtle.encrypt(wrapping(facts, iv), kek, secret))
  return { header: { ...facts, wrap: { iv, ct } }, keys: await split(secret) }
}

/** @throws VaultFailure "wrong": another password, or a header that was changed. */
export async function openKeys(kek: CryptoKey, header: Header): Promise<Keys> {
  let secret: ArrayBuffer
  try {
    secret = await crypto.subtle.decrypt(wrapping(header, header.wrap.iv), kek, header.wrap.ct)
  } catch {
    throw new VaultFailure("wrong")
  }
  return split(new Uint8Array(secret))
}

const wrapping = (facts: HeaderFacts, iv: Bytes) => ({
  name: "AES-GCM",
  iv,
  additionalData: headerBytes(facts),
})

async function split(secret: Bytes): Promise<Keys> {
  const root = await importRoot(secret)
  const [record, manifest, index] = await Promise.all([
    derive(root, toBytes("vault/record/1"), AES, ["encrypt", "decrypt"]),
    derive(root, toBytes("vault/manifest/1"), AES, ["encrypt", "decrypt"]),
    derive(root, toBytes("vault/index/1"), HMAC, ["sign"]),
  ])
  return { record, manifest, index }
}

async function importRoot(secret: Bytes): Promise<CryptoKey> {
  const root = await crypto.subtle.importKey("raw", secret, "HKDF", false, ["deriveKey"])
  secret.fill(0)
  return root
}

const derive = (root: CryptoKey, info: Bytes, kind: typeof AES | typeof HMAC, uses: KeyUsage[]) =>
  crypto.subtle.deriveKey(
    { name: "HKDF", hash: "SHA-256", salt: new Uint8Array(), info },
    root,
    kind,
    false,
    uses,
  )
