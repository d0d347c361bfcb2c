const weights = [9, 8, 7, 6, 5, 4, 3, 2, -1]

/** Invented BSNs, one after the other: each passes the 11-test. They begin at 9998 00000. */
export function* bsnNumbers(): Generator<string, never> {
  for (let number = 999_800_000; ; number += 1) {
    const text = String(number)
    const sum = weights.reduce((total, weight, at) => total + weight * Number(text[at]), 0)
    if (sum % 11 === 0) yield text
  }
}
