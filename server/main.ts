// Start: settings → database → demo → listen; stop gracefully. The only file that acts on import.
import type { Server } from "node:http"
import { fileURLToPath } from "node:url"
import { createApp } from "./app.ts"
import { startSealer } from "./audit/seal-blocks.ts"
import { ConfigError, readConfig, type Config } from "./config.ts"
import { refuseDemoAccounts } from "./demo/refuse-demo.ts"
import { loadDemo } from "./demo/load-demo.ts"
import { demoStaff } from "./demo/staff.ts"
import { createEdge } from "./http/listen.ts"
import { startJobs } from "./jobs/jobs.ts"
import { gatewaysFor } from "./messages/gateways.ts"
import { startOutboxWorker } from "./messages/worker.ts"
import { makeDataFolder, openPortal } from "./open-portal.ts"
import { holdServerLock } from "./single-server.ts"

/** From a bundle in dist/<folder> as well as from server/. */
const root = fileURLToPath(new URL(import.meta.url.includes("/dist/") ? "../.." : "..", import.meta.url))

try {
  await start(readConfig("server"))
} catch (error) {
  process.stderr.write(`\n${describe(error)}\n`)
  process.exit(1)
}

async function start(config: Config) {
  makeDataFolder(config)
  const release = await holdServerLock(config)
  const deps = await openPortal(config)
  const gateways = gatewaysFor(deps)
  if (config.mode === "demo") await loadDemo(deps, `${root}/db/demo`, say)
  else await refuseDemoAccounts(deps)
  const worker = startOutboxWorker(deps, gateways)
  const jobs = startJobs(deps)
  const sealer = startSealer(deps)
  const app = createApp(deps, `${root}/dist/client`)
  const servers = await listen(config, app.callback())
  say(welcome(config))
  // npm forwards Ctrl+C as well as the terminal: a second signal must not cut the first one's work short.
  let stopping = false
  const stop = async () => {
    if (stopping) return
    stopping = true
    await Promise.all(servers.map(close))
    await jobs.stop()
    await worker.stop()
    await sealer.stop()
    await deps.db.destroy()
    await release()
    process.exit(0)
  }
  process.on("SIGINT", () => void stop())
  process.on("SIGTERM", () => void stop())
}

/** The demo listens on this machine only, whatever PORTAL_HOST says. */
async function listen(
  config: Config,
  handle: ReturnType<ReturnType<typeof createApp>["callback"]>,
): Promise<Server[]> {
  const hosts = config.mode === "demo" ? ["127.0.0.1", "::1"] : [config.host]
  const servers: Server[] = []
  for (const host of hosts) {
    const server = createEdge((request, response) => void handle(request, response))
    try {
      await new Promise<void>((done, failed) => {
        server.once("error", failed)
        server.listen(config.port, host, done)
      })
      servers.push(server)
    } catch (error) {
      const { code } = error as { code?: string }
      // A machine without IPv6 has no ::1; the IPv4 address is enough.
      if (host === "::1" && (code === "EADDRNOTAVAIL" || code === "EAFNOSUPPORT")) continue
      throw error
    }
  }
  return servers
}

const close = (server: Server) =>
  new Promise<void>((done) => {
    server.close(() => done())
    server.closeIdleConnections()
    setTimeout(() => server.closeAllConnections(), 5000).unref()
  })

function describe(error: unknown): string {
  if (error instanceof ConfigError) return error.message
  const { code, port } = error as { code?: string; port?: number }
  if (code === "EADDRINUSE")
    return `Port ${port ?? ""} is in use by another program. Stop that program, or start with another: PORTAL_PORT=3001 npm start`
  if (code === "EACCES")
    return `This user may not listen on port ${port ?? ""}. Choose one above 1024 with PORTAL_PORT.`
  return error instanceof Error ? error.message : String(error)
}

function welcome(config: Config): string {
  const lines = [`The portal runs on ${config.origin}`]
  if (config.mode === "demo")
    lines.push(
      `  Log in:    anneke.devries@voorbeeld.example with Fluitketel-7-ladders-wolk`,
      `  Staff:     ${config.origin}/beheer with ${demoStaff.email} and ${demoStaff.password}`,
      `  SMS, mail: ${config.origin}/postvak (the staff code too)`,
      `  Stop:      Ctrl+C`,
    )
  return lines.join("\n")
}

function say(line: string) {
  process.stdout.write(`${line}\n`)
}
