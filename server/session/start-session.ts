// The beginning and the end of a session. It begins only after the second factor, always with a new token.
import { randomUUID } from "node:crypto"
import type { Db } from "../../db/knex.ts"
import { appendAudit, type Actor, type AuditEvent } from "../audit/audit.ts"
import type { Deps } from "../deps.ts"
import type { ClientInfo } from "../http/client.ts"
import { fail } from "../http/failures.ts"
import { idleSince, sessionHours, type LockMinutes } from "./session.ts"
import {
  insertLogin,
  insertSession,
  listMetSessions,
  listUnended,
  markEnded,
  replaceToken,
} from "./sessions.queries.ts"
import { hashToken, newToken } from "./tokens.ts"

const SESSIONS_PER_ACCOUNT = 5

export type SessionStart = {
  accountId: string
  means: string
  previousLoginAt: string | null
  asksBsnStep: boolean
  lockMinutes: LockMinutes
  deviceId: string
  client: ClientInfo
  /** The deed that opens it: its row is written with the session's. */
  openedBy: AuditEvent
  /** The session cookie this browser had: it gets no second life. */
  replaces: string | undefined
}

export type EndReason =
  | "log-out"
  | "replaced"
  | "too-many"
  | "new-password"
  | "new-number"
  | "new-email"
  | "undone"
  | "closed"
  | "device-ended"

/** The caller holds the account's row, so that two logins at once do not make six sessions. @returns the token. */
export async function startSession(trx: Db, deps: Deps, start: SessionStart): Promise<string> {
  const { accountId, client } = start
  const now = deps.now()
  const at = now.toISOString()
  const token = newToken(deps.random)
  const session = {
    id: randomUUID(),
    tokenHash: hashToken(token),
    accountId,
    createdAt: at,
    expiresAt: new Date(now.getTime() + sessionHours * 3_600_000).toISOString(),
    previousLoginAt: start.previousLoginAt,
    asksBsnStep: start.asksBsnStep,
    lockMinutes: start.lockMinutes,
    deviceId: start.deviceId,
    browser: client.browser,
    device: client.device,
  }
  const actor: Actor = {
    kind: "reader",
    id: accountId,
    means: start.means,
    sessionHash: session.tokenHash,
    client,
  }
  const cookie = start.replaces ? hashToken(start.replaces) : null
  const { replaced, live } = await listMetSessions(trx, accountId, cookie, at, idleSince(now))
  if (replaced) await end(trx, deps, replaced, "replaced", actor)
  for (const id of live.slice(SESSIONS_PER_ACCOUNT - 1)) await end(trx, deps, id, "too-many", actor)
  await insertSession(trx, session)
  await insertLogin(trx, { ...session, id: randomUUID(), at })
  await appendAudit(trx, deps.sealing, now, start.openedBy, {
    event: "session.start",
    action: "C",
    actor,
    objectKind: "session",
    objectId: session.id,
  })
  return token
}

/** Logging out: the token is worth nothing from this commit on. */
export async function endSession(
  trx: Db,
  deps: Deps,
  sessionId: string,
  actor: Actor,
  reason: EndReason = "log-out",
): Promise<void> {
  await end(trx, deps, sessionId, reason, actor)
}

/** @param keep the session that may go on, if any. */
export async function endSessionsOf(
  trx: Db,
  deps: Deps,
  accountId: string,
  reason: EndReason,
  actor: Actor,
  keep: string | null,
): Promise<void> {
  for (const { id } of await listUnended(trx, accountId))
    if (id !== keep) await end(trx, deps, id, reason, actor)
}

/** What was copied of the cookie is worth nothing from this commit on. @returns the new token. */
export async function renewSession(trx: Db, deps: Deps, sessionId: string): Promise<string> {
  const token = newToken(deps.random)
  const isAlive = await replaceToken(trx, sessionId, hashToken(token))
  return isAlive ? token : fail("session-required")
}

async function end(trx: Db, deps: Deps, id: string, reason: EndReason, actor: Actor) {
  const now = deps.now()
  if (!(await markEnded(trx, id, reason, now.toISOString()))) return
  await appendAudit(trx, deps.sealing, now, {
    event: "session.end",
    action: "D",
    reason,
    actor,
    objectKind: "session",
    objectId: id,
  })
}
