// The list of reports as it is kept on the device: what was seen last, without gaps, within what a record may weigh.
import type { ReportList } from "#contract/dossier"

const MAXIMUM_REPORTS = 200
/** A record holds 64 KiB at most; the rest is for what stands around the list. */
const MAXIMUM_BYTES = 60 * 1024

/**
 * What was kept is added only where both lists share a report, so that nothing is missing between them. `olderThan` is
 * left out: the place where the kept list ends is no place where the server's next page begins.
 */
export function keptList(fresh: ReportList, kept: ReportList | null): ReportList {
  const ids = new Set(fresh.reports.map(({ id }) => id))
  const touches = kept?.reports.some(({ id }) => ids.has(id)) ?? false
  const rest = touches ? (kept?.reports.filter(({ id }) => !ids.has(id)) ?? []) : []
  const last = fresh.reports.at(-1)
  // A report that was withdrawn stood between those that are still there: only what is older than the page remains.
  const older = last ? rest.filter(({ occurredAt }) => occurredAt <= last.occurredAt) : []
  const reports = [...fresh.reports, ...older].slice(0, MAXIMUM_REPORTS)
  let bytes = 0
  const encoder = new TextEncoder()
  const fitting = reports.findIndex(
    (report) => (bytes += encoder.encode(JSON.stringify(report)).length + 1) > MAXIMUM_BYTES,
  )
  return { ...fresh, reports: fitting < 0 ? reports : reports.slice(0, fitting), olderThan: null }
}
