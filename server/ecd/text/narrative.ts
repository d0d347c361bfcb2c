// XHTML of an ECD → plain text. No tag or attribute survives: servers that "sanitize" let ` javascript:` through.
import { Parser } from "htmlparser2"
import { isObject } from "../json.ts"
import { cleanText } from "./clean.ts"

const silent = new Set([
  "script",
  "style",
  "head",
  "template",
  "iframe",
  "object",
  "embed",
  "svg",
  "math",
  "noscript",
])
const lines = new Set(
  "address blockquote caption dd div dl dt h1 h2 h3 h4 h5 h6 hr li ol p pre section table tr ul".split(" "),
)
const cells = new Set(["td", "th"])

/** @param narrative FHIR's `{status, div}`. Null when it says nothing. */
export function readNarrative(narrative: unknown): string | null {
  if (!isObject(narrative) || typeof narrative["div"] !== "string" || narrative["status"] === "empty")
    return null
  return plainText(narrative["div"]) || null
}

export function plainText(xhtml: string): string {
  let text = ""
  let silence = 0
  const endLine = () => {
    if (text !== "" && !text.endsWith("\n")) text += "\n"
  }
  const parser = new Parser(
    {
      onopentagname(name) {
        if (silent.has(name)) silence += 1
        if (name === "br") text += "\n"
        else if (lines.has(name)) endLine()
        else if (cells.has(name)) text += " "
      },
      onclosetag(name) {
        if (silent.has(name)) silence -= 1
        if (!lines.has(name)) return
        endLine()
        // Between paragraphs people see an empty line.
        if (name === "p") text += "\n"
      },
      ontext(part) {
        const words = part.replace(/[ \t\r\n]+/g, " ")
        if (silence === 0 && !(words === " " && text.endsWith("\n"))) text += words
      },
    },
    { decodeEntities: true, recognizeSelfClosing: true, recognizeCDATA: true },
  )
  parser.end(xhtml)
  return cleanText(text)
}
