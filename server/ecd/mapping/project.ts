// Which mapping belongs to which type, and what a resource that may not be read leaves behind.
import type { Secrecy } from "../checking/confidentiality.ts"
import type { JsonObject } from "../json.ts"
import type { SourceSettings } from "../source-settings.ts"
import { projectAppointment } from "./appointment.ts"
import { projectBinary } from "./binary.ts"
import { projectCarePlan } from "./care-plan.ts"
import { projectCareTeam } from "./care-team.ts"
import { projectGoal } from "./goal.ts"
import { projectLocation } from "./location.ts"
import {
  projectCommunication,
  projectDocument,
  projectImpression,
  projectObservation,
} from "./other-reports.ts"
import { projectPatient } from "./patient.ts"
import { projectPractitioner, projectPractitionerRole } from "./practitioner.ts"
import { storedOnly, type Projection, type ProjectionContext } from "./projection.ts"
import { projectQuestionnaire } from "./questionnaire.ts"
import { projectRelative } from "./relative.ts"
import { projectReport } from "./report.ts"
import { lineOf } from "./report-sections.ts"
import { projectEncounter, projectEpisode } from "./stay.ts"

type Mapping = {
  project(context: ProjectionContext): Projection
  /** The tables of its rows. */
  tables: string[]
  /** Rows that stay when the resource is hidden or withdrawn, for staff's own decisions hang on them. */
  keepsRow?: true
}

const mappings: Record<string, Mapping> = {
  Patient: { project: projectPatient, tables: ["patients", "patient_identifiers"], keepsRow: true },
  RelatedPerson: { project: projectRelative, tables: ["relatives"] },
  Practitioner: { project: projectPractitioner, tables: ["practitioners"] },
  PractitionerRole: { project: projectPractitionerRole, tables: ["practitioners"] },
  Location: { project: projectLocation, tables: ["locations"], keepsRow: true },
  Encounter: { project: projectEncounter, tables: ["stays"] },
  EpisodeOfCare: { project: projectEpisode, tables: ["stays"] },
  CareTeam: { project: projectCareTeam, tables: ["care_team_members"] },
  Goal: { project: projectGoal, tables: ["care_goals"] },
  CarePlan: { project: projectCarePlan, tables: ["care_plans", "joy_activities"] },
  Composition: { project: projectReport, tables: ["reports", "life_story_chapters"] },
  DocumentReference: {
    project: projectDocument,
    tables: ["reports", "report_documents", "life_story_chapters", "pictures"],
  },
  Communication: { project: projectCommunication, tables: ["reports"] },
  ClinicalImpression: { project: projectImpression, tables: ["reports"] },
  Observation: { project: projectObservation, tables: ["reports", "life_story_chapters"] },
  QuestionnaireResponse: { project: projectQuestionnaire, tables: ["life_story_chapters"] },
  Binary: { project: projectBinary, tables: [] },
  Appointment: { project: projectAppointment, tables: ["appointments", "joy_activities"] },
}

export const isMapped = (type: string) => type in mappings
export const mappedTypes = Object.keys(mappings)
/** Types of which a reader sees reports. */
export const reportTypes = mappedTypes.filter((type) => mappings[type]?.tables.includes("reports"))
export const tablesOf = (type: string): string[] => mappings[type]?.tables ?? []
export const keepsRow = (type: string): boolean => mappings[type]?.keepsRow === true

/** @throws Refusal when the resource breaks a rule of its type. */
export function project(type: string, context: ProjectionContext): Projection {
  const mapping = mappings[type]
  const made = mapping ? mapping.project(context) : { ...storedOnly, detail: null }
  const projection = type === "Observation" ? withLine(made, context.resource, context) : made
  if (!context.secrecy) return projection
  // Whatever a mapping made of it: what may not be read has no row that a query could forget to leave out.
  const rows = mapping?.keepsRow ? projection.rows : []
  return { ...projection, hiddenReason: reasonOf(context.secrecy, projection), rows }
}

/** "Only a label is missing" is said of what would be shown with one. */
const reasonOf = (secrecy: Secrecy, { hiddenReason }: Projection) =>
  secrecy === "confidentiality-absent" ? (hiddenReason ?? secrecy) : secrecy

function withLine(made: Projection, resource: JsonObject, context: ProjectionContext): Projection {
  return {
    ...made,
    detail: {
      kind: "line",
      line: lineFor(resource, context.patients[0]?.patient?.id ?? null, context.settings),
    },
  }
}

/** An Observation of an odd shape is stored like any other; as a line of a report it may not be read. */
export function lineFor(resource: JsonObject, patientId: string | null, settings: SourceSettings) {
  try {
    return lineOf(resource, patientId, settings)
  } catch {
    return { patientId, text: null, verdict: "confidential" as const }
  }
}
