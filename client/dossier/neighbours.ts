// Previous and next where the server is not asked: among what a search found, and among what the device keeps.
import type { Report, ReportFilter, ReportSummary } from "#contract/dossier"
import { now } from "../kit/clock.ts"
import type { OpenVault } from "../vault/types.ts"
import { passes } from "./report-filter.ts"
import { keptList } from "./search-kept.ts"

export type Neighbours = Pick<Report, "newerId" | "olderId">

/** @param reports newest first. Null when the report is not among them. */
export function neighboursIn(reports: readonly Pick<ReportSummary, "id">[], id: string): Neighbours | null {
  const at = reports.findIndex((report) => report.id === id)
  return at < 0 ? null : { newerId: reports[at - 1]?.id ?? null, olderId: reports[at + 1]?.id ?? null }
}

/** Only those that can be opened without internet. */
export async function keptNeighbours(
  vault: OpenVault,
  patientId: string,
  wanted: ReportFilter,
  id: string,
): Promise<Neighbours> {
  const whole = new Set(vault.placesOf("report", patientId, now()).map((place) => place.id))
  const kept = (await keptList(vault, patientId)).filter(
    (report) => report.id === id || (whole.has(report.id) && passes(wanted, report)),
  )
  return neighboursIn(kept, id) ?? { newerId: null, olderId: null }
}
