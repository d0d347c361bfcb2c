// What is wrong with a change of password: first what the browser can see, then what the server answers.
import type { ApiFailure } from "../api/failure.ts"
import { newPasswordProblems, pairProblems } from "../kit/new-password.ts"
import { sayProblem } from "../kit/words.ts"
import { passwordWords as words, tooManyText } from "./words.ts"

export type PasswordField = "current" | "password" | "repeat"
type Found = { field: PasswordField | null; text: string }
type Typed = Record<PasswordField, string>
type Rule = Parameters<typeof pairProblems>[2]

export function typedProblems({ current, password, repeat }: Typed, rule: Rule): Found[] {
  const found: Found[] = current ? [] : [{ field: "current", text: words.currentEmpty }]
  found.push(...pairProblems(password, repeat, rule))
  if (!found.length && password === current)
    found.push({ field: "password", text: newPasswordProblems["password-unchanged"] })
  return found
}

const problems: Partial<Record<string, string>> = {
  ...newPasswordProblems,
  "input-invalid": newPasswordProblems["password-too-long"],
  "credentials-wrong": words.currentWrong,
  busy: words.busy,
}

export function changeProblem({ code, problem }: ApiFailure): Found {
  if (code === "too-many-requests")
    return { field: null, text: tooManyText(problem?.retryAfterSeconds ?? 60) }
  const text = sayProblem(problems, code)
  if (code === "credentials-wrong") return { field: "current", text }
  return { field: code.startsWith("password-") || code === "input-invalid" ? "password" : null, text }
}
