import { readDay } from "../checking/fhir-dates.ts"
import { cleanLine } from "../text/clean.ts"
import { bsnOf } from "./bsn.ts"
import { emailOf, mobileOf } from "./contact-points.ts"
import { fullNameOf } from "./human-name.ts"
import { clear, hidden, onlyPatient, type Projection, type ProjectionContext } from "./projection.ts"
import { readShape, RelatedPerson, type Concept, type Period } from "./shapes.ts"

/** COD472-VEKT, the Dutch list of roles; https://decor.nictiz.nl (ValueSet RolCodelijst). */
const ROLE = "urn:oid:2.16.840.1.113883.2.4.3.11.22.472"
const KINSHIP = "http://terminology.hl7.org/CodeSystem/v3-RoleCode"

/** In order of weight: who is both mentor and first contact is the legal representative. */
const roles = [
  ["legalRepresentative", ["24", "03", "15", "11"]],
  ["contactPerson", ["01", "02", "23"]],
  // A bewindvoerder decides about money, never about care: no record access.
  ["financialOnly", ["14", "04", "05"]],
] as const

export function projectRelative(context: ProjectionContext): Projection {
  const person = readShape(RelatedPerson, context.resource)
  const patient = onlyPatient(context)
  if (typeof patient === "string") return hidden(patient)
  const bsn = bsnOf(person.identifier)
  const name = fullNameOf(person.name) ?? "Naam onbekend"
  const values = {
    id: context.rowId,
    fhir_resource_id: context.rowId,
    resource_id: context.resourceId,
    patient_id: patient.id,
    name: clear(name),
    email: clear(emailOf(person.telecom)),
    mobile: clear(mobileOf(person.telecom)),
    bsn: clear(bsn),
    bsn_index: bsn && context.blindIndex(bsn),
    ...roleOf(person.relationship),
    kinship: kinshipOf(person.relationship),
    active: person.active !== false,
    ...validity(person.period, "period"),
  }
  return {
    hiddenReason: context.secrecy,
    section: null,
    rows: [{ table: "relatives", patientId: patient.id, values }],
    detail: { kind: "relative", name, patientId: patient.id },
  }
}

function roleOf(relationship: Concept[]): { role: string; role_code: string | null } {
  const codes = relationship
    .flatMap((concept) => concept.coding ?? [])
    .filter((coding) => coding.system === ROLE)
    .map((coding) => coding.code ?? "")
  for (const [role, known] of roles) {
    const code = codes.find((one) => (known as readonly string[]).includes(one))
    if (code) return { role, role_code: code }
  }
  return { role: "other", role_code: cleanLine(codes[0], 8) }
}

/** For showing only, never a right. */
function kinshipOf(relationship: Concept[]): string | null {
  for (const concept of relationship) {
    const coding = concept.coding?.find(({ system }) => system === KINSHIP)
    if (coding) return cleanLine(concept.text ?? coding.display ?? coding.code, 24)
  }
  return null
}

export const validity = (period: Period | undefined, path: string) => ({
  valid_from: period?.start === undefined ? null : readDay(period.start, `${path}.start`, "first").day,
  valid_until: period?.end === undefined ? null : readDay(period.end, `${path}.end`, "last").day,
})
