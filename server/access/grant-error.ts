// Why staff's deed was not done.
import type { GrantMistake } from "#contract/desk"
import { grantSentences } from "./grant-rules.ts"

export type GrantCode =
  | "not-found"
  | "not-possible"
  | "grant-refused"
  | "slot-taken"
  | "grant-ended"
  | "grants-do-not-fit"
  | "slots-full"
  | "form-known"
  | "form-decided"

/** The command line says the sentence, the desk has words of its own for the code. */
export class GrantError extends Error {
  readonly code: GrantCode
  readonly mistakes: GrantMistake[]
  constructor(sentence: string, code: GrantCode = "not-possible", mistakes: GrantMistake[] = []) {
    super(sentence)
    this.code = code
    this.mistakes = mistakes
  }
}

/** A form that was refused, with all that is wrong with it. */
export const refusedGrant = (mistakes: GrantMistake[]) =>
  new GrantError(mistakes.map((mistake) => grantSentences[mistake]).join("\n"), "grant-refused", mistakes)

export const noPatient = (id: string) =>
  new GrantError(`There is no patient ${id}. See: patient list`, "not-found")
export const noGrant = (id: string) =>
  new GrantError(`There is no grant ${id}, or it ended already.`, "grant-ended")
