// Account sluiten: the password, and after one more question the end.
import Router from "@koa/router"
import { CloseAccountInput } from "#contract/account"
import { takeHashTurn } from "../credentials/password-hash.ts"
import type { Deps } from "../deps.ts"
import { setCookie } from "../http/cookies.ts"
import { input } from "../http/input.ts"
import { requireSession } from "../session/session.ts"
import { closeOwnAccount, proveForClosing } from "./close-own-account.ts"

export function closeRoutes(deps: Deps): Router {
  const router = new Router({ sensitive: true })

  router.post("/api/account/close/password", requireSession(deps), takeHashTurn, async (ctx) => {
    const { password } = input(ctx.request.body, CloseAccountInput)
    await proveForClosing(deps, ctx.state.reader, password)
    ctx.status = 204
  })

  router.post("/api/account/close", requireSession(deps), takeHashTurn, async (ctx) => {
    const { password } = input(ctx.request.body, CloseAccountInput)
    await closeOwnAccount(deps, ctx.state.reader, password)
    for (const cookie of ["session", "prelogin"] as const) setCookie(ctx, deps.config, cookie, null)
    ctx.status = 204
  })

  return router
}
