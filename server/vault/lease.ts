// Until when a device may open what it keeps without asking. Pure.
import type { OrganisationSettings } from "../organisation/settings.ts"

const DAY = 86_400_000

/** So many days after contact, and so many after the login, whichever comes first; it may lie in the past. */
export function leaseUntil(contact: Date, loggedInAt: string, offline: OrganisationSettings["offline"]) {
  const byContact = contact.getTime() + offline.days * DAY
  const byLogin = Date.parse(loggedInAt) + offline.loginDays * DAY
  return new Date(Math.min(byContact, byLogin)).toISOString()
}
