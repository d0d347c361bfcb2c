// Another e-mail address, step by step, and the link in its mailbox.
import Router from "@koa/router"
import { ChangeEmailInput } from "#contract/account-changes"
import { CodeInput } from "#contract/login"
import { LinkInput } from "#contract/registration"
import { takeHashTurn } from "../credentials/password-hash.ts"
import type { Deps } from "../deps.ts"
import { clientInfo } from "../http/client.ts"
import { setCookie } from "../http/cookies.ts"
import { input } from "../http/input.ts"
import { findReader, requireSession } from "../session/session.ts"
import { askNewEmail, emailStep, enterEmailCode, resendEmailStep } from "./change-email.ts"
import { changerOf } from "./changer.ts"
import { confirmNewEmail, previewNewEmail } from "./finish-email.ts"
import { giveUpChange } from "./own-change.ts"

export function emailRoutes(deps: Deps): Router {
  const router = new Router({ sensitive: true })
  const { config } = deps

  router.get("/api/account/email", requireSession(deps), async (ctx) => {
    ctx.body = await emailStep(deps.db, deps, changerOf(ctx, config))
  })

  router.post("/api/account/email", requireSession(deps), takeHashTurn, async (ctx) => {
    ctx.body = await askNewEmail(deps, changerOf(ctx, config), input(ctx.request.body, ChangeEmailInput))
  })

  router.post("/api/account/email/code", requireSession(deps), async (ctx) => {
    const { code } = input(ctx.request.body, CodeInput)
    ctx.body = await enterEmailCode(deps, changerOf(ctx, config), code)
  })

  router.post("/api/account/email/resend", requireSession(deps), async (ctx) => {
    ctx.body = await resendEmailStep(deps, changerOf(ctx, config))
  })

  router.post("/api/account/email/cancel", requireSession(deps), async (ctx) => {
    await giveUpChange(deps, changerOf(ctx, config), "email")
    ctx.status = 204
  })

  router.post("/api/new-email/link", async (ctx) => {
    ctx.body = await previewNewEmail(deps, input(ctx.request.body, LinkInput).token)
  })

  router.post("/api/new-email", async (ctx) => {
    const { token } = input(ctx.request.body, LinkInput)
    const here = await findReader(deps, ctx)
    const client = clientInfo(ctx, config.trustProxy)
    const { answer, sessionToken } = await confirmNewEmail(deps, token, here?.sessionId, client)
    if (sessionToken) setCookie(ctx, config, "session", sessionToken)
    ctx.body = answer
  })

  return router
}
