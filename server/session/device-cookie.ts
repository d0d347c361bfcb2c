// The device cookie: for each account that logged in completely in this browser a random token, newest first, and a
// signature. A token names an account and a device in the database only; the cookie of a reader tells nothing to others.
import { sameHmac } from "../credentials/security-code.ts"
import type { Sealing } from "../sealing/sealing.ts"

/** More people than share one tablet. */
const ACCOUNTS = 4
const shape = /^[\w-]{43}(?:\.[\w-]{43}){0,3}$/

const signatureOf = (sealing: Sealing, tokens: string) => sealing.blindIndex("device", tokens)

/** @returns no tokens for a cookie that is not ours: it costs no look-up. */
export function readDeviceCookie(sealing: Sealing, cookie: string | undefined): string[] {
  const [, tokens = "", signature = ""] = /^(.+)\.([0-9a-f]{64})$/.exec(cookie ?? "") ?? []
  if (!shape.test(tokens) || !sameHmac(signature, signatureOf(sealing, tokens))) return []
  return tokens.split(".")
}

export function writeDeviceCookie(sealing: Sealing, tokens: string[]): string {
  const kept = tokens.slice(0, ACCOUNTS).join(".")
  return `${kept}.${signatureOf(sealing, kept)}`
}
