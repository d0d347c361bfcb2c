import { expect, test } from "vitest"
import type { ReportList, ReportSummary } from "#contract/dossier"
import { keptList } from "../../client/dossier/kept-list.ts"

const report = (day: number, excerpt = "Rustige nacht."): ReportSummary => ({
  id: `r${day}`,
  etag: "1",
  discipline: "zorg",
  title: null,
  author: null,
  authorRole: null,
  occurredAt: `2026-11-${String(day).padStart(2, "0")}T08:00:00.000Z`,
  precision: "instant",
  amendedAt: null,
  isNew: false,
  excerpt,
  isWhole: true,
})
const list = (...days: number[]): ReportList => ({
  reports: days.map((day) => report(day)),
  olderThan: "next",
  newerThan: null,
  disciplines: ["zorg"],
  updatedAt: null,
})
const idsOf = ({ reports }: ReportList) => reports.map(({ id }) => id)

test("older reports that were read before stay behind the newest page", () => {
  expect(idsOf(keptList(list(22, 21, 20), list(21, 20, 19, 18)))).toEqual(["r22", "r21", "r20", "r19", "r18"])
})

test("a gap is never hidden: without a report in common only the newest page is kept", () => {
  expect(idsOf(keptList(list(22, 21), list(15, 14)))).toEqual(["r22", "r21"])
})

test("a report that is gone from between the others does not come back", () => {
  expect(idsOf(keptList(list(22, 20), list(22, 21, 20, 19)))).toEqual(["r22", "r20", "r19"])
})

test("the kept list names no next page, and fits in a record of the vault", () => {
  const long = {
    ...list(),
    reports: Array.from({ length: 28 }, (_, at) => report(28 - at, "x".repeat(5000))),
  }
  const kept = keptList(long, null)
  expect(kept.olderThan).toBeNull()
  expect(kept.reports.length).toBeGreaterThan(10)
  expect(new TextEncoder().encode(JSON.stringify(kept)).length).toBeLessThan(64 * 1024)
})

test("nothing at all is kept as nothing at all", () => {
  expect(idsOf(keptList(list(), list(3, 2)))).toEqual([])
})
