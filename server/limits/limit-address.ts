import type { Middleware } from "koa"
import type { Deps } from "../deps.ts"
import { clientInfo } from "../http/client.ts"
import { fail } from "../http/failures.ts"
import { createBuckets } from "./address-bucket.ts"
import { addressKey } from "./address-key.ts"
import { isHouseAddress } from "./house-addresses.ts"
import { addressBucket, houseTimes } from "./table.ts"

/** A flood asks the database so seldom whether it comes from a house. */
const ASK_AGAIN_MS = 10_000
const REMEMBERED = 1000

/**
 * First of all limits, before any work is done. The files of the browser program cost nothing (they lie in memory) and
 * do not count: a house full of tablets behind one address opens the portal at the same moment.
 * @param ticks milliseconds that only go forward: the wall clock can be set back.
 */
export function limitAddress({ config, db }: Deps, ticks: () => number): Middleware {
  const waitFor = createBuckets(addressBucket)
  const waitInHouse = createBuckets({
    burst: addressBucket.burst * houseTimes,
    perSecond: addressBucket.perSecond * houseTimes,
  })
  const isHouse = rememberHouses((address) => isHouseAddress(db, address), ticks)
  return async (ctx, next) => {
    if (!ctx.path.toLowerCase().startsWith("/api/")) return next()
    const { address } = clientInfo(ctx, config.trustProxy)
    const key = addressKey(address)
    let seconds = waitFor(key, ticks())
    if (seconds > 0 && (await isHouse(address))) seconds = waitInHouse(key, ticks())
    if (seconds > 0) fail("too-many-requests", { retryAfterSeconds: Math.ceil(seconds) })
    await next()
  }
}

/** A database that does not answer makes no house. */
function rememberHouses(ask: (address: string) => Promise<boolean>, ticks: () => number) {
  const known = new Map<string, { isHouse: Promise<boolean>; ms: number }>()
  return (address: string): Promise<boolean> => {
    const before = known.get(address)
    if (before && ticks() - before.ms < ASK_AGAIN_MS) return before.isHouse
    if (known.size >= REMEMBERED) known.clear()
    const isHouse = ask(address).catch(() => false)
    known.set(address, { isHouse, ms: ticks() })
    return isHouse
  }
}
