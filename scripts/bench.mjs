// `npm run bench [-- name …]`: builds, starts the portal with the demo's people in a folder of its own, and measures. A name
// is a file of tests/bench; without one all of them run. Figures want a quiet machine.
import { spawn } from "node:child_process"
import { mkdtempSync, readdirSync, rmSync } from "node:fs"
import { createServer } from "node:net"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { ensureBuilt } from "./build.mjs"
import { endChildrenOnSignal, main, root, runNode, Stop } from "./run.mjs"
import { ensureDebianPackages } from "./setup.mjs"

const START_MS = 120_000

const known = readdirSync(join(root, "tests/bench"), { withFileTypes: true })
  .filter((entry) => entry.isFile())
  .map((entry) => entry.name.replace(/\.ts$/, ""))

/** A process of its own: what serves must not wait for what measures. */
async function startPortal() {
  const folder = mkdtempSync(join(tmpdir(), "portal-bench-"))
  const port = await freePort()
  const bare = Object.entries(process.env).filter(([name]) => !name.startsWith("PORTAL_"))
  const watch = String(await freePort())
  const env = {
    ...Object.fromEntries(bare),
    PORTAL_PORT: String(port),
    PORTAL_DATA: folder,
    // A bench may be many network addresses at once.
    PORTAL_TRUST_PROXY: "1",
    PORTAL_BENCH_WATCH: watch,
  }
  const program = ["--import", "./tests/bench/support/watch-process.mjs", "dist/server/main.js"]
  const server = spawn(process.execPath, program, { cwd: root, env, stdio: "ignore" })
  const ended = new Promise((resolve) => server.once("exit", resolve))
  const stop = async () => {
    server.kill("SIGTERM")
    await ended
    rmSync(folder, { recursive: true, force: true })
  }
  const url = `http://localhost:${port}`
  const since = performance.now()
  while (!(await isHealthy(url))) {
    if (server.exitCode === null && performance.now() - since < START_MS) continue
    await stop()
    throw new Stop("The portal did not start.")
  }
  return { url, watch, folder, stop }
}

async function isHealthy(url) {
  const answer = await fetch(`${url}/api/health`).catch(() => null)
  if (answer?.ok) return true
  await new Promise((resolve) => setTimeout(resolve, 200))
  return false
}

/** @returns {Promise<number>} */
function freePort() {
  return new Promise((resolve, reject) => {
    const probe = createServer().on("error", reject)
    probe.listen(0, "127.0.0.1", () => {
      const { port } = /** @type {import("node:net").AddressInfo} */ (probe.address())
      probe.close(() => resolve(port))
    })
  })
}

await main(async () => {
  const words = process.argv.slice(2)
  const asked = words.filter((word) => !word.startsWith("--"))
  const rows = words.map((word) => /^--rows=(\d+)$/.exec(word)?.[1]).find(Boolean)
  if (words.length > asked.length + (rows ? 1 : 0))
    throw new Stop("The one option is --rows=<number>, for staff.")
  const unknown = asked.filter((name) => !known.includes(name))
  if (unknown.length > 0)
    throw new Stop(`Unknown bench: ${unknown.join(", ")}. Choose from ${known.join(", ")}.`)
  await ensureBuilt()
  await ensureDebianPackages(["chromium"])
  endChildrenOnSignal()
  for (const name of asked.length > 0 ? asked : known) {
    // Each begins with a portal that nobody has used yet.
    const { url, watch, folder, stop } = await startPortal()
    const env = {
      ...process.env,
      PORTAL_BENCH_URL: url,
      PORTAL_BENCH_WATCH: watch,
      PORTAL_BENCH_DATA: folder,
      ...(rows && { PORTAL_BENCH_ROWS: rows }),
    }
    const args = ["tests/bench/support/run-bench.ts", name]
    const { code } = await runNode("node_modules/tsx/dist/cli.mjs", args, { env }).finally(stop)
    if (code !== 0) return code
  }
})
