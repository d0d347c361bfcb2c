// One line per request: the route's template, never an address with ids, a query, a body or a header.
import { randomUUID } from "node:crypto"
import type { Middleware } from "koa"
import type { Deps } from "../deps.ts"

export function requestLog(deps: Deps): Middleware {
  return async (ctx, next) => {
    const started = process.hrtime.bigint()
    const requestId = randomUUID()
    ctx.state["requestId"] = requestId
    try {
      await next()
    } finally {
      const ms = Number((process.hrtime.bigint() - started) / 10_000n) / 100
      const route = (ctx as { _matchedRoute?: unknown })._matchedRoute
      deps.log.info(
        {
          requestId,
          method: ctx.method,
          route: typeof route === "string" ? route : "static",
          status: ctx.status,
          ms,
        },
        "request",
      )
    }
  }
}
