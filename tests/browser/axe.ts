// axe-core in the page itself, with the strict rules on; what it cannot decide counts as a finding.
import type { Page } from "@playwright/test"
import { readFileSync } from "node:fs"
import { createRequire } from "node:module"

const source = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8")

type Result = { id: string; nodes: { html: string; any: { message: string }[] }[] }
type Axe = { run(options: unknown): Promise<{ violations: Result[]; incomplete: Result[] }> }

export default async function findings(page: Page): Promise<string[]> {
  // Through the debugger, as a screen reader would look: the page's own policy stays as it is.
  await page.evaluate(source)
  const results = await page.evaluate(() =>
    (globalThis as unknown as { axe: Axe }).axe.run({
      runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice", "wcag2aaa"],
      rules: { "target-size": { enabled: true }, "color-contrast-enhanced": { enabled: true } },
    }),
  )
  return [...results.violations, ...results.incomplete].flatMap((rule) =>
    rule.nodes.map((node) => `${rule.id}: ${node.html.slice(0, 160)} ${node.any[0]?.message ?? ""}`),
  )
}
