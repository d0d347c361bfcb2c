import Router from "@koa/router"
import type { Deps } from "../deps.ts"

/** A database that takes longer to answer is busy, not gone: what it said before still holds, for so long. */
const SLOW_MS = 25
const HOLDS_MS = 10_000

export function healthRoutes(deps: Deps): Router {
  const router = new Router({ sensitive: true })
  let answeredAt = -Infinity
  let asking: Promise<boolean> | null = null

  async function ask(): Promise<boolean> {
    try {
      await deps.db.raw("select 1")
      answeredAt = performance.now()
      return true
    } catch {
      answeredAt = -Infinity
      return false
    } finally {
      asking = null
    }
  }

  /** However many ask, the database is asked by one at a time. */
  async function isWell(): Promise<boolean> {
    const answer = (asking ??= ask())
    let timer: NodeJS.Timeout | undefined
    const slow = new Promise<boolean>((resolve) => {
      timer = setTimeout(() => {
        if (performance.now() - answeredAt < HOLDS_MS) resolve(true)
      }, SLOW_MS)
    })
    return Promise.race([answer, slow]).finally(() => clearTimeout(timer))
  }

  router.get("/api/health", async (ctx) => {
    const well = await isWell()
    ctx.status = well ? 200 : 503
    ctx.body = { status: well ? "ok" : "unavailable" }
  })
  return router
}
