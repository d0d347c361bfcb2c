// Parse at the door, trust inside: unknown fields are refused, wrong types named.
import * as v from "valibot"
import { fail } from "./failures.ts"

/** @throws Failure `input-invalid` that names each wrong field, never its value. */
export function input<Schema extends v.GenericSchema>(value: unknown, schema: Schema): v.InferOutput<Schema> {
  const parsed = v.safeParse(schema, value ?? {})
  if (parsed.success) return parsed.output
  const fields = parsed.issues.map((issue) => ({
    path: v.getDotPath(issue) ?? "",
    code: issue.received === "undefined" ? ("required" as const) : ("invalid" as const),
  }))
  return fail("input-invalid", { fields })
}
