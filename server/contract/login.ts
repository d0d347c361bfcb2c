// Logging in: password → Bevestig → code → (BSN once) → record. Registration joins at the code.
import * as v from "valibot"

export const LoginInput = v.strictObject({
  email: v.pipe(v.string(), v.maxLength(320)),
  password: v.pipe(v.string(), v.maxLength(1000)),
})

export const CodeInput = v.strictObject({ code: v.pipe(v.string(), v.maxLength(100)) })
export const BsnInput = v.strictObject({ bsn: v.pipe(v.string(), v.maxLength(40)) })

export type SentCode = {
  sentAt: string
  expiresAt: string
  codeMinutes: number
  /** Null: there is no further code. */
  mayResendAt: string | null
}

/**
 * Where the pre-login cookie is. GET /api/login answers it (so a reload or a killed app finds its page back);
 * POST /api/login, /confirm, /resend and /api/registration/confirm answer it too.
 */
export type LoginStep =
  | { step: "none" }
  | { step: "confirm"; email: string; maskedMobile: string }
  | ({
      step: "code"
      /** "invitation": the number is the one that staff recorded. "recovery": on the way to a new password (password.ts). "lost-phone": lost-phone.ts. */
      purpose: "login" | "registration" | "invitation" | "recovery" | "lost-phone"
      email: string
      maskedMobile: string
    } & SentCode)

/**
 * POST /api/session/unlock: 204 for the password of the session's own account, also when it was not on the lock; so it
 * judges a password that is typed again. 401 `credentials-wrong`, 429 as at the login.
 * POST /api/session/lock and /api/session/alive ("someone is touching the page") take {} and answer 204.
 */
export const UnlockInput = v.strictObject({ password: v.pipe(v.string(), v.maxLength(1000)) })

/**
 * POST /api/logout/device: "Dit is een gedeeld apparaat: wis alles". As /api/logout, and for every account that this browser is
 * known to it is a stranger again. Always 204, without a session too, with `Clear-Site-Data: "storage"`.
 */
export const LeaveDeviceInput = v.strictObject({
  /** The device wiped itself before: what lies there by now is somebody's new beginning, and is left alone. */
  wiped: v.boolean(),
})

/** POST /api/login/code: the session cookie is set. */
export type LoginDone = { next: "bsn" | "terms" | "open" }
