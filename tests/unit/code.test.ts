import { describe, expect, test } from "vitest"
import { asciiDigits, bareDigits } from "../../server/credentials/digits.ts"
import {
  codeBlockSeconds,
  judgeCode,
  newSecurityCode,
  readCode,
  sameHmac,
} from "../../server/credentials/security-code.ts"
import { securityCodeSms } from "../../server/messages/sms-texts.ts"

const now = new Date("2026-11-22T13:00:00.000Z")
const issued = { expiresAt: "2026-11-22T13:10:00.000Z", usedAt: null, tries: 1, maxTries: 5 }

describe("judging", () => {
  test.each([
    ["the right code", issued, true, "right"],
    ["a wrong code", issued, false, "wrong"],
    ["the right code at the fifth try", { ...issued, tries: 5 }, true, "right"],
    ["a wrong code at the fifth try", { ...issued, tries: 5 }, false, "locked"],
    ["the right code at a sixth try", { ...issued, tries: 6 }, true, "locked"],
    ["the right code, used before", { ...issued, usedAt: "2026-11-22T12:59:00.000Z" }, true, "expired"],
    [
      "the right code a millisecond before its end",
      { ...issued, expiresAt: "2026-11-22T13:00:00.001Z" },
      true,
      "right",
    ],
    ["the right code at its end", { ...issued, expiresAt: "2026-11-22T13:00:00.000Z" }, true, "expired"],
  ] as const)("%s", (_name, code, matches, verdict) => expect(judgeCode(code, matches, now)).toBe(verdict))

  test("ten misses in a row hold up for 15 minutes, doubling to a day, until fifty stop it", () => {
    const minutes = [9, 10, 11, 12, 16, 17, 49].map((misses) => codeBlockSeconds(misses) / 60)
    expect(minutes).toEqual([0, 15, 30, 60, 960, 1440, 1440])
    expect(codeBlockSeconds(50)).toBe(Infinity)
  })

  test("keyed hashes are equal or not, whatever their length", () => {
    expect(sameHmac("ab12", "ab12")).toBe(true)
    expect(sameHmac("ab12", "ab13")).toBe(false)
    expect(sameHmac("ab12", "ab")).toBe(false)
  })
})

describe("making", () => {
  const bytes = (...numbers: number[]) => {
    const left = [...numbers]
    return () => {
      const buffer = Buffer.alloc(4)
      buffer.writeUInt32BE(left.shift() ?? 0)
      return buffer
    }
  }

  test("always has six digits", () => expect(newSecurityCode(bytes(42))).toBe("000042"))

  test("throws away what would make low codes likelier", () => {
    expect(newSecurityCode(bytes(4_294_967_295, 4_294_000_000, 1_123_456))).toBe("123456")
    expect(newSecurityCode(bytes(4_293_999_999))).toBe("999999")
  })
})

describe("reading what was typed", () => {
  test.each([
    ["123456", "123456"],
    [" 123 456 ", "123456"],
    ["12-34–56", "123456"],
    ["123\u00a0456\u200b", "123456"],
    ["１２３４５６", "123456"],
    ["١٢٣٤٥٦", "123456"],
    ["۱۲۳۴۵۶", "123456"],
    ["१२३४५६", "123456"],
    ["𝟙𝟚𝟛𝟜𝟝𝟞", "123456"],
    ["12345", undefined],
    ["1234567", undefined],
    ["12345a", undefined],
    ["", undefined],
  ])("%j → %j", (typed, code) => expect(readCode(typed)).toBe(code))

  test("every decimal digit of Unicode has its own value", () => {
    const found = new Map<number, number>()
    for (let point = 0; point <= 0x10ffff; point += 1)
      if (/^\p{Nd}$/u.test(String.fromCodePoint(point))) {
        const value = Number(asciiDigits(String.fromCodePoint(point)))
        found.set(value, (found.get(value) ?? 0) + 1)
      }
    expect([...found.keys()].sort()).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8, 9])
    expect(new Set(found.values()).size).toBe(1)
  })

  test("digits with words between them are no number", () => expect(bareDigits("12 en 34")).toBeUndefined())
})

describe("the SMS", () => {
  const text = securityCodeSms({ code: "004321", at: now, origin: "https://portaal.delinde.example" })

  test("says the code first, its time, and whose it is", () =>
    expect(text).toBe(
      "004321 is uw code van 14:00 voor het clientportaal. Geef deze code aan niemand.\n" +
        "@portaal.delinde.example #004321",
    ))

  test("fits one SMS of plain GSM letters", () => {
    expect(text.length).toBeLessThanOrEqual(160)
    expect(text).toMatch(/^[A-Za-z0-9 .:\n@#-]+$/)
  })

  test("tells the time of Amsterdam in summer too", () =>
    expect(
      securityCodeSms({ code: "1", at: new Date("2026-07-01T12:32:00Z"), origin: "https://a.example" }),
    ).toContain("van 14:32"))
})
