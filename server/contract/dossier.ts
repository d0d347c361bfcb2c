// Reports of care and treatment.
import * as v from "valibot"
import { calendarDay } from "#contract/days"
import { wordsIn } from "#contract/find-words"

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

/** Which reports: of one discipline, of a period whose first and last day count. Nothing of a record stands in it. */
const filter = {
  discipline: v.optional(v.picklist(disciplines)),
  from: v.optional(calendarDay),
  until: v.optional(calendarDay),
}
export type ReportFilter = {
  discipline?: Discipline | undefined
  from?: string | undefined
  until?: string | undefined
}
const cursor = v.pipe(v.string(), v.maxLength(200))

export const PatientParams = v.strictObject({ patientId: v.pipe(v.string(), v.uuid()) })

export const ReportsQuery = v.strictObject({
  patientId: v.pipe(v.string(), v.uuid()),
  ...filter,
  /** Opaque: `olderThan` or `newerThan` of the page before; or the id of the report to begin at. One of them at most. */
  olderThan: v.optional(cursor),
  newerThan: v.optional(cursor),
  startAt: v.optional(v.pipe(v.string(), v.uuid())),
})
/** Longer than anyone searches; a text that was pasted by mistake gets a clear answer. */
export const longestSearch = 200

/** In the body, not in the address: what is searched for says as much as what is found. */
export const ReportSearch = v.strictObject({
  words: v.pipe(
    v.string(),
    v.maxLength(longestSearch),
    v.check((typed) => wordsIn(typed).length > 0),
  ),
  ...filter,
  /** `olderThan` of the answer before. */
  olderThan: v.optional(cursor),
})
export type ReportSearch = v.InferOutput<typeof ReportSearch>

export const ReportQuery = v.strictObject({
  patientId: v.pipe(v.string(), v.uuid()),
  reportId: v.pipe(v.string(), v.uuid()),
  ...filter,
})

export const DocumentParams = v.strictObject({
  patientId: v.pipe(v.string(), v.uuid()),
  reportId: v.pipe(v.string(), v.uuid()),
  documentId: v.pipe(v.string(), v.uuid()),
})

/** A PDF that belongs to a report. */
export type ReportDocument = { id: string; title: string | null; bytes: number }

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
  /** How many PDFs belong to it; absent: none. */
  documents?: number
}

export type ReportList = {
  /** Newest first, at most 20. */
  reports: ReportSummary[]
  olderThan: string | null
  /** Only when the page does not begin at the newest report. */
  newerThan: string | null
  /** Of which there are reports in this record, whatever the filter. */
  disciplines: Discipline[]
  /** When the ECD was last read successfully; null when it never was. */
  updatedAt: string | null
}

/** A part of a search: it ends after some hundreds of milliseconds or at 50 reports, and goes on when it is asked to. */
export type ReportMatches = {
  /** Newest first. The excerpt is what stands around the first word. */
  reports: ReportSummary[]
  /** Where to go on; null: all reports were looked through. */
  olderThan: string | null
  /** Looked through for this answer. */
  searched: number
  /** How many there are within the filter. */
  total: number
}

export type Report = Omit<ReportSummary, "excerpt" | "isWhole" | "documents"> & {
  sections: ReportSection[]
  /** Absent: none. "elsewhere": there are, and the organisation does not show them in the portal. */
  documents?: ReportDocument[] | "elsewhere"
  /** Neighbours in time, within the filter. */
  newerId: string | null
  olderId: string | null
  updatedAt: string | null
}
