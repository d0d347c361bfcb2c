// The look, kept by a test: colours live in the tokens, sizes grow with the reader, layout follows the room there is.
import { readFileSync, readdirSync } from "node:fs"
import { join } from "node:path"
import { expect, test } from "vitest"

const client = join(import.meta.dirname, "../../client")
const tokens = "kit/tokens.css"
const styled = readdirSync(client, { recursive: true, encoding: "utf8" }).filter((path) =>
  /\.(css|vue)$/.test(path),
)

const colourFunction = /\b(?:rgba?|hsla?|hwb|lab|lch|oklab|oklch|color)\(/i
const hexColour = /#(?:[0-9a-f]{3,4}|[0-9a-f]{6}|[0-9a-f]{8})\b/i
const namedColour =
  /(?<![\w-])(?:white|black|gr[ae]y|silver|red|maroon|orange|yellow|gold|olive|lime|green|teal|aqua|cyan|blue|navy|purple|fuchsia|magenta|pink|brown|beige|ivory)(?![\w-])/i
// A ring without blur or offset is the gap of the focus ring, not a shadow.
const ring = /^(?:none|0 0 0 \S+ var\(--[\w-]+\))$/
const typeSize = /^(?:font|font-size|line-height|letter-spacing|word-spacing|--t-[\w-]+)$/
const allowedQuery = /^(?:print|\(\s*(?:forced-colors|prefers-[\w-]+)\b[^()]*\))$/

type Rule = (property: string, value: string, path: string) => boolean

const forbidden: Record<string, Rule> = {
  "a colour outside the tokens": (_, value, path) =>
    path !== tokens && [colourFunction, hexColour, namedColour].some((colour) => colour.test(value)),
  "a gradient": (_, value) => /gradient\(/i.test(value),
  opacity: (property) => property === "opacity",
  "a shadow": (property, value, path) =>
    property === "text-shadow" ||
    (property === "box-shadow" && !(path.startsWith("kit/") && ring.test(value))),
  "a blur": (_, value) => /(?:blur|drop-shadow|opacity)\(/i.test(value),
  "a size of type in px": (property, value) => typeSize.test(property) && /\d(?:px|pt)\b/.test(value),
}

/** The style of a file without comments and texts; of a component its <style> blocks. */
function styleOf(path: string, source: string): string {
  const blocks = [...source.matchAll(/<style[^>]*>([\s\S]*?)<\/style>/g)].map((match) => match[1])
  const style = path.endsWith(".vue") ? blocks.join("\n") : source
  return style
    .replace(/\/\*[\s\S]*?\*\//g, "")
    .replace(/url\([^)]*\)/g, "url()")
    .replace(/"[^"]*"|'[^']*'/g, '""')
}

function complaints(path: string, source: string): string[] {
  const style = styleOf(path, source)
  const declarations = [...style.matchAll(/(?<=[{;]\s*)([\w-]+)\s*:\s*([^;{}]+)(?=[;}])/g)]
  const queries = [...style.matchAll(/@media\s+([^{]+)\{/g)]
  const drawn = path.endsWith(".vue") ? [...source.matchAll(/\s(?:fill|stroke|stop-color)="([^"]*)"/g)] : []
  return [
    ...declarations.flatMap(([, property = "", value = ""]) =>
      Object.entries(forbidden)
        .filter(([, breaks]) => breaks(property.toLowerCase(), value.trim(), path))
        .map(([what]) => `${path}: ${what}: ${property}: ${value.trim()}`),
    ),
    ...queries
      .map(([, query = ""]) => query.trim())
      .filter((query) => !query.split(/\s+and\s+|\s*,\s*/).every((part) => allowedQuery.test(part)))
      .map((query) => `${path}: @media for layout: ${query}`),
    ...drawn
      .map(([, colour = ""]) => colour)
      .filter((colour) => !/^(?:none|currentColor|var\(--[\w-]+\))$/.test(colour))
      .map((colour) => `${path}: a colour outside the tokens: ${colour}`),
  ]
}

test.each([
  ["agenda/a.css", "p { color: #fff }", "a colour outside the tokens"],
  ["agenda/a.css", "p { border: 1px solid rgb(0 0 0) }", "a colour outside the tokens"],
  ["agenda/a.css", "p { background: white; }", "a colour outside the tokens"],
  ["agenda/A.vue", "<style scoped>\np { color: oklch(50% 0 0); }\n</style>", "a colour outside the tokens"],
  ["agenda/A.vue", '<template><path fill="#123456" /></template>', "a colour outside the tokens"],
  [tokens, ":root { --bg: #fff; background: linear-gradient(#fff, #000) }", "a gradient"],
  ["kit/a.css", "p { & b { opacity: 0.5 } }", "opacity"],
  ["kit/a.css", "p { box-shadow: 0 1px 4px var(--text) }", "a shadow"],
  ["kit/a.css", "p { backdrop-filter: blur(2px) }", "a blur"],
  ["kit/a.css", "p { color: var(--text); font-size: 14px }", "a size of type in px"],
  ["kit/a.css", "@media print and (min-width: 40rem) { p { margin: 0 } }", "@media for layout"],
])("%s: %s is caught as %s", (path, source, what) => {
  expect(complaints(path, source)).toEqual([expect.stringContaining(`${path}: ${what}`)])
})

test("what the look allows is left alone", () => {
  const style = `
    /* no #fff and no 14px */
    :focus-visible { outline: 3px solid var(--text); box-shadow: 0 0 0 2px var(--bg); }
    .a:hover { color: var(--muted); font: 700 1.125rem/1.4 var(--font); white-space: nowrap; border: 1px solid CanvasText }
    @container app (min-width: 40rem) { .a { gap: var(--s4); background: url("a.svg#fff") } }
    @media (forced-colors: active) { .a { outline: 4px solid Highlight } }
    @media print, (prefers-reduced-motion: reduce) { .a { transition: none; border-color: transparent } }`
  expect(complaints("kit/a.css", style)).toEqual([])
})

test("the styles of the product keep to the look", () => {
  expect(styled).toContain(tokens)
  expect(styled.flatMap((path) => complaints(path, readFileSync(join(client, path), "utf8")))).toEqual([])
})

test("a page of Beheer has no styles beside admin.css: they would travel with the reader's", () => {
  const pages = styled.filter((path) => path.startsWith("admin/") && path.endsWith(".vue"))
  expect(pages.length).toBeGreaterThan(30)
  for (const path of pages) expect(readFileSync(join(client, path), "utf8"), path).not.toContain("<style")
})
