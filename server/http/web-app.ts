// The built browser program, read once at start: hashed files immutable and precompressed, index.html with the
// organisation's name and number for readers whose browser cannot run it.
import { createHash } from "node:crypto"
import { existsSync, readdirSync, readFileSync } from "node:fs"
import { extname, join, relative, sep } from "node:path"
import { brotliCompressSync, gzipSync } from "node:zlib"
import type { Context, Middleware } from "koa"
import type { Deps } from "../deps.ts"
import { isPage } from "./pages.ts"

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

type File = { type: string; etag: string; immutable: boolean; plain: Buffer; br?: Buffer; gzip?: Buffer }
/** Name and help desk of the organisation, in place of %ORG_NAME%, %ORG_PHONE% and %ORG_TEL%. */
export type PageFacts = { name: string; phone: string; tel: string; deskEmail: string }

export function webApp(deps: Deps, folder: string | undefined, facts: () => Promise<PageFacts>): Middleware {
  const files = folder ? readFiles(folder) : new Map<string, File>()
  const template = files.get("/index.html")?.plain.toString("utf8")
  files.delete("/index.html")
  const indexFor = renderOnce(template ?? "")

  return async (ctx) => {
    if (ctx.path.startsWith("/api/")) return
    if (ctx.method !== "GET" && ctx.method !== "HEAD") return void (ctx.status = 405)
    const file = files.get(ctx.path)
    if (file) return send(ctx, file)
    if (ctx.path === "/.well-known/change-password") return ctx.redirect("/account")
    if (ctx.path === "/.well-known/security.txt") return securityText(ctx, deps, await facts())
    if (extname(ctx.path) || !template) return notFound(ctx)
    send(ctx, indexFor(await facts()))
    if (!isPage(ctx.path)) ctx.status = 404
  }
}

function readFiles(folder: string): Map<string, File> {
  const files = new Map<string, File>()
  if (!existsSync(folder)) return files
  for (const entry of readdirSync(folder, { recursive: true, withFileTypes: true })) {
    if (!entry.isFile() || /\.(br|gz)$/.test(entry.name)) continue
    const path = join(entry.parentPath, entry.name)
    const url = "/" + relative(folder, path).split(sep).join("/")
    const type = types[extname(entry.name)] ?? "application/octet-stream"
    files.set(url, toFile(readFileSync(path), type, url.startsWith("/assets/"), path))
  }
  return files
}

function toFile(plain: Buffer, type: string, immutable: boolean, path: string): File {
  const beside = (ending: string) => (existsSync(path + ending) ? readFileSync(path + ending) : undefined)
  const [br, gzip] = [beside(".br"), beside(".gz")]
  return { type, etag: etagOf(plain), immutable, plain, ...(br && { br }), ...(gzip && { gzip }) }
}

const etagOf = (content: Buffer) =>
  `"${createHash("sha256").update(content).digest("base64url").slice(0, 22)}"`

function send(ctx: Context, file: File) {
  ctx.type = file.type
  ctx.set("ETag", file.etag)
  ctx.set("Cache-Control", file.immutable ? "public, max-age=31536000, immutable" : "no-cache")
  ctx.vary("Accept-Encoding")
  ctx.status = 200
  if (ctx.fresh) return void (ctx.status = 304)
  // Asked one by one: browsers name gzip first without meaning it, and brotli is the smaller.
  if (file.br && ctx.acceptsEncodings("br")) return encoded("br", file.br)
  if (file.gzip && ctx.acceptsEncodings("gzip")) return encoded("gzip", file.gzip)
  ctx.body = file.plain

  function encoded(name: string, body: Buffer) {
    ctx.set("Content-Encoding", name)
    ctx.body = body
  }
}

/** The page changes only when the organisation changes its name or number: rendered and compressed once. */
function renderOnce(template: string): (facts: PageFacts) => File {
  let known: { key: string; file: File } | undefined
  return (facts) => {
    const key = JSON.stringify(facts)
    if (known?.key === key) return known.file
    const text = template
      .replaceAll("%ORG_NAME%", escapeHtml(facts.name))
      .replaceAll("%ORG_PHONE%", escapeHtml(facts.phone))
      .replaceAll("%ORG_TEL%", escapeHtml(facts.tel))
    const plain = Buffer.from(text)
    known = {
      key,
      file: {
        type: types[".html"] as string,
        etag: etagOf(plain),
        immutable: false,
        plain,
        br: brotliCompressSync(plain),
        gzip: gzipSync(plain),
      },
    }
    return known.file
  }
}

export const escapeHtml = (text: string) =>
  text.replace(/[&<>"']/g, (sign) => `&#${sign.codePointAt(0) ?? 0};`)

function notFound(ctx: Context) {
  ctx.status = 404
  ctx.type = "text/plain; charset=utf-8"
  ctx.body = "Deze pagina bestaat niet."
}

function securityText(ctx: Context, deps: Deps, facts: PageFacts) {
  if (!facts.deskEmail) return notFound(ctx)
  const expires = new Date(deps.now().getTime() + 180 * 86_400_000).toISOString()
  ctx.type = "text/plain; charset=utf-8"
  ctx.body = `Contact: mailto:${facts.deskEmail}\nExpires: ${expires}\nPreferred-Languages: nl, en\n`
}
