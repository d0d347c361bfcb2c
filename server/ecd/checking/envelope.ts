// What every resource must have before anything else is asked: a type and an id.
import { isObject, type JsonObject } from "../json.ts"
import { Refusal } from "../refusal.ts"
import { idOfUrn } from "./references.ts"

const typeName = /^[A-Z][A-Za-z]{1,63}$/
const idText = /^[A-Za-z0-9\-.]{1,64}$/

export type Envelope = { type: string; id: string; resource: JsonObject }

/** @throws Refusal type-missing or id-invalid. */
export function readEnvelope(resource: unknown, fullUrl: string | undefined): Envelope {
  if (!isObject(resource)) throw new Refusal("type-missing")
  const type = resource["resourceType"]
  if (typeof type !== "string" || !typeName.test(type)) throw new Refusal("type-missing", "resourceType")
  const id = resource["id"] ?? idOfAddress(fullUrl, type)
  if (typeof id !== "string" || !idText.test(id)) throw new Refusal("id-invalid", "id")
  return { type, id, resource }
}

/** Without an id of its own a resource is known by its address in the bundle. */
function idOfAddress(fullUrl: string | undefined, type: string): string | undefined {
  if (!fullUrl) return undefined
  if (fullUrl.startsWith("urn:")) return idOfUrn(fullUrl)
  return new RegExp(`/${type}/([^/]+)$`).exec(fullUrl)?.[1]
}
