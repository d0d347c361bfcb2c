// A stored report as the pages get it.
import type { Report, ReportSummary } from "#contract/dossier"
import { excerptOf } from "#contract/excerpt"
import type { Place, StoredReport } from "./report.queries.ts"

/** @param words the excerpt begins near the first of them. */
export function toSummary(
  report: StoredReport,
  newSince: string | null,
  words: readonly string[] = [],
): ReportSummary {
  const { sections, receivedAt, documents, ...rest } = report
  const { excerpt, isWhole } = excerptOf(sections.map((section) => section.text).join("\n"), words)
  // The list shows no headings, so a report that has them is never shown whole there.
  const hasHeadings = sections.some((section) => section.heading !== null)
  return {
    ...rest,
    isNew: isNew(receivedAt, newSince),
    excerpt,
    isWhole: isWhole && !hasHeadings && !documents,
    ...(documents && { documents: documents.length }),
  }
}

/** All that can be read of a report, to be searched. */
export const textOf = ({ title, author, authorRole, sections }: StoredReport): string =>
  [title, author, authorRole, ...sections.flatMap(({ heading, text }) => [heading, text])]
    .filter((part) => part !== null)
    .join("\n")

export function toWhole(
  report: StoredReport,
  newSince: string | null,
  neighbours: Pick<Report, "newerId" | "olderId">,
  { updatedAt, showsDocuments }: { updatedAt: string | null; showsDocuments: boolean },
): Report {
  const { receivedAt, documents, ...rest } = report
  return {
    ...rest,
    ...(documents && { documents: showsDocuments ? documents : ("elsewhere" as const) }),
    isNew: isNew(receivedAt, newSince),
    ...neighbours,
    updatedAt,
  }
}

const isNew = (receivedAt: string, since: string | null) => since !== null && receivedAt > since

/** The cursor of a page: opaque to the browser. */
export const encodePlace = (place: Place): string =>
  Buffer.from(`${place.occurredAt}|${place.id}`).toString("base64url")

export function decodePlace(cursor: string): Place | null {
  const [occurredAt = "", id = ""] = Buffer.from(cursor, "base64url").toString("utf8").split("|")
  if (!/^\d{4}-\d{2}-\d{2}T[\d:.]+Z$/.test(occurredAt) || !/^[0-9a-f-]{36}$/.test(id)) return null
  return { occurredAt, id }
}
