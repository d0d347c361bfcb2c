import { readFileSync } from "node:fs"
import { expect, test } from "vitest"
import { document, withLimits } from "../support/limits-document.ts"

const written = readFileSync(new URL(`../../${document}`, import.meta.url), "utf8")
/** Prettier aligns the columns. */
const bare = (text: string) => text.replace(/-{3,}/g, "---").replace(/ +/g, " ").replace(/\s+\n/g, "\n")

test("the limits in the document are those of the program: npm run fix writes them", () => {
  expect(bare(written)).toBe(bare(withLimits(written)))
})

test("a number that changed would be seen, and so would lost markers", () => {
  const stale = written.replace(/(login-misses-address.*?)\b30\b/, "$1 31")
  expect(stale).not.toBe(written)
  expect(bare(stale)).not.toBe(bare(withLimits(stale)))
  expect(() => withLimits("# Security")).toThrow(/lost its markers/)
})
