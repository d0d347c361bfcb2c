// The files of the built browser program, read once at start with what was packed beside them.
import { createHash } from "node:crypto"
import { existsSync, readdirSync, readFileSync } from "node:fs"
import { extname, join, relative, sep } from "node:path"
import { brotliCompressSync, gzipSync } from "node:zlib"

const types: Record<string, string> = {
  ".html": "text/html; charset=utf-8",
  ".js": "text/javascript; charset=utf-8",
  ".css": "text/css; charset=utf-8",
  ".svg": "image/svg+xml",
  ".png": "image/png",
  ".ico": "image/x-icon",
  ".woff2": "font/woff2",
  ".txt": "text/plain; charset=utf-8",
  ".webmanifest": "application/manifest+json",
  ".json": "application/json",
}

export type WebFile = {
  type: string
  etag: string
  immutable: boolean
  plain: Buffer
  br?: Buffer
  gzip?: Buffer
}

/** Address on the site → file. */
export function readWebFiles(folder: string): Map<string, WebFile> {
  const files = new Map<string, WebFile>()
  if (!existsSync(folder)) return files
  for (const entry of readdirSync(folder, { recursive: true, withFileTypes: true })) {
    if (!entry.isFile() || /\.(br|gz)$/.test(entry.name)) continue
    const path = join(entry.parentPath, entry.name)
    const url = "/" + relative(folder, path).split(sep).join("/")
    files.set(url, readWebFile(path, url.startsWith("/assets/")))
  }
  return files
}

function readWebFile(path: string, immutable: boolean): WebFile {
  const plain = readFileSync(path)
  const beside = (ending: string) => (existsSync(path + ending) ? readFileSync(path + ending) : undefined)
  const [br, gzip] = [beside(".br"), beside(".gz")]
  return {
    type: typeOf(path),
    etag: etagOf(plain),
    immutable,
    plain,
    ...(br && { br }),
    ...(gzip && { gzip }),
  }
}

/** A file of which we write a part ourselves: packed here, once. */
export function webFileOf(name: string, text: string): WebFile {
  const plain = Buffer.from(text)
  return {
    type: typeOf(name),
    etag: etagOf(plain),
    immutable: false,
    plain,
    br: brotliCompressSync(plain),
    gzip: gzipSync(plain),
  }
}

const typeOf = (name: string) => types[extname(name)] ?? "application/octet-stream"
const etagOf = (content: Buffer) =>
  `"${createHash("sha256").update(content).digest("base64url").slice(0, 22)}"`
