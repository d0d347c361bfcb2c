import Router from "@koa/router"
import type { Context } from "koa"
import {
  BsnInput,
  CodeInput,
  LeaveDeviceInput,
  LoginInput,
  type LoginDone,
  type LoginStep,
} from "#contract/login"
import { actorOf } from "../access/read-record.ts"
import { takeHashTurn } from "../credentials/password-hash.ts"
import type { Deps } from "../deps.ts"
import { clientInfo } from "../http/client.ts"
import { readCookie, setCookie } from "../http/cookies.ts"
import { input } from "../http/input.ts"
import { describeStep, peekChallenge } from "../session/challenge.ts"
import { endChallenge, forgetWaiting } from "../session/challenges.queries.ts"
import { findReader, requireSession } from "../session/session.ts"
import { endSession } from "../session/start-session.ts"
import { hashToken } from "../session/tokens.ts"
import { askFirstCode, askNextCode } from "./ask-code.ts"
import { enterBsn } from "./enter-bsn.ts"
import { enterCode } from "./enter-code.ts"
import { enterPassword } from "./enter-password.ts"
import { leaveDevice } from "./leave-device.ts"

export function loginRoutes(deps: Deps): Router {
  const router = new Router({ sensitive: true })
  const { config } = deps
  const clientOf = (ctx: Context) => clientInfo(ctx, config.trustProxy)
  const preloginOf = (ctx: Context) => readCookie(ctx, config, "prelogin")
  const cookiesOf = (ctx: Context) => ({
    prelogin: preloginOf(ctx),
    session: readCookie(ctx, config, "session"),
    registration: readCookie(ctx, config, "registration"),
    device: readCookie(ctx, config, "device"),
  })

  router.get("/api/login", async (ctx) => {
    const challenge = await peekChallenge(deps.db, deps, preloginOf(ctx))
    const step: LoginStep = challenge ? describeStep(challenge) : { step: "none" }
    ctx.body = step
  })

  router.post("/api/login", takeHashTurn, async (ctx) => {
    const typed = input(ctx.request.body, LoginInput)
    const { step, preloginToken } = await enterPassword(deps, typed, cookiesOf(ctx), clientOf(ctx))
    setCookie(ctx, config, "prelogin", preloginToken)
    ctx.body = step
  })

  router.post("/api/login/confirm", async (ctx) => {
    ctx.body = await askFirstCode(deps, cookiesOf(ctx), clientOf(ctx))
  })

  router.post("/api/login/resend", async (ctx) => {
    ctx.body = await askNextCode(deps, cookiesOf(ctx), clientOf(ctx))
  })

  router.post("/api/login/code", async (ctx) => {
    const { code } = input(ctx.request.body, CodeInput)
    const cookies = cookiesOf(ctx)
    const { sessionToken, deviceCookie, next } = await enterCode(deps, cookies, code, clientOf(ctx))
    setCookie(ctx, config, "prelogin", null)
    if (cookies.registration) setCookie(ctx, config, "registration", null)
    setCookie(ctx, config, "session", sessionToken)
    setCookie(ctx, config, "device", deviceCookie)
    ctx.body = { next } satisfies LoginDone
  })

  router.post("/api/login/cancel", async (ctx) => {
    const token = preloginOf(ctx)
    if (token) await endChallenge(deps.db, hashToken(token), deps.now().toISOString())
    setCookie(ctx, config, "prelogin", null)
    ctx.status = 204
  })

  router.post("/api/login/bsn", requireSession(deps), async (ctx) => {
    const { bsn } = input(ctx.request.body, BsnInput)
    ctx.body = await enterBsn(deps, ctx.state.reader, bsn)
  })

  // Leaving is never refused: a session that is over already answers the same.
  router.post("/api/logout", async (ctx) => {
    const reader = await findReader(deps, ctx)
    if (reader)
      await deps.db.transaction((trx) => endSession(trx, deps, reader.sessionId, actorOf(reader, null)))
    const waiting = readCookie(ctx, config, "registration")
    if (waiting) {
      await forgetWaiting(deps.db, hashToken(waiting))
      setCookie(ctx, config, "registration", null)
    }
    setCookie(ctx, config, "session", null)
    ctx.status = 204
  })

  router.post("/api/logout/device", async (ctx) => {
    const { wiped } = input(ctx.request.body, LeaveDeviceInput)
    await leaveDevice(deps, cookiesOf(ctx), await findReader(deps, ctx), clientOf(ctx))
    for (const name of ["session", "prelogin", "registration", "device"] as const)
      setCookie(ctx, config, name, null)
    // Not "cookies": that would take a staff member's of this browser too. Not "cache": it hangs Chrome.
    if (!wiped) ctx.set("Clear-Site-Data", '"storage"')
    ctx.status = 204
  })

  return router
}
