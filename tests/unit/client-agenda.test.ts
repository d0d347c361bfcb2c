import { expect, test } from "vitest"
import type { Appointment } from "#contract/agenda"
import { fromToday, isOver, mondayOf, weekDays } from "../../client/agenda/week.ts"

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

test("an appointment stands on its day in the Netherlands, earliest first", () => {
  const days = weekDays("2026-11-16", [
    appointment("2026-11-17T13:00:00.000Z"),
    appointment("2026-11-16T23:30:00.000Z"),
    appointment("2026-11-22T22:59:00.000Z"),
  ])
  expect(days.map(({ day, appointments }) => [day, appointments.map(({ id }) => id.slice(8, 16))])).toEqual([
    ["2026-11-16", []],
    ["2026-11-17", ["16T23:30", "17T13:00"]],
    ["2026-11-18", []],
    ["2026-11-19", []],
    ["2026-11-20", []],
    ["2026-11-21", []],
    ["2026-11-22", ["22T22:59"]],
  ])
})

test("this week opens at today, the days that have been come last; another week is in order", () => {
  const days = weekDays("2026-11-16", [])
  const thisWeek = fromToday(days, "2026-11-20")
  expect(thisWeek.coming.map(({ day }) => day)).toEqual(["2026-11-20", "2026-11-21", "2026-11-22"])
  expect(thisWeek.past.map(({ day }) => day)).toEqual([
    "2026-11-16",
    "2026-11-17",
    "2026-11-18",
    "2026-11-19",
  ])
  expect(fromToday(days, "2026-11-25")).toEqual({ coming: days, past: [] })
})

test("the week in the address counts when it is a date, whatever day it names", () => {
  expect(mondayOf("2026-10-25", "2026-11-22")).toBe("2026-10-19")
  for (const nonsense of [undefined, "", "vandaag", "2026-13-45", ["2026-10-25"]])
    expect(mondayOf(nonsense, "2026-11-22")).toBe("2026-11-16")
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
