// A stored report as the pages get it.
import type { Report, ReportSummary } from "#contract/dossier"
import type { Place, StoredReport } from "./report.queries.ts"

/** Long enough to read a short report whole in the list. */
const EXCERPT_LENGTH = 320

export function toSummary(report: StoredReport, newSince: string | null): ReportSummary {
  const { sections, receivedAt, ...rest } = report
  const { excerpt, isWhole } = excerptOf(sections.map((section) => section.text).join("\n"))
  // The list shows no headings, so a report that has them is never shown whole there.
  const hasHeadings = sections.some((section) => section.heading !== null)
  return { ...rest, isNew: isNew(receivedAt, newSince), excerpt, isWhole: isWhole && !hasHeadings }
}

export function toWhole(
  report: StoredReport,
  newSince: string | null,
  neighbours: Pick<Report, "newerId" | "olderId">,
  updatedAt: string | null,
): Report {
  const { receivedAt, ...rest } = report
  return { ...rest, isNew: isNew(receivedAt, newSince), ...neighbours, updatedAt }
}

const isNew = (receivedAt: string, since: string | null) => since !== null && receivedAt > since

/** Cut at the last space before the limit, never inside a word; a text without spaces is cut hard. */
export function excerptOf(text: string): { excerpt: string; isWhole: boolean } {
  if (text.length <= EXCERPT_LENGTH) return { excerpt: text, isWhole: true }
  const cut = text.slice(0, EXCERPT_LENGTH)
  const space = cut.search(/\s\S*$/)
  const kept = space > EXCERPT_LENGTH / 2 ? cut.slice(0, space) : [...cut].slice(0, -1).join("")
  return { excerpt: `${kept.trimEnd()} …`, isWhole: false }
}

/** The cursor of a page: opaque to the browser. */
export const encodePlace = (place: Place): string =>
  Buffer.from(`${place.occurredAt}|${place.id}`).toString("base64url")

export function decodePlace(cursor: string): Place | null {
  const [occurredAt = "", id = ""] = Buffer.from(cursor, "base64url").toString("utf8").split("|")
  if (!/^\d{4}-\d{2}-\d{2}T[\d:.]+Z$/.test(occurredAt) || !/^[0-9a-f-]{36}$/.test(id)) return null
  return { occurredAt, id }
}
