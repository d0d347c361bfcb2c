import Router from "@koa/router"
import type { Context } from "koa"
import { CodeInput } from "#contract/login"
import { LinkInput } from "#contract/registration"
import type { Deps } from "../deps.ts"
import { clientInfo } from "../http/client.ts"
import { readCookie, setCookie } from "../http/cookies.ts"
import { input } from "../http/input.ts"
import {
  confirmLostPhone,
  enterLostPhoneCode,
  lostPhoneStep,
  previewLostPhone,
  previewStop,
  resendLostPhoneCode,
  stopLostPhone,
} from "./lost-phone.ts"

export function lostPhoneRoutes(deps: Deps): Router {
  const router = new Router({ sensitive: true })
  const { config } = deps
  const clientOf = (ctx: Context) => clientInfo(ctx, config.trustProxy)
  const preloginOf = (ctx: Context) => readCookie(ctx, config, "prelogin")
  const tokenOf = (ctx: Context) => input(ctx.request.body, LinkInput).token

  router.post("/api/lost-phone/stop/link", async (ctx) => {
    ctx.body = await previewStop(deps, tokenOf(ctx))
  })

  router.post("/api/lost-phone/stop", async (ctx) => {
    await stopLostPhone(deps, tokenOf(ctx), clientOf(ctx))
    ctx.status = 204
  })

  router.get("/api/lost-phone", async (ctx) => {
    ctx.body = await lostPhoneStep(deps.db, deps, preloginOf(ctx))
  })

  router.post("/api/lost-phone/link", async (ctx) => {
    ctx.body = await previewLostPhone(deps, tokenOf(ctx))
  })

  router.post("/api/lost-phone/confirm", async (ctx) => {
    const begun = await confirmLostPhone(deps, tokenOf(ctx), preloginOf(ctx), clientOf(ctx))
    setCookie(ctx, config, "prelogin", begun.preloginToken)
    ctx.body = begun.step
  })

  router.post("/api/lost-phone/resend", async (ctx) => {
    ctx.body = await resendLostPhoneCode(deps, preloginOf(ctx), clientOf(ctx))
  })

  router.post("/api/lost-phone/code", async (ctx) => {
    const { code } = input(ctx.request.body, CodeInput)
    await enterLostPhoneCode(deps, preloginOf(ctx), code, clientOf(ctx))
    setCookie(ctx, config, "prelogin", null)
    ctx.status = 204
  })

  return router
}
