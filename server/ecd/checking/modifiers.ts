// Extensions that may turn a meaning round ("NOT this diagnosis"): FHIR asks a reader to refuse what it does not know.
import { objectsIn, type JsonObject } from "../json.ts"
import { Refusal } from "../refusal.ts"

const MODIFIERS = ["implicitRules", "modifierExtension"]

/** Anywhere in it: of a part that means something else, the whole does too. */
export function modifierIn(resource: JsonObject): string | undefined {
  for (const part of objectsIn(resource)) {
    const found = MODIFIERS.find((name) => part[name] !== undefined)
    if (found) return found
  }
  return undefined
}

/** @param raw saves the walk for nearly every resource. @throws Refusal unsupported-modifier. */
export function refuseModifiers(resource: JsonObject, raw: string): void {
  if (!raw.includes("modifierExtension") && !raw.includes("implicitRules")) return
  const modifier = modifierIn(resource)
  if (modifier) throw new Refusal("unsupported-modifier", modifier)
}
