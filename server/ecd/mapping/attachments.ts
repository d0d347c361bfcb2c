// What hangs on a document: its text, and PDFs. Anything else is kept with the resource and shown nowhere.
import { createHash } from "node:crypto"
import { Refusal } from "../refusal.ts"
import { cleanLine } from "../text/clean.ts"
import type { ReadDocument } from "./report-row.ts"
import type { Attachment } from "./shapes.ts"

/** @throws Refusal attachment-hash when the bytes are not those that were signed for, shape-invalid when they are no base64. */
export function readAttachments(attachments: readonly Attachment[]): {
  texts: string[]
  documents: ReadDocument[]
} {
  const texts: string[] = []
  const documents: ReadDocument[] = []
  for (const { contentType, data, hash, title } of attachments) {
    if (data === undefined) continue
    const bytes = decode(data)
    if (hash !== undefined && createHash("sha1").update(bytes).digest("base64") !== hash)
      throw new Refusal("attachment-hash", "content.attachment.hash")
    const [type = "", ...parameters] = (contentType ?? "").toLowerCase().split(";")
    if (type.trim() === "text/plain") texts.push(textOf(bytes, parameters.join(";")))
    else if (type.trim() === "application/pdf" && isPdf(bytes))
      documents.push({ title: cleanLine(title, 200), base64: bytes.toString("base64"), bytes: bytes.length })
  }
  return { texts, documents }
}

function decode(data: string): Buffer {
  const bare = data.replace(/\s/g, "")
  if (!/^[A-Za-z0-9+/]*={0,2}$/.test(bare)) throw new Refusal("shape-invalid", "content.attachment.data")
  return Buffer.from(bare, "base64")
}

/** UTF-8 unless it says otherwise; older systems write Latin-1. */
function textOf(bytes: Buffer, parameters: string): string {
  const isLatin = /charset\s*=\s*"?(iso-8859-1|windows-1252|latin1)/.test(parameters)
  return new TextDecoder(isLatin ? "windows-1252" : "utf-8").decode(bytes)
}

/** By what it is, not by what it is called. */
const isPdf = (bytes: Buffer) => bytes.subarray(0, 1024).includes("%PDF-")
