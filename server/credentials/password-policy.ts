// Which passwords an account may have: long enough, a capital where the organisation asks one, not easily guessed.
import { commonWords } from "./common-words.ts"
import { asciiDigits } from "./digits.ts"

export type PasswordRule = { minimum: number; capital: boolean }
export type PasswordOwner = { email: string; mobile: string; organisationName: string; rule: PasswordRule }
export type PasswordProblem =
  | "password-too-short"
  | "password-too-long"
  | "password-needs-capital"
  | "password-too-common"
  | "password-contains-own"

/** In code points, after NFC. */
export const passwordMaximum = 128

/** @returns what is wrong with it, the first thing only; null when it may be used. */
export function judgePassword(password: string, owner: PasswordOwner): PasswordProblem | null {
  const text = password.normalize("NFC")
  const length = [...text].length
  if (length < owner.rule.minimum) return "password-too-short"
  if (length > passwordMaximum) return "password-too-long"
  if (owner.rule.capital && !/\p{Lu}/u.test(text)) return "password-needs-capital"
  const folded = fold(text)
  if (isCommon(folded) || isRepetition(folded) || isSequence(folded)) return "password-too-common"
  return containsOwn(folded, owner) ? "password-contains-own" : null
}

/** Lower case without accents: what a guesser tries first. */
const fold = (text: string) => text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase()

const swaps: Record<string, string> = {
  "0": "o",
  "1": "i",
  "3": "e",
  "4": "a",
  "5": "s",
  "7": "t",
  "@": "a",
  $: "s",
  "!": "i",
}
/** More around a word than this, and the word is no longer what makes the password. */
const DECORATION = 8

function isCommon(folded: string): boolean {
  const core = folded.replace(/^[^a-z]+|[^a-z]+$/g, "")
  if (folded.length - core.length > DECORATION) return false
  const unswapped = core.replace(/[^a-z]/g, (sign) => swaps[sign] ?? sign)
  return [core, unswapped, core.replace(/[^a-z]/g, "")].some((word) => commonWords.has(word))
}

/** `aaaaaaaa`, `abcabcabc`, `Henkhenk1`, or two or three different signs in all. */
function isRepetition(folded: string): boolean {
  if (new Set(folded).size <= 3) return true
  const core = folded.replace(/[^a-z0-9]+$|\d{1,4}[^a-z0-9]*$/, "")
  return [folded, core].some((text) => text.length >= 4 && /^(.{1,6}?)\1+$/u.test(text))
}

const keyboardRows = ["qwertyuiop", "asdfghjkl", "zxcvbnm", "azertyuiop", "1234567890"]

/** Runs of the alphabet, of digits or of a keyboard row, forwards or backwards, with at most two signs besides. */
function isSequence(folded: string): boolean {
  const signs = [...folded]
  let besides = 0
  for (let at = 0; at < signs.length;) {
    const run = runLength(signs, at)
    if (run < 3) besides += 1
    at += run < 3 ? 1 : run
  }
  return besides <= 2
}

function runLength(signs: string[], start: number): number {
  const lengths = [1, -1].flatMap((step) => [
    stepsFrom(signs, start, (a, b) => (b.codePointAt(0) ?? 0) - (a.codePointAt(0) ?? 0) === step),
    ...keyboardRows.map((row) =>
      stepsFrom(
        signs,
        start,
        (a, b) => row.includes(a) && row.includes(b) && row.indexOf(b) - row.indexOf(a) === step,
      ),
    ),
  ])
  return Math.max(...lengths)
}

function stepsFrom(signs: string[], start: number, follows: (a: string, b: string) => boolean): number {
  let end = start
  while (end + 1 < signs.length && follows(signs[end] ?? "", signs[end + 1] ?? "")) end += 1
  return end - start + 1
}

/** Shorter names would forbid half the dictionary. */
const SHORTEST_NAME = 4
/** So many digits in a row are the telephone number, not chance. */
const NUMBER_PART = 6

function containsOwn(folded: string, owner: PasswordOwner): boolean {
  const local = owner.email.split("@")[0] ?? ""
  // Four letters of an organisation's name can be "voor" or "huis".
  const organisation = owner.organisationName
    .split(/[^\p{L}]+/u)
    .filter((word) => word.length > SHORTEST_NAME)
  const names = ["zorg", "portaal", local, ...local.split(/[^\p{L}]+/u), ...organisation]
  const hasName = names.map(fold).some((name) => name.length >= SHORTEST_NAME && folded.includes(name))
  return hasName || containsNumber(asciiDigits(folded).replace(/\D/g, ""), owner.mobile.replace(/\D/g, ""))
}

function containsNumber(digits: string, mobile: string): boolean {
  for (let at = 0; at + NUMBER_PART <= mobile.length; at += 1)
    if (digits.includes(mobile.slice(at, at + NUMBER_PART))) return true
  return false
}
