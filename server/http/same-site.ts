// Unsafe methods only from our own pages, and only as JSON. In the demo also: only under the name localhost.
import type { Middleware } from "koa"
import type { Deps } from "../deps.ts"
import { fail } from "./failures.ts"

type Config = Deps["config"]

const safe = new Set(["GET", "HEAD", "OPTIONS"])

export function requireSameSite(config: Config): Middleware {
  return async (ctx, next) => {
    if (safe.has(ctx.method)) return next()
    const site = ctx.get("Sec-Fetch-Site")
    const isOwn = site ? site === "same-origin" : ctx.get("Origin") === config.origin
    if (!isOwn) fail("cross-site")
    if (!ctx.is("application/json")) fail("media-type")
    await next()
  }
}

/** A page elsewhere could name this machine by another host name (DNS rebinding): the demo answers to its own only. */
export function requireOwnHost(config: Config): Middleware {
  const own = new URL(config.origin)
  const names = new Set([own.host, `127.0.0.1:${own.port || "80"}`, `[::1]:${own.port || "80"}`])
  return async (ctx, next) => {
    if (config.mode !== "demo" || names.has(ctx.host)) return next()
    ctx.status = 421
    ctx.body = `The demo answers at ${config.origin} only.`
  }
}
