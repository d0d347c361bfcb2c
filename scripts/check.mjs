// `npm run check`: what must hold before a commit, two steps at a time.
import { endChildrenOnSignal, isInterrupted, main, runNode, seconds } from "./run.mjs"
import { ensureDependencies } from "./setup.mjs"

const cache = "node_modules/.cache"
const boundaries = ["client", "server", "db", "tests"]

/** Longest first, so that the two cores finish together. */
const steps = {
  tests: ["vitest/vitest.mjs", "run", "--reporter=dot", "--project=unit", "--project=api"],
  lint: [
    ...["eslint/bin/eslint.js", ".", "--max-warnings=0"],
    ...["--cache", "--cache-strategy=content", `--cache-location=${cache}/eslint/`],
  ],
  types: ["vue-tsc/bin/vue-tsc.js", "--build", "--pretty", "false"],
  boundaries: ["dependency-cruiser/bin/dependency-cruise.mjs", "--output-type=err", ...boundaries],
  format: [
    ...["prettier/bin/prettier.cjs", "--check", ".", "--log-level=warn"],
    ...["--cache", "--cache-strategy=content", `--cache-location=${cache}/format`],
  ],
}

/** The same file belongs to more than one TypeScript project; its mistakes are told once. */
const onceEach = (output) => [...new Set(output.trimEnd().split("\n"))].join("\n")

async function perform(name) {
  const since = performance.now()
  const [program, ...args] = steps[name]
  const env = { ...process.env, NO_COLOR: "1", FORCE_COLOR: undefined }
  const { code, output } = await runNode(`node_modules/${program}`, args, { capture: true, env })
  if (isInterrupted()) return false
  console.log(`${code === 0 ? "✓" : "✗"} ${name.padEnd(10)} ${seconds(since)}`)
  if (code !== 0) console.log(`${name === "types" ? onceEach(output) : output.trimEnd()}\n`)
  return code === 0
}

await main(async () => {
  await ensureDependencies()
  endChildrenOnSignal()
  const since = performance.now()
  const waiting = Object.keys(steps)
  const failed = []
  const takeTurns = async () => {
    for (let name = waiting.shift(); name && !isInterrupted(); name = waiting.shift())
      if (!(await perform(name))) failed.push(name)
  }
  await Promise.all([takeTurns(), takeTurns()])
  console.log(
    failed.length === 0
      ? `All is well (${seconds(since)}).`
      : `Mend: ${failed.join(", ")} (${seconds(since)}).`,
  )
  return failed.length === 0 ? 0 : 1
})
