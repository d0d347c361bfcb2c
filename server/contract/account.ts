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
  patients: ReadablePatient[]
}
