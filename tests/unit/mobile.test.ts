import { describe, expect, test } from "vitest"
import { maskMobile, readMobile } from "../../server/credentials/mobile.ts"

const read = (typed: string, country = "NL", allowed = ["NL"]) => {
  const number = readMobile(typed, country, allowed)
  return number.kind === "mobile" ? number.e164 : number.code
}

test.each([
  "0612345678",
  "06-12345678",
  "06 12 34 56 78",
  "06.12.34.56.78",
  "(06) 12345678",
  "612345678",
  "+31612345678",
  "+31 6 12345678",
  "+31(0)612345678",
  "+31 (0)6-12345678",
  "0031612345678",
  "0031 6 12345678",
  "00 31 (0)6 12345678",
  " 0612345678\n",
  "٠٦١٢٣٤٥٦٧٨",
  "０６１２３４５６７８",
])("%j is +31612345678", (typed) => expect(read(typed)).toBe("+31612345678"))

test.each([
  "",
  "06123",
  "06123456789",
  "0201234567",
  "+31 20 123 45 67",
  "097012345678",
  "0900 1234",
  "112",
  "0612345678 ext 5",
  "0612345678;ext=5",
  "0612345678\n@evil #000000",
  "0612345678,0687654321",
  "tel:0612345678",
  "06ABCDEFGH",
  "0".repeat(40),
])("%j is no mobile number", (typed) => expect(read(typed)).toBe("mobile-invalid"))

describe("other countries", () => {
  test("are refused unless the organisation allows them, whichever way they are written", () => {
    expect(read("+32 470 12 34 56")).toBe("mobile-country")
    expect(read("0470 12 34 56", "BE")).toBe("mobile-country")
    expect(read("+32 470 12 34 56", "NL", ["NL", "BE"])).toBe("+32470123456")
    expect(read("0470 12 34 56", "BE", ["NL", "BE"])).toBe("+32470123456")
  })

  test("count by the number, not by the list that was opened", () =>
    expect(read("+31 6 12345678", "BE", ["BE"])).toBe("mobile-country"))

  test("that do not exist are no country", () => expect(read("0612345678", "XX")).toBe("mobile-invalid"))
})

test("a masked number shows the last two digits", () => {
  expect(maskMobile("+31612345678")).toBe("06 •• •• •• 78")
  expect(maskMobile("+32470123456")).toBe("+32 •• •• •• 56")
})
