import Router from "@koa/router"
import { NewsInput, type NewsChoice } from "#contract/account"
import { actorOf } from "../access/read-record.ts"
import { appendAudit } from "../audit/audit.ts"
import type { Deps } from "../deps.ts"
import { input } from "../http/input.ts"
import { requireAccount } from "../session/session.ts"
import { findNewsChoice, storeNewsChoice } from "./news.queries.ts"

export function newsRoutes(deps: Deps): Router {
  const router = new Router({ sensitive: true })

  router.get("/api/account/news", requireAccount(deps), async (ctx) => {
    ctx.body = {
      frequency: await findNewsChoice(deps.db, ctx.state.reader.accountId),
    } satisfies NewsChoice
  })

  router.post("/api/account/news", requireAccount(deps), async (ctx) => {
    const { frequency } = input(ctx.request.body, NewsInput)
    const { reader } = ctx.state
    const now = deps.now()
    await deps.db.transaction(async (trx) => {
      await storeNewsChoice(trx, reader.accountId, frequency, now)
      await appendAudit(trx, deps.sealing, now, {
        event: "account.news",
        action: "U",
        reason: frequency,
        actor: actorOf(reader, null),
        objectKind: "account",
        objectId: reader.accountId,
      })
    })
    ctx.body = { frequency } satisfies NewsChoice
  })

  return router
}
