// What a reader asks to see, within what the organisation shows.
import type { ReportFilter } from "#contract/dossier"
import type { OpenRecord } from "../access/read-record.ts"
import { addDays, startOfDay } from "../http/amsterdam.ts"
import type { ReportScope } from "./report.queries.ts"

/** Days as people in the Netherlands count them; both count. */
export function scopeOf({ trx, patientId, settings }: OpenRecord, filter: ReportFilter = {}): ReportScope {
  const { discipline, from, until } = filter
  const { shownDisciplines } = settings
  return {
    trx,
    patientId,
    disciplines: discipline ? shownDisciplines.filter((one) => one === discipline) : shownDisciplines,
    since: from && startOfDay(from).toISOString(),
    before: until && startOfDay(addDays(until, 1)).toISOString(),
  }
}
