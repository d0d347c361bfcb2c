// The built browser program: hashed files immutable and precompressed; the page with the organisation's name and number
// for readers whose browser cannot run it.
import { extname } from "node:path"
import type { Context, Middleware } from "koa"
import { isPage } from "#contract/pages"
import type { Deps } from "../deps.ts"
import { renderOnce, shellAddresses, type PageFacts } from "./shell-files.ts"
import { readWebFiles, type WebFile } from "./web-files.ts"

export { escapeHtml, type PageFacts } from "./shell-files.ts"

export function webApp(deps: Deps, folder: string | undefined, facts: () => Promise<PageFacts>): Middleware {
  const files = folder ? readWebFiles(folder) : new Map<string, WebFile>()
  const templateOf = (address: string) => files.get(address)?.plain.toString("utf8") ?? ""
  const shellFor = renderOnce({
    "/index.html": templateOf("/index.html"),
    "/manifest.webmanifest": templateOf("/manifest.webmanifest"),
    "/sw.js": templateOf("/sw.js"),
  })
  const hasProgram = files.has("/index.html")
  for (const address of shellAddresses) files.delete(address)

  return async (ctx) => {
    const { path } = ctx
    if (path.startsWith("/api/")) return
    if (ctx.method !== "GET" && ctx.method !== "HEAD") return void (ctx.status = 405)
    const file = files.get(path)
    if (file) return send(ctx, file)
    if (path === "/.well-known/change-password") return ctx.redirect("/account/wachtwoord")
    if (path === "/.well-known/security.txt") return securityText(ctx, deps, await facts())
    if (!hasProgram) return notFound(ctx)
    const shell = shellFor(await facts())
    if (path === "/manifest.webmanifest" || path === "/sw.js") return send(ctx, shell[path])
    if (extname(path)) return notFound(ctx)
    send(ctx, shell["/index.html"])
    if (!isPage(path)) ctx.status = 404
  }
}

function send(ctx: Context, file: WebFile) {
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
