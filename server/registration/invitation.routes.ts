import Router from "@koa/router"
import { InvitationInput, LinkInput } from "#contract/registration"
import type { Deps } from "../deps.ts"
import { clientInfo } from "../http/client.ts"
import { readCookie, setCookie } from "../http/cookies.ts"
import { input } from "../http/input.ts"
import { acceptInvitation, previewInvitation } from "./invitation.ts"

export function invitationRoutes(deps: Deps): Router {
  const router = new Router({ sensitive: true })
  const { config } = deps

  router.post("/api/invitation/link", async (ctx) => {
    const { token } = input(ctx.request.body, LinkInput)
    ctx.body = await previewInvitation(deps, token)
  })

  router.post("/api/invitation/accept", async (ctx) => {
    const typed = input(ctx.request.body, InvitationInput)
    const known = readCookie(ctx, config, "prelogin")
    const client = clientInfo(ctx, config.trustProxy)
    const { step, preloginToken } = await acceptInvitation(deps, typed, known, client)
    setCookie(ctx, config, "prelogin", preloginToken)
    ctx.body = step
  })

  return router
}
