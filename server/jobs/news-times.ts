// When a mail about something new may go out, by the clock in Amsterdam. Pure.
import type { NewsFrequency } from "#contract/account"
import { addDays, dateInAmsterdam, offsetInAmsterdam, timeInAmsterdam } from "../http/amsterdam.ts"

/** Nobody's telephone rings at night for a mail that can wait. */
const FIRST_TIME = "08:00"
const LAST_TIME = "20:00"
/** When the day's reports are written, and there is still an evening to read them. */
const TURN_TIME = "17:00"
const FRIDAY = 5
/** "Direct" is once an hour at most: carers write several reports after one visit. */
const DIRECT_MINUTES = 60

export function mayMailAt(now: Date): boolean {
  const time = timeInAmsterdam(now)
  return time >= FIRST_TIME && time < LAST_TIME
}

/** It is an account's turn when its last one lies before this instant: the newest 17:00, on Friday for weekly. */
export function turnBegan(frequency: Exclude<NewsFrequency, "off">, now: Date): Date {
  if (frequency === "direct") return new Date(now.getTime() - DIRECT_MINUTES * 60_000)
  let day = dateInAmsterdam(now)
  if (turnOn(day) > now) day = addDays(day, -1)
  while (frequency === "weekly" && weekdayOf(day) !== FRIDAY) day = addDays(day, -1)
  return turnOn(day)
}

const turnOn = (day: string) => new Date(`${day}T${TURN_TIME}${offsetInAmsterdam(day, TURN_TIME)}`)
const weekdayOf = (day: string) => new Date(`${day}T00:00:00Z`).getUTCDay()
