// Extensions that may turn a meaning round ("NOT this diagnosis"): FHIR asks a reader to refuse what it does not know.
import { objectsIn, type JsonObject } from "../json.ts"
import { Refusal } from "../refusal.ts"

/** @param raw saves the walk for nearly every resource. @throws Refusal unsupported-modifier. */
export function refuseModifiers(resource: JsonObject, raw: string): void {
  if (!raw.includes("modifierExtension") && !raw.includes("implicitRules")) return
  if (resource["implicitRules"] !== undefined) throw new Refusal("unsupported-modifier", "implicitRules")
  for (const part of objectsIn(resource))
    if (part["modifierExtension"] !== undefined)
      throw new Refusal("unsupported-modifier", "modifierExtension")
}
