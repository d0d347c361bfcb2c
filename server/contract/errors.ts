// Every error the API can answer, with its HTTP status. The screen owns the words (words.ts beside each page).
import type { GrantMistake } from "#contract/desk"

export const errorStatus = {
  // any route
  "input-invalid": 422,
  "json-invalid": 400,
  "body-too-large": 413,
  "media-type": 415,
  "cross-site": 403,
  "not-found": 404,
  "method-not-allowed": 405,
  "too-many-requests": 429,
  busy: 503,
  unavailable: 503,
  internal: 500,
  // who are you
  "session-required": 401,
  /** Alive, but put on the lock: the password opens it. */
  "session-locked": 423,
  "vault-unknown": 401,
  /** Of another account, or ended: the device starts a new vault. */
  "vault-ended": 409,
  /** The organisation lets nobody read without internet. */
  "offline-not-allowed": 403,
  "bsn-step-required": 403,
  /** A version of the terms or the privacy statement is in force that this account has not accepted. */
  "terms-required": 403,
  /** Another version is in force by now. */
  "terms-version-old": 409,
  "step-expired": 401,
  // login and registration
  "credentials-wrong": 401,
  "password-too-short": 422,
  "password-too-long": 422,
  "password-needs-capital": 422,
  "password-too-common": 422,
  "password-contains-own": 422,
  "passwords-differ": 422,
  "password-unchanged": 422,
  "email-invalid": 422,
  "email-unchanged": 422,
  /** Told to who holds the mailbox only. */
  "email-taken": 409,
  "mobile-invalid": 422,
  "mobile-country": 422,
  "mobile-unchanged": 422,
  /** Told to who proved the number only. */
  "mobile-shared": 409,
  "privacy-not-accepted": 422,
  "privacy-version-old": 409,
  "link-invalid": 410,
  /** An invitation whose address has an account by now. */
  "link-used": 410,
  "link-expired": 410,
  "link-replaced": 410,
  "link-withdrawn": 410,
  "code-incomplete": 422,
  "code-wrong": 401,
  "code-expired": 401,
  "code-locked": 401,
  "code-not-sent": 409,
  /** The number of a newcomer has all its accounts already; told to who holds the phone only. */
  "number-full": 409,
  "resend-too-soon": 429,
  "resend-limit": 429,
  "sms-unavailable": 503,
  "bsn-incomplete": 422,
  "bsn-no-match": 403,
  "bsn-blocked": 403,
  // staff
  /** The role of this staff member does not allow it. */
  "not-allowed": 403,
  /** Their own account: somebody else decides that. */
  "not-oneself": 403,
  "last-administrator": 409,
  "staff-known": 409,
  /** Password and second factor are asked again before this. */
  "proof-required": 409,
  /** The browser's answer does not fit what was asked, or came too late or twice. */
  "passkey-wrong": 422,
  "passkeys-full": 409,
  /** Without it nobody could log in here. */
  "last-second-factor": 409,
  "staff-state": 409,
  /** Somebody else changed it after this page was read. */
  "changed-meanwhile": 409,
  // the access desk
  "search-short": 422,
  "date-invalid": 422,
  /** See `mistakes`. */
  "grant-refused": 422,
  "slot-taken": 409,
  "grant-ended": 409,
  /** What holds by now does not allow it. */
  "not-possible": 409,
  /** Somebody holds a place that does not go with the new decision capacity. */
  "grants-do-not-fit": 409,
  "slots-full": 409,
  /** A form of this person waits already. */
  "form-known": 409,
  /** Access was given on it, or it was refused. */
  "form-decided": 409,
  // what the organisation writes and draws
  "logo-invalid": 422,
  "logo-too-large": 422,
  "version-known": 409,
  "day-taken": 409,
  "notice-too-short": 422,
  "summary-missing": 422,
  "days-wrong": 422,
  "terms-full": 409,
  // the work list
  /** A colleague has it. */
  "task-taken": 409,
  /** It was done, or settled itself. */
  "task-done": 409,
  "account-unknown": 409,
  /** A new number was asked already. */
  "lost-phone-open": 409,
} as const satisfies Record<string, number>

export type ErrorCode = keyof typeof errorStatus

/** The body of every error answer (RFC 9457, application/problem+json). */
export type Problem = {
  type: string
  title: string
  status: number
  code: ErrorCode
  /** For `input-invalid`: which fields, and what is wrong with each. */
  fields?: { path: string; code: ErrorCode | "required" | "invalid" }[]
  /** For 429 and 503: seconds until it makes sense to try again. */
  retryAfterSeconds?: number
  /** For the code page: what is left of this code. */
  triesLeft?: number
  /** For `grant-refused`: everything that is wrong with the form. */
  mistakes?: GrantMistake[]
}
