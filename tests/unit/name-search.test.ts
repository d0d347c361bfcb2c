import { expect, test } from "vitest"
import { matches, wordsOf } from "../../server/access/name-prefixes.ts"
import { readQuery } from "../../server/admin/find-patients.ts"
import { afterCapacity } from "../../server/access/grant-rules.ts"

test("a name is compared by its words, whatever the accents and signs", () => {
  expect(wordsOf("Ria de Vries-Bakker")).toEqual(["ria", "de", "vries", "bakker"])
  expect(wordsOf("Ömer Şahin-Øst ß")).toEqual(["omer", "sahin", "ost", "ss"])
  expect(matches("Wilhelmina van Wijngaarden", ["wijngaarde", "wil"])).toBe(true)
  expect(matches("Wilhelmina van Wijngaarden", ["wijngaarts"])).toBe(false)
})

test.each([
  ["vries", { kind: "name", words: ["vries"] }],
  ["  Ria   Bakker ", { kind: "name", words: ["ria", "bakker"] }],
  ["4-5-1938", { kind: "birthDate", day: "1938-05-04" }],
  ["04/05/1938", { kind: "birthDate", day: "1938-05-04" }],
  ["4 mei 1938", { kind: "birthDate", day: "1938-05-04" }],
  ["12 maart 1940", { kind: "birthDate", day: "1940-03-12" }],
  ["1938-05-04", { kind: "birthDate", day: "1938-05-04" }],
  ["999900018", { kind: "bsn", digits: "999900018" }],
  ["9999.00.018", { kind: "bsn", digits: "999900018" }],
])("%s is understood", (typed, query) => {
  expect(readQuery(typed)).toEqual(query)
})

test.each([
  ["a", "search-short"],
  ["-", "search-short"],
  ["999900019", "bsn-incomplete"],
  ["12345", "bsn-incomplete"],
  ["31-2-1938", "date-invalid"],
])("%s gets one clear answer", (typed, code) => {
  expect(() => readQuery(typed)).toThrow(code)
})

test.each([
  [false, 1, "patient", "ends"],
  [false, 2, "contactPerson", "confirm"],
  [false, 3, "contactPerson", "confirm"],
  [true, 1, "legalRepresentative", "ends"],
  [true, 2, "contactPerson", "confirm"],
  [true, 2, "patient", "ends"],
  [true, 1, "patient", "stays"],
  [false, 1, "legalRepresentative", "stays"],
  [false, 2, "patient", "stays"],
] as const)("capable %s: place %i of the %s %s", (isCapable, slot, role, verdict) => {
  expect(afterCapacity(isCapable, { slot, role })).toBe(verdict)
})
