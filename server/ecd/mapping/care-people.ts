// Who makes a plan or does what was agreed: carers, this client's own relatives, the client, the team.
import type { CarePerson } from "#contract/care-plan"
import { carerOf } from "./people.ts"
import type { KnownPatient, ProjectionContext } from "./projection.ts"
import type { Reference } from "./shapes.ts"

/** Null for everybody else: no other client, and nobody else's family, is ever named through here. */
export function carePersonOf(
  context: ProjectionContext,
  patient: KnownPatient,
  path: string,
  reference: Reference,
): CarePerson | null {
  const found = context.resolve(reference, reference.type ?? "")
  const type = found.kind === "target" ? found.type : reference.type
  if (type === "CareTeam" || type === "Organization") return { kind: "team" }
  if (type === "Patient") return isOwn(context, patient, found) ? { kind: "patient" } : null
  if (found.kind === "target" && found.type === "RelatedPerson") {
    const known = context.find(path, found)
    const { detail } = known ?? {}
    const isFamily =
      known?.isVisible && detail?.kind === "relative" && detail.patientId === patient.id ? detail : null
    return isFamily && { kind: "relative", name: isFamily.name }
  }
  const carer = carerOf(context, path, reference)
  return carer && { kind: "carer", ...carer }
}

const isOwn = (
  context: ProjectionContext,
  patient: KnownPatient,
  found: ReturnType<ProjectionContext["resolve"]>,
) =>
  found.kind === "target" &&
  context.patients.some(({ target, patient: known }) => target.id === found.id && known?.id === patient.id)
