import { cleanLine } from "../text/clean.ts"
import { phoneOf } from "./contact-points.ts"
import type { Projection, ProjectionContext } from "./projection.ts"
import { Location, readShape } from "./shapes.ts"

/** The row stays when the place may not be shown: the organisation's own decision (PG or not) hangs on it. */
export function projectLocation(context: ProjectionContext): Projection {
  const place = readShape(Location, context.resource)
  const parent = context.resolve(place.partOf, "Location")
  const isVisible = context.secrecy === null
  const name = cleanLine(place.name, 200) ?? ""
  const values = {
    id: context.rowId,
    fhir_resource_id: context.rowId,
    resource_id: context.resourceId,
    name: isVisible ? name : "",
    phone: isVisible ? phoneOf(place.telecom) : null,
    part_of: parent.kind === "target" ? (context.find("partOf", parent)?.rowId ?? null) : null,
    visible: isVisible,
  }
  return {
    hiddenReason: context.secrecy,
    section: null,
    rows: [{ table: "locations", patientId: null, values }],
    detail: { kind: "location", name },
  }
}
