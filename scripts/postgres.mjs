// A PostgreSQL of its own for the tests: on loopback, on a free port, gone afterwards.
import { chmodSync, mkdtempSync, rmSync } from "node:fs"
import { createServer } from "node:net"
import { join } from "node:path"
import { postgresBin, throwAwayFolder } from "./debian-paths.mjs"
import { run, runOrStop } from "./run.mjs"

/** @returns {Promise<{ url: string, stop: () => Promise<void> }>} */
export async function startPostgres() {
  const isRoot = process.getuid?.() === 0
  const folder = mkdtempSync(join(throwAwayFolder(), "portal-postgres-"))
  const env = { ...process.env, LC_ALL: "C" }
  // PostgreSQL refuses to run as root; Debian's package brings the user that it may run as.
  const asUser = isRoot ? ["runuser", "-u", "postgres", "--"] : []
  const act = (runner, program, ...args) => {
    const [command, ...rest] = [...asUser, join(postgresBin(), program), ...args]
    return runner(command, rest, `PostgreSQL did not start (${program}).`)
  }
  const orStop = (command, args, complaint) =>
    runOrStop(command, args, complaint, { capture: true, env, cwd: folder })
  const whatever = (command, args) =>
    run(command, args, { capture: true, env, cwd: folder, evenWhenInterrupted: true })

  const stop = async () => {
    try {
      await act(whatever, "pg_ctl", "-D", `${folder}/data`, "-m", "immediate", "-w", "stop")
    } finally {
      rmSync(folder, { recursive: true, force: true })
    }
  }
  try {
    chmodSync(folder, 0o755)
    if (isRoot)
      await runOrStop("chown", ["postgres", folder], "The user postgres is missing on this machine.")
    const port = await freePort()
    const settings = `-c listen_addresses=127.0.0.1 -c fsync=off -p ${port} -k ${folder}`
    const shape = ["-U", "app", "--auth=trust", "-E", "UTF8", "--no-sync"]
    await act(orStop, "initdb", "-D", `${folder}/data`, ...shape)
    await act(orStop, "pg_ctl", "-D", `${folder}/data`, "-w", "-l", `${folder}/log`, "-o", settings, "start")
    await act(orStop, "createdb", "-h", "127.0.0.1", "-p", String(port), "-U", "app", "app")
    return { url: `postgres://app@127.0.0.1:${port}/app`, stop }
  } catch (error) {
    await stop().catch(() => {}) // what went wrong first is what people need to know
    throw error
  }
}

/** @returns {Promise<number>} */
function freePort() {
  return new Promise((resolve, reject) => {
    const probe = createServer()
    probe.on("error", reject)
    probe.listen(0, "127.0.0.1", () => {
      const { port } = /** @type {import("node:net").AddressInfo} */ (probe.address())
      probe.close(() => resolve(port))
    })
  })
}
