// What a page needs to know about the person who is logged in.
import type { ReadablePatient } from "./access.ts"

export type Me = {
  email: string
  /** The reader's own name as the ECD knows it; null before the first grant is claimed. */
  name: string | null
  /** `06 •• •• •• 78` */
  maskedMobile: string
  /** "bsn": only the BSN step and logging out are open. */
  stage: "bsn" | "open"
  previousLoginAt: string | null
  /** Stands for this account on a device, where no name, address or id of it may lie. 22 characters, for ever the same. */
  tag: string
  /** Untouched for this long the portal goes on the lock, by itself and on the server. */
  lockMinutes: 5 | 10 | 15
  /** The organisation lets its readers keep what they viewed on their own device. */
  mayKeepOffline: boolean
  patients: ReadablePatient[]
}
