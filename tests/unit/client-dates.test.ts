import { describe, expect, test } from "vitest"
import {
  addDays,
  dateText,
  dayOf,
  daysBetween,
  dayText,
  fullNearDayText,
  greetingAt,
  momentText,
  nearDayText,
  rangeText,
  timeOf,
  timeRoundedUp,
  weekStart,
} from "../../client/kit/dates.ts"

describe("an instant as people in the Netherlands say it", () => {
  test.each([
    ["2026-01-15T11:05:00.000Z", "2026-01-15", "12:05"],
    ["2026-07-15T11:05:00.000Z", "2026-07-15", "13:05"],
    ["2026-11-21T23:30:00.000Z", "2026-11-22", "00:30"],
    ["2026-12-31T23:00:00.000Z", "2027-01-01", "00:00"],
  ])("%s is on %s at %s", (instant, day, time) => {
    expect(dayOf(instant)).toBe(day)
    expect(timeOf(instant)).toBe(time)
  })

  test("summer time begins on 29 March 2026: 1:59 is followed by 3:00", () => {
    expect(timeOf("2026-03-29T00:59:00.000Z")).toBe("01:59")
    expect(timeOf("2026-03-29T01:00:00.000Z")).toBe("03:00")
  })

  test("summer time ends on 25 October 2026: 2:30 comes twice, midnight moves to 23:00 UTC", () => {
    expect(timeOf("2026-10-25T00:30:00.000Z")).toBe("02:30")
    expect(timeOf("2026-10-25T01:30:00.000Z")).toBe("02:30")
    expect(dayOf("2026-10-24T22:00:00.000Z")).toBe("2026-10-25")
    expect(dayOf("2026-10-25T22:59:00.000Z")).toBe("2026-10-25")
    expect(dayOf("2026-10-25T23:00:00.000Z")).toBe("2026-10-26")
  })

  test("a minute that has begun is rounded up, a whole one is not", () => {
    expect(timeRoundedUp("2026-11-22T13:32:01.000Z")).toBe("14:33")
    expect(timeRoundedUp("2026-11-22T13:33:00.000Z")).toBe("14:33")
  })
})

describe("days follow the calendar", () => {
  test.each([
    ["2026-03-28", 1, "2026-03-29"],
    ["2026-03-29", 1, "2026-03-30"],
    ["2026-10-25", 1, "2026-10-26"],
    ["2026-10-26", -1, "2026-10-25"],
    ["2028-02-28", 1, "2028-02-29"],
    ["2026-12-31", 1, "2027-01-01"],
  ])("%s %i → %s", (day, count, expected) => {
    expect(addDays(day, count)).toBe(expected)
    expect(daysBetween(day, expected)).toBe(count)
  })

  test.each([
    ["2026-11-16", "2026-11-16"],
    ["2026-11-22", "2026-11-16"],
    ["2026-10-25", "2026-10-19"],
    ["2027-01-01", "2026-12-28"],
  ])("the week of %s begins on Monday %s", (day, monday) => expect(weekStart(day)).toBe(monday))
})

describe("in words", () => {
  const today = "2026-11-22"

  test("today, yesterday and tomorrow have a name; other days their date", () => {
    expect(nearDayText(today, today)).toBe("vandaag")
    expect(nearDayText("2026-11-21", today)).toBe("gisteren")
    expect(nearDayText("2026-11-23", today)).toBe("morgen")
    expect(nearDayText("2026-11-20", today)).toBe("vrijdag 20 november")
    expect(fullNearDayText("2026-11-21", today)).toBe("gisteren, zaterdag 21 november")
    expect(fullNearDayText("2026-11-20", today)).toBe("vrijdag 20 november")
  })

  test("the year is said only when it is another year", () => {
    expect(dayText("2026-01-02", today)).toBe("vrijdag 2 januari")
    expect(dayText("2025-12-31", today)).toBe("woensdag 31 december 2025")
    expect(dateText("2026-12-08")).toBe("8 december 2026")
  })

  test("yesterday is yesterday also over the night that has 25 hours", () => {
    const now = new Date("2026-10-26T08:00:00.000Z")
    expect(momentText("2026-10-25T00:30:00.000Z", now)).toBe("gisteren om 02:30 uur")
    expect(momentText("2026-10-24T22:30:00.000Z", now)).toBe("gisteren om 00:30 uur")
  })

  test.each([
    ["2026-11-16", "2026-11-22", "16 tot en met 22 november"],
    ["2026-11-30", "2026-12-06", "30 november tot en met 6 december"],
    ["2026-12-28", "2027-01-03", "28 december 2026 tot en met 3 januari 2027"],
    ["2027-01-04", "2027-01-10", "4 tot en met 10 januari 2027"],
  ])("a week from %s to %s", (from, to, text) => expect(rangeText(from, to, today)).toBe(text))

  test.each([
    ["2026-11-22T04:59:00.000Z", "Goedenacht"],
    ["2026-11-22T05:00:00.000Z", "Goedemorgen"],
    ["2026-11-22T11:00:00.000Z", "Goedemiddag"],
    ["2026-07-22T15:59:00.000Z", "Goedemiddag"],
    ["2026-07-22T16:00:00.000Z", "Goedenavond"],
  ])("at %s the greeting is %s", (instant, greeting) =>
    expect(greetingAt(new Date(instant)).replaceAll("\u00AD", "")).toBe(greeting),
  )
})
