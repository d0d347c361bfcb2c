// Days as they come in over the API.
import * as v from "valibot"

/** A day that exists (no 31 February) within reach of a care record. */
const isCalendarDay = (day: string) =>
  /^(199|20\d|21\d)\d-\d{2}-\d{2}$/.test(day) &&
  !Number.isNaN(Date.parse(day)) &&
  new Date(`${day}T00:00:00Z`).toISOString().startsWith(day)

/** `YYYY-MM-DD`, in Europe/Amsterdam. */
export const calendarDay = v.pipe(v.string(), v.check(isCalendarDay))
