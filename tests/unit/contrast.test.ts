// The organisation's colours are measured against the grounds that the pages really have.
import { readFileSync } from "node:fs"
import { expect, test } from "vitest"
import { contrastOf, grounds, worstContrast } from "#contract/contrast"

test("black on white is 21, alike colours are 1, and the figure never flatters", () => {
  expect(contrastOf("#000000", "#ffffff")).toBe(21)
  expect(contrastOf("#5b9bd5", "#5b9bd5")).toBe(1)
  expect(contrastOf("#ffffff", "#595959")).toBe(7)
  expect(contrastOf("#595a59", "#ffffff")).toBeLessThan(7)
})

test("the grounds are those of the tokens, and our own colours are seen on them", () => {
  const tokens = readFileSync("client/kit/tokens.css", "utf8")
  for (const [theme, data] of [
    ["light", "licht"],
    ["dark", "donker"],
  ] as const) {
    const base = tokens.split(`[data-thema="${data}"] {`)[1]?.split("}")[0] ?? ""
    const palette =
      tokens
        .split(`[data-thema="${data}"][data-contrast="gewoon"][data-kleuren="gewoon"] {`)[1]
        ?.split("}")[0] ?? ""
    for (const ground of grounds[theme].on) expect(base).toContain(`: ${ground};`)
    expect(palette).toContain(`--onPrimary: ${grounds[theme].ink};`)
    const own = /--primary: var\(--house\w+, (#[0-9a-f]{6})\)/.exec(palette)?.[1] ?? ""
    expect(worstContrast(theme, own)).toBeGreaterThanOrEqual(7)
  }
})
