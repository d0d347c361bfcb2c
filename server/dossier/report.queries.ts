// Reports as their rows: sealed content opened with the patient's key, newest first, by a stable (time, id) order.
import type { Discipline, ReportSection } from "#contract/dossier"
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
}
type ReportRow = {
  id: string
  discipline: Discipline
  content: Buffer
  occurred_at: string
  precision: "instant" | "day"
  amended_at: string | null
  received_at: string
}
export type Place = { occurredAt: string; id: string }
type Scope = { trx: Db; patientId: string; disciplines: Discipline[] }

const columns = [
  "id",
  "discipline",
  "content",
  "occurred_at",
  "precision",
  "amended_at",
  "received_at",
] as const

/** What a reader may see of a patient's reports; every other query starts here. */
const shown = ({ trx, patientId, disciplines }: Scope) =>
  trx("reports").where({ patient_id: patientId, visible: true }).whereIn("discipline", disciplines)

export async function listReports(
  scope: Scope,
  sealing: Sealing,
  key: DataKey,
  page: { olderThan: Place | null; limit: number },
): Promise<StoredReport[]> {
  const rows = (await shown(scope)
    .modify((query) => {
      if (page.olderThan)
        void query.whereRaw("(occurred_at, id) < (?, ?)", [page.olderThan.occurredAt, page.olderThan.id])
    })
    .orderBy([
      { column: "occurred_at", order: "desc" },
      { column: "id", order: "desc" },
    ])
    .limit(page.limit)
    .select(...columns)) as ReportRow[]
  return rows.map((row) => toReport(row, sealing, key))
}

export async function findReport(
  scope: Scope,
  sealing: Sealing,
  key: DataKey,
  id: string,
): Promise<StoredReport | undefined> {
  const row = (await shown(scope)
    .where({ id })
    .first(...columns)) as ReportRow | undefined
  return row && toReport(row, sealing, key)
}

export async function findNeighbours(
  scope: Scope,
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

export async function countNew(scope: Scope, since: string | null): Promise<number> {
  if (!since) return 0
  const row = (await shown(scope).where("received_at", ">", since).count({ n: "*" }).first()) as { n: number }
  return row.n
}

/** Whether any became readable after one instant, up to another. */
export async function hasNewReports(scope: Scope, span: { since: string; until: string }): Promise<boolean> {
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

function toReport(row: ReportRow, sealing: Sealing, key: DataKey): StoredReport {
  const content = JSON.parse(sealing.open(key, "reports.content", row.id, row.content)) as Pick<
    StoredReport,
    "title" | "author" | "authorRole" | "sections"
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
