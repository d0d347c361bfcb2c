// Runs one bench against the portal that scripts/bench.mjs started: a table on the screen, JSON in dist/bench.
import { mkdirSync, writeFileSync } from "node:fs"
import { cpus } from "node:os"
import { spread, type Bench, type Row } from "./bench.ts"

const name = process.argv[2] ?? ""
const url = process.env["PORTAL_BENCH_URL"] ?? ""
const { default: bench } = (await import(`../${name}.ts`)) as { default: Bench }

const digits = (value: number) =>
  value.toLocaleString("en", { maximumFractionDigits: Math.abs(value) < 10 ? 3 : 0, useGrouping: false })

function print(rows: Row[]) {
  const cells = rows.map(({ what, unit, values, goal = "" }) => {
    const { min, median, max } = spread(values)
    return [what, digits(min), digits(median), digits(max), unit, goal, String(values.length)]
  })
  const table = [["", "min", "median", "max", "unit", "goal", "rounds"], ...cells]
  const widths = table[0]?.map((_, column) => Math.max(...table.map((row) => row[column]?.length ?? 0))) ?? []
  const isText = (column: number) => column === 0 || column === 4 || column === 5
  const pad = (text: string, column: number) =>
    isText(column) ? text.padEnd(widths[column] ?? 0) : text.padStart(widths[column] ?? 0)
  for (const row of table) console.log(row.map(pad).join("  ").trimEnd())
}

console.log(`\n── ${name} ──`)
const rows = await bench({ url })
print(rows)
mkdirSync("dist/bench", { recursive: true })
const machine = { node: process.version, processors: cpus().length, model: cpus()[0]?.model }
writeFileSync(`dist/bench/${name}.json`, JSON.stringify({ name, machine, rows }, null, 2))
