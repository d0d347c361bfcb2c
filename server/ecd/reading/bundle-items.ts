// The items of one JSON document: a single resource, or the entries of a Bundle read as data. A transaction is never
// executed: DELETE is a tombstone, POST and PUT are what the resource looks like now.
import { isStu3 } from "../checking/fhir-version.ts"
import { idOfUrn } from "../checking/references.ts"
import { Refusal } from "../refusal.ts"
import { isObject, type JsonObject } from "../json.ts"
import type { RawItem, Scope } from "./raw-item.ts"
import { resourceTexts } from "./resource-spans.ts"
import { inTypeOrder } from "./type-order.ts"

/** @throws Refusal fhir-version: one for the whole document, not one per resource. */
export function itemsOf(value: unknown, text: string, location: string): RawItem[] {
  if (!isObject(value) || value["resourceType"] !== "Bundle") {
    if (isStu3(value)) throw new Refusal("fhir-version")
    return [{ kind: "resource", location, raw: text, resource: value }]
  }
  const entries = Array.isArray(value["entry"])
    ? value["entry"].map((entry) => (isObject(entry) ? entry : {}))
    : []
  if (isStu3(value) || entries.some((entry) => isStu3(entry["resource"]))) throw new Refusal("fhir-version")
  const texts = resourceTexts(text)
  const scope = scopeOf(entries)
  const items = entries.map((entry, index) => itemOf(entry, texts[index], `${location}#${index + 1}`, scope))
  // A history bundle lists the newest version first.
  return value["type"] === "history" ? items.toReversed() : inTypeOrder(items, typeOfItem)
}

const typeOfItem = (item: RawItem) =>
  item.kind === "resource" && isObject(item.resource) ? String(item.resource["resourceType"]) : ""

function itemOf(entry: JsonObject, text: string | undefined, location: string, scope: Scope): RawItem {
  const request = isObject(entry["request"]) ? entry["request"] : {}
  const method = request["method"]
  if (method === "DELETE") return tombstoneOf(entry, request, location)
  if (method === "GET" || method === "HEAD") return { kind: "skipped", location }
  const resource = entry["resource"]
  const search = isObject(entry["search"]) ? entry["search"] : {}
  if (search["mode"] === "outcome" || (resource === undefined && isObject(entry["response"])))
    return { kind: "skipped", location }
  const fullUrl = typeof entry["fullUrl"] === "string" ? entry["fullUrl"] : undefined
  return {
    kind: "resource",
    location,
    raw: text ?? JSON.stringify(resource ?? null),
    resource,
    fullUrl,
    scope,
  }
}

function tombstoneOf(entry: JsonObject, request: JsonObject, location: string): RawItem {
  const url = typeof request["url"] === "string" ? request["url"] : ""
  const [, type, id] = /(?:^|\/)([A-Z][A-Za-z]{1,63})\/([A-Za-z0-9\-.]{1,64})$/.exec(url) ?? []
  if (!type || !id)
    return {
      kind: "refused",
      location,
      raw: JSON.stringify(entry),
      refusal: new Refusal("id-invalid", "request.url"),
    }
  const response = isObject(entry["response"]) ? entry["response"] : {}
  const at = response["lastModified"]
  return { kind: "tombstone", location, type, id, lastUpdated: typeof at === "string" ? at : null }
}

/** Only urn: addresses need it: every other reference carries its type and id itself. */
function scopeOf(entries: JsonObject[]): Scope {
  const scope = new Map<string, string>()
  for (const { fullUrl, resource } of entries) {
    if (typeof fullUrl !== "string" || !fullUrl.startsWith("urn:") || !isObject(resource)) continue
    const type = String(resource["resourceType"])
    const id = typeof resource["id"] === "string" ? resource["id"] : idOfUrn(fullUrl)
    scope.set(fullUrl, `${type}/${id}`)
  }
  return scope
}
