// The organisation's rule for a new password, in words and as a first check. The server judges for real.
import type { OrganisationInfo } from "#contract/organisation"

type Rule = OrganisationInfo["passwordRule"]

export function passwordRuleText({ minimum, capital }: Rule): string {
  const capitalPart = capital ? ", en minimaal 1 hoofdletter" : ""
  return `Minimaal ${minimum} letters of cijfers${capitalPart}. Langer is veiliger.`
}

export function passwordProblem(password: string, { minimum, capital }: Rule) {
  if ([...password.normalize("NFC")].length < minimum) return "password-too-short"
  if (capital && !/\p{Lu}/u.test(password)) return "password-needs-capital"
  return null
}
