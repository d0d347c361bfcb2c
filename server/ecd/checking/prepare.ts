// An item read → an item judged: everything that can be said of it without asking the database.
import { isObject, type JsonObject } from "../json.ts"
import { isMapped } from "../mapping/project.ts"
import type { RawItem, Scope } from "../reading/raw-item.ts"
import { asRefusal, Refusal } from "../refusal.ts"
import type { SourceSettings } from "../source-settings.ts"
import { readEnvelope } from "./envelope.ts"
import { readInstant } from "./fhir-dates.ts"
import { isStu3 } from "./fhir-version.ts"
import { refuseModifiers } from "./modifiers.ts"
import { scopeWithin } from "./references.ts"
import { subjectOf, type Subject } from "./subject.ts"
import { versionOf, type Hash, type Version } from "./version-key.ts"

export type Item = Version & {
  kind: "item"
  location: string
  raw: string
  type: string
  id: string
  resource: JsonObject
  scope: Scope | undefined
  subject: Subject
}
export type Tombstone = {
  kind: "tombstone"
  location: string
  type: string
  id: string
  lastUpdated: string | null
}
export type Refused = {
  kind: "refused"
  location: string
  raw: string
  type: string | null
  id: string | null
  scope: Scope | undefined
  lastUpdated: string | null
  refusal: Refusal
}
export type Prepared = Item | Tombstone | Refused | { kind: "skipped" }

export function prepare(read: RawItem, settings: SourceSettings, hash: Hash): Prepared {
  if (read.kind === "skipped") return { kind: "skipped" }
  if (read.kind === "refused") return refusedItem(read, read.refusal)
  if (read.kind === "tombstone") {
    const isAllowed = settings.allowedTypes.includes(read.type)
    return isAllowed
      ? { ...read, lastUpdated: readInstant(read.lastUpdated ?? undefined) }
      : { kind: "skipped" }
  }
  try {
    return judge(read, settings, hash)
  } catch (error) {
    return { ...refusedItem(read, asRefusal(error), read.resource, read.scope), ...nameIn(read) }
  }
}

function judge(read: Extract<RawItem, { kind: "resource" }>, settings: SourceSettings, hash: Hash): Prepared {
  const { type, id, resource } = readEnvelope(read.resource, read.fullUrl)
  if (isStu3(resource)) throw new Refusal("fhir-version")
  if (!settings.allowedTypes.includes(type)) return { kind: "skipped" }
  // Of a line its report has to know: it is hidden with it (mapping/report-sections.ts).
  if (isMapped(type) && type !== "Observation") refuseModifiers(resource, read.raw)
  const scope = scopeWithin(resource, read.raw, read.scope)
  return {
    kind: "item",
    location: read.location,
    raw: read.raw,
    type,
    id,
    resource,
    scope,
    subject: subjectOf(type, resource, { scope, contained: resource["contained"] }),
    ...versionOf(resource, hash),
  }
}

/** Also of an id that stands in the bundle's address only: what is known by it has to be found. */
function nameIn({ resource, fullUrl }: Extract<RawItem, { kind: "resource" }>) {
  try {
    const { type, id } = readEnvelope(resource, fullUrl)
    return { type, id }
  } catch {
    return {}
  }
}

export function refusedItem(
  { location, raw }: { location: string; raw: string },
  refusal: Refusal,
  resource?: unknown,
  scope?: Scope,
): Refused {
  // What is refused may be anything: only what can be a type and an id is noted beside it.
  const text = (name: string) => {
    const value = isObject(resource) ? resource[name] : undefined
    return typeof value === "string" && /^[A-Za-z0-9\-.]{1,64}$/.test(value) ? value : null
  }
  const meta = isObject(resource) && isObject(resource["meta"]) ? resource["meta"] : {}
  return {
    kind: "refused",
    location,
    raw,
    type: text("resourceType"),
    id: text("id"),
    scope,
    lastUpdated: readInstant(meta["lastUpdated"]),
    refusal,
  }
}
