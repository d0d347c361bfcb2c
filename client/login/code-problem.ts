// What went wrong with a code, and when it makes sense to try again.
import type { ApiFailure } from "../api/failure.ts"
import { waitText } from "../kit/wait-text.ts"
import { sayProblem } from "../kit/words.ts"
import { codeProblems, codeWaits } from "./step-words.ts"

export function codeProblem({ code, problem }: ApiFailure): string {
  const seconds = problem?.retryAfterSeconds
  const wait = codeWaits[code]
  return seconds && wait ? wait(waitText(seconds)) : sayProblem(codeProblems, code)
}
