// One appointment as an iCalendar file (RFC 5545), for a calendar that others may see too: when it is, never what it is.
import type { Appointment } from "#contract/agenda"
import { dateInAmsterdam, offsetInAmsterdam, timeInAmsterdam } from "../http/amsterdam.ts"

const ZONE = "Europe/Amsterdam"

/** The rule since 1996: the last Sundays of March and October, at 1:00 UTC. */
const zone = [
  "BEGIN:VTIMEZONE",
  `TZID:${ZONE}`,
  "BEGIN:DAYLIGHT",
  "TZOFFSETFROM:+0100",
  "TZOFFSETTO:+0200",
  "TZNAME:CEST",
  "DTSTART:19960331T020000",
  "RRULE:FREQ=YEARLY;BYMONTH=3;BYDAY=-1SU",
  "END:DAYLIGHT",
  "BEGIN:STANDARD",
  "TZOFFSETFROM:+0200",
  "TZOFFSETTO:+0100",
  "TZNAME:CET",
  "DTSTART:19961027T030000",
  "RRULE:FREQ=YEARLY;BYMONTH=10;BYDAY=-1SU",
  "END:STANDARD",
  "END:VTIMEZONE",
]

const states = { planned: "CONFIRMED", done: "CONFIRMED", pending: "TENTATIVE", cancelled: "CANCELLED" }

/** Each line is far below the 75 octets at which one must be folded. */
export function calendarFile(
  { id, startsAt, endsAt, status }: Pick<Appointment, "id" | "startsAt" | "endsAt" | "status">,
  now: Date,
): string {
  const instants = [startsAt, ...(endsAt ? [endsAt] : [])].map((instant) => new Date(instant))
  const isLocal = instants.every(hasLocalTime)
  const [start, end] = instants.map(isLocal ? localTime : (at) => `:${utcTime(at)}`)
  const lines = [
    "BEGIN:VCALENDAR",
    "VERSION:2.0",
    "PRODID:-//Clientportaal//Agenda//NL",
    "CALSCALE:GREGORIAN",
    "METHOD:PUBLISH",
    ...(isLocal ? zone : []),
    "BEGIN:VEVENT",
    `UID:${id}`,
    `DTSTAMP:${utcTime(now)}`,
    `DTSTART${start}`,
    ...(end ? [`DTEND${end}`] : []),
    "SUMMARY:Afspraak",
    "DESCRIPTION:Meer hierover leest u in het cliëntportaal.",
    "CLASS:PRIVATE",
    `STATUS:${states[status]}`,
    "END:VEVENT",
    "END:VCALENDAR",
  ]
  return lines.map((line) => `${line}\r\n`).join("")
}

/** In the hour that the clock runs twice a local time means the first: the second can only be said in UTC. */
const hasLocalTime = (at: Date): boolean => {
  const [day, time] = [dateInAmsterdam(at), timeInAmsterdam(at)]
  return Date.parse(`${day}T${time}${offsetInAmsterdam(day, time)}`) === Math.floor(+at / 60_000) * 60_000
}

const localTime = (at: Date) =>
  `;TZID=${ZONE}:${dateInAmsterdam(at).replaceAll("-", "")}T${timeInAmsterdam(at).replace(":", "")}${seconds(at)}`

const utcTime = (at: Date) => at.toISOString().replace(/[-:]|\.\d+/g, "")

const seconds = (at: Date) => String(at.getUTCSeconds()).padStart(2, "0")
