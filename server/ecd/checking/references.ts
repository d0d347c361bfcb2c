// Every way in which one resource names another, in one place.
import { isObject, objectsIn, type JsonObject } from "../json.ts"
import type { Scope } from "../reading/raw-item.ts"

export type Target = { type: string; id: string }
export type Reference =
  | { kind: "none" }
  | ({ kind: "target" } & Target)
  | { kind: "contained"; resource: JsonObject }
  | { kind: "identifier"; type: string | null; system: string; value: string }
  /** Only words: nothing that can be looked up. */
  | { kind: "words" }

export type ReferenceContext = { scope?: Scope | undefined; contained: unknown }

const restful = /(?:^|\/)([A-Z][A-Za-z]{1,63})\/([A-Za-z0-9\-.]{1,64})(?:\/_history\/[^/]+)?$/
const conditional = /^([A-Z][A-Za-z]+)\?identifier=([^|&]*)\|([^&]+)$/

/** @param expected the type when the reference does not say it (urn:uuid of another bundle). */
export function resolve(value: unknown, expected: string, { scope, contained }: ReferenceContext): Reference {
  if (!isObject(value)) return { kind: "none" }
  const text = value["reference"]
  if (typeof text !== "string") return byIdentifier(value)
  if (text.startsWith("#")) return inside(text.slice(1), contained)
  if (text.startsWith("urn:")) {
    const [, type, id] =
      restful.exec(scope?.get(text) ?? `${String(value["type"] ?? expected)}/${idOfUrn(text)}`) ?? []
    return type && id ? { kind: "target", type, id } : { kind: "words" }
  }
  const [, type, id] = restful.exec(text) ?? []
  if (type && id) return { kind: "target", type, id }
  const [, of, system, number] = conditional.exec(text) ?? []
  if (of && number)
    return { kind: "identifier", type: of, system: decode(system ?? ""), value: decode(number) }
  return { kind: "words" }
}

function byIdentifier(value: JsonObject): Reference {
  const identifier = value["identifier"]
  if (
    isObject(identifier) &&
    typeof identifier["system"] === "string" &&
    typeof identifier["value"] === "string"
  ) {
    const type = typeof value["type"] === "string" ? value["type"] : null
    return { kind: "identifier", type, system: identifier["system"], value: identifier["value"] }
  }
  return { kind: "words" }
}

/** `#id` means something within its own parent only. */
function inside(id: string, contained: unknown): Reference {
  const found = Array.isArray(contained)
    ? contained.find((part) => isObject(part) && part["id"] === id)
    : undefined
  return isObject(found) ? { kind: "contained", resource: found } : { kind: "words" }
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text)
  } catch {
    return text
  }
}

/** Every target that a resource names anywhere, to look them up together. */
export function targetsIn(resource: JsonObject, scope: Scope | undefined): Target[] {
  const targets: Target[] = []
  for (const part of objectsIn(resource)) {
    // An attachment names a file by its address.
    const named = part["reference"] ?? (part["contentType"] === undefined ? undefined : part["url"])
    if (typeof named !== "string") continue
    // Without a type (a urn: of another bundle) it may be any that a mapping would take it for.
    for (const type of named.startsWith("urn:")
      ? ["Practitioner", "Location", "Observation", "Goal", "Binary"]
      : [""]) {
      const found = resolve({ ...part, reference: named }, type, { scope, contained: undefined })
      if (found.kind === "target") targets.push(found)
    }
  }
  return targets
}

/** The part of a bundle's scope that this resource uses: it is kept with the resource. */
export function scopeWithin(resource: JsonObject, raw: string, scope: Scope | undefined): Scope | undefined {
  if (!scope || scope.size === 0 || !raw.includes('"urn:')) return undefined
  const used = new Map<string, string>()
  for (const { reference, url } of objectsIn(resource))
    for (const named of [reference, url]) {
      const target = typeof named === "string" ? scope.get(named) : undefined
      if (target) used.set(String(named), target)
    }
  return used.size > 0 ? used : undefined
}

export const idOfUrn = (urn: string) => urn.replace(/^urn:(uuid|oid):/, "").toLowerCase()

export const nameOf = ({ type, id }: Target) => `${type}/${id}`
