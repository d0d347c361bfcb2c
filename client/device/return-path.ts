// The page someone asked for before logging in, or left when the portal went on the lock, and how far they had read.
// It names a record by its random id only, and lasts as long as the tab.
import type { Me } from "#contract/account"

const KEY = "verder-naar"
const recordPath = /^\/dossier\/([0-9a-f-]{36})(\/|$)/
const otherPath =
  /^\/(account(\/[a-z-]+)?|rapportages|zorgplan|agenda|persoonsbeeld|leven|leefplezier|dossiers|weergave|hulp|installeren|zonder-internet|privacyverklaring|gebruikersvoorwaarden|toegankelijkheid)$/

/** @param top how far the page was scrolled, in CSS pixels. */
export type Place = { path: string; top: number }

export function rememberReturnPath(path: string, top = 0): void {
  if (!recordPath.test(path) && !otherPath.test(path)) return
  try {
    sessionStorage.setItem(KEY, JSON.stringify({ path, top }))
  } catch {
    // Without storage the reader starts at home.
  }
}

/** The page to go on with, once; home when this reader may not open that record. */
export function takeReturnPlace(me: Me | null): Place {
  const place = peek()
  forgetReturnPath()
  return mayReturnTo(place?.path, me) && place ? place : { path: "/", top: 0 }
}

export const takeReturnPath = (me: Me | null): string => takeReturnPlace(me).path

/** A path that was kept may be old, or not ours. */
export function mayReturnTo(path: string | undefined, me: Me | null): boolean {
  const patientId = path?.match(recordPath)?.[1]
  if (patientId) return me?.patients.some(({ id }) => id === patientId) ?? false
  return path !== undefined && otherPath.test(path)
}

export function forgetReturnPath(): void {
  try {
    sessionStorage.removeItem(KEY)
  } catch {
    // Nothing was kept.
  }
}

function peek(): Place | null {
  try {
    return JSON.parse(sessionStorage.getItem(KEY) ?? "null") as Place | null
  } catch {
    return null
  }
}
