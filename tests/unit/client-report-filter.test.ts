import { describe, expect, test } from "vitest"
import type { ReportSummary } from "#contract/dossier"
import {
  askedFilter,
  filterIn,
  filterText,
  isOn,
  noFilter,
  passes,
  queryOf,
  withQuery,
} from "../../client/dossier/report-filter.ts"

const today = "2026-11-22"
const asked = (query: object) => askedFilter(filterIn({ ...query }), today)

test.each([
  [{}, {}, ""],
  [{ soort: "arts" }, { discipline: "arts" }, "Arts"],
  [{ periode: "week" }, { from: "2026-11-16" }, "laatste 7 dagen"],
  [{ soort: "zorg", periode: "maand" }, { discipline: "zorg", from: "2026-10-24" }, "Zorg, laatste 30 dagen"],
  [{ van: "2026-11-01" }, { from: "2026-11-01" }, "vanaf 1 november 2026"],
  [{ tot: "2026-11-01" }, { until: "2026-11-01" }, "tot en met 1 november 2026"],
  [
    { van: "2025-12-31", tot: "2026-11-01" },
    { from: "2025-12-31", until: "2026-11-01" },
    "31 december 2025 tot en met 1 november 2026",
  ],
])("%j in the address", (query, wanted, text) => {
  expect(asked(query)).toEqual(wanted)
  expect(filterText(filterIn({ ...query }))).toBe(text)
  expect(isOn(filterIn({ ...query }))).toBe(text !== "")
  expect(queryOf(filterIn({ ...query }))).toEqual(query)
})

test.each([
  { soort: "tovenaar" },
  { soort: ["arts", "zorg"] },
  { soort: "constructor" },
  { periode: "eeuw" },
  { van: "2026-02-31", tot: "gisteren" },
  { van: "0002-01-01" },
  { vanaf: "3", zoek: "appeltaart" },
])("%j is no filter", (query) => expect(filterIn(query)).toEqual(noFilter))

describe("on the device the same reports pass as at the server", () => {
  const report = (occurredAt: string, discipline = "zorg") => ({ occurredAt, discipline }) as ReportSummary
  test.each([
    ["2026-11-15T22:59:00.000Z", false],
    ["2026-11-15T23:00:00.000Z", true],
    ["2026-11-18T22:59:59.000Z", true],
    ["2026-11-18T23:00:00.000Z", false],
  ])("%s", (at, isIn) => expect(passes({ from: "2026-11-16", until: "2026-11-18" }, report(at))).toBe(isIn))
  test("of the discipline", () => {
    expect(passes({ discipline: "arts" }, report(today))).toBe(false)
    expect(passes({ discipline: "zorg" }, report(today))).toBe(true)
  })
})

test("nothing stands behind a question mark that is not there", () => {
  expect(withQuery("/a", {})).toBe("/a")
  expect(withQuery("/a", { van: undefined, soort: "arts" })).toBe("/a?soort=arts")
})
