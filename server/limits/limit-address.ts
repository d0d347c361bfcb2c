import type { Middleware } from "koa"
import type { Deps } from "../deps.ts"
import { clientInfo } from "../http/client.ts"
import { fail } from "../http/failures.ts"
import { createBuckets } from "./address-bucket.ts"
import { addressKey } from "./address-key.ts"
import { addressBucket } from "./table.ts"

/**
 * First of all limits, before any work is done. The files of the browser program cost nothing (they lie in memory) and
 * do not count: a house full of tablets behind one address opens the portal at the same moment.
 * @param ticks milliseconds that only go forward: the wall clock can be set back.
 */
export function limitAddress({ config }: Deps, ticks = () => performance.now()): Middleware {
  const waitFor = createBuckets(addressBucket)
  return async (ctx, next) => {
    if (!ctx.path.toLowerCase().startsWith("/api/")) return next()
    const seconds = waitFor(addressKey(clientInfo(ctx, config.trustProxy).address), ticks())
    if (seconds > 0) fail("too-many-requests", { retryAfterSeconds: Math.ceil(seconds) })
    await next()
  }
}
