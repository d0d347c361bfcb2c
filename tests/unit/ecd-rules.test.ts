import { expect, test } from "vitest"
import { decideVersion } from "../../server/ecd/checking/decide-version.ts"
import { readDay, readMoment, readTime } from "../../server/ecd/checking/fhir-dates.ts"
import { visibilityOf } from "../../server/ecd/checking/visibility.ts"
import { openingHours } from "../../server/ecd/mapping/opening-hours.ts"
import { findRule, parseSourceSettings } from "../../server/ecd/source-settings.ts"

test("the status table: what is not listed is hidden", () => {
  const shownOf = (type: string, statuses: string[]) => statuses.map((status) => visibilityOf(type, status))
  expect(
    shownOf("Composition", ["final", "amended", "corrected", "preliminary", "entered-in-error", "unknown"]),
  ).toEqual(["show", "marked", "marked", "hide", "hide", "hide"])
  expect(
    shownOf("Appointment", ["booked", "arrived", "checked-in", "fulfilled", "cancelled", "pending"]),
  ).toEqual([...Array<string>(4).fill("show"), "marked", "marked"])
  expect(shownOf("Appointment", ["proposed", "noshow", "waitlist", "entered-in-error", "final"])).toEqual(
    Array(5).fill("hide"),
  )
  expect(shownOf("DocumentReference", ["current", "superseded", "entered-in-error"])).toEqual([
    "show",
    "hide",
    "hide",
  ])
  expect(shownOf("CarePlan", ["active", "on-hold", "completed", "draft", "revoked"])).toEqual([
    "show",
    "marked",
    "marked",
    "hide",
    "hide",
  ])
  expect(shownOf("Goal", ["accepted", "active", "on-hold", "proposed", "planned", "rejected"])).toEqual([
    "show",
    "show",
    "marked",
    "hide",
    "hide",
    "hide",
  ])
  expect(visibilityOf("Flag", "active")).toBe("hide")
  expect(visibilityOf("Composition", ["final"])).toBe("hide")
})

test("times need an offset, dates need to exist, partial dates keep what they say", () => {
  expect(readMoment("2026-11-20", "date")).toEqual({ at: "2026-11-20T12:00:00.000Z", precision: "day" })
  expect(readTime("2026-11-20T09:00:00.1234+01:00", "start")).toBe("2026-11-20T08:00:00.123Z")
  expect(readTime("2016-12-31T23:59:60Z", "start")).toBe("2016-12-31T23:59:59.000Z")
  for (const wrong of [
    "2026-11",
    "2026",
    "2026-02-29",
    "2026-13-01",
    "20-11-2026",
    "",
    "2026-11-20T25:00:00Z",
    7,
  ])
    expect(() => readMoment(wrong, "date")).toThrow("Een datum of tijd ontbreekt of bestaat niet.")
  expect(() => readMoment("2026-11-20T09:00:00", "date")).toThrow("tijdzone")
  expect(readDay("2028-02", "end", "last")).toEqual({ day: "2028-02-29", precision: "month" })
  expect(readDay("2026", "start", "first")).toEqual({ day: "2026-01-01", precision: "year" })
  expect(readDay("2026-06-30T22:30:00Z", "end", "last")).toEqual({ day: "2026-07-01", precision: "day" })
})

test("which version counts", () => {
  const version = (name: string, lastUpdated: string | null = null) => ({
    versionKey: `h:${name}`,
    contentHash: name,
    lastUpdated,
  })
  const current = { ...version("b", "2026-01-02"), isDeleted: false }
  expect(decideVersion(version("a"), undefined, [])).toBe("new")
  expect(decideVersion(version("b"), current, [])).toBe("unchanged")
  expect(decideVersion(version("c"), current, [])).toBe("changed")
  expect(decideVersion(version("c", "2026-01-01"), current, [])).toBe("stale")
  expect(decideVersion(version("a"), current, [version("a")])).toBe("returned")
  expect(decideVersion(version("a", "2026-01-03"), current, [version("a")])).toBe("changed")
  expect(decideVersion(version("a", "2026-01-01"), current, [version("a")])).toBe("unchanged")
  expect(decideVersion(version("b"), { ...current, isDeleted: true }, [])).toBe("returned")
  const numbered = { versionKey: "v:1", contentHash: "b", lastUpdated: null }
  expect(decideVersion(numbered, { ...numbered, isDeleted: true }, [])).toBe("unchanged")
  expect(
    decideVersion({ ...numbered, contentHash: "x" }, { ...numbered, isDeleted: false }, [numbered]),
  ).toBe("changed")
})

test("when a carer can be reached, in words", () => {
  const week = ["mon", "tue", "wed", "thu", "fri"]
  const office = { availableStartTime: "08:00:00", availableEndTime: "16:30:00" }
  expect(openingHours([{ daysOfWeek: week, ...office }])).toBe(
    "Maandag tot en met vrijdag, 8:00 tot 16:30 uur",
  )
  expect(openingHours([{ daysOfWeek: ["thu", "mon"], ...office }])).toBe(
    "Maandag en donderdag, 8:00 tot 16:30 uur",
  )
  expect(openingHours([{ daysOfWeek: ["sat"], allDay: true }, office])).toBe(
    "Zaterdag, de hele dag; 8:00 tot 16:30 uur",
  )
  expect(openingHours([{ daysOfWeek: week }])).toBeNull()
})

test("codes of an organisation: by code, by system and code, or by a whole word", () => {
  const { reportTypes, lifeStoryCodes } = parseSourceSettings({
    reportTypes: [
      { system: "https://ecd.example/soort", code: "12", discipline: "arts" },
      { code: "zorg", discipline: "zorg" },
    ],
  })
  const discipline = (concept: Parameters<typeof findRule>[1][number]) =>
    findRule(reportTypes, [concept])?.discipline
  expect(discipline({ coding: [{ system: "https://ecd.example/soort", code: "12" }] })).toBe("arts")
  expect(discipline({ coding: [{ system: "https://ander.example", code: "12" }] })).toBeUndefined()
  expect(discipline({ coding: [{ code: "x", display: "Zorg" }] })).toBe("zorg")
  expect(discipline({ text: "rapportage voor de zorg" })).toBeUndefined()
  expect(findRule(lifeStoryCodes, [{ coding: [{ code: "levensverhaal" }] }])).toBeDefined()
})

test("settings that make no sense are refused with a sentence", () => {
  expect(() => parseSourceSettings({ evvPatterns: ["("] })).toThrow(
    "evvPatterns.0 is not a regular expression",
  )
  expect(() => parseSourceSettings({ absentConfidentiality: "maybe" })).toThrow("absentConfidentiality")
  expect(() => parseSourceSettings({ colour: "red" })).toThrow("colour")
})
