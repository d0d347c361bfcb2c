// Reports that are no Composition: what systems without one use for the texts of their carers.
import { visibilityOf } from "../checking/visibility.ts"
import { modifierIn } from "../checking/modifiers.ts"
import { Refusal } from "../refusal.ts"
import { findRule } from "../source-settings.ts"
import { cleanBlock, cleanLine } from "../text/clean.ts"
import { readAttachments } from "./attachments.ts"
import { firstWords, wordsOf } from "./concepts.ts"
import {
  partWithYears,
  projectStory,
  storyOf,
  type Story,
  type StoryPart,
  type StoryPicture,
} from "./life-story.ts"
import { albumOf } from "./album.ts"
import { hidden, storedOnly, type Projection, type ProjectionContext } from "./projection.ts"
import { noteReplaced, projectWritten } from "./report-row.ts"
import { isSoapLine, type ReadSection } from "./report-sections.ts"
import { ClinicalImpression, Communication, DocumentReference, Observation, readShape } from "./shapes.ts"

/** @throws Refusal status-missing, date-invalid, time-no-offset, shape-invalid, attachment-hash. */
export function projectDocument(context: ProjectionContext): Projection {
  const report = readShape(DocumentReference, context.resource)
  const kinds = [report.type ?? {}, ...report.category]
  if (report.status === undefined) throw new Refusal("status-missing", "status")
  // Of the text itself: a document that is current may hold a draft.
  const ofText =
    report.docStatus === undefined ? "show" : visibilityOf("DocumentReference.docStatus", report.docStatus)
  const visibility = visibilityOf("DocumentReference", report.status) === "hide" ? "hide" : ofText
  if (visibility !== "hide")
    noteReplaced(
      context,
      "DocumentReference",
      report.relatesTo.map(({ code, target: of }) => ({ code, of })),
    )
  const attachments = report.content.map(({ attachment }) => attachment)
  const { texts, documents, images } = readAttachments(context, attachments)
  const title = report.description ?? attachments.find(({ title }) => title)?.title ?? null
  const story = storyOf(context.settings, kinds)
  if (story) {
    const shown = albumOf(context, images, cleanBlock(report.description))
    return projectStory(context, {
      section: story.section,
      visibility,
      date: report.date,
      datePath: "date",
      parts: () => documentParts(report, plain(texts), shown.pictures),
      pictures: shown.taken,
    })
  }
  const created = attachments.find(({ creation }) => creation !== undefined)?.creation
  return projectWritten(context, {
    visibility,
    kinds,
    date: report.date ?? created,
    datePath: "date",
    title: title ?? firstWords(kinds),
    authors: report.author,
    sections: () => plain(texts),
    documents,
  })
}

/** A text under its title; pictures beside it, or in the year in which they were taken. */
function documentParts(
  report: ReturnType<typeof readShape<typeof DocumentReference>>,
  texts: ReadSection[],
  pictures: StoryPicture[],
): StoryPart[] {
  const title = cleanLine(report.description ?? report.content[0]?.attachment.title, 200)
  const [first, ...rest] = texts.map(({ text }) => partWithYears(null, title, text))
  if (first) return [{ ...first, ...(pictures.length > 0 && { pictures }) }, ...rest]
  const year = /^\d{4}/.exec(report.context?.period?.start ?? "")?.[0] ?? null
  return pictures.length > 0 ? [{ chapter: year, heading: null, body: "", pictures }] : []
}

/** What carers wrote to the client or the family. @throws Refusal status-missing, date-invalid, time-no-offset, shape-invalid. */
export function projectCommunication(context: ProjectionContext): Projection {
  const report = readShape(Communication, context.resource)
  if (report.status === undefined) throw new Refusal("status-missing", "status")
  const texts = report.payload.map(({ contentString }) => contentString)
  return projectWritten(context, {
    visibility: visibilityOf("Communication", report.status),
    kinds: report.category,
    date: report.sent ?? report.received,
    datePath: "sent",
    title: wordsOf(report.topic),
    authors: report.sender ? [report.sender] : [],
    sections: () => plain(texts),
  })
}

/** What a physician or therapist concluded. @throws Refusal status-missing, date-invalid, time-no-offset, shape-invalid. */
export function projectImpression(context: ProjectionContext): Projection {
  const report = readShape(ClinicalImpression, context.resource)
  if (report.status === undefined) throw new Refusal("status-missing", "status")
  const findings = report.finding.map(({ itemCodeableConcept }) => wordsOf(itemCodeableConcept, Infinity))
  const notes = report.note.map(({ text }) => text)
  return projectWritten(context, {
    visibility: visibilityOf("ClinicalImpression", report.status),
    kinds: report.code ? [report.code] : [],
    date: report.date ?? report.effectiveDateTime ?? report.effectivePeriod?.start,
    datePath: "date",
    title: wordsOf(report.code),
    authors: report.assessor ? [report.assessor] : [],
    sections: () => plain([report.description, ...findings, report.summary, ...notes]),
  })
}

/**
 * An Observation is a report only when it is text of a kind that the organisation named as one: measurements are none, and
 * neither are the lines of another report. @throws Refusal date-invalid, time-no-offset, shape-invalid.
 */
export function projectObservation(context: ProjectionContext): Projection {
  const { resource } = context
  const kinds = kindsOf(resource)
  if (!kinds || isSoapLine(kinds)) return storedOnly
  const story = storyOf(context.settings, kinds)
  if (story) return projectFact(context, story)
  if (!findRule(context.settings.reportTypes, kinds)) return storedOnly
  const report = readShape(Observation, resource)
  const texts = [report.valueString, ...report.note.map(({ text }) => text)]
  if (plain(texts).length === 0) return storedOnly
  // Kept, not refused: it may be a line of a report, which is hidden with it.
  if (modifierIn(resource)) return hidden("confidential", "reports")
  return projectWritten(context, {
    visibility: visibilityOf("Observation", report.status),
    kinds,
    date:
      report.effectiveDateTime ?? report.effectiveInstant ?? report.effectivePeriod?.start ?? report.issued,
    datePath: "effective",
    title: firstWords(kinds),
    authors: report.performer,
    sections: () => plain(texts),
  })
}

/** One thing about somebody, such as a hobby or a faith. */
function projectFact(context: ProjectionContext, { section, rule }: Story): Projection {
  const fact = readShape(Observation, context.resource)
  const texts = [fact.valueString, wordsOf(fact.valueCodeableConcept), ...fact.note.map(({ text }) => text)]
  const body = plain(texts)
    .map(({ text }) => text)
    .join("\n")
  if (!body) return storedOnly
  if (modifierIn(context.resource)) return hidden("confidential", section)
  const heading = rule.heading ?? firstWords(fact.code ? [fact.code] : [])
  return projectStory(context, {
    section,
    visibility: visibilityOf("Observation", fact.status),
    date: fact.effectiveDateTime ?? fact.effectiveInstant ?? fact.effectivePeriod?.start,
    datePath: "effective",
    parts: () => [{ chapter: null, heading, body }],
  })
}

/** An Observation of an odd shape is kept like any other. */
function kindsOf(resource: ProjectionContext["resource"]) {
  try {
    const { code, category } = readShape(Observation, resource)
    return [code ?? {}, ...category]
  } catch {
    return null
  }
}

const plain = (texts: readonly (string | null | undefined)[]): ReadSection[] =>
  texts.flatMap((text) => {
    const clean = cleanBlock(text)
    return clean ? [{ heading: null, text: clean }] : []
  })
