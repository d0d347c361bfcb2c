// The codes of an authenticator app (RFC 6238: SHA-1, 6 digits, 30 seconds: what every app understands).
import { Secret, TOTP } from "otpauth"
import { encode } from "uqr"
import { bareDigits } from "../credentials/digits.ts"

const SECRET_BYTES = 20
const PERIOD_SECONDS = 30
/** Periods before and after: clocks of telephones differ. */
const SKEW = 1

export const newTotpSecret = (random: (bytes: number) => Buffer): string =>
  new Secret({ buffer: new Uint8Array(random(SECRET_BYTES)).buffer }).base32

const totp = (secret: string, names: { issuer?: string; label?: string } = {}) =>
  new TOTP({ ...names, secret, algorithm: "SHA1", digits: 6, period: PERIOD_SECONDS })

/** Six digits, however they were typed; undefined when there are not six. */
export function readTotp(typed: string): string | undefined {
  const digits = bareDigits(typed)
  return digits?.length === 6 ? digits : undefined
}

/** @returns the period that gives this code, around now; undefined when none does. Compared in constant time. */
export function periodOf(secret: string, code: string, now: Date): number | undefined {
  const delta = totp(secret).validate({ token: code, timestamp: now.getTime(), window: SKEW })
  return delta === null ? undefined : Math.floor(now.getTime() / 1000 / PERIOD_SECONDS) + delta
}

export const codeAt = (secret: string, now: Date): string =>
  totp(secret).generate({ timestamp: now.getTime() })

export const secondsLeft = (now: Date): number =>
  PERIOD_SECONDS - (Math.floor(now.getTime() / 1000) % PERIOD_SECONDS)

/** For the app: as an address, as groups to type over, and as a picture of rows of ones and zeros. */
export function describeSecret(secret: string, issuer: string, label: string) {
  const uri = totp(secret, { issuer, label }).toString()
  return {
    uri,
    secret: (secret.match(/.{1,4}/g) ?? []).join(" "),
    picture: encode(uri, { ecc: "M", border: 4 }).data.map((row) => row.map(Number).join("")),
  }
}
