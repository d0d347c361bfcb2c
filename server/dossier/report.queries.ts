// Reports as their rows: sealed content opened with the patient's key, newest first, by a stable (time, id) order.
import { disciplines, type Discipline, type ReportDocument, type ReportSection } from "#contract/dossier"
import type { Db } from "../../db/knex.ts"
import { etagOf } from "../access/etag.ts"
import type { DataKey, Sealing } from "../sealing/sealing.ts"

export type StoredReport = {
  id: string
  etag: string
  discipline: Discipline
  occurredAt: string
  precision: "instant" | "day"
  amendedAt: string | null
  receivedAt: string
  title: string | null
  author: string | null
  authorRole: string | null
  sections: ReportSection[]
  documents?: ReportDocument[]
}
export type ReportRow = {
  id: string
  discipline: Discipline
  content: Buffer
  occurred_at: string
  precision: "instant" | "day"
  amended_at: string | null
  received_at: string
}
export type Place = { occurredAt: string; id: string }
/** Which reports a reader gets to see: of these disciplines, from one instant up to another. */
export type ReportScope = {
  trx: Db
  patientId: string
  disciplines: Discipline[]
  since?: string | undefined
  before?: string | undefined
}
/** Where a page of the list lies: at the top, on either side of a report, or beginning with one. */
export type PagePlace = { side: "top" } | { side: "older" | "newer" | "from"; place: Place }

export const columns = [
  "id",
  "discipline",
  "content",
  "occurred_at",
  "precision",
  "amended_at",
  "received_at",
] as const

/** What a reader may see of a patient's reports; every other query starts here. */
export const shown = ({ trx, patientId, disciplines, since, before }: ReportScope) =>
  trx("reports")
    .where({ patient_id: patientId, visible: true })
    .whereIn("discipline", disciplines)
    .modify((query) => {
      if (since) void query.where("occurred_at", ">=", since)
      if (before) void query.where("occurred_at", "<", before)
    })

const signOf = { older: "<", from: "<=", newer: ">" } as const

/** Newest first, whatever the side. */
export async function listReports(
  scope: ReportScope,
  sealing: Sealing,
  key: DataKey,
  page: { at: PagePlace; limit: number },
): Promise<StoredReport[]> {
  const { at, limit } = page
  const order = at.side === "newer" ? "asc" : "desc"
  const rows = (await shown(scope)
    .modify((query) => {
      if (at.side !== "top")
        void query.whereRaw(`(occurred_at, id) ${signOf[at.side]} (?, ?)`, [at.place.occurredAt, at.place.id])
    })
    .orderBy([
      { column: "occurred_at", order },
      { column: "id", order },
    ])
    .limit(limit)
    .select(...columns)) as ReportRow[]
  return (order === "asc" ? rows.reverse() : rows).map((row) => toReport(row, sealing, key))
}

/** Where one report stands in the list. */
export async function findPlace(scope: ReportScope, id: string): Promise<Place | undefined> {
  const row = (await shown(scope).where({ id }).first("id", "occurred_at")) as
    { id: string; occurred_at: string } | undefined
  return row && { id: row.id, occurredAt: row.occurred_at }
}

/** How many stand above a place, counted up to a limit. */
export async function countNewer(scope: ReportScope, place: Place, limit: number): Promise<number> {
  const at = [place.occurredAt, place.id]
  const rows: unknown[] = await shown(scope)
    .whereRaw("(occurred_at, id) > (?, ?)", at)
    .limit(limit)
    .select("id")
  return rows.length
}

/** Of which there are reports, in the order of the contract. */
export async function findDisciplines(scope: ReportScope): Promise<Discipline[]> {
  const rows = (await shown(scope).distinct("discipline")) as { discipline: Discipline }[]
  const found = new Set(rows.map((row) => row.discipline))
  return disciplines.filter((discipline) => found.has(discipline))
}

export async function findReport(
  scope: ReportScope,
  sealing: Sealing,
  key: DataKey,
  id: string,
): Promise<StoredReport | undefined> {
  const row = (await shown(scope)
    .where({ id })
    .first(...columns)) as ReportRow | undefined
  return row && toReport(row, sealing, key)
}

/** A document of a report that is shown. */
export async function findDocument(
  scope: ReportScope,
  sealing: Sealing,
  key: DataKey,
  { reportId, documentId }: { reportId: string; documentId: string },
): Promise<Buffer | undefined> {
  const row = (await scope
    .trx("report_documents")
    .where({ id: documentId, report_id: reportId, patient_id: scope.patientId })
    .whereIn("report_id", shown(scope).where({ id: reportId }).select("id"))
    .first("content")) as { content: Buffer } | undefined
  if (!row) return undefined
  return Buffer.from(sealing.open(key, "report_documents.content", documentId, row.content), "base64")
}

export async function findNeighbours(
  scope: ReportScope,
  place: Place,
): Promise<{ newerId: string | null; olderId: string | null }> {
  const at = [place.occurredAt, place.id]
  const nearest = async (side: "<" | ">", order: "asc" | "desc") =>
    (await shown(scope)
      .whereRaw(`(occurred_at, id) ${side} (?, ?)`, at)
      .orderByRaw(`occurred_at ${order}, id ${order}`)
      .first("id")) as { id: string } | undefined
  const older = await nearest("<", "desc")
  const newer = await nearest(">", "asc")
  return { newerId: newer?.id ?? null, olderId: older?.id ?? null }
}

export async function countNew(scope: ReportScope, since: string | null): Promise<number> {
  if (!since) return 0
  const row = (await shown(scope).where("received_at", ">", since).count({ n: "*" }).first()) as { n: number }
  return row.n
}

/** Whether any became readable after one instant, up to another. */
export async function hasNewReports(
  scope: ReportScope,
  span: { since: string; until: string },
): Promise<boolean> {
  const row: unknown = await shown(scope)
    .where("received_at", ">", span.since)
    .where("received_at", "<=", span.until)
    .first("id")
  return row !== undefined
}

/** What became of reports that a device kept, by id; one that is gone is absent. One statement. */
export async function findKeptReports(
  trx: Db,
  ids: string[],
  disciplines: Discipline[],
): Promise<Map<string, { patientId: string; isShown: boolean; etag: string }>> {
  const rows = (await trx("reports")
    .whereIn("id", ids)
    .select(...columns, "patient_id", "visible")) as (ReportRow & {
    patient_id: string
    visible: boolean | number
  })[]
  return new Map(
    rows.map((row) => {
      const isShown = Boolean(row.visible) && disciplines.includes(row.discipline)
      return [row.id, { patientId: row.patient_id, isShown, etag: etagOfReport(row) }]
    }),
  )
}

const etagOfReport = (row: ReportRow) =>
  etagOf([row.discipline, row.content, row.occurred_at, row.precision, row.amended_at])

export function toReport(row: ReportRow, sealing: Sealing, key: DataKey): StoredReport {
  const content = JSON.parse(sealing.open(key, "reports.content", row.id, row.content)) as Pick<
    StoredReport,
    "title" | "author" | "authorRole" | "sections" | "documents"
  >
  return {
    id: row.id,
    etag: etagOfReport(row),
    discipline: row.discipline,
    occurredAt: row.occurred_at,
    precision: row.precision,
    amendedAt: row.amended_at,
    receivedAt: row.received_at,
    ...content,
  }
}
