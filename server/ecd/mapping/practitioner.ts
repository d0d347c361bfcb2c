import { cleanLine } from "../text/clean.ts"
import { firstWords } from "./concepts.ts"
import { phoneOf } from "./contact-points.ts"
import { fullNameOf } from "./human-name.ts"
import { openingHours } from "./opening-hours.ts"
import { clear, type Detail, type Projection, type ProjectionContext, type Value } from "./projection.ts"
import { Practitioner, PractitionerRole, readShape } from "./shapes.ts"

export function projectPractitioner(context: ProjectionContext): Projection {
  const person = readShape(Practitioner, context.resource)
  const name = fullNameOf(person.name)
  const values = {
    resource_type: "Practitioner",
    name: clear(name),
    role_text: null,
    phone: clear(phoneOf(person.telecom)),
    hours: null,
    practitioner_resource_id: null,
  }
  return projectionOf(context, values, { kind: "practitioner", name })
}

export function projectPractitionerRole(context: ProjectionContext): Projection {
  const role = readShape(PractitionerRole, context.resource)
  const found = context.resolve(role.practitioner, "Practitioner")
  const practitioner = found.kind === "target" && found.type === "Practitioner" ? found : null
  // The person's own resource tells the name, and whether it may be shown; until it comes, the words of the reference.
  const person = practitioner && context.find("practitioner", practitioner)
  const name = person ? null : cleanLine(role.practitioner?.display)
  const roleText = firstWords(role.code) ?? firstWords(role.specialty)
  const values = {
    resource_type: "PractitionerRole",
    name: clear(name),
    role_text: roleText,
    phone: clear(phoneOf(role.telecom)),
    hours: openingHours(role.availableTime),
    practitioner_resource_id: practitioner?.id ?? null,
  }
  return projectionOf(context, values, { kind: "role", name, roleText, practitioner })
}

function projectionOf(context: ProjectionContext, values: Record<string, Value>, detail: Detail): Projection {
  const own = { id: context.rowId, fhir_resource_id: context.rowId, resource_id: context.resourceId }
  const row = { table: "practitioners", patientId: null, values: { ...own, ...values } }
  return { hiddenReason: context.secrecy, section: null, rows: [row], detail }
}
