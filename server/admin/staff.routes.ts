// The staff side's ways in, and its accounts.
import type Router from "@koa/router"
import type { Context } from "koa"
import {
  AcceptInput,
  InvitationInput,
  MemberRolesInput,
  NewMemberInput,
  ProveInput,
  StaffLoginInput,
  StaffPasswordInput,
  type MemberList,
  type StaffSelf,
} from "#contract/staff"
import type { PasskeyOptions } from "#contract/staff-passkeys"
import { readEmail } from "../credentials/email.ts"
import type { Deps } from "../deps.ts"
import { clientInfo } from "../http/client.ts"
import { readCookie, setCookie } from "../http/cookies.ts"
import { fail } from "../http/failures.ts"
import { input } from "../http/input.ts"
import { secondsUntil } from "../session/session.ts"
import {
  acceptInvitation,
  askPasskey,
  askPasskeyOfInvited,
  changeStaffPassword,
  enter,
  openInvitation,
  proveAgain,
} from "./enter.ts"
import {
  changeRoles,
  endMember,
  inviteAgain,
  inviteMember,
  membersFor,
  resetMember,
  staffKey,
} from "./members.ts"
import { findMember } from "./members.queries.ts"
import type { Asked } from "./passkeys.ts"
import { listPasskeys } from "./passkeys.queries.ts"
import { permissionsOf } from "./permissions.ts"
import { createStaffRouter, type Deed } from "./staff-router.ts"
import { endStaffSession, findStaff, staffActor, staffIdleMinutes } from "./staff-session.ts"

export function staffRoutes(deps: Deps): Router {
  const { router, get, post } = createStaffRouter(deps)
  const { config } = deps
  const clientOf = (ctx: Context) => clientInfo(ctx, config.trustProxy)
  const cookieOf = (ctx: Context) => readCookie(ctx, config, "staff")

  const challengeOf = (ctx: Context) => ({ challenge: readCookie(ctx, config, "passkey") })
  const answerAsked = (ctx: Context, { options, token }: Asked) => {
    setCookie(ctx, config, "passkey", token)
    ctx.body = { options } satisfies PasskeyOptions
  }

  router.post("/api/staff/login/passkey", async (ctx) => {
    answerAsked(ctx, await askPasskey(deps, clientOf(ctx)))
  })

  router.post("/api/staff/login", async (ctx) => {
    const typed = { ...input(ctx.request.body, StaffLoginInput), ...challengeOf(ctx) }
    setCookie(ctx, config, "staff", await enter(deps, typed, cookieOf(ctx), clientOf(ctx)))
    ctx.status = 204
  })

  router.post("/api/staff/invitation/open", async (ctx) => {
    const { token } = input(ctx.request.body, InvitationInput)
    ctx.body = await openInvitation(deps, token, clientOf(ctx))
  })

  router.post("/api/staff/invitation/passkey", async (ctx) => {
    const { token } = input(ctx.request.body, InvitationInput)
    answerAsked(ctx, await askPasskeyOfInvited(deps, token, clientOf(ctx)))
  })

  router.post("/api/staff/invitation", async (ctx) => {
    const typed = { ...input(ctx.request.body, AcceptInput), ...challengeOf(ctx) }
    setCookie(ctx, config, "staff", await acceptInvitation(deps, typed, cookieOf(ctx), clientOf(ctx)))
    ctx.status = 204
  })

  // Leaving is never refused: a session that is over already answers the same.
  router.post("/api/staff/logout", async (ctx) => {
    const staff = await findStaff(deps, ctx)
    if (staff)
      await deps.db.transaction((trx) =>
        endStaffSession(trx, deps, staff.sessionId, "log-out", staffActor(staff, null)),
      )
    setCookie(ctx, config, "staff", null)
    ctx.status = 204
  })

  get("/api/staff/me", "staff", async (ctx, { staff }) => {
    const key = await staffKey(deps.db, deps)
    const member =
      (await findMember(deps.db, deps.sealing, key, { id: staff.id })) ?? fail("session-required")
    const { id, name, email, roles } = member
    const self: StaffSelf = {
      id,
      name,
      email,
      roles,
      permissions: permissionsOf(roles),
      secondFactors: {
        app: member.totpSecret !== null,
        passkey: (await listPasskeys(deps.db, id)).length > 0,
      },
      idleMinutes: staffIdleMinutes,
      secondsLeft: secondsUntil(staff.endsAt, deps.now()),
    }
    ctx.body = self
  })

  // Someone is touching the page.
  post("/api/staff/alive", "staff", (ctx) => {
    ctx.status = 204
    return Promise.resolve()
  })

  post("/api/staff/password", "staff", async (ctx, { staff }) => {
    const typed = { ...input(ctx.request.body, StaffPasswordInput), ...challengeOf(ctx) }
    await changeStaffPassword(deps, staff, typed)
    ctx.status = 204
  })

  post("/api/staff/prove", "staff", async (ctx, { staff }) => {
    await proveAgain(deps, staff, { ...input(ctx.request.body, ProveInput), ...challengeOf(ctx) })
    ctx.status = 204
  })

  const members = async ({ staff, actor }: Deed): Promise<MemberList> => ({
    members: await membersFor(deps, staff.id, actor),
  })

  get("/api/staff/members", "members.read", async (ctx, deed) => {
    ctx.body = await members(deed)
  })

  post("/api/staff/members", "members.change", async (ctx, deed) => {
    const { email: typed, ...member } = input(ctx.request.body, NewMemberInput)
    const email = readEmail(typed) ?? fail("email-invalid")
    await inviteMember(deps, { ...member, email }, deed.actor)
    ctx.body = await members(deed)
  })

  post("/api/staff/members/:memberId/roles", "members.change", async (ctx, deed) => {
    await changeRoles(deps, memberOf(ctx), input(ctx.request.body, MemberRolesInput), deed.actor)
    ctx.body = await members(deed)
  })

  for (const [name, act] of [
    ["invite", inviteAgain],
    ["reset", resetMember],
    ["end", endMember],
  ] as const)
    post(`/api/staff/members/:memberId/${name}`, "members.change", async (ctx, deed) => {
      await act(deps, memberOf(ctx), deed.actor)
      ctx.body = await members(deed)
    })

  return router
}

const memberOf = (ctx: { params: Record<string, string> }): string => ctx.params["memberId"] ?? ""
