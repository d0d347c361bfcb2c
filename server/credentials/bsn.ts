// The burgerservicenummer: nine digits that pass the "elfproef", the last weight being −1.
import { bareDigits } from "./digits.ts"

export type TypedBsn = { kind: "possible" | "impossible"; digits: string } | { kind: "incomplete" }

/** Old numbers have eight digits: a leading zero completes them. */
export function readBsn(text: string): TypedBsn {
  const digits = bareDigits(text)
  if (digits === undefined || digits.length < 8 || digits.length > 9) return { kind: "incomplete" }
  const nine = digits.padStart(9, "0")
  return { kind: passesElevenTest(nine) ? "possible" : "impossible", digits: nine }
}

function passesElevenTest(nine: string): boolean {
  if (/^0+$/.test(nine)) return false
  const sum = [...nine].reduce((total, digit, at) => total + Number(digit) * (at === 8 ? -1 : 9 - at), 0)
  return sum % 11 === 0
}
