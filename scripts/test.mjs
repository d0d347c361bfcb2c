// `npm test [-- unit|api|postgres|gateways|browser|engines]`: everything the tests need, then the tests. The last line counts them all.
import { mkdtempSync, readFileSync, rmSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { ensureBuilt } from "./build.mjs"
import { startPostgres } from "./postgres.mjs"
import { endChildrenOnSignal, isInterrupted, main, runNode, seconds, Stop } from "./run.mjs"
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
  return judge(code, file, (report) => [report.numPassedTests, report.numFailedTests + brokenFiles(report)])
}

/** A file that cannot be loaded, or whose set-up breaks, has no failed test of its own. */
const brokenFiles = ({ testResults }) =>
  testResults.filter(
    (file) => file.status === "failed" && !file.assertionResults.some(({ status }) => status === "failed"),
  ).length

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
  return judge(code, file, ({ stats }) => [stats.expected, stats.unexpected + stats.flaky])
}

async function testInOtherEngines() {
  await ensureBuilt()
  return await vitest("engines")
}

/** A runner that ran nothing, or that ended badly without naming a failed test, is a failure itself. */
function judge(code, file, count) {
  let counted = [0, 0]
  try {
    counted = count(JSON.parse(readFileSync(file, "utf8")))
    rmSync(file)
  } catch {
    console.error("The runner left no report.")
  }
  const [passed, failed] = counted
  if (passed + failed === 0) console.error("Not one test ran.")
  const isBroken = passed + failed === 0 || (code !== 0 && failed === 0)
  return { passed, failed: failed + (isBroken ? 1 : 0) }
}

/** What a part needs may be missing or break: that counts, and the other parts still run. */
async function attempt(work) {
  try {
    return await work()
  } catch (error) {
    console.error(error instanceof Stop ? error.message : error)
    return { passed: 0, failed: 1 }
  }
}

async function testAll(names) {
  const total = { passed: 0, failed: 0 }
  const add = (result) => {
    total.passed += result.passed
    total.failed += result.failed
    return result.failed === 0
  }
  const prepared = await attempt(async () => {
    await ensureDependencies()
    await ensureDebianPackages(names.flatMap((name) => debian[name] ?? []))
    return { passed: 0, failed: 0 }
  })
  if (add(prepared))
    for (const name of names) {
      if (isInterrupted()) break
      const since = performance.now()
      console.log(`\n── ${name} ──`)
      add(await attempt(parts[name]))
      console.log(`${name}: ${seconds(since)}`)
    }
  console.log(`${total.passed} passed, ${total.failed} failed`)
  return total.failed === 0 ? 0 : 1
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
