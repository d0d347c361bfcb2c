import { describe, expect, test } from "vitest"
import { emailIndexOf, maskEmail, readEmail } from "../../server/credentials/email.ts"
import { newKeyring, parseKeyring } from "../../server/sealing/keyring.ts"
import { createSealing } from "../../server/sealing/sealing.ts"

test.each([
  ["p.jansen@voorbeeld.example", "p.jansen@voorbeeld.example"],
  ["  P.Jansen@VoorBeeld.Example\t", "P.Jansen@voorbeeld.example"],
  ["jan+zorg@voorbeeld.example", "jan+zorg@voorbeeld.example"],
  ["jan_de-vries'@a.b.voorbeeld.example", "jan_de-vries'@a.b.voorbeeld.example"],
  ["jan@zorg-bij-één.example", "jan@xn--zorg-bij-n-j7aa.example"],
])("%j is stored as %j", (typed, stored) => expect(readEmail(typed)).toBe(stored))

test.each([
  ["no @", "jan.voorbeeld.example"],
  ["no domain", "jan@"],
  ["no name", "@voorbeeld.example"],
  ["a domain without a dot", "jan@localhost"],
  ["an IP address", "jan@192.0.2.1"],
  ["a literal", "jan@[192.0.2.1]"],
  ["two @", "jan@kwaad@voorbeeld.example"],
  ["a space", "jan jansen@voorbeeld.example"],
  ["dots in a row", "jan..jansen@voorbeeld.example"],
  ["a dot in front", ".jan@voorbeeld.example"],
  ["a display name", "Jan <jan@voorbeeld.example>"],
  ["two addresses", "jan@voorbeeld.example,piet@voorbeeld.example"],
  ["a line end that starts a header", "jan@voorbeeld.example\r\nBcc: kwaad@voorbeeld.example"],
  ["a zero byte", "jan\0@voorbeeld.example"],
  ["a hidden character", "jan\u200b@voorbeeld.example"],
  ["a sign that reverses what follows", "jan\u202e@voorbeeld.example"],
  ["a full-width letter", "ｊan@voorbeeld.example"],
  ["a Cyrillic letter in the name", "jаn@voorbeeld.example"],
  ["a domain that begins with a dash", "jan@-voorbeeld.example"],
  ["a name longer than 64", `${"a".repeat(65)}@voorbeeld.example`],
  [
    "more than 254 in all",
    `jan@${"a".repeat(60)}.${"b".repeat(60)}.${"c".repeat(60)}.${"d".repeat(60)}.example.org`,
  ],
  ["nothing", ""],
  ["ten thousand letters", "a".repeat(10_000)],
])("%s is refused", (_name, typed) => expect(readEmail(typed)).toBeUndefined())

describe("the index", () => {
  const sealing = createSealing(parseKeyring(newKeyring(), "of this test"))

  test("is the same for every way of writing one address", () => {
    const ways = ["jan@voorbeeld.example", " JAN@Voorbeeld.Example ", "Jan@VOORBEELD.EXAMPLE"]
    expect(new Set(ways.map((way) => emailIndexOf(sealing, way))).size).toBe(1)
  })

  test("differs between addresses, also those that providers treat alike", () => {
    expect(emailIndexOf(sealing, "jan+1@voorbeeld.example")).not.toBe(
      emailIndexOf(sealing, "jan@voorbeeld.example"),
    )
  })

  test("of something that is no address finds nobody and breaks nothing", () =>
    expect(emailIndexOf(sealing, "\u202e")).toMatch(/^[0-9a-f]{64}$/))
})

test("a masked address names nobody", () =>
  expect(maskEmail("p.jansen@voorbeeld.example")).toBe("p•••@v•••.example"))
