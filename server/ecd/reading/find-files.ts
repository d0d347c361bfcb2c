// Which files of a folder are read, in which order, and which are left alone.
import { open, readdir, stat } from "node:fs/promises"
import { basename, join, relative } from "node:path"
import { gunzipSync, constants } from "node:zlib"
import { rankOf } from "./type-order.ts"

export type FoundFile = {
  path: string
  /** As people see it: relative to what they named. */
  name: string
  kind: "json" | "ndjson" | "xml" | "other"
  isGzip: boolean
  /** The type of the first resource, by which files are ordered. */
  firstType: string
}

const PEEK_BYTES = 4096

/** Files that others refer to first, then by name. @throws Error of the file system when a path does not exist. */
export async function findFiles(paths: string[]): Promise<FoundFile[]> {
  const found: FoundFile[] = []
  for (const path of paths) {
    const isFolder = (await stat(path)).isDirectory()
    for (const file of isFolder ? await filesUnder(path) : [path])
      found.push(await describe(file, isFolder ? join(basename(path), relative(path, file)) : basename(file)))
  }
  return found.toSorted((a, b) => rankOf(a.firstType) - rankOf(b.firstType) || (a.name < b.name ? -1 : 1))
}

async function filesUnder(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { withFileTypes: true, recursive: true })
  return entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name))
}

async function describe(path: string, name: string): Promise<FoundFile> {
  // A file that may not be read is refused where it is read, as one of the files.
  const start = await peek(path).catch(() => Buffer.alloc(0))
  const isGzip = start[0] === 0x1f && start[1] === 0x8b
  const text = (isGzip ? unzipStart(start) : start).toString("utf8").replace(/^\uFEFF/, "")
  const bare = name.toLowerCase().replace(/\.gz$/, "")
  const firstType = /"resourceType"\s*:\s*"([A-Za-z]{1,64})"/.exec(text)?.[1] ?? ""
  return { path, name, isGzip, firstType, kind: kindOf(bare, text) }
}

function kindOf(name: string, text: string): FoundFile["kind"] {
  if (name.endsWith(".xml") || (/^\s*</.test(text) && /\.(json|ndjson)$/.test(name))) return "xml"
  if (name.endsWith(".ndjson") || (name.endsWith(".json") && isWholeJson(/^(.+)\n/.exec(text)?.[1])))
    return "ndjson"
  return name.endsWith(".json") ? "json" : "other"
}

/** A first line that is a resource by itself: NDJSON under another name. */
function isWholeJson(line: string | undefined): boolean {
  try {
    return line !== undefined && Boolean(JSON.parse(line))
  } catch {
    return false
  }
}

async function peek(path: string): Promise<Buffer> {
  const file = await open(path)
  try {
    const { buffer, bytesRead } = await file.read(Buffer.alloc(PEEK_BYTES), 0, PEEK_BYTES, 0)
    return buffer.subarray(0, bytesRead)
  } finally {
    await file.close()
  }
}

/** What can be unpacked of a gzip file's first bytes; nothing when it is damaged. */
function unzipStart(start: Buffer): Buffer {
  try {
    return gunzipSync(start, { finishFlush: constants.Z_SYNC_FLUSH, maxOutputLength: 64 * 1024 * 1024 })
  } catch {
    return Buffer.alloc(0)
  }
}
