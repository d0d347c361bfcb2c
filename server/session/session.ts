// Who is asking: the session cookie, judged by the database on every request.
import type { Context, Middleware } from "koa"
import { vaultHeader } from "#contract/vault"
import { dateInAmsterdam } from "../http/amsterdam.ts"
import { clientInfo, type ClientInfo } from "../http/client.ts"
import { readCookie } from "../http/cookies.ts"
import { fail } from "../http/failures.ts"
import type { Deps } from "../deps.ts"
import { findSession, touchSession, type SessionRow } from "./sessions.queries.ts"
import { hashToken } from "./tokens.ts"

/** What a session still owes before anything of a record opens: its BSN, then a yes to the texts in force. */
export type Stage = "bsn" | "terms" | "open"
export type LockMinutes = 5 | 10 | 15

export type Reader = {
  accountId: string
  sessionId: string
  sessionHash: string
  /** Null for a session from before devices were known. */
  deviceId: string | null
  /** When the reader logged in. */
  startedAt: string
  /** When the session is over, however it is used. */
  endsAt: string
  lockMinutes: LockMinutes
  /** "bsn", "terms": only that step, the own account and logging out are open. */
  stage: Stage
  previousLoginAt: string | null
  /** The vault that this request says it fills. Not proven. */
  vaultClaim: string | null
  client: ClientInfo
}
export type ReaderState = { reader: Reader }

export const idleMinutes = 30
export const sessionHours = 12
/** Idleness is counted in minutes; writing it on each request would make every read a write. */
const TOUCH_SECONDS = 60

/** Also open before the BSN step and the terms: for the step itself, the own account and logging out. */
export function requireSession(deps: Deps): Middleware<ReaderState> {
  return async (ctx, next) => {
    ctx.state.reader = await admit(deps, ctx)
    await next()
  }
}

/** For everything else that is somebody's own. */
export function requireAccount(deps: Deps): Middleware<ReaderState> {
  return requireOpen(deps, true)
}

/** For what a page asks by itself: it keeps no session alive, for nobody need be there. */
export function requireUntouched(deps: Deps): Middleware<ReaderState> {
  return requireOpen(deps, false)
}

function requireOpen(deps: Deps, isDeed: boolean): Middleware<ReaderState> {
  return async (ctx, next) => {
    const reader = await admit(deps, ctx, isDeed)
    if (reader.stage === "bsn") fail("bsn-step-required")
    if (reader.stage === "terms") fail("terms-required")
    ctx.state.reader = reader
    await next()
  }
}

/** Open on the lock too: for locking, unlocking. */
export function requireLockable(deps: Deps): Middleware<ReaderState> {
  return async (ctx, next) => {
    ctx.state.reader = (await findReader(deps, ctx)) ?? fail("session-required")
    await next()
  }
}

/** Who holds a session that is not over, locked or not; undefined for everyone else. It is not touched. */
export async function findReader(deps: Deps, ctx: Context): Promise<Reader | undefined> {
  const row = await find(deps, ctx)
  return row && toReader(deps, ctx, row)
}

async function admit(deps: Deps, ctx: Context, isDeed = true): Promise<Reader> {
  const row = (await find(deps, ctx)) ?? fail("session-required")
  const now = deps.now()
  const untouched = now.getTime() - Date.parse(row.last_used_at)
  if (row.locked_at !== null || untouched >= row.lock_minutes * 60_000) fail("session-locked")
  if (isDeed && untouched >= TOUCH_SECONDS * 1000) await touchSession(deps.db, row.id, now.toISOString())
  return toReader(deps, ctx, row)
}

async function find(deps: Deps, ctx: Context): Promise<SessionRow | undefined> {
  const token = readCookie(ctx, deps.config, "session")
  if (!token) return undefined
  const now = deps.now()
  return findSession(deps.db, hashToken(token), now.toISOString(), idleSince(now), dateInAmsterdam(now))
}

const toReader = (deps: Deps, ctx: Context, row: SessionRow): Reader => ({
  accountId: row.account_id,
  sessionId: row.id,
  sessionHash: row.token_hash,
  deviceId: row.device_id,
  startedAt: row.created_at,
  endsAt: row.expires_at,
  lockMinutes: row.lock_minutes as LockMinutes,
  stage: stageOf(row),
  previousLoginAt: row.previous_login_at,
  vaultClaim: ctx.get(vaultHeader) || null,
  client: clientInfo(ctx, deps.config.trustProxy),
})

function stageOf(row: SessionRow): Stage {
  if (row.asks_bsn_step && row.bsn_step_at === null) return "bsn"
  return row.owes_texts ? "terms" : "open"
}

/** How long it still lasts, rounded down: told in seconds, because a device's clock may be wrong. */
export const secondsUntil = (endsAt: string, now: Date): number =>
  Math.floor((Date.parse(endsAt) - now.getTime()) / 1000)

/** A session last used at or before this instant is over. */
export const idleSince = (now: Date): string => new Date(now.getTime() - idleMinutes * 60_000).toISOString()
