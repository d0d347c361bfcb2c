// Who is asking: the session cookie, judged by the database on every request.
import type { Context, Middleware } from "koa"
import { clientInfo, type ClientInfo } from "../http/client.ts"
import { readCookie } from "../http/cookies.ts"
import { fail } from "../http/failures.ts"
import type { Deps } from "../deps.ts"
import { findSession, touchSession } from "./sessions.queries.ts"
import { hashToken } from "./tokens.ts"

export type Reader = {
  accountId: string
  sessionId: string
  sessionHash: string
  /** "bsn": only the BSN step, the own account and logging out are open. */
  stage: "bsn" | "open"
  previousLoginAt: string | null
  client: ClientInfo
}
export type ReaderState = { reader: Reader }

export const idleMinutes = 30
export const sessionHours = 12
/** Idleness is counted in minutes; writing it on each request would make every read a write. */
const TOUCH_SECONDS = 60

/** Also open before the BSN step: for the step itself, the own account and logging out. */
export function requireSession(deps: Deps): Middleware<ReaderState> {
  return async (ctx, next) => {
    ctx.state.reader = (await findReader(deps, ctx)) ?? fail("session-required")
    await next()
  }
}

/** For everything else that is somebody's own. */
export function requireAccount(deps: Deps): Middleware<ReaderState> {
  return async (ctx, next) => {
    const reader = (await findReader(deps, ctx)) ?? fail("session-required")
    if (reader.stage === "bsn") fail("bsn-step-required")
    ctx.state.reader = reader
    await next()
  }
}

/** Who holds a session that may be used now; undefined for everyone else. */
export async function findReader(deps: Deps, ctx: Context): Promise<Reader | undefined> {
  const token = readCookie(ctx, deps.config, "session")
  if (!token) return undefined
  const now = deps.now()
  const row = await findSession(deps.db, hashToken(token), now.toISOString(), idleSince(now))
  if (!row) return undefined
  if (now.getTime() - Date.parse(row.last_used_at) >= TOUCH_SECONDS * 1000)
    await touchSession(deps.db, row.id, now.toISOString())
  return {
    accountId: row.account_id,
    sessionId: row.id,
    sessionHash: row.token_hash,
    stage: row.asks_bsn_step && row.bsn_step_at === null ? "bsn" : "open",
    previousLoginAt: row.previous_login_at,
    client: clientInfo(ctx, deps.config.trustProxy),
  }
}

/** A session last used at or before this instant is over. */
export const idleSince = (now: Date): string => new Date(now.getTime() - idleMinutes * 60_000).toISOString()
