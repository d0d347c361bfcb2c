import { describe, expect, test } from "vitest"
import { endFromEcd, type Death, type Stay } from "../../server/access/end-of-access.ts"

const alive: Death = { deceased: false, on: null, precision: null, firstSeenAt: null }
const living: Stay = { status: "active", endsOn: null, endPrecision: null, endFirstSeenAt: null }
const left = (endsOn: string): Stay => ({ ...living, status: "ended", endsOn, endPrecision: "day" })
const died = (
  on: string | null,
  precision: Death["precision"] = "day",
  firstSeenAt: string | null = null,
): Death => ({
  deceased: true,
  on,
  precision,
  firstSeenAt,
})

describe("the end of access, 30 days after departure or death", () => {
  test("while someone lives here there is no end", () => {
    expect(endFromEcd(alive, [living])).toBeNull()
  })

  test("day 30 can still be read to its last minute", () => {
    const end = endFromEcd(alive, [left("2026-10-23")])
    expect(end).toEqual({ reason: "departed", lastDay: "2026-11-22", at: new Date("2026-11-22T23:00:00Z") })
  })

  test("thirty days that cross the start of summer time end at Dutch midnight", () => {
    const end = endFromEcd(died("2026-03-15"), [left("2026-03-15")])
    expect(end).toEqual({ reason: "deceased", lastDay: "2026-04-14", at: new Date("2026-04-14T22:00:00Z") })
  })

  test("a stay that reopens clears the end", () => {
    expect(endFromEcd(alive, [left("2026-01-01"), living])).toBeNull()
  })

  test("of several ended stays the last one counts", () => {
    expect(endFromEcd(alive, [left("2026-05-01"), left("2026-06-01")])).toMatchObject({
      lastDay: "2026-07-01",
    })
  })

  test("a planned or cancelled stay never starts access", () => {
    const planned: Stay = { ...living, status: "planned" }
    expect(endFromEcd(alive, [planned, { ...living, status: "cancelled" }])).toBe("no-stay")
    expect(endFromEcd(alive, [])).toBe("no-stay")
  })

  test("a month without a day counts to its last day, or to the day we first saw it when that is earlier", () => {
    expect(endFromEcd(died("2026-02", "month"), [])).toMatchObject({ lastDay: "2026-03-30" })
    const seen = endFromEcd(died("2026-02", "month", "2026-02-10T09:00:00.000Z"), [])
    expect(seen).toMatchObject({ lastDay: "2026-03-12" })
  })

  test("a year without a month counts the same way", () => {
    expect(endFromEcd(died("2025", "year", "2026-02-10T09:00:00.000Z"), [])).toMatchObject({
      lastDay: "2026-01-30",
    })
  })

  test("deceased without any date counts from the day we first saw it", () => {
    const end = endFromEcd(died(null, "unknown", "2026-11-01T23:30:00.000Z"), [])
    expect(end).toMatchObject({ reason: "deceased", lastDay: "2026-12-02" })
  })

  test("a date in the future counts from the day we first saw it: nobody left in 2999", () => {
    const sentinel: Stay = { ...left("2999-12-31"), endFirstSeenAt: "2026-11-01T09:00:00.000Z" }
    expect(endFromEcd(alive, [sentinel])).toMatchObject({ lastDay: "2026-12-01" })
    expect(endFromEcd(died("9999-12-31", "day", "2026-11-01T09:00:00.000Z"), [])).toMatchObject({
      lastDay: "2026-12-01",
    })
  })

  test("a date that cannot be counted with closes the record, and breaks nothing", () => {
    for (const day of ["0001-01-01", "1900-01-01"])
      expect(endFromEcd(alive, [left(day)])).toMatchObject({ reason: "departed" })
    expect(endFromEcd(alive, [left("9999-12-31")])).toMatchObject({ reason: "departed" })
    expect(endFromEcd(died(null), [living])).toBe("no-stay")
  })
})
