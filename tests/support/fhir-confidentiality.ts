// One resource of each projected type in each state of confidentiality, with the record it needs around it.
import {
  fhirAppointment,
  fhirGoal,
  fhirLocation,
  fhirPatient,
  fhirPlan,
  fhirPortrait,
  fhirPractitioner,
  fhirRelative,
  fhirReport,
  fhirRole,
  fhirStay,
  labelled,
  normal,
  type Resource,
} from "./fhir-resources.ts"

/** In an order in which things appear and disappear. */
export const secrecies = {
  restricted: labelled("R"),
  normal: normal,
  veryRestricted: labelled("V"),
  absent: undefined,
  unknownSystem: labelled("N", "https://ecd.voorbeeld.example/codes/inzage"),
  unknownCode: labelled("X"),
  openAndRestricted: { security: [...normal.security, ...labelled("R").security] },
} as const
export type Secrecy = keyof typeof secrecies

export const projectedTypes = [
  "Patient",
  "RelatedPerson",
  "Practitioner",
  "PractitionerRole",
  "Location",
  "Encounter",
  "Goal",
  "CarePlan",
  "Composition",
  "Appointment",
  "QuestionnaireResponse",
] as const
export type ProjectedType = (typeof projectedTypes)[number]

/** A record of one client in which only the given type carries the label; everything else is normal. */
export function recordWith(type: ProjectedType, secrecy: Secrecy): Resource[] {
  const record: Record<ProjectedType, Resource> = {
    Patient: fhirPatient("ria"),
    RelatedPerson: fhirRelative("anneke", "ria", "01", {
      telecom: [{ system: "email", value: "anneke@voorbeeld.example" }],
    }),
    Practitioner: fhirPractitioner("anja"),
    PractitionerRole: fhirRole("rol-anja", "anja"),
    Location: fhirLocation("beuk"),
    Encounter: fhirStay("verblijf", "ria", { location: [{ location: { reference: "Location/beuk" } }] }),
    Goal: fhirGoal("g1", "ria", "Ria loopt elke dag"),
    CarePlan: fhirPlan("p1", "ria", ["g1"], ["Samen wandelen"], { title: "Plan van Ria" }),
    Composition: fhirReport("r1", "ria", "Goed geslapen", {
      confidentiality: undefined,
      author: [{ reference: "PractitionerRole/rol-anja", display: "Zuster anja" }],
    }),
    Appointment: fhirAppointment("a1", ["ria"], {
      participant: [
        { actor: { reference: "Patient/ria" }, status: "accepted" },
        { actor: { reference: "PractitionerRole/rol-anja", display: "Zuster anja" }, status: "accepted" },
        { actor: { reference: "RelatedPerson/anneke", display: "Familie anneke" }, status: "accepted" },
        { actor: { reference: "Location/beuk", display: "Afdeling beuk" }, status: "accepted" },
      ],
    }),
    QuestionnaireResponse: fhirPortrait("beeld", "ria", { "Zo noemt u mij": "Ria" }),
  }
  const { meta: _, ...marked } = record[type]
  const meta = secrecies[secrecy]
  record[type] = { ...marked, ...(meta && { meta }) } as Resource
  return Object.values(record)
}
