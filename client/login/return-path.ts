// The page someone asked for before logging in. It names a record by its random id only, and lasts as long as the tab.
import type { Me } from "#contract/account"

const KEY = "verder-naar"
const recordPath = /^\/dossier\/([0-9a-f-]{36})(\/|$)/

export function rememberReturnPath(path: string): void {
  if (!recordPath.test(path) && !/^\/(account|rapportages|agenda|dossiers)$/.test(path)) return
  try {
    sessionStorage.setItem(KEY, path)
  } catch {
    // Without storage the reader starts at home.
  }
}

/** The page to go on with, once; home when this reader may not open that record. */
export function takeReturnPath(me: Me | null): string {
  const path = peek()
  forgetReturnPath()
  const patientId = path.match(recordPath)?.[1]
  if (patientId && !me?.patients.some(({ id }) => id === patientId)) return "/"
  return path || "/"
}

export function forgetReturnPath(): void {
  try {
    sessionStorage.removeItem(KEY)
  } catch {
    // Nothing was kept.
  }
}

function peek(): string {
  try {
    return sessionStorage.getItem(KEY) ?? ""
  } catch {
    return ""
  }
}
