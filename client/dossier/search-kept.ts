// Searching without internet: in the reports that this device keeps, whole or as they stood in the list.
import type { Report, ReportFilter, ReportList, ReportSummary } from "#contract/dossier"
import { excerptOf } from "#contract/excerpt"
import { holdsAll } from "#contract/find-words"
import { now } from "../kit/clock.ts"
import type { OpenVault } from "../vault/types.ts"
import { passes } from "./report-filter.ts"

/** @param isOver asked in between: then what was found so far is answered. */
export async function searchKept(
  vault: OpenVault,
  patientId: string,
  wanted: ReportFilter,
  words: readonly string[],
  isOver: () => boolean,
): Promise<{ reports: ReportSummary[]; searched: number }> {
  const kept = new Map<string, { summary: ReportSummary; text: string }>()
  for (const report of await keptList(vault, patientId))
    kept.set(report.id, { summary: report, text: textOf(report, [report.excerpt]) })
  for (const place of vault.placesOf("report", patientId, now())) {
    if (isOver()) break
    const report = (await vault.peek(place, now()))?.value as Report | undefined
    if (report) kept.set(report.id, asKept(report, words))
  }
  const within = [...kept.values()].filter(({ summary }) => passes(wanted, summary))
  const reports = within.filter(({ text }) => holdsAll(text, words)).map(({ summary }) => summary)
  return { reports: reports.sort(newestFirst), searched: within.length }
}

export async function keptList(vault: OpenVault, patientId: string): Promise<ReportSummary[]> {
  const place = { type: "reports", patientId, section: "reports", id: "" } as const
  return ((await vault.peek(place, now()))?.value as ReportList | undefined)?.reports ?? []
}

function asKept({ sections, documents: _, ...report }: Report, words: readonly string[]) {
  const hasHeadings = sections.some(({ heading }) => heading !== null)
  const { excerpt, isWhole } = excerptOf(sections.map(({ text }) => text).join("\n"), words)
  const summary: ReportSummary = { ...report, excerpt, isWhole: isWhole && !hasHeadings }
  const texts = sections.flatMap(({ heading, text }) => [heading ?? "", text])
  return { summary, text: textOf(report, texts) }
}

const textOf = (
  { title, author, authorRole }: Pick<Report, "title" | "author" | "authorRole">,
  texts: string[],
) => [title ?? "", author ?? "", authorRole ?? "", ...texts].join("\n")

const newestFirst = (a: ReportSummary, b: ReportSummary) =>
  a.occurredAt < b.occurredAt || (a.occurredAt === b.occurredAt && a.id < b.id) ? 1 : -1
