import Router from "@koa/router"
import { DisplayChanges, type DisplayChange } from "#contract/display"
import { actorOf } from "../access/read-record.ts"
import { appendAudit } from "../audit/audit.ts"
import type { Deps } from "../deps.ts"
import { input } from "../http/input.ts"
import { requireAccount } from "../session/session.ts"
import { readDisplay, storeChanges } from "./display.queries.ts"
import { newestPerField } from "./merge-changes.ts"

export function displayRoutes(deps: Deps): Router {
  const router = new Router({ sensitive: true })

  router.get("/api/display", requireAccount(deps), async (ctx) => {
    ctx.body = await readDisplay(deps.db, ctx.state.reader.accountId)
  })

  router.post("/api/display", requireAccount(deps), async (ctx) => {
    const { changes } = input(ctx.request.body, DisplayChanges)
    const { reader } = ctx.state
    const now = deps.now()
    // The contract judged each value by the list of its field.
    const newest = newestPerField(changes as DisplayChange[], now)
    ctx.body = await deps.db.transaction(async (trx) => {
      if (newest.length > 0) {
        await storeChanges(trx, reader.accountId, newest)
        // Neither field nor value: a choice of colours can hint at a disability.
        await appendAudit(trx, deps.sealing, now, {
          event: "display.change",
          action: "U",
          actor: actorOf(reader, null),
          objectKind: "account",
          objectId: reader.accountId,
        })
      }
      return readDisplay(trx, reader.accountId)
    })
  })

  return router
}
