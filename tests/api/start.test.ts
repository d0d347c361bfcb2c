// Starting the program as an operator does: what goes wrong is one clear message and exit code 1.
import { spawn } from "node:child_process"
import { chmodSync, copyFileSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs"
import { createServer } from "node:net"
import { tmpdir } from "node:os"
import { join } from "node:path"
import type { AddressInfo } from "node:net"
import { build } from "esbuild"
import { afterAll, beforeAll, describe, expect, test } from "vitest"
import { readConfig } from "../../server/config.ts"
import { openPortal } from "../../server/open-portal.ts"
import { holdServerLock, SecondServerError } from "../../server/single-server.ts"
import { quietLog } from "../support/portal.ts"

let folder: string
/** Bundled as `npm start` does, once: each test starts a program. */
const bundles = `dist/start-test-${process.pid}`
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), "portal-start-"))
  await build({
    entryPoints: ["server/main.ts", "server/cli.ts"],
    outdir: bundles,
    bundle: true,
    platform: "node",
    format: "esm",
    packages: "external",
    logLevel: "error",
  })
  copyFileSync("server/credentials/hash-thread.mjs", `${bundles}/hash-thread.mjs`)
})
afterAll(() => {
  rmSync(folder, { recursive: true, force: true })
  rmSync(bundles, { recursive: true, force: true })
})

type Ended = { code: number | null; text: string }

function run(program: string, args: string[], env: Record<string, string>): Promise<Ended> {
  const child = spawn(process.execPath, [`${bundles}/${program}.js`, ...args], {
    env: { PATH: process.env["PATH"] ?? "", PORTAL_DATA: join(folder, "data"), ...env },
  })
  let text = ""
  child.stdout.on("data", (part: Buffer) => (text += part.toString()))
  child.stderr.on("data", (part: Buffer) => (text += part.toString()))
  return new Promise((done) => child.on("exit", (code) => done({ code, text })))
}
const start = (env: Record<string, string>) => run("main", [], env)
const portal = (args: string[], env: Record<string, string> = {}) => run("cli", args, env)

describe("the server does not start", () => {
  test("with a broken environment: every mistake at once, no stack", async () => {
    const { code, text } = await start({ PORTAL_PORT: "tien", PORTAL_TRUST_PROXY: "veel" })
    expect(code).toBe(1)
    expect(text).toMatch(/PORTAL_PORT is "tien"/)
    expect(text).toMatch(/PORTAL_TRUST_PROXY is "veel"/)
    expect(text).not.toMatch(/\n\s+at /)
  })

  test("in production without its gateways and keys", async () => {
    const { code, text } = await start({
      PORTAL_MODE: "production",
      PORTAL_ORIGIN: "http://portaal.voorbeeld.nl",
    })
    expect(code).toBe(1)
    for (const name of ["https", "PORTAL_KEYRING", "PORTAL_SMS", "PORTAL_MAIL"]) expect(text).toContain(name)
  })

  test("over a data folder that is a file", async () => {
    const file = join(folder, "a-file")
    writeFileSync(file, "")
    const { code, text } = await start({ PORTAL_DATA: file })
    expect(code).toBe(1)
    expect(text).toMatch(/PORTAL_DATA/)
  })

  test("on a database that is none", async () => {
    const data = join(folder, "broken")
    mkdirSync(data)
    writeFileSync(
      join(data, "portal.sqlite"),
      "dit is geen database, maar wel lang genoeg om er een te lijken ".repeat(20),
    )
    const { code, text } = await start({ PORTAL_DATA: data })
    expect(code).toBe(1)
    expect(text).toMatch(/portal\.sqlite/)
  })

  test("on a port that is taken: it says so and how to choose another", async () => {
    const other = createServer()
    await new Promise<void>((done) => other.listen(0, "127.0.0.1", done))
    const { port } = other.address() as AddressInfo
    const { code, text } = await start({ PORTAL_PORT: String(port) })
    other.close()
    expect(code).toBe(1)
    expect(text).toMatch(new RegExp(`Port ${port} is in use`))
    expect(text).toMatch(/PORTAL_PORT=/)
  })

  test("when its keyring is gone: it never makes a new one over encrypted data", async () => {
    const data = join(folder, "keyless")
    const { db, sealing } = await openPortal(readConfig("server", { PORTAL_DATA: data }), quietLog)
    await sealing.keyFor(db, { kind: "patient", id: "somebody" }, new Date("2026-11-22"))
    await db.destroy()
    rmSync(join(data, "keyring.json"))
    const { code, text } = await start({ PORTAL_DATA: data })
    expect(code).toBe(1)
    expect(text).toMatch(/keyring .* is gone/)
  })
})

test("a second server on the same data is refused, also while the first only just started", async () => {
  const config = readConfig("server", { PORTAL_DATA: folder })
  const release = await holdServerLock(config)
  await expect(holdServerLock(config)).rejects.toThrow(SecondServerError)
  await release()
  await (
    await holdServerLock(config)
  )()
})

describe("the command line", () => {
  test("shows its commands, and says which one is unknown", async () => {
    expect(await portal([])).toMatchObject({ code: 0 })
    const wrong = await portal(["grant", "steal"])
    expect(wrong.code).toBe(3)
    expect(wrong.text).toMatch(/There is no command "grant steal"/)
  })

  test("makes a keyring once, closed to other users, and never writes over it", async () => {
    const file = join(folder, "ring.json")
    expect(await portal(["keys", "new", file])).toMatchObject({ code: 0 })
    const again = await portal(["keys", "new", file])
    expect(again.code).toBe(3)
    expect(again.text).toMatch(/never overwritten/)
    chmodSync(file, 0o644)
    const open = await portal(["patient", "list"], {
      PORTAL_MODE: "production",
      PORTAL_ORIGIN: "https://portaal.voorbeeld.nl",
      PORTAL_KEYRING: file,
    })
    expect(open.code).toBe(3)
    expect(open.text).toMatch(/chmod 600/)
  })

  test("changes a setting, keeps it, and refuses one that is not right", async () => {
    expect(await portal(["organisation", "set", "name", "Zorggroep De Linde"])).toMatchObject({ code: 0 })
    const shown = await portal(["organisation", "show", "--json"])
    expect(shown.text).toMatch(/"name": "Zorggroep De Linde"/)
    for (const [field, value] of [
      ["passwordMinimum", "3"],
      ["bsnStep", "sometimes"],
      ["nonsense", "1"],
    ] as const)
      expect((await portal(["organisation", "set", field, value])).code, field).toBe(3)
  })

  test("says what is missing from a command", async () => {
    const { code, text } = await portal(["grant", "add", "--patient", "x"])
    expect(code).toBe(3)
    expect(text).toMatch(/--email is missing/)
    expect(text).toMatch(/Usage:/)
  })
})
