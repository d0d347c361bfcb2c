// `npm test [-- unit|api|postgres|gateways|browser|engines]`: everything the tests need, then the tests. The last line counts them all.
import { mkdtempSync, readFileSync, rmSync } from "node:fs"
import { tmpdir } from "node:os"
import { join, relative } from "node:path"
import { ensureBuilt } from "./build.mjs"
import { startPostgres } from "./postgres.mjs"
import { endChildrenOnSignal, isInterrupted, main, root, runNode, seconds, Stop } from "./run.mjs"
import { ensureDebianPackages, ensureDependencies } from "./setup.mjs"

const reports = mkdtempSync(join(tmpdir(), "portal-tests-"))
// The settings of whoever runs this must not colour the tests.
const bareEnvironment = Object.fromEntries(
  Object.entries(process.env).filter(
    ([name]) => !name.startsWith("PORTAL_") || name.startsWith("PORTAL_TEST_"),
  ),
)
delete bareEnvironment.PORTAL_TEST_DATABASE_URL

const parts = {
  unit: () => vitest("unit"),
  api: () => vitest("api"),
  postgres: testOnPostgres,
  gateways: testGateways,
  browser: testInBrowser,
  engines: testInOtherEngines,
}
const debian = {
  postgres: ["postgresql"],
  gateways: ["kannel", "kannel-extras", "openssl"],
  browser: ["chromium"],
  engines: ["firefox-esr", "webkit2gtk-driver", "xvfb"],
}

async function vitest(project, env = {}) {
  const file = join(reports, `${project}.json`)
  const args = [
    "run",
    "--project",
    project,
    "--reporter=default",
    "--reporter=json",
    `--outputFile.json=${file}`,
  ]
  const { code } = await runNode("node_modules/vitest/vitest.mjs", args, {
    env: { ...bareEnvironment, ...env },
  })
  return judge(code, file, countVitest)
}

/** A file that cannot be loaded, or whose set-up breaks, has no failed test of its own. */
function countVitest({ numPassedTests, testResults }) {
  const failures = testResults.flatMap(({ name, status, assertionResults }) => {
    const failed = assertionResults.filter((test) => test.status === "failed")
    if (status === "failed" && failed.length === 0) return [relative(root, name)]
    return failed.map((test) => `${relative(root, name)} › ${test.fullName}`)
  })
  return { passed: numPassedTests, failures }
}

async function testOnPostgres() {
  const { url, stop } = await startPostgres()
  try {
    return await vitest("api", { PORTAL_TEST_DATABASE_URL: url })
  } finally {
    await stop()
  }
}

/** The built program too: production starts as an operator starts it. */
async function testGateways() {
  await ensureBuilt()
  return await vitest("gateways")
}

async function testInBrowser() {
  await ensureBuilt()
  const file = join(reports, "browser.json")
  const env = { ...bareEnvironment, PLAYWRIGHT_JSON_OUTPUT_NAME: file }
  const args = ["test", "--project", "browser", "--reporter=list,json"]
  const { code } = await runNode("node_modules/@playwright/test/cli.js", args, { env })
  return judge(code, file, countPlaywright)
}

function countPlaywright({ stats, suites, errors }) {
  const failedIn = ({ specs = [], suites: inner = [] }) => [
    ...specs.filter(({ ok }) => !ok).map(({ file, title }) => `tests/browser/${file} › ${title}`),
    ...inner.flatMap(failedIn),
  ]
  const failures = [...suites.flatMap(failedIn), ...errors.map(({ message }) => firstLine(message))]
  return { passed: stats.expected, failures }
}

async function testInOtherEngines() {
  await ensureBuilt()
  return await vitest("engines")
}

/** A runner that ran nothing, or that ended badly without naming a failed test, is a failure itself. */
function judge(code, file, count) {
  let counted = { passed: 0, failures: [] }
  try {
    counted = count(JSON.parse(readFileSync(file, "utf8")))
    rmSync(file)
  } catch {
    console.error("The runner left no report.")
  }
  const { passed, failures } = counted
  if (failures.length > 0) return counted
  if (passed === 0) return { passed, failures: ["not one test ran"] }
  return code === 0 ? counted : { passed, failures: [`the runner ended with ${code}`] }
}

const firstLine = (text) => String(text).split("\n")[0]

/** What a part needs may be missing or break: that counts, and the other parts still run. */
async function attempt(work) {
  try {
    return await work()
  } catch (error) {
    console.error(error instanceof Stop ? error.message : error)
    return { passed: 0, failures: [firstLine(error.message)] }
  }
}

async function prepare(names) {
  await ensureDependencies()
  await ensureDebianPackages(names.flatMap((name) => debian[name] ?? []))
  return { passed: 0, failures: [] }
}

/** The last lines name what failed: whoever reads only the end of a long log knows where to look. */
async function testAll(names) {
  let passed = 0
  const failures = []
  const perform = async (name, work) => {
    const result = await attempt(work)
    passed += result.passed
    failures.push(...result.failures.map((failure) => `✗ ${name}: ${failure}`))
    return result.failures.length === 0
  }
  if (await perform("set-up", () => prepare(names)))
    for (const name of names) {
      if (isInterrupted()) break
      const since = performance.now()
      console.log(`\n── ${name} ──`)
      await perform(name, parts[name])
      console.log(`${name}: ${seconds(since)}`)
    }
  console.log(["", ...failures, `${passed} passed, ${failures.length} failed`].join("\n"))
  return failures.length === 0 ? 0 : 1
}

await main(async () => {
  try {
    const asked = process.argv.slice(2)
    const unknown = asked.filter((name) => !(name in parts))
    if (unknown.length > 0)
      throw new Stop(`Unknown part: ${unknown.join(", ")}. Choose from ${Object.keys(parts).join(", ")}.`)
    endChildrenOnSignal()
    const code = await testAll(asked.length > 0 ? asked : Object.keys(parts))
    if (isInterrupted()) throw new Stop("Interrupted.")
    return code
  } finally {
    rmSync(reports, { recursive: true, force: true })
  }
})
