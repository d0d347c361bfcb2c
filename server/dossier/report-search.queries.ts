// Reports for a search: so many at a time as may lie open in memory together.
import type { DataKey, Sealing } from "../sealing/sealing.ts"
import {
  columns,
  shown,
  toReport,
  type Place,
  type ReportRow,
  type ReportScope,
  type StoredReport,
} from "./report.queries.ts"

/**
 * The sealed rows that come next, downwards; opened one by one, by who looks at them.
 * @param most how many, and how many bytes of sealed text; one report comes always.
 */
export async function listSealed(
  scope: ReportScope,
  olderThan: Place | null,
  most: { reports: number; bytes: number },
): Promise<{ place: Place; bytes: number; open(sealing: Sealing, key: DataKey): StoredReport }[]> {
  const next = (await shown(scope)
    .modify((query) => {
      if (olderThan) void query.whereRaw("(occurred_at, id) < (?, ?)", [olderThan.occurredAt, olderThan.id])
    })
    .orderByRaw("occurred_at desc, id desc")
    .limit(most.reports)
    .select("id", scope.trx.raw("length(content) as size"))) as { id: string; size: number }[]
  let bytes = 0
  const tooMuch = next.findIndex(({ size }, at) => (bytes += size) > most.bytes && at > 0)
  const ids = (tooMuch < 0 ? next : next.slice(0, tooMuch)).map(({ id }) => id)
  const rows = (await scope
    .trx("reports")
    .whereIn("id", ids)
    .orderByRaw("occurred_at desc, id desc")
    .select(...columns)) as ReportRow[]
  return rows.map((row) => ({
    place: { id: row.id, occurredAt: row.occurred_at },
    bytes: row.content.length,
    open: (sealing, key) => toReport(row, sealing, key),
  }))
}

export async function countReports(scope: ReportScope): Promise<number> {
  const row = (await shown(scope).count({ n: "*" }).first()) as { n: number }
  return row.n
}
