// Registering: form → e-mail with a link → Bevestig → SMS. See login.ts for the code that ends both ways in.
import * as v from "valibot"

const text = (maximum: number) => v.pipe(v.string(), v.maxLength(maximum))

export const RegistrationInput = v.strictObject({
  email: text(320),
  /** ISO 3166 code: "NL" */
  country: v.pipe(v.string(), v.regex(/^[A-Z]{2}$/)),
  mobile: text(40),
  /** Longer than any accepted password, so that "too long" is answered in words. */
  password: text(1000),
  privacyStatementVersion: v.nullable(text(40)),
})
export type RegistrationInput = v.InferOutput<typeof RegistrationInput>

/** The token of a mailed link travels in the URL fragment and in the body, never in a path or query. */
export const LinkInput = v.strictObject({ token: v.pipe(v.string(), v.regex(/^[A-Za-z0-9_-]{43}$/)) })

/**
 * POST /api/invitation/link {token}: looks, changes nothing; answers a LinkPreview.
 * POST /api/invitation/accept: answers the LoginStep of the code. Both: 410 `link-invalid`, `link-used`, `link-expired`,
 * `link-replaced`, `link-withdrawn`.
 */
export const InvitationInput = v.strictObject({
  ...LinkInput.entries,
  password: text(1000),
  privacyStatementVersion: v.nullable(text(40)),
})
export type InvitationInput = v.InferOutput<typeof InvitationInput>

/** POST /api/registration/link: looks, changes nothing. */
export type LinkPreview = { email: string; maskedMobile: string }

/** GET /api/registration: asked by the page that waits for the mail, with its own cookie. */
export type RegistrationStatus =
  { state: "none" } | { state: "waiting"; email: string } | { state: "confirmed"; email: string }
