// The only way to make a route of /beheer: it names who may, so that none can forget to.
import Router from "@koa/router"
import type { Context } from "koa"
import type { Permission } from "#contract/staff"
import { appendAudit, type Actor } from "../audit/audit.ts"
import type { Deps } from "../deps.ts"
import { fail } from "../http/failures.ts"
import { roleFor } from "./permissions.ts"
import { findStaff, staffActor, type Staff } from "./staff-session.ts"

export type Deed = { staff: Staff; actor: Actor }
type Handle = (ctx: Context & { params: Record<string, string> }, deed: Deed) => Promise<void>

/** "anyone": who has no session yet, or leaves. "staff": whoever works here. */
export type Access = Permission | "staff"

export type StaffRouter = {
  router: Router
  get(path: string, access: Access, handle: Handle): void
  post(path: string, access: Access, handle: Handle): void
}

export function createStaffRouter(deps: Deps): StaffRouter {
  const router = new Router({ sensitive: true })
  const guarded = (access: Access, handle: Handle) => async (ctx: Context) => {
    const staff = (await findStaff(deps, ctx)) ?? fail("session-required")
    if (access === "staff")
      return handle(ctx as Parameters<Handle>[0], { staff, actor: staffActor(staff, null) })
    const role = roleFor(staff.roles, access)
    if (role) return handle(ctx as Parameters<Handle>[0], { staff, actor: staffActor(staff, role) })
    await appendAudit(deps.db, deps.sealing, deps.now(), {
      event: "staff.refused",
      action: "E",
      outcome: "refused",
      reason: access,
      actor: staffActor(staff, staff.roles[0] ?? null),
    })
    return fail("not-allowed")
  }
  return {
    router,
    get: (path, access, handle) => void router.get(path, guarded(access, handle)),
    post: (path, access, handle) => void router.post(path, guarded(access, handle)),
  }
}
