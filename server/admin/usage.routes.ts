import type Router from "@koa/router"
import type { Deps } from "../deps.ts"
import { createStaffRouter } from "./staff-router.ts"
import { readUsage } from "./usage.ts"

export function usageRoutes(deps: Deps): Router {
  const { router, get } = createStaffRouter(deps)

  get("/api/staff/usage", "usage.read", async (ctx, { actor }) => {
    ctx.body = await readUsage(deps, actor)
  })

  return router
}
