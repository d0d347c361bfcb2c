// Hashing a password costs 46 MiB on purpose. A flood of logins waits its turn or is sent away; memory never runs out.
import { fail } from "../http/failures.ts"

export type HashQueue = <Result>(work: () => Promise<Result>) => Promise<Result>

type Size = { atOnce: number; waiting: number; retryAfterSeconds: number }

/** @throws Failure `busy` when `waiting` others already wait. */
export function createHashQueue({ atOnce, waiting, retryAfterSeconds }: Size): HashQueue {
  const line: (() => void)[] = []
  let running = 0
  return async (work) => {
    if (running < atOnce) running += 1
    else if (line.length >= waiting) return fail("busy", { retryAfterSeconds })
    // Whoever finishes hands over its place, so `running` stays.
    else await new Promise<void>((go) => line.push(go))
    try {
      return await work()
    } finally {
      const next = line.shift()
      if (next) next()
      else running -= 1
    }
  }
}
