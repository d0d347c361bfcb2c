// The security code as people paste it: with spaces, dashes, or the digits of another script.

import { codeWords } from "./step-words.ts"

export const CODE_DIGITS = 6

/** How many digits stand in a text, whatever stands between them. */
export function countDigits(text: string): number {
  return [...text].filter((character) => /\p{Nd}/u.test(character)).length
}

/** What is missing, in words; null when there is something to send. */
export function codeGap(text: string): string | null {
  const digits = countDigits(text)
  if (digits === 0) return codeWords.empty
  return digits === CODE_DIGITS ? null : codeWords.incomplete(digits)
}
