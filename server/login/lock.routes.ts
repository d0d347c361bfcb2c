// The lock on an open session: putting it on, opening it with the password, and saying that somebody is there.
import Router from "@koa/router"
import { UnlockInput } from "#contract/login"
import { actorOf } from "../access/read-record.ts"
import { appendAudit } from "../audit/audit.ts"
import { takeHashTurn } from "../credentials/password-hash.ts"
import type { Deps } from "../deps.ts"
import { input } from "../http/input.ts"
import { requireLockable, requireSession } from "../session/session.ts"
import { lockSession, touchSession } from "../session/sessions.queries.ts"
import { unlock } from "./unlock.ts"

export function lockRoutes(deps: Deps): Router {
  const router = new Router({ sensitive: true })

  router.post("/api/session/lock", requireLockable(deps), async (ctx) => {
    const { reader } = ctx.state
    const now = deps.now()
    await deps.db.transaction(async (trx) => {
      if (!(await lockSession(trx, reader.sessionId, now.toISOString()))) return
      await appendAudit(trx, deps.sealing, now, {
        event: "session.lock",
        action: "U",
        actor: actorOf(reader, null),
        objectKind: "session",
        objectId: reader.sessionId,
      })
    })
    ctx.status = 204
  })

  router.post("/api/session/unlock", requireLockable(deps), takeHashTurn, async (ctx) => {
    const { password } = input(ctx.request.body, UnlockInput)
    await unlock(deps, ctx.state.reader, password)
    ctx.status = 204
  })

  // Written each time, not once a minute as other requests: the page warns before the lock, counting from this answer.
  router.post("/api/session/alive", requireSession(deps), async (ctx) => {
    await touchSession(deps.db, ctx.state.reader.sessionId, deps.now().toISOString())
    ctx.status = 204
  })

  return router
}
