// What a bench is: a function that is given the running portal and answers rows of figures.

export type Row = {
  what: string
  unit: string
  /** One figure for each round. */
  values: number[]
  /** As design/performance.md says it: "≤ 400". */
  goal?: string
}
export type Bench = (portal: { url: string }) => Promise<Row[]>

export function spread(values: number[]): { min: number; median: number; max: number } {
  const sorted = values.toSorted((a, b) => a - b)
  const middle = sorted.length >> 1
  const at = (index: number) => sorted[index] ?? NaN
  const median = sorted.length % 2 ? at(middle) : (at(middle - 1) + at(middle)) / 2
  return { min: at(0), median, max: at(sorted.length - 1) }
}

/** Each round does everything once, in another order: what warms up or slows down does so for all of them. */
export async function inTurns(rounds: number, works: Record<string, () => Promise<number>>) {
  const values: Record<string, number[]> = Object.fromEntries(Object.keys(works).map((name) => [name, []]))
  const names = Object.keys(works)
  for (let round = 0; round < rounds; round += 1)
    for (let turn = 0; turn < names.length; turn += 1) {
      const name = names[(round + turn) % names.length] ?? ""
      values[name]?.push((await works[name]?.()) ?? NaN)
    }
  return values
}
