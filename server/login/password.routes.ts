// A new password: forgotten, or changed by somebody who is logged in.
import Router from "@koa/router"
import type { Context } from "koa"
import { CodeInput } from "#contract/login"
import { ChangePasswordInput, ForgottenInput, NewPasswordInput } from "#contract/password"
import { LinkInput } from "#contract/registration"
import { takeHashTurn } from "../credentials/password-hash.ts"
import type { Deps } from "../deps.ts"
import { clientInfo } from "../http/client.ts"
import { readCookie, setCookie } from "../http/cookies.ts"
import { input } from "../http/input.ts"
import { requireSession } from "../session/session.ts"
import { askNewPassword } from "./ask-new-password.ts"
import { changePassword } from "./change-password.ts"
import {
  confirmRecovery,
  enterRecoveryCode,
  previewResetLink,
  recoveryStep,
  resendRecoveryCode,
} from "./recovery.ts"
import { resetPassword } from "./reset-password.ts"

export function passwordRoutes(deps: Deps): Router {
  const router = new Router({ sensitive: true })
  const { config } = deps
  const clientOf = (ctx: Context) => clientInfo(ctx, config.trustProxy)
  const preloginOf = (ctx: Context) => readCookie(ctx, config, "prelogin")

  router.post("/api/forgotten", async (ctx) => {
    const { email } = input(ctx.request.body, ForgottenInput)
    await askNewPassword(deps, email, clientOf(ctx))
    ctx.status = 202
    ctx.body = {}
  })

  router.get("/api/forgotten", async (ctx) => {
    ctx.body = await recoveryStep(deps.db, deps, preloginOf(ctx))
  })

  router.post("/api/forgotten/link", async (ctx) => {
    const { token } = input(ctx.request.body, LinkInput)
    ctx.body = await previewResetLink(deps, token)
  })

  router.post("/api/forgotten/confirm", async (ctx) => {
    const { token } = input(ctx.request.body, LinkInput)
    const { step, preloginToken } = await confirmRecovery(deps, token, preloginOf(ctx), clientOf(ctx))
    setCookie(ctx, config, "prelogin", preloginToken)
    ctx.body = step
  })

  router.post("/api/forgotten/resend", async (ctx) => {
    ctx.body = await resendRecoveryCode(deps, preloginOf(ctx), clientOf(ctx))
  })

  router.post("/api/forgotten/code", async (ctx) => {
    const { code } = input(ctx.request.body, CodeInput)
    ctx.body = await enterRecoveryCode(deps, preloginOf(ctx), code, clientOf(ctx))
  })

  router.post("/api/forgotten/password", takeHashTurn, async (ctx) => {
    const { password } = input(ctx.request.body, NewPasswordInput)
    await resetPassword(deps, preloginOf(ctx), password, clientOf(ctx))
    setCookie(ctx, config, "prelogin", null)
    ctx.status = 204
  })

  router.post("/api/account/password", requireSession(deps), takeHashTurn, async (ctx) => {
    const typed = input(ctx.request.body, ChangePasswordInput)
    setCookie(ctx, config, "session", await changePassword(deps, ctx.state.reader, typed))
    ctx.status = 204
  })

  return router
}
