import { expect, test } from "vitest"
import { isStrongEnough } from "../../client/offline/password-strength.ts"
import { demoPeople } from "../../server/demo/people.ts"

test("each demo password may lock a vault", () => {
  const passwords = demoPeople.flatMap(({ password }) => password ?? [])
  expect(passwords.length).toBeGreaterThan(2)
  for (const password of passwords) expect(isStrongEnough(password, []), password).toBe(true)
})

test.each([
  "Zomer2026!!!",
  "Welkom01",
  "Aa1!Aa1!Aa1!Aa1!",
  "Rollator12",
  "Feyenoord1908",
  `A${"a".repeat(100)}`,
])("length alone never counts: %s may not", (password) => expect(isStrongEnough(password, [])).toBe(false))

test("a reader's own name adds nothing", () => {
  const own = ["Anneke de Vries", "anneke.devries@voorbeeld.example"]
  expect(isStrongEnough("AnnekedeVries-1", own)).toBe(false)
})
