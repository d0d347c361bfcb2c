// What a page needs to know about the person who is logged in.
import * as v from "valibot"
import type { ReadablePatient } from "./access.ts"
import { legalTextKinds, type LegalText } from "./organisation.ts"

export type Me = {
  email: string
  /** The reader's own name as the ECD knows it; null before the first grant is claimed. */
  name: string | null
  /** `06 •• •• •• 78` */
  maskedMobile: string
  /** "bsn", "terms": only that step, the own account and logging out are open. */
  stage: "bsn" | "terms" | "open"
  previousLoginAt: string | null
  /** Stands for this account on a device, where no name, address or id of it may lie. 22 characters, for ever the same. */
  tag: string
  /**
   * Seals what was typed and not sent when a page has to go, so that only this account finds it back. 256 bits, base64, for
   * ever the same; never kept outside a vault. Absent in what an older version of the portal kept.
   */
  formKey?: string
  /** Untouched for this long the portal goes on the lock, by itself and on the server. */
  lockMinutes: 5 | 10 | 15
  /** Of the session, however it is used. Of no use in what was kept. */
  secondsLeft: number
  /** The organisation lets its readers keep what they viewed on their own device. */
  mayKeepOffline: boolean
  patients: ReadablePatient[]
  /** Versions that take effect later, soonest first. Absent in what an older version of the portal kept. */
  announcedTexts?: AnnouncedText[]
  /** What the organisation tells about the portal, the newest first; without what this account put away. */
  announcements?: Announcement[]
}

export type AnnouncedText = Pick<LegalText, "kind" | "version" | "effectiveOn" | "summary">

/** GET /api/terms: the texts in force that this account has not accepted, in the order in which they are asked. */
export type OwedTexts = {
  texts: (LegalText & { /** The account accepted an older version. */ isChange: boolean })[]
}

/**
 * POST /api/account/close/password: 204 when it is right, nothing else happens. POST /api/account/close: 204, and the
 * account is closed.
 */
export const CloseAccountInput = v.strictObject({ password: v.pipe(v.string(), v.maxLength(1000)) })

/** POST /api/terms: a yes to one version. 409 `terms-version-old` when another is in force by now. Answers LoginDone. */
export const AcceptTextInput = v.strictObject({
  kind: v.picklist(legalTextKinds),
  version: v.pipe(v.string(), v.maxLength(40)),
})

export type Announcement = { id: string; title: string; body: string; lastDay: string }

/** POST /api/announcements/read: this account has read it. Always 204 for one that exists. */
export const ReadAnnouncementInput = v.strictObject({ id: v.pipe(v.string(), v.uuid()) })

/** How often an account hears by mail that there is something new: at once, at five o'clock, on Friday at five. */
export const newsFrequencies = ["direct", "daily", "weekly", "off"] as const
export type NewsFrequency = (typeof newsFrequencies)[number]
/** At most one mail a day, and none to who looked since: often enough to trust, too seldom to tire of. */
export const defaultNews: NewsFrequency = "daily"
/** GET and POST /api/account/news */
export const NewsInput = v.strictObject({ frequency: v.picklist(newsFrequencies) })
export type NewsChoice = v.InferOutput<typeof NewsInput>
