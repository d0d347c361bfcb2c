// A token bucket per network address: a burst, then a steady trickle. Pure but for the map it keeps.

export type Bucket = { burst: number; perSecond: number }

/** Full buckets are the same as none, so they are forgotten when so many addresses were seen. */
const REMEMBERED = 10_000

/** @returns a judge: 0 when one more request from `key` may pass at `ms`, otherwise the seconds to wait. */
export function createBuckets({ burst, perSecond }: Bucket): (key: string, ms: number) => number {
  const buckets = new Map<string, { tokens: number; ms: number }>()

  const filled = (bucket: { tokens: number; ms: number }, ms: number) =>
    Math.min(burst, bucket.tokens + ((ms - bucket.ms) / 1000) * perSecond)

  function forgetFull(ms: number) {
    for (const [key, bucket] of buckets) if (filled(bucket, ms) >= burst) buckets.delete(key)
    // An attacker with more addresses than this refills all of them at once by starting over; memory stays bounded.
    if (buckets.size >= REMEMBERED) buckets.clear()
  }

  return (key, ms) => {
    if (buckets.size >= REMEMBERED) forgetFull(ms)
    const tokens = filled(buckets.get(key) ?? { tokens: burst, ms }, ms)
    const passes = tokens >= 1
    buckets.set(key, { tokens: passes ? tokens - 1 : tokens, ms })
    return passes ? 0 : (1 - tokens) / perSecond
  }
}
