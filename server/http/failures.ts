// Expected failures as a stable code; everything else is logged once and answered as `internal`.
import type { Middleware } from "koa"
import { errorStatus, type ErrorCode, type Problem } from "#contract/errors"
import type { Deps } from "../deps.ts"

type Extra = Pick<Problem, "fields" | "retryAfterSeconds" | "triesLeft" | "mistakes">

export class Failure extends Error {
  readonly code: ErrorCode
  readonly extra: Extra
  constructor(code: ErrorCode, extra: Extra = {}) {
    // Nobody reads where an expected failure was thrown, and in a flood of refusals the stack would cost more than the answer.
    const { stackTraceLimit } = Error
    Error.stackTraceLimit = 0
    super(code)
    Error.stackTraceLimit = stackTraceLimit
    this.code = code
    this.extra = extra
  }
}

export function fail(code: ErrorCode, extra: Extra = {}): never {
  throw new Failure(code, extra)
}

export function problem(code: ErrorCode, extra: Extra = {}): Problem {
  return { type: `urn:clientportaal:${code}`, title: code, status: errorStatus[code], code, ...extra }
}

/** Turns whatever was thrown into problem+json. An unknown API path ends here too, as `not-found`. */
export function answerFailures(deps: Deps): Middleware {
  return async (ctx, next) => {
    try {
      await next()
      if (!ctx.path.startsWith("/api/") || ctx.body != null || ctx.status === 204) return
      if (ctx.status === 405) return answer("method-not-allowed")
      if (ctx.status === 404 || ctx.status === 501) answer("not-found")
    } catch (error) {
      if (error instanceof Failure) return answer(error.code, error.extra)
      const code = cannotBeKept(error) ? "unavailable" : "internal"
      deps.log.error({ requestId: ctx.state["requestId"], err: describe(error) }, "request failed")
      answer(code)
    }

    function answer(code: ErrorCode, extra: Extra = {}) {
      ctx.status = errorStatus[code]
      ctx.body = JSON.stringify(problem(code, extra))
      ctx.type = "application/problem+json"
      if (extra.retryAfterSeconds) ctx.set("Retry-After", String(Math.ceil(extra.retryAfterSeconds)))
    }
  }
}

/** The database is full, busy or away, or the counters of the limits cannot be kept: later it may work. */
const away = new Set([
  ...["SQLITE_FULL", "SQLITE_IOERR", "SQLITE_BUSY", "SQLITE_CANTOPEN", "SQLITE_READONLY"],
  // PostgreSQL: disk full, too many connections, shutting down, starting up.
  ...["53100", "53300", "57P01", "57P02", "57P03"],
  ...["ECONNREFUSED", "ECONNRESET", "EPIPE", "ETIMEDOUT", "COUNTERS_DOWN"],
])
const cannotBeKept = (error: unknown) => {
  const { code = "", message = "" } = (error ?? {}) as { code?: string; message?: string }
  return away.has(code) || /^08/.test(code) || /acquir(e|ing) a connection/.test(message)
}

/** A driver's message can quote values: only the kind of error and where in our code it was thrown go to the log. */
function describe(error: unknown) {
  if (!(error instanceof Error)) return { kind: typeof error }
  const frames = (error.stack ?? "").split("\n").filter((line) => /^\s+at /.test(line))
  return {
    kind: error.name,
    code: (error as { code?: string }).code,
    at: frames.slice(0, 8).map((f) => f.trim()),
  }
}
