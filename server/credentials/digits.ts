// Digits as people paste them: full-width, Arabic, Devanagari … all mean 0 to 9.

const isDigit = (codePoint: number) => /^\p{Nd}$/u.test(String.fromCodePoint(codePoint))

/** Replaces every decimal digit of any script by its ASCII digit; the rest stays. */
export function asciiDigits(text: string): string {
  return text.normalize("NFKC").replace(/\p{Nd}/gu, (character) => String(valueOf(character)))
}

/** Unicode keeps the ten digits of a script in a row that starts with zero; some rows touch. */
function valueOf(character: string): number {
  const codePoint = character.codePointAt(0) ?? 0
  let before = 0
  while (isDigit(codePoint - before - 1)) before += 1
  return before % 10
}

/** Only the digits, when nothing but spaces, dots and dashes stands between them; undefined otherwise. */
export function bareDigits(text: string): string | undefined {
  const bare = asciiDigits(text).replace(/[\s\p{Z}\p{Pd}\p{Cf}.\u2212]/gu, "")
  return /^\d*$/.test(bare) ? bare : undefined
}
