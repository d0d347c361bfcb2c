// Every command of the operator, from the command line's own list: with `--json` it prints JSON and nothing else, a mistake is
// one sentence and 3. A command without an example here fails. SQLite, whatever else the tests run on.
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { afterAll, beforeAll, describe, expect, test } from "vitest"
import { commands, runCommand } from "../../server/cli/run-command.ts"
import { readConfig, type Config } from "../../server/config.ts"
import { loadDemo } from "../../server/demo/load-demo.ts"
import { openPortal } from "../../server/open-portal.ts"
import { quietLog } from "../support/portal.ts"

let folder: string
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), "portal-commands-"))
  const deps = await openPortal(configOf(), quietLog)
  await loadDemo(deps, "db/demo", () => {})
  await deps.db.destroy()
  writeFileSync(join(folder, "tekst.txt"), "# Titel\nEen verzonnen tekst.\n")
}, 60_000)
afterAll(() => rmSync(folder, { recursive: true, force: true }))

function configOf(data = "data"): Config {
  mkdirSync(join(folder, "keys"), { recursive: true })
  return readConfig("command", {
    PORTAL_MODE: "demo",
    PORTAL_DATA: join(folder, data),
    PORTAL_KEYRING: join(folder, "keys/keyring.json"),
  })
}

async function run(argv: string[], config = configOf) {
  const printed = { out: "", err: "" }
  const code = await runCommand(argv, {
    out: (text) => void (printed.out += text),
    err: (text) => void (printed.err += text),
    config,
  })
  return { code, ...printed }
}

// eslint-disable-next-line @typescript-eslint/no-explicit-any -- each command prints its own shape
type Json = any
type Known = Record<string, Json>
type Example = {
  /** What follows the name. @param known what the commands before it printed. */
  args?: (known: Known) => string[]
  code?: number
  data?: string
}

const anneke = ["--email", "anneke.devries@voorbeeld.example"]
const sam = ["--email", "sam@delinde.example"]
/** The demo's one reader who has no account yet. */
const waiting = (known: Known): Json =>
  (known["grant list"] as Json[]).find(({ email }) => email === "peter.bakker@voorbeeld.example")

/** In this order: what one makes the next one needs. */
const examples: Record<string, Example> = {
  migrate: {},
  "keys new": { args: () => [join(folder, "keys/other.json")] },
  "patient list": {},
  "patient capacity": {
    args: (known) => {
      const henk = (known["patient list"] as Json[]).find(({ name }) => /Henk/.test(name as string))
      return [henk.id as string, "yes"]
    },
  },
  "grant list": {},
  "grant invite": { args: (known) => [waiting(known).id as string] },
  "grant invite cancel": { args: (known) => [waiting(known).id as string] },
  "grant end": { args: (known) => [waiting(known).id as string, "--reason", "brief van 1 november"] },
  "grant add": {
    args: (known) => {
      const { patient, slot } = waiting(known)
      const ria = (known["patient list"] as Json[]).find(({ id }) => id === patient)
      const peter = (ria.relatives as Json[]).find(({ name }) => /Peter/.test(name as string))
      return [
        ...["--patient", patient as string, "--slot", String(slot), "--person", peter.id as string],
        ...["--email", "nieuw@voorbeeld.example", "--mobile", "0612345678"],
        ...["--role", "legalRepresentative", "--basis", "mentor", "--sections", "reports"],
        ...["--form-date", "2026-01-02", "--form-ref", "F-9"],
      ]
    },
  },
  "account unblock": { args: () => anneke },
  "account lost-phone request": {
    args: () => [...anneke, "--mobile", "0612345679", "--proof", "paspoort gezien", "--as", "Sanne"],
  },
  "account lost-phone list": {},
  "account lost-phone approve": {
    args: (known) => [known["account lost-phone request"].id as string, "--as", "Joris"],
  },
  "account lost-phone cancel": {
    args: (known) => [known["account lost-phone request"].id as string, "--as", "Sanne"],
  },
  "account close": { args: () => [...anneke, "--reason", "overleden"] },
  "admin invite": { args: () => [...sam, "--name", "Sam", "--role", "auditor,technical"] },
  "admin list": {},
  "admin reset": { args: () => sam },
  "admin end": { args: () => sam },
  "announcement add": {
    args: () => [
      "--title",
      "Storing",
      "--text",
      "Morgen niet.",
      "--from",
      "2030-01-01",
      "--until",
      "2030-01-02",
    ],
  },
  "announcement list": {},
  "announcement end": { args: (known) => [known["announcement list"][0].id as string] },
  "organisation show": {},
  "organisation set": { args: () => ["name", "Zorggroep De Populier"] },
  "legal-text add": {
    args: () => [
      "termsOfUse",
      ...["--file", join(folder, "tekst.txt"), "--version", "2030-1"],
      ...["--effective", "2030-01-01", "--summary", "Een kleine wijziging."],
    ],
  },
  "legal-text list": {},
  "legal-text withdraw": { args: () => ["termsOfUse", "2030-1"] },
  "glossary add": { args: () => ["ADL", "Wassen, aankleden en eten."] },
  "glossary list": {},
  "glossary unknown": {},
  "glossary remove": { args: () => ["ADL"] },
  "ecd import": { args: () => ["db/demo/henk-willemsen.json", "--source", "demo-ecd"] },
  "ecd quarantine": {},
  "ecd status": {},
  "messages status": {},
  "messages test": { args: () => ["--mail", "beheer@delinde.example"] },
  "audit verify": {},
  backup: { args: () => [join(folder, "backups")] },
  restore: { args: (known) => [known["backup"].file as string], data: "elsewhere" },
}

test("every command has an example here", () => {
  expect(Object.keys(examples).sort()).toEqual(commands.map(({ name }) => name).sort())
})

test("with --json each prints JSON and nothing else, and ends with its own code", async () => {
  const known: Known = {}
  for (const [name, { args, code = 0, data }] of Object.entries(examples)) {
    const argv = [...name.split(" "), ...(args?.(known) ?? []), "--json"]
    const { out, err, code: ended } = await run(argv, () => configOf(data))
    expect([name, ended, err], out).toEqual([name, code, code === 3 ? expect.any(String) : ""])
    if (code === 3) expect(out).toBe("")
    else known[name] = JSON.parse(out) as Json
  }
})

describe.each(commands.map(({ name }) => name))("%s", (name) => {
  test("--help says what it does and how, and ends with 0", async () => {
    const { out, err, code } = await run([...name.split(" "), "--help"])
    expect([code, err]).toEqual([0, ""])
    expect(out).toContain(`npm run portal -- ${name}`)
  })

  test("an option that it does not know: 3, one sentence, the usage, nothing on the output", async () => {
    const { out, err, code } = await run([...name.split(" "), "--onzin", "--json"])
    expect([code, out]).toEqual([3, ""])
    expect(err).toContain(`Usage: npm run portal -- ${name}`)
    expect(err).not.toMatch(/\n\s+at /)
  })
})

const needy = commands.filter(({ name, usage }) => /^(--|<)/.test(usage) && name !== "keys new")
test.each(needy.map(({ name }) => name))("%s without what it needs: 3 and a sentence", async (name) => {
  const { out, err, code } = await run([...name.split(" "), "--json"])
  expect([code, out]).toEqual([3, ""])
  expect(err.length).toBeGreaterThan(10)
  expect(err).not.toMatch(/\n\s+at |undefined|TypeError/)
})

test("no such command: 3, and the list of those that there are; nothing asked: the list and 0", async () => {
  const wrong = await run(["grant", "steal"])
  expect([wrong.code, wrong.err]).toEqual([3, 'There is no command "grant steal".\n\n'])
  const none = await run([])
  expect(none.code).toBe(0)
  for (const { name } of commands) expect(none.out).toContain(`  ${name} `)
})
