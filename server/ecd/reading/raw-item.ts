// One thing read from a file, before anybody has judged it.
import type { Refusal } from "../refusal.ts"

/** What each urn: reference means inside its bundle: `urn:uuid:…` → `Type/id`. */
export type Scope = ReadonlyMap<string, string>

export type RawItem =
  | {
      kind: "resource"
      /** `file:line`, `file#entry`, or whatever tells a person where it stands. */
      location: string
      /** Word for word. */
      raw: string
      resource: unknown
      fullUrl?: string | undefined
      scope?: Scope | undefined
    }
  | { kind: "tombstone"; location: string; type: string; id: string; lastUpdated: string | null }
  /** Nothing to import: an entry that only asks or answers something. */
  | { kind: "skipped"; location: string }
  | { kind: "refused"; location: string; raw: string; refusal: Refusal; wholeFile?: boolean }
