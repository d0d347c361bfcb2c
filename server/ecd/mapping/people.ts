// The names of carers and places that a report or appointment mentions. A person or place that may not be shown is not
// shown here either, whatever words stand beside the reference.
import { cleanLine } from "../text/clean.ts"
import type { Reference as Resolved, Target } from "../checking/references.ts"
import { fullNameOf } from "./human-name.ts"
import type { ProjectionContext } from "./projection.ts"
import { Practitioner, readShape, type Reference } from "./shapes.ts"

export type Person = { name: string; role: string | null }

const carers = new Set(["Practitioner", "PractitionerRole"])

/** Who wrote a report. Only words, of nobody in particular, are what the carer put there. */
export function authorOf(context: ProjectionContext, reference: Reference): Person | null {
  const isWordsOnly = reference.reference === undefined && reference.type === undefined
  return isWordsOnly ? wordsOf(reference) : carerOf(context, "author", reference)
}

/** A carer by name and role. Null for everybody else: clients and relatives are never named through here. */
export function carerOf(context: ProjectionContext, path: string, reference: Reference): Person | null {
  const found = context.resolve(reference, reference.type ?? "Practitioner")
  if (found.kind === "contained") return containedCarer(found)
  if (found.kind !== "target") return carers.has(reference.type ?? "") ? wordsOf(reference) : null
  return carers.has(found.type) ? knownCarer(context, path, found, reference) : null
}

const wordsOf = (reference: Reference): Person | null => {
  const name = cleanLine(reference.display)
  return name ? { name, role: null } : null
}

function containedCarer({ resource }: Extract<Resolved, { kind: "contained" }>): Person | null {
  if (resource["resourceType"] !== "Practitioner") return null
  const name = fullNameOf(readShape(Practitioner, resource).name)
  return name ? { name, role: null } : null
}

function knownCarer(
  context: ProjectionContext,
  path: string,
  target: Target,
  words: Reference,
): Person | null {
  const known = context.find(path, target)
  if (!known) return wordsOf(words)
  if (!known.isVisible) return null
  const { detail } = known
  if (detail?.kind === "practitioner") return detail.name ? { name: detail.name, role: null } : wordsOf(words)
  if (detail?.kind !== "role") return null
  if (!detail.practitioner) return named(detail.name, detail.roleText)
  const person = context.find(`${path}.practitioner`, detail.practitioner)
  if (!person) return named(detail.name ?? cleanLine(words.display), detail.roleText)
  if (!person.isVisible || person.detail?.kind !== "practitioner") return null
  return named(person.detail.name, detail.roleText)
}

const named = (name: string | null, role: string | null): Person | null => (name ? { name, role } : null)

export function placeOf(context: ProjectionContext, path: string, reference: Reference): string | null {
  const found = context.resolve(reference, "Location")
  if (found.kind !== "target" || found.type !== "Location") return null
  const known = context.find(path, found)
  if (!known) return cleanLine(reference.display)
  if (!known.isVisible || known.detail?.kind !== "location") return null
  return known.detail.name || cleanLine(reference.display)
}
