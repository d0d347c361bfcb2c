// A provider that takes SMS over HTTP and JSON, described in a file, so that its secret stands in no list of processes.
import { readFileSync, statSync } from "node:fs"
import { isAbsolute } from "node:path"
import * as v from "valibot"
import { isLoopback } from "./loopback.ts"

export type Json = null | boolean | number | string | Json[] | { [key: string]: Json }
export type SmsProvider = {
  kind: "http"
  method: "POST" | "PUT"
  url: string
  headers: Record<string, string>
  body: Json
}

const json: v.GenericSchema<Json> = v.lazy(() =>
  v.union([v.null(), v.boolean(), v.number(), v.string(), v.array(json), v.record(v.string(), json)]),
)
const token = /^[\w!#$%&'*+.^`|~-]+$/
const headerText = /^[\x20-\x7e]+$/
const shape = v.strictObject({
  method: v.optional(v.picklist(["POST", "PUT"]), "POST"),
  url: v.string(),
  headers: v.optional(
    v.record(v.pipe(v.string(), v.regex(token)), v.pipe(v.string(), v.regex(headerText))),
    {},
  ),
  body: json,
})

/** In the body any of these; in the address and the headers, which providers log, only `{id}`. */
const placeholders = ["to", "to-digits", "to-00", "text", "id", "seconds"]
const anywhere = ["id"]
export const placeholder = /\{([a-z\d-]+)\}/g

export function readSmsProvider(path: string, mistakes: string[]): SmsProvider | undefined {
  const wrong = (sentence: string) => void mistakes.push(`PORTAL_SMS: the file ${path} ${sentence}`)
  if (!isAbsolute(path))
    return void mistakes.push("PORTAL_SMS names a file by half: give http: and its full path.")
  let text: string
  try {
    if ((statSync(path).mode & 0o007) !== 0)
      return wrong(`can be read by other users, and it holds a secret. Close it: chmod o= ${path}`)
    text = readFileSync(path, "utf8")
  } catch (error) {
    return wrong(`cannot be read: ${(error as NodeJS.ErrnoException).code ?? "unknown"}.`)
  }
  const parsed = v.safeParse(shape, parse(text))
  if (!parsed.success) {
    // Where it is wrong, not what stands there: that may be the secret.
    const place = parsed.issues[0].path?.map(({ key }) => String(key)).join(".")
    return wrong(place ? `is not right at "${place}".` : "is not JSON with url, headers and body.")
  }
  const { method, url, headers, body } = parsed.output
  const sentence = judge(url, headers, body)
  if (sentence) return wrong(sentence)
  return { kind: "http", method, url, headers, body }
}

function judge(url: string, headers: Record<string, string>, body: Json): string | undefined {
  const filled = url.replaceAll("{id}", "0")
  const address = URL.canParse(filled) ? new URL(filled) : undefined
  if (!address || !/^https?:$/.test(address.protocol))
    return 'needs "url" with the https address of the provider.'
  if (address.protocol === "http:" && !isLoopback(address.hostname))
    return 'sends codes in clear over the network: "url" needs https.'
  if (address.username || address.password)
    return 'has a password in "url", which is logged: put it in "headers".'
  const outside = namesIn([url, ...Object.values(headers)])
  if (outside.some((name) => !anywhere.includes(name))) return 'may have only {id} in "url" and "headers".'
  const inside = namesIn(stringsIn(body))
  const unknown = inside.find((name) => !placeholders.includes(name))
  if (unknown) return `has {${unknown}} in "body", and knows only {${placeholders.join("}, {")}}.`
  if (!inside.includes("text") || !inside.some((name) => name.startsWith("to")))
    return 'needs {to} and {text} in "body".'
}

const namesIn = (texts: string[]) =>
  texts.flatMap((text) => [...text.matchAll(placeholder)].map(([, name = ""]) => name))

function stringsIn(value: Json): string[] {
  if (typeof value === "string") return [value]
  return value !== null && typeof value === "object" ? Object.values(value).flatMap(stringsIn) : []
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
