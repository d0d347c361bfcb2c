// A new password: forgotten (mailed link → Bevestig → SMS → new password), or changed by somebody who is logged in.
import * as v from "valibot"
import type { LoginStep } from "./login.ts"

/** Longer than any accepted password, so that "too long" is answered in words. */
const password = v.pipe(v.string(), v.maxLength(1000))

/** POST /api/forgotten: always 202 with {}, whether the address is known or not. */
export const ForgottenInput = v.strictObject({ email: v.pipe(v.string(), v.maxLength(320)) })

/**
 * Where this browser is on its way to a new password. GET /api/forgotten answers it (so a reload finds its page back);
 * POST /api/forgotten/confirm, /resend and /code answer it too. POST /api/forgotten/link answers a LinkPreview.
 */
export type RecoveryStep =
  { step: "none" } | Extract<LoginStep, { step: "code" }> | { step: "new-password"; email: string }

/** POST /api/forgotten/password: 204 and no session: one logs in with it. */
export const NewPasswordInput = v.strictObject({ password })

/** POST /api/account/password: 204; this session goes on with a new cookie, all others end. */
export const ChangePasswordInput = v.strictObject({ current: password, password })
