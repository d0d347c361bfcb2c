import Router from "@koa/router"
import { ReadAnnouncementInput } from "#contract/account"
import type { Deps } from "../deps.ts"
import { fail } from "../http/failures.ts"
import { input } from "../http/input.ts"
import { putAway } from "../organisation/announcements.ts"
import { requireAccount } from "../session/session.ts"

export function announcementsRoutes(deps: Deps): Router {
  const router = new Router({ sensitive: true })

  router.post("/api/announcements/read", requireAccount(deps), async (ctx) => {
    const { id } = input(ctx.request.body, ReadAnnouncementInput)
    const { accountId } = ctx.state.reader
    const isKnown = await deps.db.transaction((trx) => putAway(trx, accountId, id, deps.now()))
    if (!isKnown) fail("not-found")
    ctx.status = 204
  })

  return router
}
