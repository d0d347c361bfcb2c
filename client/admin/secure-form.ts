// Who is there, once more: what a SecureForm lacks, and what it sends.
import { answerWithPasskey } from "./passkey.ts"
import { accountWords, loginWords } from "./words.ts"

export type SecondStep = "code" | "passkey"
type Typed = { current: string; code: string }

/** @param own the mistakes in what stands between the password and the second step. */
export const proofMistakes = <Own = never>(
  { current, code }: Typed,
  how: SecondStep,
  own: readonly Own[] = [],
) => [
  ...(current ? [] : [{ field: "current" as const, text: accountWords.currentEmpty }]),
  ...own,
  ...(how === "passkey" || code.trim() ? [] : [{ field: "code" as const, text: loginWords.codeEmpty }]),
]

/** @throws NoPasskey when none was shown. */
export const secondStep = async (how: SecondStep, code: string) =>
  how === "code" ? { code } : { passkey: await answerWithPasskey() }
