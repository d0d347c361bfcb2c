// The text of a report: its sections in order. A line of a SOAP report is an Observation of its own, with a label of
// its own.
import { cleanBlock, cleanLine } from "../text/clean.ts"
import { readNarrative } from "../text/narrative.ts"
import { wordsOf } from "./concepts.ts"
import type { Line, ProjectionContext } from "./projection.ts"
import { Observation, readShape, type Concept, type Section } from "./shapes.ts"
import { visibilityOf } from "../checking/visibility.ts"
import { judgeConfidentiality } from "../checking/confidentiality.ts"
import { modifierIn } from "../checking/modifiers.ts"
import type { JsonObject } from "../json.ts"
import type { SourceSettings } from "../source-settings.ts"

export type ReadSection = { heading: string | null; text: string }
/** "confidential": one line of it may not be read, so the whole report may not: the rest could give it away. */
export type ReadSections = ReadSection[] | "confidential"

/** The path under which a report remembers its lines. */
export const LINE = "entry"

/** S, O, E and P of a SOAP report (SNOMED CT as nl-core uses it, and LOINC). */
const soapHeadings = new Map(
  Object.entries({
    "255362007": "Subjectief",
    "260224007": "Objectief",
    "129265001": "Evaluatie",
    "129271007": "Plan",
    "61150-9": "Subjectief",
    "61149-1": "Objectief",
    "51848-0": "Evaluatie",
    "18776-5": "Plan",
  }),
)

/** By its code: the line of a report, wherever that is. */
export const isSoapLine = (kinds: readonly Concept[]): boolean =>
  kinds.some(({ coding }) => coding?.some(({ code }) => soapHeadings.has(code ?? "")))

export function readSections(
  context: ProjectionContext,
  patientId: string,
  sections: Section[],
): ReadSections {
  const read: ReadSection[] = []
  for (const section of sections) {
    const text = textOf(context, patientId, section)
    const inner = readSections(context, patientId, section.section ?? [])
    if (text === "confidential" || inner === "confidential") return "confidential"
    if (text) read.push({ heading: headingOf(section), text: text.text })
    read.push(...inner)
  }
  return read
}

export function headingOf({ title, code }: Section): string | null {
  return cleanLine(title, 200) ?? soapHeading(code) ?? wordsOf(code)
}

const soapHeading = (code: Concept | undefined) =>
  code?.coding
    ?.map((coding) => soapHeadings.get(coding.code ?? ""))
    .find((heading) => heading !== undefined) ?? null

function textOf(
  context: ProjectionContext,
  patientId: string,
  section: Section,
): { text: string } | "confidential" | null {
  const lines = linesOf(context, section)
  if (lines.some((line) => line.verdict === "confidential" || isOfAnother(line, patientId)))
    return "confidential"
  // Withdrawn or not final yet: the section's own text was made from this line.
  if (lines.some((line) => line.verdict === "status")) return shownText(lines)
  // The section's own text falls under the report's label, which is judged already.
  const own = readNarrative(section.text)
  const isComplete = lines.length > 0 && lines.every((line) => line.verdict === "shown" && line.text)
  return isComplete || !own ? shownText(lines) : { text: own }
}

const isOfAnother = (line: Line, patientId: string) => line.patientId !== null && line.patientId !== patientId

function shownText(lines: Line[]): { text: string } | null {
  const text = lines.flatMap((line) => (line.verdict === "shown" && line.text ? [line.text] : [])).join("\n")
  return text ? { text } : null
}

function linesOf(context: ProjectionContext, section: Section): Line[] {
  return (section.entry ?? []).flatMap((entry) => {
    const found = context.resolve(entry, "Observation")
    if (found.kind === "contained") return lineIn(context, found.resource)
    if (found.kind !== "target" || found.type !== "Observation") return []
    const detail = context.find(LINE, found)?.detail
    return detail?.kind === "line" ? [detail.line] : []
  })
}

/** A contained line has no label of its own: the report's label covers what it contains. */
function lineIn(context: ProjectionContext, resource: JsonObject): Line[] {
  if (resource["resourceType"] !== "Observation") return []
  return [lineOf(resource, null, { ...context.settings, absentConfidentiality: "show" })]
}

/** @param patientId whose Observation it is; null when it names nobody. @throws Refusal shape-invalid. */
export function lineOf(resource: JsonObject, patientId: string | null, settings: SourceSettings): Line {
  const observation = readShape(Observation, resource)
  const notes = observation.note.flatMap((note) => cleanBlock(note.text) ?? [])
  const text = cleanBlock(observation.valueString) ?? (notes.join("\n") || null)
  const secrecy = judgeConfidentiality(resource, settings)
  const isShown = visibilityOf("Observation", observation.status) !== "hide"
  // "Not", perhaps: a line that may mean the opposite is as unfit to read as one that is not meant for the client.
  if (modifierIn(resource)) return { patientId, text: null, verdict: "confidential" }
  const verdict =
    secrecy === "confidentiality-absent"
      ? "unlabelled"
      : secrecy
        ? "confidential"
        : isShown
          ? "shown"
          : "status"
  return { patientId, text, verdict }
}
