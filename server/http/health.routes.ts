import Router from "@koa/router"
import type { Deps } from "../deps.ts"

export function healthRoutes(deps: Deps): Router {
  const router = new Router({ sensitive: true })
  router.get("/api/health", async (ctx) => {
    try {
      await deps.db.raw("select 1")
      ctx.body = { status: "ok" }
    } catch {
      ctx.status = 503
      ctx.body = { status: "unavailable" }
    }
  })
  return router
}
