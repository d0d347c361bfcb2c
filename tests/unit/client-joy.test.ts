import { expect, test } from "vitest"
import type { JoyActivity } from "#contract/joy"
import { after, before, daysOf, monthIn, monthName, weeksOf } from "../../client/joy/joy-month.ts"
import { storyText, timeText } from "../../client/joy/joy-text.ts"
import { joyWords } from "../../client/joy/words.ts"

const now = new Date("2026-11-22T13:00:00Z")
const one = (startsAt: string, changes: Partial<JoyActivity> = {}): JoyActivity => ({
  id: startsAt,
  etag: "e",
  title: "Koor",
  description: null,
  instruction: null,
  startsAt,
  endsAt: null,
  status: "done",
  participants: [],
  place: null,
  isGroup: false,
  enjoyed: [],
  isNew: false,
  ...changes,
})

test.each([
  [undefined, "2026-11"],
  ["2026-13", "2026-11"],
  [["2026-10"], "2026-11"],
  ["0026-01", "2026-11"],
  ["2027-02", "2027-02"],
])("the month of %j is %s", (asked, month) => expect(monthIn(asked, "2026-11-22")).toBe(month))

test("months follow each other over the years", () => {
  expect([before("2026-01"), after("2026-12"), after("2027-01")]).toEqual(["2025-12", "2027-01", "2027-02"])
  expect(monthName("2026-02")).toBe("februari 2026")
})

test("each day of a month stands in one week, whatever day it begins on", () => {
  const names = weeksOf("2026-11", [], now).map(({ name }) => name)
  expect(names).toEqual([
    "1",
    "2 tot en met 8",
    "9 tot en met 15",
    "16 tot en met 22",
    "23 tot en met 29",
    "30",
  ])
  expect(weeksOf("2027-02", [], now)).toHaveLength(4)
  const over = weeksOf("2026-11", [], now).map(({ isOver }) => isOver)
  expect(over).toEqual([true, true, true, false, false, false])
})

test("what was done and what is planned count apart, what was cancelled does not; midnight is Amsterdam's", () => {
  const activities = [
    one("2026-11-08T22:30:00Z"),
    one("2026-11-08T23:30:00Z"),
    one("2026-11-18T10:00:00Z", { status: "planned" }),
    one("2026-11-27T10:00:00Z", { status: "cancelled" }),
    one("2026-11-28T10:00:00Z", { status: "planned" }),
  ]
  const counts = weeksOf("2026-11", activities, now).map(({ done, planned }) => [done, planned])
  expect(counts).toEqual([
    [0, 0],
    [1, 0],
    [1, 0],
    [1, 0],
    [0, 1],
    [0, 0],
  ])
  const { been, coming } = daysOf(activities, now)
  expect(been.map(({ day }) => day)).toEqual(["2026-11-18", "2026-11-09", "2026-11-08"])
  expect(coming.map(({ day }) => day)).toEqual(["2026-11-27", "2026-11-28"])
})

test("it is told in sentences, to the client and of somebody else", () => {
  const people = {
    participants: [
      { name: "Annemiek Bos", role: "activiteitenbegeleider" },
      { name: "Anneke", role: null },
    ],
  }
  const choir = one("2026-11-08T14:30:00Z", {
    ...people,
    endsAt: "2026-11-08T15:20:00Z",
    isGroup: true,
    place: "Zaal",
  })
  expect(timeText(choir)).toBe("Van 15:30 tot 16:20 uur.")
  expect(storyText(choir, "Ria", now)).toBe(
    "Ria deed mee met een groep. Annemiek Bos (activiteitenbegeleider) en Anneke waren erbij. Plaats: Zaal.",
  )
  expect(storyText(one("2026-11-28T10:00:00Z", { status: "planned" }), null, now)).toBe("U doet mee.")
  expect(storyText(one("2026-11-18T10:00:00Z", { status: "planned" }), "Ria", now)).toBe("Ria zou meedoen.")
  expect(storyText(one("2026-11-18T10:00:00Z", { status: "cancelled" }), "Ria", now)).toBe(
    "Dit ging niet door.",
  )
  expect(timeText(one("2026-11-08T14:30:00Z"))).toBe("Vanaf 15:30 uur.")
  expect(timeText(one("2026-11-08T20:00:00Z", { endsAt: "2026-11-09T01:00:00Z" }))).toBe(
    "Van 21:00 uur tot maandag 9 november, 02:00 uur.",
  )
  expect(joyWords.summary("Ria", "november 2026", 1, 2)).toBe(
    "In november 2026 deed Ria 1 keer mee. Er staan nog 2 activiteiten gepland.",
  )
  expect(joyWords.summary(null, "mei 2026", 0, 0)).toBe("")
})
