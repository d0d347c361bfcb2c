// The security code as people paste it: with spaces, dashes, or the digits of another script.

export const CODE_DIGITS = 6

/** How many digits stand in a text, whatever stands between them. */
export function countDigits(text: string): number {
  return [...text].filter((character) => /\p{Nd}/u.test(character)).length
}
