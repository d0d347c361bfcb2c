// Runs in the page, for an engine whose driver tells of no errors.

/** Listens from now on. @returns what went wrong in this page since it was first asked */
export function watchPage(): string[] {
  const page = globalThis as unknown as { seenProblems?: string[] }
  if (page.seenProblems) return page.seenProblems
  const problems: string[] = (page.seenProblems = [])
  window.addEventListener("error", (event) => void problems.push(`error: ${event.message}`))
  window.addEventListener(
    "unhandledrejection",
    (event) => void problems.push(`refused: ${String(event.reason)}`),
  )
  document.addEventListener("securitypolicyviolation", (event) =>
    problems.push(`policy: ${event.violatedDirective} ${event.blockedURI}`),
  )
  return problems
}
