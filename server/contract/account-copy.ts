// "Kopie van uw gegevens": what an account itself holds, for its own reader. Never a secret, a BSN or a word of a record.
import type { RepresentationBasis, Role, Section } from "./access.ts"
import type { NewsFrequency } from "./account.ts"
import type { Login } from "./devices.ts"
import type { LegalText } from "./organisation.ts"

/** GET /api/account/copy. Instants are ISO-8601 in UTC. */
export type AccountCopy = {
  madeAt: string
  organisation: string
  account: {
    /** As the ECD knows the reader; null while no record opens. */
    name: string | null
    email: string
    /** As people write it: 06 12 34 56 78. */
    mobile: string
    state: string
    registeredAt: string
    emailConfirmedAt: string | null
    mobileConfirmedAt: string | null
    /** When the reader showed once who it is; null when that was not asked. */
    identifiedAt: string | null
    lastLoginAt: string | null
  }
  acceptedTexts: { kind: LegalText["kind"]; version: string; acceptedAt: string }[]
  access: CopiedAccess[]
  devices: CopiedDevice[]
  /** Newest first. */
  logins: Login[]
  display: { field: string; value: string; changedAt: string }[]
  news: { frequency: NewsFrequency; changedAt: string | null }
  /** Mails about terms and access, so that nobody is told twice. */
  told: { purpose: string; at: string }[]
  putAway: { title: string; at: string }[]
  changes: CopiedChange[]
}

export type CopiedAccess = {
  /** Whose record it is; null when it does not open now. */
  client: string | null
  role: Role
  basis: RepresentationBasis | null
  sections: Section[]
  since: string
  until: string | null
}

export type CopiedDevice = {
  kind: string
  browser: string
  firstLoginAt: string
  lastLoginAt: string
  endedAt: string | null
  /** It keeps what was read, to read it without internet. */
  keepsRecords: boolean
}

/** Another number or address: "open" waits for its code or its mail. Neither finished nor undone: "stopped". */
export type CopiedChange = {
  kind: "mobile" | "email"
  state: "open" | "stopped" | "done" | "undone"
  from: string | null
  to: string
  askedAt: string
  doneAt: string | null
}
