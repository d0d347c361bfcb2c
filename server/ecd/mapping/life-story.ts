// Who somebody is (portrait) and was (life story): one row for each resource that tells of it, whatever its type.
import { partialDay } from "../checking/fhir-dates.ts"
import type { Visibility } from "../checking/visibility.ts"
import { findRule, type PortraitRule, type SourceSettings } from "../source-settings.ts"
import { cleanLine } from "../text/clean.ts"
import { changesOf, priorOf, stampOf } from "./changes.ts"
import { clear, hidden, onlyPatient, type Projection, type ProjectionContext } from "./projection.ts"
import { headingOf, readSections } from "./report-sections.ts"
import type { Concept, Section } from "./shapes.ts"

export type StorySection = "portrait" | "lifeStory"
/** `chapter`: what stands in the margin, such as years. */
export type StoryPart = {
  chapter: string | null
  heading: string | null
  body: string
  pictures?: StoryPicture[]
}
/** `id` null: it could not be read as a picture; what it shows is told in words. */
export type StoryPicture = {
  id: string | null
  caption: string | null
  description: string | null
  width: number
  height: number
}
export type StoryContent = { parts: StoryPart[] }

export type Story = { section: StorySection; rule: PortraitRule }

export type Told = {
  section: StorySection
  visibility: Visibility
  /** As FHIR writes it; a life story needs none. */
  date: unknown
  datePath: string
  /** Reads the text; asked for once it is known whose it is. */
  parts: (patientId: string) => StoryPart[] | "confidential"
  pictures?: TakenPicture[]
}
export type TakenPicture = { id: string; base64: string }

/** Whether the organisation's own words put it in the life book, and where. */
export function storyOf(settings: SourceSettings, kinds: readonly Concept[]): Story | undefined {
  const ofLife = findRule(settings.lifeStoryCodes, kinds)
  if (ofLife) return { section: "lifeStory", rule: ofLife }
  const ofPortrait = findRule(settings.portraitCodes, kinds)
  return ofPortrait && { section: "portrait", rule: ofPortrait }
}

/** @throws Refusal date-invalid, time-no-offset. */
export function projectStory(context: ProjectionContext, told: Told): Projection {
  const { section } = told
  const writtenOn = told.date === undefined ? null : partialDay(told.date, told.datePath)
  const patient = onlyPatient(context)
  if (typeof patient === "string") return hidden(patient)
  const parts = told.parts(patient.id)
  if (context.secrecy) return hidden(context.secrecy, section)
  if (told.visibility === "hide") return hidden("status", section)
  if (context.isReplaced) return hidden("replaced", section)
  if (parts === "confidential") return hidden("confidential", section)
  if (parts.length === 0) return hidden("empty", section)
  const text = JSON.stringify({ parts } satisfies StoryContent)
  const before = priorOf(context, patient.id)
  const changes = changesOf(context, patient.id, before !== undefined && before["content"] !== text)
  const values = {
    id: context.rowId,
    fhir_resource_id: context.rowId,
    patient_id: patient.id,
    section,
    content: clear(text),
    written_on: writtenOn,
    ...changes,
    changed_at: changes.changed_at ?? (told.visibility === "marked" ? stampOf(context) : null),
    visible: true,
  }
  const pictures = (told.pictures ?? []).map(({ id, base64 }) => ({
    table: "pictures",
    patientId: patient.id,
    values: {
      id,
      fhir_resource_id: context.rowId,
      patient_id: patient.id,
      section,
      content: clear(base64),
      visible: true,
    },
  }))
  const row = { table: "life_story_chapters", patientId: patient.id, values }
  return { hiddenReason: null, section, rows: [row, ...pictures], detail: null }
}

/** The sections of a Composition. One that holds others is a chapter; of any other the years stand beside its title. */
export function partsOf(
  context: ProjectionContext,
  patientId: string,
  sections: Section[],
): StoryPart[] | "confidential" {
  const parts: StoryPart[] = []
  for (const section of sections) {
    const read = readSections(context, patientId, [section])
    if (read === "confidential") return read
    const holdsOthers = (section.section ?? []).length > 0
    for (const { heading, text } of read)
      parts.push(
        holdsOthers
          ? partIn(headingOf(section), heading, text)
          : partWithYears(section.title ? cleanLine(section.code?.text, 60) : null, heading, text),
      )
  }
  return parts
}

const partIn = (chapter: string | null, heading: string | null, body: string): StoryPart => {
  return { chapter, heading: heading === chapter ? null : heading, body }
}

/** "1938 – 1956", "1999 – nu", "1960", and then the title. */
const years = /^((?:1[89]|20)\d\d(?:\s?[-–—]\s?(?:(?:1[89]|20)\d\d|nu|heden))?)(?:\s?[:.,–—-]\s?|\s|$)(.*)$/su

export function partWithYears(chapter: string | null, heading: string | null, body: string): StoryPart {
  const [, span, rest] = (chapter === null && heading !== null && years.exec(heading)) || []
  return span ? { chapter: span, heading: rest?.trim() || null, body } : { chapter, heading, body }
}
