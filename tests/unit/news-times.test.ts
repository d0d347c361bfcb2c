// The clock of the mails about something new, on either side of summer time.
import { describe, expect, test } from "vitest"
import { mayMailAt, turnBegan } from "../../server/jobs/news-times.ts"

const at = (instant: string) => new Date(instant)
const turn = (frequency: "direct" | "daily" | "weekly", now: string) =>
  turnBegan(frequency, at(now)).toISOString()

describe("quiet hours, in Amsterdam", () => {
  test.each([
    ["2026-11-22T06:59:59Z", false],
    ["2026-11-22T07:00:00Z", true],
    ["2026-11-22T18:59:59Z", true],
    ["2026-11-22T19:00:00Z", false],
    ["2026-07-01T05:59:59Z", false],
    ["2026-07-01T06:00:00Z", true],
    ["2026-07-01T18:00:00Z", false],
    // The nights in which the clock is moved.
    ["2026-03-29T05:59:59Z", false],
    ["2026-03-29T06:00:00Z", true],
    ["2026-10-25T06:59:59Z", false],
    ["2026-10-25T07:00:00Z", true],
  ])("%s: %s", (now, may) => expect(mayMailAt(at(now))).toBe(may))
})

test("every day at five, winter and summer", () => {
  expect(turn("daily", "2026-11-22T15:59:59Z")).toBe("2026-11-21T16:00:00.000Z")
  expect(turn("daily", "2026-11-22T16:00:00Z")).toBe("2026-11-22T16:00:00.000Z")
  expect(turn("daily", "2026-07-01T15:00:00Z")).toBe("2026-07-01T15:00:00.000Z")
  expect(turn("daily", "2026-03-29T14:59:59Z")).toBe("2026-03-28T16:00:00.000Z")
  expect(turn("daily", "2026-03-29T15:00:00Z")).toBe("2026-03-29T15:00:00.000Z")
  expect(turn("daily", "2026-10-25T16:00:00Z")).toBe("2026-10-25T16:00:00.000Z")
  // Just after midnight in Amsterdam it is still yesterday's turn.
  expect(turn("daily", "2026-11-22T23:30:00Z")).toBe("2026-11-22T16:00:00.000Z")
})

test("every week on Friday at five", () => {
  expect(turn("weekly", "2026-11-27T15:59:59Z")).toBe("2026-11-20T16:00:00.000Z")
  expect(turn("weekly", "2026-11-27T16:00:00Z")).toBe("2026-11-27T16:00:00.000Z")
  expect(turn("weekly", "2026-12-03T12:00:00Z")).toBe("2026-11-27T16:00:00.000Z")
  expect(turn("weekly", "2026-03-30T12:00:00Z")).toBe("2026-03-27T16:00:00.000Z")
  expect(turn("weekly", "2026-04-03T15:00:00Z")).toBe("2026-04-03T15:00:00.000Z")
})

test("directly: an hour after the last mail", () => {
  expect(turn("direct", "2026-11-22T12:00:00Z")).toBe("2026-11-22T11:00:00.000Z")
})
