// A file that stands by itself: read for what refers to it by its address. It has no page of its own.
import type { JsonObject } from "../json.ts"
import type { Detail, Projection, ProjectionContext } from "./projection.ts"
import { Binary, readShape } from "./shapes.ts"

/** @throws Refusal shape-invalid. */
export const fileIn = (resource: JsonObject, patientId: string | null): Extract<Detail, { kind: "file" }> => {
  const { contentType, data } = readShape(Binary, resource)
  return { kind: "file", patientId, contentType: contentType ?? null, data: data ?? null }
}

/** @throws Refusal shape-invalid. */
export function projectBinary(context: ProjectionContext): Projection {
  const patientId = context.patients[0]?.patient?.id ?? null
  return { hiddenReason: null, section: null, rows: [], detail: fileIn(context.resource, patientId) }
}
