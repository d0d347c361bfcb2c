// Changing one's own number or e-mail address, and undoing that by a mailed link.
import * as v from "valibot"
import type { SentCode } from "./login.ts"

const password = v.pipe(v.string(), v.maxLength(1000))

/** POST /api/account/number: the code goes to the number the account has. */
export const ChangeNumberInput = v.strictObject({
  password,
  /** ISO 3166 code: "NL" */
  country: v.pipe(v.string(), v.regex(/^[A-Z]{2}$/)),
  mobile: v.pipe(v.string(), v.maxLength(40)),
})

/**
 * Where this session is on its way to another number: GET /api/account/number, so that a reload finds its page back.
 * "old": the code to the number it has, masked. "new": the code to the one it becomes, whole: so that a mistake is seen.
 * POST /api/account/number, /resend and /code answer it too; "done" is answered once, with a new session cookie.
 */
export type NumberStep =
  { step: "none" } | ({ step: "old" | "new"; mobile: string } & SentCode) | { step: "done"; mobile: string }

/** POST /api/account/number/code. It says which code it means: another tab may have gone on. */
export const ChangeCodeInput = v.strictObject({
  step: v.picklist(["old", "new"]),
  code: v.pipe(v.string(), v.maxLength(100)),
})

/** POST /api/account/email: the code goes to the number the account has. */
export const ChangeEmailInput = v.strictObject({ password, email: v.pipe(v.string(), v.maxLength(320)) })

/**
 * Where this session is on its way to another address: GET /api/account/email. "code": sent to the account's number,
 * masked. "mail": a link waits in the mailbox of the new address; whether that has an account already is told there only.
 * POST /api/account/email, /code (`CodeInput`) and /resend (of the code, or of the mail) answer it too. Once the link was
 * pressed, or the change was given up, overtaken or too old: "none"; GET /api/me has the address that holds.
 */
export type EmailStep =
  | { step: "none" }
  | ({ step: "code"; mobile: string } & SentCode)
  | { step: "mail"; email: string; /** Null: no further mail. */ mayResendAt: string | null }

/**
 * POST /api/new-email/link looks, POST /api/new-email does it; both take { token }. "done": it was pressed before. 409
 * `email-taken` when the address got another account meanwhile. It makes no session.
 */
export type NewEmail = { state: "open" | "done"; email: string }

/**
 * POST /api/undo/link looks, POST /api/undo does it; both take { token }. What the account gets back:
 * null where it changes nothing. "done": it was undone already.
 */
export type UndoPreview = { state: "open" | "done"; email: string | null; mobile: string | null }
