// Until when to wait, as a time of the clock: who reads it need not count.
import { now } from "./clock.ts"
import { dayOf, nearDayText, timeOf } from "./dates.ts"

/** "14:33 uur", "morgen om 09:10 uur": the first whole minute at which it makes sense to try again. */
export function waitText(seconds: number, from: Date = now()): string {
  const until = new Date(Math.ceil((from.getTime() + seconds * 1000) / 60_000) * 60_000)
  const time = `${timeOf(until)} uur`
  return dayOf(until) === dayOf(from) ? time : `${nearDayText(dayOf(until), dayOf(from))} om ${time}`
}
