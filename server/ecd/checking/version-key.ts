// By what a version is known again. Most systems send no versionId, so the content itself has to tell.
import { isObject, type JsonObject } from "../json.ts"
import { readInstant } from "./fhir-dates.ts"

export type Version = {
  /** `v:` + versionId, or `h:` + the hash of the content. Compare for equality only. */
  versionKey: string
  contentHash: string
  /** UTC, or null when the source does not say. */
  lastUpdated: string | null
}

/** Of care content, so with a key: from a plain hash a missing digit could be guessed. */
export type Hash = (text: string) => string

export function versionOf(resource: JsonObject, hash: Hash): Version {
  const contentHash = hash(canonical(withoutStamps(resource)))
  const meta = isObject(resource["meta"]) ? resource["meta"] : {}
  const number = meta["versionId"]
  const versionKey = typeof number === "string" ? numberedKey(number, hash) : `h:${contentHash}`
  return { versionKey, contentHash, lastUpdated: readInstant(meta["lastUpdated"]) }
}

/** FHIR gives a version id the form of an id; whatever else a system sends there is known by its hash. */
const numberedKey = (number: string, hash: Hash) =>
  /^[A-Za-z0-9\-.]{1,64}$/.test(number) ? `v:${number}` : `v#${hash(number)}`

/** True when the source itself numbers its versions. */
export const isNumbered = (versionKey: string) => versionKey.startsWith("v")

/** meta.lastUpdated and meta.versionId say when and which, not what. */
function withoutStamps(resource: JsonObject): JsonObject {
  if (!isObject(resource["meta"])) return resource
  const { lastUpdated: _, versionId: __, ...meta } = resource["meta"]
  const { meta: ___, ...rest } = resource
  return Object.keys(meta).length > 0 ? { ...rest, meta } : rest
}

/** One text for equal values, whatever the order of their keys. */
export function canonical(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonical).join(",")}]`
  if (!isObject(value)) return JSON.stringify(value)
  const members = Object.keys(value)
    .sort()
    .map((key) => `${JSON.stringify(key)}:${canonical(value[key])}`)
  return `{${members.join(",")}}`
}
