// Why the vault could not do what was asked. Never carries text of a record, a key or a password.

/**
 * "gone": wiped, here or in another tab; "closed": by its reader; "wrong": the secret does not open the wrap;
 * "broken" and "newer": as in Unlocked. Storage that fails throws its own DOMException.
 */
export type VaultFailureCode = "gone" | "closed" | "wrong" | "broken" | "newer"

export class VaultFailure extends Error {
  readonly code: VaultFailureCode
  constructor(code: VaultFailureCode) {
    super(code)
    this.code = code
  }
}

/** The storage, or the vault itself; anything else is a mistake of ours and goes on. */
export const isExpected = (error: unknown): boolean =>
  error instanceof VaultFailure || error instanceof DOMException

export const isQuotaError = (error: unknown): boolean =>
  error instanceof Error && error.name === "QuotaExceededError"
