// Why a call did not give its answer.
import type { ErrorCode, Problem } from "#contract/errors"

/**
 * "unreachable": nothing readable came back; no internet, a time-out, or something between us and the server.
 * "not-kept": the same, of a page of which the open vault has no copy.
 */
export type FailureCode = ErrorCode | "unreachable" | "not-kept"

export class ApiFailure extends Error {
  readonly code: FailureCode
  readonly problem: Problem | null
  constructor(code: FailureCode, problem: Problem | null = null) {
    super(code)
    this.code = code
    this.problem = problem
  }
}

/** The code of a failed call; anything else that was thrown is a mistake of ours and goes on. */
export function failureCode(error: unknown): FailureCode {
  if (error instanceof ApiFailure) return error.code
  throw error
}

/** Whoever may not read a record and whoever asks for one that does not exist get the same answer. */
export const isNoRight = (code: FailureCode): boolean => code === "not-found"
