// The security code of an SMS: making, reading and judging six digits.
import { timingSafeEqual } from "node:crypto"
import type { Sealing } from "../sealing/sealing.ts"
import { bareDigits } from "./digits.ts"

export const codeMinutes = 10
export const codeTries = 5
const CODE_DIGITS = 6
/** The largest multiple of a million below 2^32: numbers above it would favour low codes. */
const FAIR_LIMIT = 4_294_000_000

export function newSecurityCode(random: (bytes: number) => Buffer): string {
  for (;;) {
    const number = random(4).readUInt32BE()
    if (number < FAIR_LIMIT) return String(number % 1_000_000).padStart(CODE_DIGITS, "0")
  }
}

/** Six ASCII digits, however they were pasted; undefined when there are not six. */
export function readCode(typed: string): string | undefined {
  const digits = bareDigits(typed)
  return digits?.length === CODE_DIGITS ? digits : undefined
}

/** Bound to its challenge: the code of another challenge never matches. */
export const codeHmac = (sealing: Sealing, challengeId: string, code: string): string =>
  sealing.blindIndex("code", `${challengeId}:${code}`)

export function sameHmac(one: string, other: string): boolean {
  const [a, b] = [Buffer.from(one, "hex"), Buffer.from(other, "hex")]
  return a.length === b.length && timingSafeEqual(a, b)
}

/** @property tries including this one: it was counted in the database before comparing. */
export type IssuedCode = { expiresAt: string; usedAt: string | null; tries: number; maxTries: number }
export type CodeVerdict = "right" | "wrong" | "expired" | "locked"

export function judgeCode(issued: IssuedCode, matches: boolean, now: Date): CodeVerdict {
  if (issued.usedAt !== null || now.toISOString() >= issued.expiresAt) return "expired"
  if (issued.tries > issued.maxTries) return "locked"
  if (matches) return "right"
  return issued.tries === issued.maxTries ? "locked" : "wrong"
}

const MINUTE = 60
const FIRST_BLOCK_AT = 10
const STOPPED_AT = 50
const LONGEST_BLOCK = 24 * 60 * MINUTE

/** How long an account asks no codes after so many misses in a row: 15 min at the tenth, doubling to 24 h. */
export function codeBlockSeconds(missesInARow: number): number {
  if (missesInARow < FIRST_BLOCK_AT) return 0
  if (missesInARow >= STOPPED_AT) return Infinity
  return Math.min(15 * MINUTE * 2 ** (missesInARow - FIRST_BLOCK_AT), LONGEST_BLOCK)
}
