// What is wrong with a filled-in form: every field at once, so that people mend it in one go.
import type { ErrorCode } from "#contract/errors"
import type { InvitationInput, RegistrationInput } from "#contract/registration"
import { readEmail } from "../credentials/email.ts"
import { readMobile } from "../credentials/mobile.ts"
import { judgePassword } from "../credentials/password-policy.ts"
import { fail } from "../http/failures.ts"
import { passwordRuleOf, type OrganisationSettings } from "../organisation/settings.ts"

export type Registration = {
  email: string
  mobile: string
  password: string
  privacyStatementVersion: string
}

/** @throws Failure with the field's own code, or `input-invalid` that names each when there are more. */
export function judgeRegistration(
  typed: RegistrationInput,
  settings: OrganisationSettings,
  currentVersion: string | undefined,
): Registration {
  const problems: { path: keyof RegistrationInput; code: ErrorCode }[] = []
  const email = readEmail(typed.email)
  if (!email) problems.push({ path: "email", code: "email-invalid" })
  const mobile = readMobile(typed.mobile, typed.country, settings.smsCountries)
  if (mobile.kind === "problem") problems.push({ path: "mobile", code: mobile.code })
  const password = judgePassword(typed.password, {
    email: email ?? typed.email,
    mobile: mobile.kind === "mobile" ? mobile.e164 : typed.mobile,
    organisationName: settings.name,
    rule: passwordRuleOf(settings),
  })
  if (password) problems.push({ path: "password", code: password })
  const { privacyStatementVersion: version } = typed
  const privacy = judgePrivacy(version, currentVersion)
  if (privacy) problems.push({ path: "privacyStatementVersion", code: privacy })
  const [first] = problems
  if (first || !email || mobile.kind === "problem" || version === null)
    return fail(first && problems.length === 1 ? first.code : "input-invalid", { fields: problems })
  return { email, mobile: mobile.e164, password: typed.password, privacyStatementVersion: version }
}

/** An invitation brings address and number along. @throws as `judgeRegistration`. */
export function judgeInvitation(
  typed: InvitationInput,
  owner: { email: string; mobile: string },
  settings: OrganisationSettings,
  currentVersion: string | undefined,
): { password: string; privacyStatementVersion: string } {
  const problems: { path: keyof InvitationInput; code: ErrorCode }[] = []
  const password = judgePassword(typed.password, {
    ...owner,
    organisationName: settings.name,
    rule: passwordRuleOf(settings),
  })
  if (password) problems.push({ path: "password", code: password })
  const { privacyStatementVersion: version } = typed
  const privacy = judgePrivacy(version, currentVersion)
  if (privacy) problems.push({ path: "privacyStatementVersion", code: privacy })
  const [first] = problems
  if (first || version === null)
    return fail(first && problems.length === 1 ? first.code : "input-invalid", { fields: problems })
  return { password: typed.password, privacyStatementVersion: version }
}

function judgePrivacy(accepted: string | null, current: string | undefined): ErrorCode | null {
  if (!accepted) return "privacy-not-accepted"
  return accepted === current ? null : "privacy-version-old"
}
