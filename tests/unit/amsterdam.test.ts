import { expect, test } from "vitest"
import { addDays, dateInAmsterdam, startOfDay, timeInAmsterdam } from "../../server/http/amsterdam.ts"

test("a day begins at Dutch midnight, in winter, in summer and on the days the clock moves", () => {
  expect(startOfDay("2026-01-15").toISOString()).toBe("2026-01-14T23:00:00.000Z")
  expect(startOfDay("2026-07-15").toISOString()).toBe("2026-07-14T22:00:00.000Z")
  expect(startOfDay("2026-03-29").toISOString()).toBe("2026-03-28T23:00:00.000Z")
  expect(startOfDay("2026-03-30").toISOString()).toBe("2026-03-29T22:00:00.000Z")
  expect(startOfDay("2026-10-25").toISOString()).toBe("2026-10-24T22:00:00.000Z")
  expect(startOfDay("2026-10-26").toISOString()).toBe("2026-10-25T23:00:00.000Z")
})

test("late in the evening it is already tomorrow here while it is still today in UTC", () => {
  expect(dateInAmsterdam(new Date("2026-11-22T23:30:00Z"))).toBe("2026-11-23")
  expect(timeInAmsterdam(new Date("2026-11-22T23:30:00Z"))).toBe("00:30")
})

test("days are counted by the calendar, across months, years and clock changes", () => {
  expect(addDays("2026-02-28", 1)).toBe("2026-03-01")
  expect(addDays("2026-12-31", 1)).toBe("2027-01-01")
  expect(addDays("2026-03-29", 1)).toBe("2026-03-30")
  expect(addDays("2026-03-01", -1)).toBe("2026-02-28")
})
