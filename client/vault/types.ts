// What the vault is to those who use it. It knows sections and grants, no feature and no page.
import type { Section } from "#contract/access"
import type { VaultGrant, VaultItem, VaultTicket, VaultVerdict } from "#contract/vault"

/** Where a record lives. `patientId` null: it is about the reader, no grant is asked; `section` null: any grant will do. */
export type RecordPlace = {
  type:
    | "me"
    | "overview"
    | "reports"
    | "report"
    | "agenda"
    | "carePlan"
    | "portrait"
    | "lifeStory"
    | "joyActivities"
    | "picture"
    | "resume"
  patientId: string | null
  section: Section | null
  id: string
}
export type RecordToSave = RecordPlace & {
  /** JSON. */
  value: unknown
  /** What the server can be asked about later; a record goes when one of its items goes or changes. */
  items: VaultItem[]
}
export type Saved = { value: unknown; savedAt: string }

/** What lies in clear on the device, one row for each vault. */
export type VaultRow = {
  /** Random; the server knows the vault by it too. */
  id: string
  accountTag: string
  /** What the reader chose to see on the lock screen: initials by default. */
  label: string
  place: { kind: "bucket" | "database"; name: string }
  /** A place that holds nothing of use, being written or being left behind: any start deletes it. */
  leftover: { kind: "bucket" | "database"; name: string } | null
  /** Wrong secrets in a row, counted before each try. A courtesy against people at the tablet. */
  tries: number
  /** No try before this moment (milliseconds since 1970); null: at once. */
  waitUntil: number | null
  /** Past this day the vault is wiped at the next start. */
  wipeAfter: string
  /** A wipe has begun: any start finishes it first. */
  wipe: boolean
}

export type Unlocked =
  | { kind: "open"; vault: OpenVault }
  | { kind: "wrong"; triesLeft: number; waitUntil: number | null }
  | { kind: "wait"; until: number }
  /** The tenth wrong secret, or a vault that was not there any more. */
  | { kind: "wiped" }
  /** Damaged: it opens with no secret. Nothing was wiped. */
  | { kind: "broken" }
  /** Made by a newer version of the portal than this one. */
  | { kind: "newer" }
  /** The browser's storage does not answer. */
  | { kind: "unavailable" }

export interface OpenVault {
  readonly id: string
  readonly accountTag: string
  /** May it be read now? "lease-over": too long without contact or login; "clock-behind": the clock went back. */
  judge(now: Date): "open" | "lease-over" | "clock-behind"
  readonly ticket: string
  readonly grants: readonly VaultGrant[]
  /** null: not kept, not allowed by the grants at this moment, or damaged (it is dropped then). */
  get(place: RecordPlace, now: Date): Promise<Saved | null>
  /** The same for a look that is no reading: it does not make the record live longer. */
  peek(place: RecordPlace, now: Date): Promise<Saved | null>
  /** What of a client's record is kept of one type, and may be read now. */
  placesOf(type: RecordPlace["type"], patientId: string, now: Date): RecordPlace[]
  /** All or nothing. "full": not kept; the oldest quarter was given up for it and even that was not enough; reading goes on. */
  put(records: RecordToSave[], now: Date): Promise<"kept" | "full">
  /** What POST /api/vault/check asks about: each item once, those viewed last first. */
  items(): VaultItem[]
  // None of these four rejects when the storage fails: a vault that cannot obey closes itself; when it needs a new key and
  // cannot get one it wipes itself. On a closed vault they do nothing.
  drop(places: RecordPlace[]): Promise<void>
  /** After a login or contact: a new ticket and lease. */
  renew(ticket: VaultTicket, now: Date): Promise<void>
  /** What the session says the reader may see now. A grant that is gone, or lost a section: the vault gets a new key. */
  setGrants(grants: VaultGrant[], now: Date): Promise<void>
  /** Carries out an "open" verdict: lease, grants, what is gone or changed; a new key when something was misfiled. */
  obey(verdict: Extract<VaultVerdict, { verdict: "open" }>, now: Date): Promise<void>
  /** Keys and manifest leave memory. Nothing works after it. */
  close(): void
}
