// Whose resource it is, as written. An appointment has no subject: its clients are participants.
import { isObject, type JsonObject } from "../json.ts"
import { resolve, type Reference, type ReferenceContext } from "./references.ts"

/** `also`: a number beside the reference, which must mean the same client. */
export type SubjectReference = { reference: Reference; also: Reference | null }
export type Subject =
  { kind: "self" } | { kind: "nobody" } | { kind: "patients"; references: SubjectReference[] }

export function subjectOf(type: string, resource: JsonObject, context: ReferenceContext): Subject {
  if (type === "Patient") return { kind: "self" }
  const written =
    type === "Appointment"
      ? patientActors(resource, context)
      : [resource["subject"] ?? resource["patient"] ?? ownerOf(type, resource)]
  const references = written.flatMap((value) => {
    const reference = resolve(value, "Patient", context)
    // Groups, devices and places can be subjects too: such a resource belongs to no client.
    if (reference.kind === "none" || (reference.kind === "target" && reference.type !== "Patient")) return []
    return [{ reference, also: numberBeside(value, reference, context) }]
  })
  return references.length > 0 ? { kind: "patients", references } : { kind: "nobody" }
}

/** A file says no more than under whose record it falls. */
const ownerOf = (type: string, resource: JsonObject) =>
  type === "Binary" ? resource["securityContext"] : undefined

function patientActors(appointment: JsonObject, context: ReferenceContext): unknown[] {
  const participants = Array.isArray(appointment["participant"]) ? appointment["participant"] : []
  return participants
    .map((participant) => (isObject(participant) ? participant["actor"] : undefined))
    .filter((actor) => {
      const reference = resolve(actor, "", context)
      const isPatient = "type" in reference && reference.type === "Patient"
      return isPatient || (isObject(actor) && actor["type"] === "Patient")
    })
}

function numberBeside(value: unknown, reference: Reference, context: ReferenceContext): Reference | null {
  if (reference.kind !== "target" || !isObject(value) || !isObject(value["identifier"])) return null
  const also = resolve({ identifier: value["identifier"] }, "Patient", context)
  return also.kind === "identifier" ? also : null
}
