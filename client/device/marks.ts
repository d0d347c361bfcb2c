// Small facts that outlive the page. They name nobody and protect nothing: the server and the vault do. They spare
// questions, and keep a locked portal locked on this device.

const keys = {
  /** Logged in when this browser was last here: the account's tag. */
  session: "ingelogd",
  /** On the lock: the session, when it still lives, is not used. */
  locked: "op-slot",
  /** Logged out without internet: the server must still be told. "alles": this browser is nobody's any more. */
  leaving: "uitloggen",
  /** Vaults that were wiped while the server could not be told: their random ids. */
  wiped: "gewist",
  /** Asked and answered with no: the account's tag. */
  declined: "niet-bewaren",
} as const
type Mark = keyof typeof keys

export function setMark(mark: Mark, value = "ja"): void {
  try {
    localStorage.setItem(keys[mark], value)
  } catch {
    // Nothing is kept: every page then asks the server.
  }
}

export function forgetMark(mark: Mark): void {
  try {
    localStorage.removeItem(keys[mark])
  } catch {
    // Nothing was kept.
  }
}

export function readMark(mark: Mark): string | null {
  try {
    return localStorage.getItem(keys[mark])
  } catch {
    return null
  }
}

export const hasMark = (mark: Mark): boolean => readMark(mark) !== null
