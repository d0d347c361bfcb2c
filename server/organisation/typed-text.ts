// What an organisation types for its readers, judged before it is kept.
import * as v from "valibot"

export const oneLine = (maximum: number) =>
  v.pipe(
    v.string(),
    v.trim(),
    v.minLength(1, "is empty"),
    v.maxLength(maximum, `is longer than ${maximum} characters`),
    v.regex(/^\P{Cc}*$/u, "has more than one line, or a sign that cannot be read"),
  )

export const paragraphs = (maximum: number) =>
  v.pipe(
    v.string(),
    v.trim(),
    v.maxLength(maximum, `is longer than ${maximum} characters`),
    v.regex(/^[^\0]*$/, "has a sign that cannot be read"),
  )

export const calendarDay = v.pipe(
  v.string(),
  v.check(isDay, "is not a day: write YYYY-MM-DD, a day that exists"),
)

/** One sentence for all that is wrong. */
export const problemsOf = (issues: readonly v.BaseIssue<unknown>[]): string =>
  `${issues.map((issue) => `${pathOf(issue)} ${issue.message}`).join("; ")}.`

const pathOf = (issue: v.BaseIssue<unknown>) => v.getDotPath(issue) ?? "the text"

/** "2026-02-30" is written as a day and is none. */
function isDay(text: string): boolean {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text)) return false
  const at = new Date(`${text}T00:00:00Z`)
  return !Number.isNaN(at.getTime()) && at.toISOString().startsWith(text)
}
