// The server's half of the offline vault: a ticket that can ask one thing, "may this vault still open?"
import * as v from "valibot"
import type { Section } from "./access.ts"

const uuid = v.pipe(v.string(), v.uuid())
const ticket = v.pipe(v.string(), v.regex(/^[A-Za-z0-9_-]{43}$/))

/** On a GET that fills an open vault, with the vault's id as its value: the read is logged as copied. */
export const vaultHeader = "portal-vault"

/**
 * POST /api/vault, with an open session: makes the ticket of a new vault, or renews it after a login. The ticket before it
 * works until the new one is first used; who shows an older one holds a copy, and ends the vault. The device chooses the id.
 */
export const VaultTicketInput = v.strictObject({ vault: uuid })
export type VaultTicket = {
  ticket: string
  now: string
  /** Last instant at which it may open without contact: 7 days after contact, 30 after the login, or sooner. */
  leaseUntil: string
}

/** One thing the vault shows, as it was. */
export const vaultItemKinds = [
  "report",
  "appointment",
  "carePlan",
  "careGoal",
  "portrait",
  "lifeStory",
  "joyActivity",
  "portraitPicture",
  "lifeStoryPicture",
] as const
const VaultItem = v.strictObject({
  kind: v.picklist(vaultItemKinds),
  patientId: uuid,
  id: uuid,
  etag: v.pipe(v.string(), v.maxLength(64)),
})
export type VaultItem = v.InferOutput<typeof VaultItem>
export const maximumVaultItems = 400

/** POST /api/vault/check, without a session. An unknown ticket answers 401 `vault-unknown`, which wipes nothing. */
export const VaultCheckInput = v.strictObject({
  ticket,
  items: v.pipe(v.array(VaultItem), v.maxLength(maximumVaultItems)),
})

/** What the vault may go on showing of one patient. */
export type VaultGrant = {
  patientId: string
  sections: Section[]
  /** Instant from which nothing opens any more; null when no end is known. */
  endsAt: string | null
}

/**
 * Only an explicit "wipe" that names the vault wipes. "closed" shows nothing and keeps everything: the reader owes a yes to
 * the terms or the privacy statement, and gives it after logging in.
 */
export type VaultVerdict =
  | { verdict: "wipe"; vault: string }
  | { verdict: "closed"; vault: string; why: "terms" }
  | {
      verdict: "open"
      vault: string
      now: string
      leaseUntil: string
      grants: VaultGrant[]
      /** Ids withdrawn, or no longer in a section that the grant opens. */
      gone: string[]
      /** Ids with another etag. */
      changed: string[]
      /** Ids that turned out to be of another patient: the vault must get a new key. */
      misfiled: string[]
    }

/** POST /api/vault/wiped, without a session: the id is known to that device only. Always 204. */
export const VaultWipedInput = v.strictObject({ vault: uuid })
