// Who works here: the staff cookie, judged by the database on every request. It is another cookie and another table than
// a reader's: one browser may hold both, and neither opens anything of the other.
import type { LogEvent } from "#contract/log-events"
import type { Context } from "koa"
import type { StaffRole } from "#contract/staff"
import { randomUUID } from "node:crypto"
import type { Db } from "../../db/knex.ts"
import { appendAudit, type Actor } from "../audit/audit.ts"
import type { Deps } from "../deps.ts"
import { clientInfo, type ClientInfo } from "../http/client.ts"
import { readCookie } from "../http/cookies.ts"
import { hashToken, newToken } from "../session/tokens.ts"
import {
  findStaffSession,
  insertStaffSession,
  listUnendedStaff,
  markStaffSessionEnded,
  touchStaffSession,
} from "./staff-sessions.queries.ts"

export const staffIdleMinutes = 15
export const staffSessionHours = 10
/** Idleness is counted in minutes; writing it on each request would make every read a write. */
const TOUCH_SECONDS = 30

export type Staff = {
  id: string
  roles: StaffRole[]
  sessionId: string
  sessionHash: string
  /** When the session is over, however it is used. */
  endsAt: string
  /** With what it began. */
  means: string
  /** When password and second factor were last asked. */
  provenAt: string
  client: ClientInfo
}

/** Who holds a staff session that is not over. It is touched: every request to here is somebody's deed. */
export async function findStaff(deps: Deps, ctx: Context): Promise<Staff | undefined> {
  const token = readCookie(ctx, deps.config, "staff")
  if (!token) return undefined
  const now = deps.now()
  const idleSince = new Date(now.getTime() - staffIdleMinutes * 60_000).toISOString()
  const row = await findStaffSession(deps.db, hashToken(token), now.toISOString(), idleSince)
  if (!row) return undefined
  if (now.getTime() - Date.parse(row.last_used_at) >= TOUCH_SECONDS * 1000)
    await touchStaffSession(deps.db, row.id, now.toISOString())
  return {
    id: row.staff_id,
    roles: row.roles,
    sessionId: row.id,
    sessionHash: row.token_hash,
    endsAt: row.expires_at,
    means: row.means,
    provenAt: row.proven_at ?? "",
    client: clientInfo(ctx, deps.config.trustProxy),
  }
}

/** @param role the one in which they do it. */
export const staffActor = (staff: Staff, role: StaffRole | null): Actor => ({
  kind: "staff",
  id: staff.id,
  role,
  means: staff.means,
  sessionHash: staff.sessionHash,
  client: staff.client,
})

/** @param replaces the staff cookie this browser had: it gets no second life. @returns the token. */
export async function startStaffSession(
  trx: Db,
  deps: Deps,
  start: { staffId: string; means: string; client: ClientInfo; replaces: string | undefined },
): Promise<string> {
  const now = deps.now()
  const token = newToken(deps.random)
  const id = randomUUID()
  const actor: Actor = {
    kind: "staff",
    id: start.staffId,
    means: start.means,
    sessionHash: hashToken(token),
    client: start.client,
  }
  if (start.replaces)
    for (const old of await listUnendedStaff(trx, { token_hash: hashToken(start.replaces) }))
      await endStaffSession(trx, deps, old, "replaced", actor)
  await insertStaffSession(trx, {
    id,
    staffId: start.staffId,
    tokenHash: hashToken(token),
    createdAt: now.toISOString(),
    expiresAt: new Date(now.getTime() + staffSessionHours * 3_600_000).toISOString(),
    means: start.means,
    browser: start.client.browser,
    device: start.client.device,
  })
  await log(trx, deps, "staff.session.start", "C", id, null, actor)
  return token
}

export type StaffSessionEnd = "log-out" | "replaced" | "new-password" | "reset" | "ended"

export async function endStaffSession(
  trx: Db,
  deps: Deps,
  id: string,
  reason: StaffSessionEnd,
  actor: Actor,
): Promise<void> {
  if (!(await markStaffSessionEnded(trx, id, reason, deps.now().toISOString()))) return
  await log(trx, deps, "staff.session.end", "D", id, reason, actor)
}

/** @param keep the session that may go on, if any. */
export async function endStaffSessionsOf(
  trx: Db,
  deps: Deps,
  staffId: string,
  reason: StaffSessionEnd,
  actor: Actor,
  keep: string | null,
): Promise<void> {
  for (const id of await listUnendedStaff(trx, { staff_id: staffId }))
    if (id !== keep) await endStaffSession(trx, deps, id, reason, actor)
}

const log = (
  trx: Db,
  deps: Deps,
  event: LogEvent,
  action: "C" | "D",
  objectId: string,
  reason: string | null,
  actor: Actor,
) =>
  appendAudit(trx, deps.sealing, deps.now(), {
    event,
    action,
    reason,
    actor,
    objectKind: "session",
    objectId,
  })
