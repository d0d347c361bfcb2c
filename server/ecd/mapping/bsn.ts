// The BSN among a person's identifiers.
import { readBsn } from "../../credentials/bsn.ts"
import { Refusal } from "../refusal.ts"
import type { Identifier } from "./shapes.ts"

const systems = new Set(["http://fhir.nl/fhir/NamingSystem/bsn", "urn:oid:2.16.840.1.113883.2.4.6.3"])

export const isBsn = (identifier: Identifier) => systems.has(identifier.system ?? "")

/** Nine digits, or null when the ECD gives none (masked, not known). @throws Refusal bsn-invalid, also for two. */
export function bsnOf(identifiers: readonly Identifier[]): string | null {
  const found = new Set<string>()
  for (const [index, identifier] of identifiers.entries()) {
    if (!isBsn(identifier) || identifier.use === "old" || identifier.value === undefined) continue
    const read = readBsn(identifier.value)
    if (read.kind !== "possible") throw new Refusal("bsn-invalid", `identifier.${index}.value`)
    found.add(read.digits)
  }
  if (found.size > 1) throw new Refusal("bsn-invalid", "identifier")
  return [...found][0] ?? null
}
