// Wrong passwords in a row. A courtesy against people at the tablet: who copies the disk skips it.
const SECOND = 1000
const MINUTE = 60 * SECOND

export const MOST_TRIES = 10
const FREE_TRIES = 5
/** After the fifth, sixth, … wrong one. */
const waits = [30 * SECOND, MINUTE, 5 * MINUTE, 15 * MINUTE]
const LONGEST_WAIT = 15 * MINUTE

export type Tries = { tries: number; waitUntil: number | null }

export function judgeTry({ tries, waitUntil }: Tries, now: number): "may-try" | "wait" | "spent" {
  if (tries >= MOST_TRIES) return "spent"
  // Further off than any wait: the clock was set back since.
  if (waitUntil === null || waitUntil <= now || waitUntil - now > LONGEST_WAIT) return "may-try"
  return "wait"
}

/** The state as written before the try: as if it were wrong. */
export function countTry({ tries }: Tries, now: number): Tries {
  const counted = tries + 1
  if (counted < FREE_TRIES) return { tries: counted, waitUntil: null }
  return { tries: counted, waitUntil: now + (waits[counted - FREE_TRIES] ?? LONGEST_WAIT) }
}

export const noTries: Tries = { tries: 0, waitUntil: null }
