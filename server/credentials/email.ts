// E-mail addresses: which ones we accept, how they are stored, and the index by which one address is found again.
import { domainToASCII } from "node:url"
import type { Sealing } from "../sealing/sealing.ts"

// RFC 5321: the longest path, and the longest part before the @.
const MAXIMUM = 254
const MAXIMUM_LOCAL = 64

const localPart = /^[a-z0-9!#$%&'*+/=?^_`{|}~-]+(\.[a-z0-9!#$%&'*+/=?^_`{|}~-]+)*$/i
/** What would make a path, a query, an escape or a port of the domain: it is read as that of a URL. */
const urlSigns = /[/\\?#%:@[\]]/
const label = /^[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?$/

/**
 * The address as it is stored and mailed: trimmed, its domain in lower case and ASCII. Undefined when it is none, or
 * when it could be taken for another one (look-alike letters, hidden or reversing characters, line ends).
 */
export function readEmail(typed: string): string | undefined {
  const text = typed.trim()
  if (text.normalize("NFKC") !== text || /[\p{C}\p{Z}\s]/u.test(text)) return undefined
  const at = text.lastIndexOf("@")
  const local = text.slice(0, Math.max(at, 0))
  const typedDomain = text.slice(at + 1)
  if (urlSigns.test(typedDomain)) return undefined
  const domain = domainToASCII(typedDomain).toLowerCase()
  const labels = domain.split(".")
  const isAddress = localPart.test(local) && labels.length >= 2 && labels.every((part) => label.test(part))
  // An IPv4 address has dots too: the last label of a name is never a number.
  if (!isAddress || /^\d+$/.test(labels.at(-1) ?? "")) return undefined
  const address = `${local}@${domain}`
  return address.length <= MAXIMUM && local.length <= MAXIMUM_LOCAL ? address : undefined
}

/**
 * Upper and lower case are one address: no provider of today tells them apart, and people type both. What is no address
 * has an index that is nobody's: a sign that only looks like a letter (the Kelvin sign) becomes that letter in lower case.
 */
export const emailIndexOf = (sealing: Sealing, email: string): string =>
  sealing.blindIndex("email", readEmail(email)?.toLowerCase() ?? `no address: ${email}`)

/** For logs: `a•••@v•••.example`. */
export function maskEmail(email: string): string {
  const [local = "", domain = ""] = email.split("@")
  return `${local.slice(0, 1)}•••@${domain.slice(0, 1)}•••.${domain.split(".").at(-1) ?? ""}`
}
