import Router from "@koa/router"
import { LinkInput, RegistrationInput } from "#contract/registration"
import { takeHashTurn } from "../credentials/password-hash.ts"
import type { Deps } from "../deps.ts"
import { clientInfo } from "../http/client.ts"
import { readCookie, setCookie } from "../http/cookies.ts"
import { input } from "../http/input.ts"
import { confirmEmail, previewLink } from "./confirm-email.ts"
import { register, registrationStatus, resendRegistrationMail } from "./register.ts"

export function registrationRoutes(deps: Deps): Router {
  const router = new Router({ sensitive: true })
  const { config } = deps

  router.post("/api/registration", takeHashTurn, async (ctx) => {
    const typed = input(ctx.request.body, RegistrationInput)
    const { waitingToken, status } = await register(deps, typed, clientInfo(ctx, config.trustProxy))
    setCookie(ctx, config, "registration", waitingToken)
    ctx.status = 202
    ctx.body = status
  })

  router.get("/api/registration", async (ctx) => {
    ctx.body = await registrationStatus(deps, readCookie(ctx, config, "registration"))
  })

  router.post("/api/registration/resend", async (ctx) => {
    const token = readCookie(ctx, config, "registration")
    const status = await resendRegistrationMail(deps, token, clientInfo(ctx, config.trustProxy))
    ctx.status = 202
    ctx.body = status
  })

  router.post("/api/registration/link", async (ctx) => {
    const { token } = input(ctx.request.body, LinkInput)
    ctx.body = await previewLink(deps, token)
  })

  router.post("/api/registration/confirm", async (ctx) => {
    const { token } = input(ctx.request.body, LinkInput)
    const known = readCookie(ctx, config, "prelogin")
    const { step, preloginToken } = await confirmEmail(deps, token, known, clientInfo(ctx, config.trustProxy))
    if (preloginToken) setCookie(ctx, config, "prelogin", preloginToken)
    ctx.body = step
  })

  return router
}
