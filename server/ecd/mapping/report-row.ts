// Whatever a carer wrote, of whichever type: one row for the readers, or the reason why there is none.
import { derivedId } from "../derived-id.ts"
import { readMoment, type Moment } from "../checking/fhir-dates.ts"
import type { Visibility } from "../checking/visibility.ts"
import { findRule } from "../source-settings.ts"
import { cleanLine } from "../text/clean.ts"
import { authorOf } from "./people.ts"
import {
  clear,
  hidden,
  onlyPatient,
  type Projection,
  type ProjectionContext,
  type Row,
} from "./projection.ts"
import type { ReadSection, ReadSections } from "./report-sections.ts"
import type { Concept, Reference } from "./shapes.ts"

/** A PDF that belongs to a report. */
export type ReadDocument = { title: string | null; base64: string; bytes: number }

export type Written = {
  visibility: Visibility
  /** What says of whom it is: type and categories. */
  kinds: readonly Concept[]
  /** As FHIR writes it. */
  date: unknown
  datePath: string
  title: string | null
  authors: readonly Reference[]
  /** Reads the text; asked for once it is known whose it is. */
  sections: (patientId: string) => ReadSections
  documents?: ReadDocument[]
}

/** The path under which a replacement is remembered; whoever asks "is it replaced" looks for this. */
export const REPLACES = "replaces"

/** @throws Refusal date-invalid, time-no-offset. */
export function projectWritten(context: ProjectionContext, report: Written): Projection {
  const written = readMoment(report.date, report.datePath)
  const patient = onlyPatient(context)
  if (typeof patient === "string") return hidden(patient)
  const sections = report.sections(patient.id)
  const authors = report.authors.flatMap((author) => authorOf(context, author) ?? [])
  const reason = reasonToHide(context, report.visibility === "hide", sections)
  if (reason || sections === "confidential") return hidden(reason ?? "confidential", "reports")
  const documents = (report.documents ?? []).map((one, at) => ({
    ...one,
    id: derivedId(context.rowId, `document ${at}`),
  }))
  if (sections.length === 0 && documents.length === 0) return hidden("empty", "reports")
  const content = {
    title: cleanLine(report.title, 200),
    author: authors.map((author) => author.name).join(", ") || null,
    authorRole: authors.length === 1 ? (authors[0]?.role ?? null) : null,
    sections: sections satisfies ReadSection[],
    ...(documents.length > 0 && {
      documents: documents.map(({ id, title, bytes }) => ({ id, title, bytes })),
    }),
  }
  const owner = { fhir_resource_id: context.rowId, patient_id: patient.id }
  const values = {
    id: context.rowId,
    ...owner,
    discipline: findRule(context.settings.reportTypes, report.kinds)?.discipline ?? "overig",
    content: clear(JSON.stringify(content)),
    occurred_at: written.at,
    precision: written.precision,
    amended_at: report.visibility === "marked" ? (context.lastUpdated ?? context.receivedAt) : null,
    received_at: becameReadable(context, written),
    visible: true,
  }
  const rows: Row[] = [
    { table: "reports", patientId: patient.id, values },
    ...documents.map(({ id, base64, bytes }) => ({
      table: "report_documents",
      patientId: patient.id,
      values: { id, ...owner, report_id: context.rowId, content: clear(base64), bytes },
    })),
  ]
  return { hiddenReason: null, section: "reports", rows, detail: null }
}

function reasonToHide(context: ProjectionContext, isHiddenStatus: boolean, sections: ReadSections) {
  if (context.secrecy) return context.secrecy
  if (isHiddenStatus) return "status"
  if (context.isReplaced) return "replaced"
  return sections === "confidential" ? "confidential" : null
}

/** A draft replaces nothing yet, a withdrawn report replaces nothing any more. */
export function noteReplaced(
  context: ProjectionContext,
  type: string,
  relations: readonly { code?: string | undefined; of?: Reference | undefined }[],
): void {
  for (const { code, of } of relations) {
    const replaced = context.resolve(of, type)
    if (code === "replaces" && replaced.kind === "target") context.find(REPLACES, replaced)
  }
}

/** Since when a reader could have seen it. On the first reading of a source its own time, or everything would be new. */
function becameReadable(context: ProjectionContext, written: Moment): string {
  const before = context.prior?.["received_at"]
  if (typeof before === "string") return before
  if (!context.isFirstRun) return context.now
  const own = context.lastUpdated ?? written.at
  return own < context.now ? own : context.now
}
