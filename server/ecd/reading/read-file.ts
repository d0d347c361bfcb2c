// One file → its items. NDJSON is streamed; a JSON document is read whole, within a limit.
import { createReadStream } from "node:fs"
import type { Readable } from "node:stream"
import { createGunzip } from "node:zlib"
import { Refusal } from "../refusal.ts"
import { itemsOf } from "./bundle-items.ts"
import { decodeUtf8 } from "./decode.ts"
import type { FoundFile } from "./find-files.ts"
import type { RawItem } from "./raw-item.ts"
import { MAXIMUM_LINE_BYTES, readLines } from "./read-lines.ts"
import { parseStrictly } from "./strict-json.ts"

/** A Bundle has to fit in memory; larger exports come as NDJSON. */
const MAXIMUM_DOCUMENT_BYTES = 256 * 1024 * 1024
/** Of a refused file only its beginning goes to quarantine: the file itself is still there. */
const KEPT_CHARACTERS = 64 * 1024

type ReadableFile = FoundFile & { kind: "json" | "ndjson" | "xml" }

/** Never throws for what is in a file: that ends as a refused item. */
export async function* readFile(file: ReadableFile): AsyncGenerator<RawItem> {
  try {
    if (file.kind === "xml") yield refusedFile(file, new Refusal("format-unsupported"), file.name)
    else if (file.kind === "ndjson") yield* readNdjson(file)
    else yield* readDocument(file)
  } catch (error) {
    // A damaged or cut off .gz shows only while it is being unpacked.
    if (!isReadError(error)) throw error
    yield refusedFile(file, new Refusal("file-unreadable"), file.name)
  }
}

function isReadError(error: unknown): boolean {
  const { code = "", syscall } = error as { code?: string; syscall?: string }
  return code.startsWith("Z_") || syscall !== undefined
}

function openFile(file: FoundFile): Readable {
  const bytes = createReadStream(file.path, { highWaterMark: 256 * 1024 })
  if (!file.isGzip) return bytes
  const unzip = createGunzip({ chunkSize: 256 * 1024 })
  bytes.on("error", (error) => unzip.destroy(error))
  return bytes.pipe(unzip)
}

const refusedFile = (file: FoundFile, refusal: Refusal, raw: string): RawItem => ({
  kind: "refused",
  location: file.name,
  raw: raw.slice(0, KEPT_CHARACTERS),
  refusal,
  wholeFile: true,
})

async function* readDocument(file: FoundFile): AsyncGenerator<RawItem> {
  const chunks: Buffer[] = []
  let size = 0
  for await (const chunk of openFile(file) as AsyncIterable<Buffer>) {
    size += chunk.length
    if (size > MAXIMUM_DOCUMENT_BYTES) return yield refusedFile(file, new Refusal("too-large"), file.name)
    chunks.push(chunk)
  }
  const bytes = Buffer.concat(chunks)
  let items: RawItem[]
  try {
    const text = decodeUtf8(bytes)
    items = itemsOf(parseStrictly(text), text, file.name)
  } catch (error) {
    if (!(error instanceof Refusal)) throw error
    return yield refusedFile(file, error, bytes.toString("utf8", 0, KEPT_CHARACTERS))
  }
  for (const item of items) yield withinLimit(item)
}

/** One resource may not be larger in a Bundle than on a line. */
const withinLimit = (item: RawItem): RawItem =>
  item.kind === "resource" && item.raw.length > MAXIMUM_LINE_BYTES
    ? {
        kind: "refused",
        location: item.location,
        raw: item.raw.slice(0, KEPT_CHARACTERS),
        refusal: new Refusal("too-large"),
      }
    : item

async function* readNdjson(file: FoundFile): AsyncGenerator<RawItem> {
  for await (const line of readLines(openFile(file))) {
    const location = `${file.name}:${line.number}`
    if (line.kind === "too-long") {
      const raw = `${line.beginning.toString("utf8")} … sha256 ${line.sha256}`
      yield { kind: "refused", location, raw, refusal: new Refusal("too-large") }
      continue
    }
    try {
      const text = decodeUtf8(line.bytes).trim()
      if (text !== "") yield* itemsOf(parseStrictly(text), text, location)
    } catch (error) {
      if (!(error instanceof Refusal)) throw error
      // A source speaks one version: what follows would only repeat the same refusal, thousands of times.
      const wholeFile = error.code === "fhir-version"
      yield { kind: "refused", location, raw: line.bytes.toString("utf8"), refusal: error, wholeFile }
      if (wholeFile) return
    }
  }
}
