import { visibilityOf } from "../checking/visibility.ts"
import { Refusal } from "../refusal.ts"
import { findRule } from "../source-settings.ts"
import { readNarrative } from "../text/narrative.ts"
import { storedOnly, type Projection, type ProjectionContext } from "./projection.ts"
import { noteReplaced, projectWritten } from "./report-row.ts"
import { readSections } from "./report-sections.ts"
import { Composition, readShape } from "./shapes.ts"

/** A Composition is one report. @throws Refusal status-missing, date-invalid, time-no-offset, shape-invalid. */
export function projectReport(context: ProjectionContext): Projection {
  const report = readShape(Composition, context.resource)
  const kinds = [report.type ?? {}, ...report.category]
  if (findRule(context.settings.lifeStoryCodes, kinds)) return storedOnly
  if (report.status === undefined) throw new Refusal("status-missing", "status")
  const visibility = visibilityOf("Composition", report.status)
  if (visibility !== "hide")
    noteReplaced(
      context,
      "Composition",
      report.relatesTo.map(({ code, targetReference: of }) => ({ code, of })),
    )
  return projectWritten(context, {
    visibility,
    kinds,
    date: report.date,
    datePath: "date",
    title: report.title ?? null,
    authors: report.author,
    sections(patientId) {
      const sections = readSections(context, patientId, report.section)
      if (sections.length > 0) return sections
      const narrative = readNarrative(report.text)
      return narrative ? [{ heading: null, text: narrative }] : []
    },
  })
}
