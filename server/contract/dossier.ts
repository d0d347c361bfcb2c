// Reports of care and treatment.
import * as v from "valibot"

export const disciplines = [
  "zorg",
  "arts",
  "fysiotherapie",
  "ergotherapie",
  "geestelijke-verzorging",
  "activiteiten",
  "overig",
] as const
export type Discipline = (typeof disciplines)[number]

export const ReportsQuery = v.strictObject({
  patientId: v.pipe(v.string(), v.uuid()),
  /** Opaque: `olderThan` of the page before. */
  olderThan: v.optional(v.pipe(v.string(), v.maxLength(200))),
})
export const ReportQuery = v.strictObject({
  patientId: v.pipe(v.string(), v.uuid()),
  reportId: v.pipe(v.string(), v.uuid()),
})

export type ReportSection = { heading: string | null; text: string }

export type ReportSummary = {
  id: string
  /** Another one when anything of it changed. */
  etag: string
  discipline: Discipline
  title: string | null
  author: string | null
  authorRole: string | null
  /** Instant of writing; with precision "day" only the date counts. */
  occurredAt: string
  precision: "instant" | "day"
  amendedAt: string | null
  /** Came in since this reader's visit before this one. */
  isNew: boolean
  /** The first words, cut at a word; `isWhole` when nothing was left out. */
  excerpt: string
  isWhole: boolean
}

export type ReportList = {
  /** Newest first, at most 20. */
  reports: ReportSummary[]
  olderThan: string | null
  /** When the ECD was last read successfully; null when it never was. */
  updatedAt: string | null
}

export type Report = Omit<ReportSummary, "excerpt" | "isWhole"> & {
  sections: ReportSection[]
  /** Neighbours in time. */
  newerId: string | null
  olderId: string | null
  updatedAt: string | null
}
