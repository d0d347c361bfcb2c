import { expect, test } from "vitest"
import { excerptOf } from "#contract/excerpt"
import { decodePlace, encodePlace } from "../../server/dossier/report.ts"

test("a short report is shown whole in the list", () => {
  expect(excerptOf("Rustige nacht.")).toEqual({ excerpt: "Rustige nacht.", isWhole: true })
})

test("a long one is cut between words and says so", () => {
  const { excerpt, isWhole } = excerptOf("woorden ".repeat(100))
  expect(isWhole).toBe(false)
  expect(excerpt.length).toBeLessThanOrEqual(322)
  expect(excerpt).toMatch(/woorden …$/)
})

test("a text without spaces is cut without breaking a character in two", () => {
  const { excerpt } = excerptOf("😀".repeat(400))
  expect(
    [...excerpt].every(
      (sign) => sign.codePointAt(0) !== 0xfffd && !/[\ud800-\udfff]/.test(sign.length === 1 ? sign : ""),
    ),
  ).toBe(true)
})

test("a page's place survives the trip through the browser; anything else is no place", () => {
  const place = { occurredAt: "2026-11-22T10:00:00.000Z", id: "0b7f3a52-6c1d-4c7e-9a57-1f2d3c4b5a69" }
  expect(decodePlace(encodePlace(place))).toEqual(place)
  for (const cursor of ["", "x", "' OR 1=1", encodePlace({ ...place, id: "%" })])
    expect(decodePlace(cursor)).toBeNull()
})
