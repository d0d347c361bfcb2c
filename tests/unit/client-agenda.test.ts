import { expect, test } from "vitest"
import type { Appointment } from "#contract/agenda"
import { daysIn, fromToday, isOver, overlap } from "../../client/agenda/agenda-days.ts"
import { clockNote, appointmentTimes } from "../../client/agenda/appointment-times.ts"
import {
  addressOf,
  after,
  before,
  monthOf,
  seenAs,
  viewIn,
  viewTitle,
  weekOf,
} from "../../client/agenda/view.ts"

const appointment = (startsAt: string, more: Partial<Appointment> = {}): Appointment => ({
  id: startsAt,
  etag: "1",
  title: "Kapper",
  description: null,
  instruction: null,
  startsAt,
  endsAt: null,
  status: "planned",
  participants: [],
  place: null,
  isGroup: false,
  ...more,
})

const week = weekOf("2026-11-22")
/** "24 lead first" for each day of a span. */
const placed = (span: { from: string; to: string }, appointments: Appointment[]) =>
  daysIn(span, appointments).flatMap(({ day, entries }) =>
    entries.map(({ appointment: { id }, part, isLead }) =>
      [day.slice(8), id.slice(5, 16), part, ...(isLead ? ["lead"] : [])].join(" "),
    ),
  )
const times = (one: Appointment, span = week) =>
  daysIn(span, [one]).flatMap(({ entries }) =>
    entries.map((entry) => Object.values(appointmentTimes(entry, "2026-11-22")).filter(Boolean).join(", ")),
  )

test("an appointment stands on its day in the Netherlands, earliest first", () => {
  expect(
    placed(week, [
      appointment("2026-11-17T13:00:00.000Z"),
      appointment("2026-11-16T23:30:00.000Z"),
      appointment("2026-11-22T22:59:00.000Z"),
      appointment("2026-11-22T23:00:00.000Z"),
    ]),
  ).toEqual(["17 11-16T23:30 whole lead", "17 11-17T13:00 whole lead", "22 11-22T22:59 whole lead"])
  expect(daysIn(week, []).map(({ day }) => day)).toHaveLength(7)
})

test("across midnight it stands on both days; what ends at midnight on one", () => {
  const night = appointment("2026-11-17T21:00:00.000Z", { endsAt: "2026-11-18T06:00:00.000Z" })
  expect(placed(week, [night])).toEqual(["17 11-17T21:00 first lead", "18 11-17T21:00 last"])
  expect(times(night)).toEqual([
    "22:00, tot woensdag 18 november, 07:00 uur",
    "tot 07:00 uur, begonnen op dinsdag 17 november, 22:00 uur",
  ])
  const evening = appointment("2026-11-17T19:00:00.000Z", { endsAt: "2026-11-17T23:00:00.000Z" })
  expect(placed(week, [evening])).toEqual(["17 11-17T19:00 whole lead"])
  expect(times(evening)).toEqual(["20:00, tot 00:00 uur"])
})

test("three weeks long: on every day, in full on the first that is shown", () => {
  const stay = appointment("2026-11-10T08:00:00.000Z", { endsAt: "2026-12-01T15:00:00.000Z" })
  const shown = placed(week, [stay])
  expect(shown).toHaveLength(7)
  expect(shown.slice(0, 2)).toEqual(["16 11-10T08:00 middle lead", "17 11-10T08:00 middle"])
  expect(times(stay)[0]).toBe("De hele dag, tot dinsdag 1 december, 16:00 uur")
  expect(placed(monthOf("2026-12-05"), [stay])).toEqual(["01 11-10T08:00 last lead"])
})

test("without an end it is a beginning, on its own day only", () => {
  const open = appointment("2026-11-21T22:30:00.000Z")
  expect(placed(week, [open])).toEqual(["21 11-21T22:30 whole lead"])
  expect(times(open)).toEqual(["vanaf 23:30\u00A0uur"])
})

test("the lost and the doubled hour: which 2:30 it is, and that the clock changes", () => {
  const at = (startsAt: string, endsAt: string) => appointment(startsAt, { endsAt })
  const autumn = weekOf("2026-10-25")
  const first = at("2026-10-25T00:30:00.000Z", "2026-10-25T01:30:00.000Z")
  expect(times(first, autumn)).toEqual(["02:30 (zomertijd), tot 02:30 uur (wintertijd)"])
  expect(clockNote(first)).toBe("In deze nacht gaat de klok een uur terug.")
  const spring = at("2026-03-29T00:45:00.000Z", "2026-03-29T01:15:00.000Z")
  expect(times(spring, weekOf("2026-03-29"))).toEqual(["01:45, tot 03:15 uur"])
  expect(clockNote(spring)).toBe("In deze nacht gaat de klok een uur vooruit.")
  expect(clockNote(at("2026-11-22T21:00:00.000Z", "2026-11-23T06:00:00.000Z"))).toBeNull()
  expect(clockNote(at("2026-10-01T21:00:00.000Z", "2026-11-23T06:00:00.000Z"))).toBeNull()
})

test("this week opens at today, the days that have been come last; another week is in order", () => {
  const days = daysIn(week, [])
  const thisWeek = fromToday(days, "2026-11-20")
  expect(thisWeek.coming.map(({ day }) => day.slice(8))).toEqual(["20", "21", "22"])
  expect(thisWeek.past.map(({ day }) => day.slice(8))).toEqual(["16", "17", "18", "19"])
  expect(fromToday(days, "2026-11-25")).toEqual({ coming: days, past: [] })
})

test("the week or month in the address counts when it is one, whatever day it names", () => {
  const today = "2026-11-22"
  expect(viewIn({ week: "2026-10-25" }, today)).toEqual(weekOf("2026-10-19"))
  for (const nonsense of ["", "vandaag", "2026-13-45", ["2026-10-25"], null])
    expect(viewIn({ week: nonsense }, today)).toEqual(week)
  expect(viewIn({}, today)).toEqual(week)
  expect(viewIn({ maand: "2028-02" }, today)).toEqual({ kind: "month", from: "2028-02-01", to: "2028-02-29" })
  for (const nonsense of ["", "februari", "2028-13", "1028-01", ["2028-02"], null])
    expect(viewIn({ maand: nonsense }, today)).toEqual(monthOf(today))
})

test("from week to week and month to month, across the year, and back to the short address", () => {
  const today = "2026-11-22"
  const addresses = (view: ReturnType<typeof monthOf>) =>
    [before(view), view, after(view)].map((one) => addressOf("/agenda", one, today))
  expect(addresses(week)).toEqual(["/agenda?week=2026-11-09", "/agenda", "/agenda?week=2026-11-23"])
  expect(addresses(monthOf("2026-12-31"))).toEqual([
    "/agenda?maand=2026-11",
    "/agenda?maand=2026-12",
    "/agenda?maand=2027-01",
  ])
  expect(viewTitle(monthOf(today), today)).toBe("November 2026")
  expect(seenAs(monthOf(today), "week", today)).toEqual(week)
  expect(seenAs(monthOf("2027-01-05"), "week", today)).toEqual(weekOf("2027-01-01"))
  expect(seenAs(weekOf("2026-12-01"), "month", today)).toEqual(monthOf("2026-11-30"))
})

test("a copy of other weeks shows of a month what it has", () => {
  const november = monthOf("2026-11-22")
  expect(overlap(november, { from: "2026-11-09", to: "2026-12-20" })).toEqual({
    from: "2026-11-09",
    to: "2026-11-30",
  })
  expect(overlap(november, { from: "2026-12-01", to: "2026-12-20" })).toBeNull()
})

test("over: the end has passed; without an end the day has; or the care says it is done", () => {
  const now = new Date("2026-11-22T14:00:00.000Z")
  const over = (more: Partial<Appointment>) => isOver(appointment("2026-11-22T12:00:00.000Z", more), now)
  expect(over({ endsAt: "2026-11-22T14:00:00.000Z" })).toBe(true)
  expect(over({ endsAt: "2026-11-22T14:01:00.000Z" })).toBe(false)
  expect(over({})).toBe(false)
  expect(over({ startsAt: "2026-11-21T12:00:00.000Z" })).toBe(true)
  expect(over({ status: "done" })).toBe(true)
})
