import { expect, test } from "vitest"
import { shiftDates } from "../../server/demo/shift-dates.ts"

const bundle = (resource: unknown) => ({ timestamp: "2026-11-22T12:00:00+01:00", entry: [{ resource }] })
const shifted = (resource: unknown, today: string) => shiftDates(bundle(resource), today).entry?.[0]?.resource

test("everything near the bundle's moment moves by the same number of days", () => {
  const moved = shifted(
    { date: "2026-11-20T09:05:00+01:00", period: { start: "2026-11-01", end: "2026-12-01" } },
    "2026-11-25",
  )
  expect(moved).toEqual({
    date: "2026-11-23T09:05:00+01:00",
    period: { start: "2026-11-04", end: "2026-12-04" },
  })
  expect(shiftDates(bundle({}), "2026-11-25").timestamp).toBe("2026-11-25T12:00:00+01:00")
})

test("a report of nine in the morning stays one of nine in the morning in summer", () => {
  expect(shifted({ date: "2026-11-20T09:05:00+01:00" }, "2027-07-22")).toEqual({
    date: "2027-07-20T09:05:00+02:00",
  })
  expect(shifted({ date: "2026-08-20T09:05:00+02:00" }, "2027-02-22")).toEqual({
    date: "2026-11-20T09:05:00+01:00",
  })
})

test("the hours that the clock skips and repeats get an offset that exists", () => {
  expect(shifted({ date: "2026-11-22T02:30:00+01:00" }, "2027-03-28")).toEqual({
    date: "2027-03-28T02:30:00+02:00",
  })
  expect(shifted({ date: "2026-11-22T02:30:00+01:00" }, "2027-10-31")).toEqual({
    date: "2027-10-31T02:30:00+02:00",
  })
})

test("births, admissions long ago and words that are no dates stay", () => {
  const old = { birthDate: "1938-04-02", start: "2024-01-10", year: "2026", text: "op 2026-11-20 gezien" }
  expect(shifted(old, "2027-01-01")).toEqual(old)
})
