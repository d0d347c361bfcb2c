import { readDay, readPartialDate, type Day } from "../checking/fhir-dates.ts"
import { derivedId } from "../derived-id.ts"
import { cleanLine } from "../text/clean.ts"
import { bsnOf, isBsn } from "./bsn.ts"
import { callNameOf, fullNameOf } from "./human-name.ts"
import { clear, type Projection, type ProjectionContext, type Row, type Value } from "./projection.ts"
import { Patient, readShape, type Identifier } from "./shapes.ts"

type Shape = ReturnType<typeof readPatient>
const readPatient = (context: ProjectionContext) => readShape(Patient, context.resource)

/** @throws Refusal bsn-invalid, date-invalid, time-no-offset. A BSN that another client has is the caller's to judge. */
export function projectPatient(context: ProjectionContext): Projection {
  const patient = readPatient(context)
  const bsn = bsnOf(patient.identifier)
  const mergedInto = survivorOf(context, patient)
  const name = { full: fullNameOf(patient.name) ?? "Naam onbekend", callName: callNameOf(patient.name) }
  const values: Row["values"] = {
    id: context.rowId,
    fhir_resource_id: context.rowId,
    bsn: clear(bsn),
    // A client that may not be seen cannot be found by BSN either.
    bsn_index: bsn && !context.secrecy ? context.blindIndex(bsn) : null,
    name: clear(JSON.stringify(name)),
    birth_date: patient.birthDate === undefined ? null : readPartialDate(patient.birthDate, "birthDate"),
    ...deathOf(context, patient),
    active: patient.active !== false && !isReplaced(patient),
    merged_into: mergedInto,
    visible: context.secrecy === null,
  }
  const rows: Row[] = [{ table: "patients", patientId: context.rowId, values }]
  return {
    hiddenReason: context.secrecy,
    section: null,
    rows: [...rows, ...patient.identifier.flatMap((one, index) => identifierRow(context, one, index))],
    detail: { kind: "patient", survivor: null },
  }
}

const isReplaced = (patient: Shape) => patient.link.some((link) => link.type === "replaced-by")

function survivorOf(context: ProjectionContext, patient: Shape): string | null {
  const link = patient.link.find(({ type }) => type === "replaced-by")
  const survivor = context.resolve(link?.other, "Patient")
  if (survivor.kind !== "target" || survivor.type !== "Patient") return null
  return context.find("link", survivor)?.rowId ?? null
}

/** @returns the day of death as the last day that it can be, and when this portal first heard of the death. */
function deathOf(context: ProjectionContext, patient: Shape): Record<string, Value> {
  const isDeceased = patient.deceasedBoolean === true || patient.deceasedDateTime !== undefined
  if (!isDeceased)
    return { deceased: false, deceased_on: null, deceased_precision: null, deceased_first_seen_at: null }
  const on: Day | null =
    patient.deceasedDateTime === undefined
      ? null
      : readDay(patient.deceasedDateTime, "deceasedDateTime", "last")
  const firstSeen = context.prior?.["deceased_first_seen_at"]
  return {
    deceased: true,
    deceased_on: on?.day ?? null,
    deceased_precision: on?.precision ?? "unknown",
    deceased_first_seen_at: typeof firstSeen === "string" ? firstSeen : context.receivedAt,
  }
}

function identifierRow(context: ProjectionContext, identifier: Identifier, index: number): Row[] {
  if (isBsn(identifier) || !identifier.value) return []
  const system = cleanLine(identifier.system, 200) ?? ""
  const values = {
    id: derivedId(context.rowId, `identifier/${index}`),
    patient_id: context.rowId,
    system,
    value: clear(identifier.value),
    value_index: context.blindIndex(identifierText(identifier.system ?? "", identifier.value)),
  }
  return [{ table: "patient_identifiers", patientId: context.rowId, values }]
}

/** What the blind index of a number is made of. The bar keeps it apart from every BSN. */
export const identifierText = (system: string, value: string) => `|${system}|${value}`
