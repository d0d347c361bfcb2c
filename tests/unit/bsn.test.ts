import { expect, test } from "vitest"
import { readBsn } from "../../server/credentials/bsn.ts"

test.each([
  ["999900018", "999900018"],
  ["123456782", "123456782"],
  ["1234 56 782", "123456782"],
  ["1234.56.782", "123456782"],
  ["１２３４５６７８２", "123456782"],
  ["10000008", "010000008"],
])("%j is the number %s", (typed, digits) => expect(readBsn(typed)).toEqual({ kind: "possible", digits }))

test.each(["123456789", "999900019", "000000000", "00000000"])("%j fails the eleven test", (typed) =>
  expect(readBsn(typed)).toEqual({ kind: "impossible", digits: typed.padStart(9, "0") }),
)

test.each(["", "1234567", "1234567890", "12345678a", "1234567 en 82"])("%j is not finished", (typed) =>
  expect(readBsn(typed)).toEqual({ kind: "incomplete" }),
)
