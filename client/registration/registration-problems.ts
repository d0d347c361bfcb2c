// What is wrong with a registration: first what the browser can see, then what the server answers.
import type { OrganisationInfo } from "#contract/organisation"
import type { ApiFailure, FailureCode } from "../api/failure.ts"
import { passwordProblem } from "../kit/new-password.ts"
import { waitText } from "../kit/wait-text.ts"
import { sayProblem } from "../kit/words.ts"
import {
  emptyProblems,
  fieldOfProblem,
  registrationProblems,
  tooManyText,
  type RegistrationField,
} from "./words.ts"

export type Typed = {
  email: string
  mobile: string
  password: string
  repeat: string
  hasAccepted: boolean
}
type Found = { field: RegistrationField | null; text: string }

export function formProblems(typed: Typed, rule: OrganisationInfo["passwordRule"]): Found[] {
  const empty = (["email", "mobile", "password", "repeat"] as const)
    .filter((field) => !typed[field].trim())
    .map((field) => ({ field, text: emptyProblems[field] }))
  return [
    ...empty,
    ...passwordProblems(typed, rule),
    ...(typed.hasAccepted ? [] : [problemOf("privacy-not-accepted")]),
  ]
}

function passwordProblems({ password, repeat }: Typed, rule: OrganisationInfo["passwordRule"]): Found[] {
  if (!password.trim()) return []
  const weak = passwordProblem(password, rule)
  if (weak) return [problemOf(weak)]
  return repeat.trim() && password !== repeat ? [problemOf("passwords-differ")] : []
}

export function serverProblems({ code, problem }: ApiFailure): Found[] {
  const seconds = problem?.retryAfterSeconds
  if (code === "too-many-requests" && seconds) return [{ field: null, text: tooManyText(waitText(seconds)) }]
  const fields = code === "input-invalid" ? (problem?.fields ?? []) : []
  const named = fields.filter((field) => field.code in registrationProblems)
  if (named.length) return named.map((field) => problemOf(field.code as FailureCode))
  const plain = fields.find(({ path }) => path === "email" || path === "mobile")
  if (plain) return [problemOf(plain.path === "email" ? "email-invalid" : "mobile-invalid")]
  return [problemOf(code)]
}

function problemOf(code: FailureCode): Found {
  return { field: fieldOfProblem[code] ?? null, text: sayProblem(registrationProblems, code) }
}
