import type Router from "@koa/router"
import { NewPasskey, type PasskeyOptions } from "#contract/staff-passkeys"
import type { Deps } from "../deps.ts"
import { readCookie, setCookie } from "../http/cookies.ts"
import { input } from "../http/input.ts"
import { addPasskey, ownPasskeys, removePasskey, startAdding } from "./own-passkeys.ts"
import { createStaffRouter } from "./staff-router.ts"

export function ownPasskeysRoutes(deps: Deps): Router {
  const { router, get, post } = createStaffRouter(deps)
  const { config } = deps

  get("/api/staff/passkeys", "staff", async (ctx, { staff }) => {
    ctx.body = await ownPasskeys(deps, staff)
  })

  post("/api/staff/passkeys/options", "staff", async (ctx, { staff }) => {
    const { options, token } = await startAdding(deps, staff)
    setCookie(ctx, config, "passkey", token)
    ctx.body = { options } satisfies PasskeyOptions
  })

  post("/api/staff/passkeys", "staff", async (ctx, { staff }) => {
    const typed = input(ctx.request.body, NewPasskey)
    await addPasskey(deps, staff, typed, readCookie(ctx, config, "passkey"))
    ctx.body = await ownPasskeys(deps, staff)
  })

  post("/api/staff/passkeys/:passkeyId/remove", "staff", async (ctx, { staff }) => {
    await removePasskey(deps, staff, ctx.params["passkeyId"] ?? "")
    ctx.body = await ownPasskeys(deps, staff)
  })

  return router
}
