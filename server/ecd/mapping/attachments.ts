// What hangs on a document, in it or as a Binary that it refers to: its text, PDFs and pictures. Anything else is kept with
// the resource and shown nowhere.
import { createHash } from "node:crypto"
import { Refusal } from "../refusal.ts"
import { cleanLine } from "../text/clean.ts"
import type { ProjectionContext } from "./projection.ts"
import type { ReadDocument } from "./report-row.ts"
import type { Attachment } from "./shapes.ts"

export type FileFinder = Pick<ProjectionContext, "resolve" | "find">
export type FoundFile = { bytes: Buffer; type: string; parameters: string; patientId: string | null }
/** `bytes` null: a picture by its name, which is not here, or is none. */
export type ReadImage = { title: string | null; bytes: Buffer | null }
export type ReadAttachments = { texts: string[]; documents: ReadDocument[]; images: ReadImage[] }

/**
 * The address of a file is looked up among what was imported, never fetched.
 * @throws Refusal shape-invalid when it is no base64.
 */
export function fileOf(finder: FileFinder, { contentType, data, url }: Attachment): FoundFile | null {
  const found = data === undefined ? standingAlone(finder, url) : { data, contentType: null, patientId: null }
  if (!found?.data) return null
  const [type = "", ...parameters] = (contentType ?? found.contentType ?? "").toLowerCase().split(";")
  return {
    bytes: decode(found.data),
    type: type.trim(),
    parameters: parameters.join(";"),
    patientId: found.patientId,
  }
}

function standingAlone(finder: FileFinder, url: string | undefined) {
  const target = url === undefined ? undefined : finder.resolve({ reference: url }, "Binary")
  if (target?.kind !== "target" || target.type !== "Binary") return null
  const known = finder.find("attachment", target)
  return known?.isVisible && known.detail?.kind === "file" ? known.detail : null
}

/**
 * @throws Refusal attachment-hash when the bytes are not those that were signed for, shape-invalid when they are no base64.
 */
export function readAttachments(
  context: ProjectionContext,
  attachments: readonly Attachment[],
): ReadAttachments {
  const read: ReadAttachments = { texts: [], documents: [], images: [] }
  const patients = context.patients.flatMap(({ patient }) => patient?.id ?? [])
  for (const attachment of attachments) {
    const { hash, title, contentType = "" } = attachment
    const file = fileOf(context, attachment)
    const isImage = contentType.toLowerCase().startsWith("image/") || file?.type.startsWith("image/")
    const isOthers = file?.patientId && !patients.includes(file.patientId)
    if (!file || isOthers) {
      if (isImage) read.images.push({ title: cleanLine(title, 200), bytes: null })
      continue
    }
    const { bytes, type, parameters } = file
    if (hash !== undefined && createHash("sha1").update(bytes).digest("base64") !== hash)
      throw new Refusal("attachment-hash", "content.attachment.hash")
    if (type === "text/plain") read.texts.push(textOf(bytes, parameters))
    else if (type === "application/pdf" && isPdf(bytes))
      read.documents.push({
        title: cleanLine(title, 200),
        base64: bytes.toString("base64"),
        bytes: bytes.length,
      })
    else if (isImage) read.images.push({ title: cleanLine(title, 200), bytes })
  }
  return read
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
