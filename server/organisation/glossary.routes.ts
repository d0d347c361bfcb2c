import Router from "@koa/router"
import { UnknownWordInput, type OwnTerms } from "#contract/glossary"
import type { Deps } from "../deps.ts"
import { dateInAmsterdam } from "../http/amsterdam.ts"
import { input } from "../http/input.ts"
import { takeTurns } from "../limits/counters.ts"
import { requireAccount } from "../session/session.ts"
import { countUnknown, listTerms } from "./glossary.queries.ts"

export function glossaryRoutes(deps: Deps): Router {
  const router = new Router({ sensitive: true })

  router.get("/api/glossary", async (ctx) => {
    const own: OwnTerms = { terms: await listTerms(deps.db) }
    ctx.body = own
  })

  // No row in the log: it would say who did not know which word.
  router.post("/api/glossary/unknown", requireAccount(deps), async (ctx) => {
    const { word } = input(ctx.request.body, UnknownWordInput)
    const now = deps.now()
    const { accountId } = ctx.state.reader
    // Two transactions: what is counted for the reader and what is counted for the word share no moment.
    await deps.db.transaction((trx) =>
      takeTurns(trx, deps, [{ limit: "unknown-words-account", key: accountId }]),
    )
    await deps.db.transaction((trx) => countUnknown(trx, deps.sealing, word, now, dateInAmsterdam(now)))
    ctx.status = 204
  })

  return router
}
