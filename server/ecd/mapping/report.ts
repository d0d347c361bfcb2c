import { visibilityOf } from "../checking/visibility.ts"
import { Refusal } from "../refusal.ts"
import { cleanLine } from "../text/clean.ts"
import { readNarrative } from "../text/narrative.ts"
import { partsOf, projectStory, storyOf, type StoryPart } from "./life-story.ts"
import type { Projection, ProjectionContext } from "./projection.ts"
import { noteReplaced, projectWritten } from "./report-row.ts"
import { readSections } from "./report-sections.ts"
import { Composition, readShape } from "./shapes.ts"

/** A Composition is one report, or tells of a life. @throws Refusal status-missing, date-invalid, time-no-offset, shape-invalid. */
export function projectReport(context: ProjectionContext): Projection {
  const report = readShape(Composition, context.resource)
  const kinds = [report.type ?? {}, ...report.category]
  if (report.status === undefined) throw new Refusal("status-missing", "status")
  const visibility = visibilityOf("Composition", report.status)
  if (visibility !== "hide")
    noteReplaced(
      context,
      "Composition",
      report.relatesTo.map(({ code, targetReference: of }) => ({ code, of })),
    )
  const story = storyOf(context.settings, kinds)
  if (story)
    return projectStory(context, {
      section: story.section,
      visibility,
      date: report.date,
      datePath: "date",
      parts(patientId) {
        const parts = partsOf(context, patientId, report.section)
        return parts === "confidential" || parts.length > 0 ? parts : wholeText(report)
      },
    })
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

function wholeText({ title, text }: { title?: string | undefined; text?: unknown }): StoryPart[] {
  const body = readNarrative(text)
  return body ? [{ chapter: null, heading: cleanLine(title, 200), body }] : []
}
