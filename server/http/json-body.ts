// The one way a body comes in: JSON, at most 64 KiB, at most 20 deep, no prototype tricks.
import { bodyParser } from "@koa/bodyparser"
import type { Middleware } from "koa"
import { fail, Failure } from "./failures.ts"

const MAXIMUM_DEPTH = 20

export function jsonBody(): Middleware[] {
  const parse = bodyParser({
    enableTypes: ["json"],
    jsonLimit: "64kb",
    jsonStrict: true,
    onError(error) {
      throw new Failure((error as { status?: number }).status === 413 ? "body-too-large" : "json-invalid")
    },
  })
  const judge: Middleware = async (ctx, next) => {
    if (isHostile(ctx.request.body, 0)) fail("json-invalid")
    await next()
  }
  return [parse as Middleware, judge]
}

function isHostile(value: unknown, depth: number): boolean {
  if (typeof value !== "object" || value === null) return false
  if (depth >= MAXIMUM_DEPTH) return true
  return Object.entries(value).some(([key, inner]) => key === "__proto__" || isHostile(inner, depth + 1))
}
