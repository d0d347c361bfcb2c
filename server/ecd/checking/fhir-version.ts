// Tells FHIR STU3 from R4. The two share most names; read as R4, an STU3 record would be wrong without looking wrong.
import { isObject, type JsonObject } from "../json.ts"

/** Profiles of MedMij BgLZ, eOverdracht and eAfspraak, which are all STU3. In R4 it is nl-core-Patient, with a capital. */
const stu3Profiles = [
  /\/StructureDefinition\/(zib|gp|eAfspraak)-/,
  /\/StructureDefinition\/nl-core-(patient|practitioner|practitionerrole|organization|relatedperson|careteam|location|episodeofcare|observation|humanname|address|contactpoint)$/,
  /^http:\/\/fhir\.nl\/fhir\/StructureDefinition\//,
  /^http:\/\/hl7\.org\/fhir\/(3\.0|STU3)\//,
]

const isText = (value: unknown) => typeof value === "string"
const isPresent = (value: unknown) => value !== undefined

/** Elements that R4 renamed, removed or gave another shape. */
const stu3Shapes: Record<string, Record<string, (value: unknown) => boolean>> = {
  Flag: { category: isObject },
  DocumentReference: { class: isPresent, indexed: isPresent, created: isPresent },
  Appointment: { reason: isPresent, incomingReferral: isPresent, indication: isPresent },
  Observation: { comment: isPresent, context: isPresent, related: isPresent },
  Encounter: { reason: isPresent, incomingReferral: isPresent },
  Condition: {
    clinicalStatus: isText,
    verificationStatus: isText,
    assertedDate: isPresent,
    context: isPresent,
  },
  Composition: { class: isPresent },
  CarePlan: { definition: isPresent, context: isPresent },
  CareTeam: { context: isPresent },
  Goal: { status: isPresent },
  Communication: { notDone: isPresent, context: isPresent, definition: isPresent },
  Procedure: { notDone: isPresent, context: isPresent, definition: isPresent },
  MedicationRequest: {
    context: isPresent,
    definition: isPresent,
    requester: (value) => isObject(value) && "agent" in value,
  },
  Consent: { consentingParty: isPresent, actor: isPresent, except: isPresent, policyRule: isText },
  Patient: { animal: isPresent },
  QuestionnaireResponse: { parent: isPresent, context: isPresent },
  ClinicalImpression: { context: isPresent },
  CapabilityStatement: {
    acceptUnknown: isPresent,
    fhirVersion: (value) => isText(value) && !String(value).startsWith("4."),
  },
}

export function isStu3(resource: unknown): boolean {
  if (!isObject(resource)) return false
  return (
    profilesOf(resource).some((profile) => stu3Profiles.some((known) => known.test(profile))) ||
    hasOldShape(resource)
  )
}

function hasOldShape(resource: JsonObject): boolean {
  const shapes = stu3Shapes[String(resource["resourceType"])] ?? {}
  return Object.entries(shapes).some(([name, isOld]) => resource[name] !== undefined && isOld(resource[name]))
}

function profilesOf(resource: JsonObject): string[] {
  const meta = isObject(resource["meta"]) ? resource["meta"] : {}
  return Array.isArray(meta["profile"])
    ? meta["profile"].filter((profile) => typeof profile === "string")
    : []
}
