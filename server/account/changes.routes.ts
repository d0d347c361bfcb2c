// Another number, step by step, and the link that undoes a change.
import Router from "@koa/router"
import { ChangeCodeInput, ChangeNumberInput } from "#contract/account-changes"
import { LinkInput } from "#contract/registration"
import { takeHashTurn } from "../credentials/password-hash.ts"
import type { Deps } from "../deps.ts"
import { clientInfo } from "../http/client.ts"
import { setCookie } from "../http/cookies.ts"
import { input } from "../http/input.ts"
import { requireSession } from "../session/session.ts"
import { changerOf } from "./changer.ts"
import { askNewNumber, enterNumberCode, numberStep } from "./change-number.ts"
import { giveUpChange, resendChangeCode } from "./own-change.ts"
import { previewUndo, undoChange } from "./undo-change.ts"

export function changesRoutes(deps: Deps): Router {
  const router = new Router({ sensitive: true })
  const { config } = deps

  router.get("/api/account/number", requireSession(deps), async (ctx) => {
    ctx.body = await numberStep(deps.db, deps, changerOf(ctx, config))
  })

  router.post("/api/account/number", requireSession(deps), takeHashTurn, async (ctx) => {
    ctx.body = await askNewNumber(deps, changerOf(ctx, config), input(ctx.request.body, ChangeNumberInput))
  })

  router.post("/api/account/number/resend", requireSession(deps), async (ctx) => {
    await resendChangeCode(deps, changerOf(ctx, config), "mobile")
    ctx.body = await numberStep(deps.db, deps, changerOf(ctx, config))
  })

  router.post("/api/account/number/code", requireSession(deps), async (ctx) => {
    const typed = input(ctx.request.body, ChangeCodeInput)
    const { step, sessionToken } = await enterNumberCode(deps, changerOf(ctx, config), typed)
    if (sessionToken) setCookie(ctx, config, "session", sessionToken)
    ctx.body = step
  })

  router.post("/api/account/number/cancel", requireSession(deps), async (ctx) => {
    await giveUpChange(deps, changerOf(ctx, config), "mobile")
    ctx.status = 204
  })

  router.post("/api/undo/link", async (ctx) => {
    const { token } = input(ctx.request.body, LinkInput)
    ctx.body = await previewUndo(deps, token)
  })

  router.post("/api/undo", async (ctx) => {
    const { token } = input(ctx.request.body, LinkInput)
    ctx.body = await undoChange(deps, token, clientInfo(ctx, config.trustProxy))
  })

  return router
}
