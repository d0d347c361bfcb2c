// A lost telephone: two mailed links. POST /api/lost-phone/stop/link and /api/lost-phone/link look and answer a LinkPreview
// (the number is the new one); POST /api/lost-phone/stop stops it, 204. All four take a LinkInput; 410 `link-invalid`.
import type { LoginStep } from "./login.ts"

/** GET /api/lost-phone, POST /api/lost-phone/confirm and /resend. POST /api/lost-phone/code: 204 and no session. */
export type LostPhoneStep = { step: "none" } | Extract<LoginStep, { step: "code" }>
