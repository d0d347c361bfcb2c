import { derivedId } from "../derived-id.ts"
import { findRule, type SourceSettings } from "../source-settings.ts"
import { firstWords } from "./concepts.ts"
import { hidden, onlyPatient, type Projection, type ProjectionContext, type Row } from "./projection.ts"
import { validity } from "./relative.ts"
import { CareTeam, readShape, type Concept } from "./shapes.ts"

/** nl-core's example has no status at all. */
const statuses = new Set([undefined, "active"])
const members = new Set(["Practitioner", "PractitionerRole"])

type Participant = ReturnType<typeof readShape<typeof CareTeam>>["participant"][number]

/** Carers only: relatives and the client are members too, and are known from their own resources. */
export function projectCareTeam(context: ProjectionContext): Projection {
  const team = readShape(CareTeam, context.resource)
  const patient = onlyPatient(context)
  if (typeof patient === "string") return hidden(patient)
  if (!statuses.has(team.status)) return hidden("status")
  const rows = team.participant.flatMap((participant, index) =>
    memberRow(context, patient.id, participant, index, validity(team.period, "period")),
  )
  return { hiddenReason: context.secrecy, section: null, rows, detail: null }
}

function memberRow(
  context: ProjectionContext,
  patientId: string,
  { role, member, period }: Participant,
  index: number,
  ofTeam: ReturnType<typeof validity>,
): Row[] {
  const found = context.resolve(member, "PractitionerRole")
  if (found.kind !== "target" || !members.has(found.type)) return []
  const own = validity(period, `participant.${index}.period`)
  const values = {
    id: derivedId(context.rowId, `participant/${index}`),
    fhir_resource_id: context.rowId,
    patient_id: patientId,
    member_type: found.type,
    member_id: found.id,
    role_text: firstWords(role),
    is_evv: isEvv(role, context.settings),
    valid_from: own.valid_from ?? ofTeam.valid_from,
    valid_until: own.valid_until ?? ofTeam.valid_until,
  }
  return [{ table: "care_team_members", patientId, values }]
}

/** zib and nl-core have no code for it: each organisation says by which words or codes it is known. */
function isEvv(
  role: readonly Concept[],
  settings: Pick<SourceSettings, "evvPatterns" | "evvCodes">,
): boolean {
  const words = role.flatMap(({ text, coding = [] }) => [text, ...coding.map(({ display }) => display)])
  const patterns = settings.evvPatterns.map((pattern) => new RegExp(pattern, "iu"))
  return (
    patterns.some((pattern) => words.some((word) => word && pattern.test(word))) ||
    findRule(settings.evvCodes, role) !== undefined
  )
}
