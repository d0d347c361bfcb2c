// Care text as it is written: plain lines. An empty line makes a paragraph.
import type { ReportSummary } from "#contract/dossier"
import { dayOf, type Day } from "../kit/dates.ts"

export function paragraphs(text: string): string[] {
  return text
    .split(/\r?\n\s*\r?\n/)
    .map((paragraph) => paragraph.trim())
    .filter(Boolean)
}

export type ReportDay = { day: Day; reports: ReportSummary[] }

/** Newest first, as the list comes in. */
export function groupByDay(reports: readonly ReportSummary[]): ReportDay[] {
  const days: ReportDay[] = []
  for (const report of reports) {
    const day = dayOf(report.occurredAt)
    const last = days.at(-1)
    if (last?.day === day) last.reports.push(report)
    else days.push({ day, reports: [report] })
  }
  return days
}

/** A title that only repeats the discipline ("Rapportage zorg") says nothing beside its sign. */
export function ownTitle(title: string | null, discipline: string): string | null {
  const said =
    title
      ?.trim()
      .toLowerCase()
      .replace(/^rapportage(\s+van)?(\s+de)?\s*/, "") ?? ""
  const name = discipline.replaceAll("\u00AD", "").toLowerCase()
  return said === "" || said === name ? null : title
}
