// Days as people in the Netherlands count them. All else in the server is UTC.

const day = new Intl.DateTimeFormat("en-CA", {
  timeZone: "Europe/Amsterdam",
  year: "numeric",
  month: "2-digit",
  day: "2-digit",
})
const clock = new Intl.DateTimeFormat("nl-NL", {
  timeZone: "Europe/Amsterdam",
  hour: "2-digit",
  minute: "2-digit",
})

const dutchDay = new Intl.DateTimeFormat("nl-NL", {
  timeZone: "Europe/Amsterdam",
  day: "numeric",
  month: "long",
  year: "numeric",
})

/** `22 november 2026` of an instant, for people. */
export const dateTextInAmsterdam = (instant: Date): string => dutchDay.format(instant)

/** `YYYY-MM-DD` of an instant. */
export const dateInAmsterdam = (instant: Date): string => day.format(instant)

/** `14:32` of an instant. */
export const timeInAmsterdam = (instant: Date): string => clock.format(instant)

/** Calendar arithmetic on `YYYY-MM-DD`, free of time zones. */
export function addDays(date: string, days: number): string {
  const at = new Date(`${date}T00:00:00Z`)
  at.setUTCDate(at.getUTCDate() + days)
  return at.toISOString().slice(0, 10)
}

/** The instant at which a day begins in Europe/Amsterdam: 22:00 or 23:00 UTC of the day before. */
export function startOfDay(date: string): Date {
  for (const offset of [1, 2]) {
    const instant = new Date(Date.parse(`${date}T00:00:00Z`) - offset * 3_600_000)
    if (dateInAmsterdam(instant) === date && timeInAmsterdam(instant) === "00:00") return instant
  }
  // Before 1940 the Netherlands kept another time: for days that long past an hour more or less changes nothing.
  return new Date(`${date}T00:00:00Z`)
}

/** `+01:00` or `+02:00`: the offset that makes this clock time one of that day; in the doubled hour summer time. */
export function offsetInAmsterdam(date: string, time: string): string {
  const isRight = (offset: string) => {
    const instant = new Date(`${date}T${time}${offset}`)
    return dateInAmsterdam(instant) === date && time.startsWith(timeInAmsterdam(instant))
  }
  return isRight("+02:00") || !isRight("+01:00") ? "+02:00" : "+01:00"
}

/** @param month `YYYY-MM`. */
export function monthSpan(month: string): { from: Date; until: Date } {
  // Whatever month it is: 31 days after its first the next one has begun.
  const next = addDays(`${month}-01`, 31).slice(0, 7)
  return { from: startOfDay(`${month}-01`), until: startOfDay(`${next}-01`) }
}
