// What the organisation writes for its readers: versions of its legal texts, announcements, explanations of words.
import * as v from "valibot"
import { Word } from "./glossary.ts"
import { legalTextKinds, type LegalText, type LegalTextVersion } from "./organisation.ts"

export type ListedVersion = Pick<LegalText, "kind" | "version" | "effectiveOn" | "summary"> &
  Pick<LegalTextVersion, "state"> & { accepted: number }
export type ListedAnnouncement = {
  id: string
  title: string
  body: string
  from: string
  until: string
  state: "shown" | "later" | "over" | "ended"
  /** How many readers put it away. */
  read: number
}
export type UnknownWord = { word: string; times: number; lastOn: string }

/** GET /api/staff/texts, and what each change answers. The newest first; the words asked most first. */
export type TextsPage = {
  legal: ListedVersion[]
  /** So many days before, readers are told of a new version. */
  noticeDays: number
  announcements: ListedAnnouncement[]
  terms: { word: string; text: string }[]
  unknown: UnknownWord[]
}

const text = (maximum: number) => v.pipe(v.string(), v.maxLength(maximum))
const kind = v.picklist(legalTextKinds)

/** POST /api/staff/texts/legal and /legal/withdraw. What is empty or too long is refused by the rules behind it. */
export const LegalTextInput = v.strictObject({
  kind,
  version: text(200),
  effectiveOn: text(20),
  summary: text(2000),
  body: text(200_000),
})
export const WithdrawInput = v.strictObject({ kind, version: text(200) })
/** POST /api/staff/texts/announcements and /announcements/end. */
export const AnnouncementInput = v.strictObject({
  title: text(400),
  body: text(4000),
  firstDay: text(20),
  lastDay: text(20),
})
export const EndAnnouncementInput = v.strictObject({ id: text(64) })
/** POST /api/staff/texts/glossary; /glossary/remove; /glossary/forget takes a word off the list of unknown ones. */
export const TermInput = v.strictObject({
  word: Word,
  text: v.pipe(
    v.string(),
    v.transform((typed) => typed.normalize("NFC").trim()),
    v.minLength(3),
    v.maxLength(300),
  ),
})
export const WordInput = v.strictObject({ word: Word })
