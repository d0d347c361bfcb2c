import type { Discipline } from "#contract/dossier"
import { readMoment, type Moment } from "../checking/fhir-dates.ts"
import { visibilityOf } from "../checking/visibility.ts"
import { Refusal } from "../refusal.ts"
import { findRule } from "../source-settings.ts"
import { cleanLine } from "../text/clean.ts"
import { readNarrative } from "../text/narrative.ts"
import { authorOf, type Person } from "./people.ts"
import {
  clear,
  hidden,
  onlyPatient,
  storedOnly,
  type Projection,
  type ProjectionContext,
} from "./projection.ts"
import { readSections, type ReadSections } from "./report-sections.ts"
import { Composition, readShape } from "./shapes.ts"

type Shape = ReturnType<typeof readShape<typeof Composition>>

/** A Composition is one report. @throws Refusal status-missing, date-invalid, time-no-offset, shape-invalid. */
export function projectReport(context: ProjectionContext): Projection {
  const report = readShape(Composition, context.resource)
  const { settings } = context
  if (findRule(settings.lifeStoryCodes, [report.type ?? {}, ...report.category])) return storedOnly
  if (report.status === undefined) throw new Refusal("status-missing", "status")
  const visibility = visibilityOf("Composition", report.status)
  const written = readMoment(report.date, "date")
  if (visibility !== "hide") noteReplaced(context, report)
  const patient = onlyPatient(context)
  if (typeof patient === "string") return hidden(patient)
  const sections = readSections(context, patient.id, report.section)
  const authors = report.author.flatMap((author) => authorOf(context, author) ?? [])
  const reason = reasonToHide(context, visibility === "hide", sections)
  if (reason || sections === "confidential") return hidden(reason ?? "confidential", "reports")
  const content = contentOf(report, authors, sections)
  if (content.sections.length === 0) return hidden("empty", "reports")
  const values = {
    id: context.rowId,
    fhir_resource_id: context.rowId,
    patient_id: patient.id,
    discipline: disciplineOf(context, report),
    content: clear(JSON.stringify(content)),
    occurred_at: written.at,
    precision: written.precision,
    amended_at: visibility === "marked" ? (context.lastUpdated ?? context.receivedAt) : null,
    received_at: becameReadable(context, written),
    visible: true,
  }
  const row = { table: "reports", patientId: patient.id, values }
  return { hiddenReason: null, section: "reports", rows: [row], detail: null }
}

function reasonToHide(context: ProjectionContext, isHiddenStatus: boolean, sections: ReadSections) {
  if (context.secrecy) return context.secrecy
  if (isHiddenStatus) return "status"
  if (context.isReplaced) return "replaced"
  return sections === "confidential" ? "confidential" : null
}

/** A draft replaces nothing yet, a withdrawn report replaces nothing any more. */
function noteReplaced(context: ProjectionContext, report: Shape) {
  for (const { code, targetReference } of report.relatesTo) {
    const replaced = context.resolve(targetReference, "Composition")
    if (code === "replaces" && replaced.kind === "target") context.find(REPLACES, replaced)
  }
}
/** The path under which a replacement is remembered; whoever asks "is it replaced" looks for this. */
export const REPLACES = "replaces"

function contentOf(report: Shape, authors: Person[], sections: Exclude<ReadSections, "confidential">) {
  const narrative = sections.length === 0 ? readNarrative(report.text) : null
  return {
    title: cleanLine(report.title, 200),
    author: authors.map((author) => author.name).join(", ") || null,
    authorRole: authors.length === 1 ? (authors[0]?.role ?? null) : null,
    sections: narrative ? [{ heading: null, text: narrative }] : sections,
  }
}

function disciplineOf({ settings }: ProjectionContext, report: Shape): Discipline {
  return findRule(settings.reportTypes, [report.type ?? {}, ...report.category])?.discipline ?? "overig"
}

/** Since when a reader could have seen it. On the first reading of a source its own time, or everything would be new. */
function becameReadable(context: ProjectionContext, written: Moment): string {
  const before = context.prior?.["received_at"]
  if (typeof before === "string") return before
  if (!context.isFirstRun) return context.now
  const own = context.lastUpdated ?? written.at
  return own < context.now ? own : context.now
}
