// May a client read this at all? Fail closed: what is not clearly open is hidden. The most damaging mistake possible in
// this program would be here.
import { isObject, type JsonObject } from "../json.ts"
import type { SourceSettings } from "../source-settings.ts"

export type Secrecy = "confidential" | "confidentiality-unknown" | "confidentiality-absent"

/** Low to normal. R (restricted) and V (very restricted) are for carers only. */
const openLabels = new Set(["N", "L", "U", "M"])
/** Composition.confidentiality is judged more strictly than a label: M is not enough for a report. */
const openReports = new Set(["N", "U", "L"])

/** Types made of free text: without any label they stay hidden until the organisation decides otherwise. */
const texts = new Set([
  "Composition",
  "DocumentReference",
  "Communication",
  "ClinicalImpression",
  "Observation",
  "QuestionnaireResponse",
])

type Rules = Pick<SourceSettings, "confidentialitySystems" | "absentConfidentiality">
type Label = { isKnown: boolean; code: unknown }

/** @returns null when the client may read it. */
export function judgeConfidentiality(resource: JsonObject, rules: Rules): Secrecy | null {
  const labels = [resource, ...containedIn(resource)].flatMap((part) => labelsOf(part, rules))
  const ownCode = ownConfidentiality(resource)
  if (ownCode === undefined && labels.length === 0) {
    const isShown = !texts.has(String(resource["resourceType"])) || rules.absentConfidentiality === "show"
    return isShown ? null : "confidentiality-absent"
  }
  const isUnknown =
    labels.some((label) => !label.isKnown) || (ownCode !== undefined && !isConfidentiality(ownCode))
  if (isUnknown) return "confidentiality-unknown"
  const isOpen =
    labels.every((label) => openLabels.has(String(label.code))) &&
    (ownCode === undefined || openReports.has(String(ownCode)))
  return isOpen ? null : "confidential"
}

const isConfidentiality = (code: unknown) => typeof code === "string" && /^[NLUMRV]$/.test(code)

const containedIn = (resource: JsonObject): JsonObject[] =>
  Array.isArray(resource["contained"]) ? resource["contained"].filter(isObject) : []

/** A value that only an extension replaces (masked, unknown) is there, and is not open. */
function ownConfidentiality(resource: JsonObject): unknown {
  const value = resource["confidentiality"]
  if (value === undefined || value === null)
    return resource["_confidentiality"] === undefined ? undefined : ""
  return value
}

function labelsOf(resource: JsonObject, rules: Rules): Label[] {
  const meta = resource["meta"]
  const security = isObject(meta) ? meta["security"] : meta
  return [...codingsOf(security), ...conceptCodings(resource["securityLabel"])].map((coding) =>
    judgeLabel(coding, rules),
  )
}

function judgeLabel(coding: unknown, { confidentialitySystems }: Rules): Label {
  if (!isObject(coding)) return { isKnown: false, code: null }
  const isOurs = typeof coding["system"] === "string" && confidentialitySystems.includes(coding["system"])
  return { isKnown: isOurs && isConfidentiality(coding["code"]), code: coding["code"] }
}

/** What is there and is no list of labels counts as one unknown label. */
function codingsOf(value: unknown): unknown[] {
  if (value === undefined || value === null) return []
  return Array.isArray(value) ? value : [undefined]
}

/** A concept without codings is a label too: one that nobody can read. */
function conceptCodings(value: unknown): unknown[] {
  return codingsOf(value).flatMap((concept) => {
    const codings = isObject(concept) ? concept["coding"] : undefined
    return Array.isArray(codings) && codings.length > 0 ? codings : [undefined]
  })
}
