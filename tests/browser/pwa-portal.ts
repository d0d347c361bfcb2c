// The portal at an address of its own that can be stopped, can get a newer program, and can have a network in between that
// answers in its place. The service worker belongs to the address, so that never changes.
import { execFileSync } from "node:child_process"
import { cpSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs"
import { createServer, type IncomingMessage, type ServerResponse } from "node:http"
import type { AddressInfo } from "node:net"
import { tmpdir } from "node:os"
import { join, resolve } from "node:path"
import type { Page } from "@playwright/test"
import { createApp } from "../../server/app.ts"
import type { Portal } from "../support/portal.ts"
import { expect, now, test as base } from "./portal-test.ts"

type Interference = (request: IncomingMessage, response: ServerResponse) => boolean
export type MovingPortal = {
  url: string
  /** Paths that reached the server, in order. */
  seen: string[]
  serve(clientFolder: string): void
  /** Answers true when it took the request; null takes it out of the way. */
  interfere(network: Interference | null): void
  stop(): Promise<void>
  start(): Promise<void>
}

export const current = "dist/client"
/** The heading of /hulp in the newer program. */
export const newerHeading = "Hulp en uitleg"

export const test = base.extend<{ moving: MovingPortal }, { newer: string }>({
  newer: [
    async ({}, use) => {
      const folder = buildNewer()
      await use(join(folder, current))
      rmSync(folder, { recursive: true, force: true })
    },
    { scope: "worker", timeout: 120_000 },
  ],
  moving: async ({ portal }, use) => {
    const moving = await startMoving(portal)
    await use(moving)
    await moving.stop()
  },
})

/** The same program with one word changed, built like the real one. */
function buildNewer(): string {
  const folder = mkdtempSync(join(tmpdir(), "portal-newer-"))
  for (const part of ["client", "public", "server/contract", "scripts", "vite.config.ts", "package.json"])
    cpSync(part, join(folder, part), { recursive: true })
  symlinkSync(resolve("node_modules"), join(folder, "node_modules"))
  const words = join(folder, "client/organisation/words.ts")
  const text = readFileSync(words, "utf8")
  const changed = text.replace('title: "Hulp"', `title: "${newerHeading}"`)
  if (changed === text) throw new Error("the word to change is gone")
  writeFileSync(words, changed)
  execFileSync(process.execPath, ["node_modules/vite/bin/vite.js", "build", "--logLevel", "error"], {
    cwd: folder,
  })
  return folder
}

async function startMoving(portal: Portal): Promise<MovingPortal> {
  const server = createServer()
  const listen = (port: number) => new Promise<void>((done) => server.listen(port, "127.0.0.1", done))
  await listen(0)
  const { port } = server.address() as AddressInfo
  const url = `http://localhost:${port}`
  const deps = { ...portal.deps, config: { ...portal.deps.config, origin: url, port } }
  const seen: string[] = []
  let interference: Interference | null = null
  let answer = createApp(deps, current).callback()
  server.on("request", (request, response) => {
    seen.push((request.url ?? "").replace(/\?.*/, ""))
    if (!interference?.(request, response)) void answer(request, response)
  })
  return {
    url,
    seen,
    serve: (clientFolder) => (answer = createApp(deps, clientFolder).callback()),
    interfere: (network) => (interference = network),
    start: () => listen(port),
    async stop() {
      if (!server.listening) return
      await new Promise<void>((done) => {
        server.close(() => done())
        server.closeAllConnections()
      })
    },
  }
}

/** Opens a page and waits until the worker answers for it. */
export async function openKept(page: Page, address: string) {
  await page.goto(address)
  await page.getByRole("heading", { level: 1 }).waitFor()
  await page.waitForFunction(() => navigator.serviceWorker.controller !== null)
}

/** The reader comes back to the tab, long enough after the last time to look for a newer version. */
export async function comeBack(page: Page, seconds: number) {
  await page.clock.setFixedTime(new Date(Date.parse(now) + seconds * 1000))
  await page.evaluate(() => window.dispatchEvent(new Event("focus")))
}

/** Everything that any cache of this address holds. */
export const keptPaths = (page: Page) =>
  page.evaluate(async () => {
    const paths: string[] = []
    for (const name of await caches.keys())
      for (const { url } of await (await caches.open(name)).keys()) paths.push(new URL(url).pathname)
    return paths
  })

export const notice = (page: Page) => page.getByText("Er is een nieuwe versie van het portaal.")

export { expect }
