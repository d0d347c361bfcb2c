// The restore drill: a backup that opens, and every reason not to put one back. SQLite, whatever else the tests run on.
import {
  copyFileSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { afterEach, beforeEach, describe, expect, test } from "vitest"
import { backupCommands } from "../../server/cli/backup-commands.ts"
import type { CommandArguments } from "../../server/cli/command.ts"
import { patientCommands } from "../../server/cli/patient-commands.ts"
import { readConfig } from "../../server/config.ts"
import type { Deps } from "../../server/deps.ts"
import { loadDemo } from "../../server/demo/load-demo.ts"
import { openPortal } from "../../server/open-portal.ts"
import { newKeyring } from "../../server/sealing/keyring.ts"
import { holdServerLock } from "../../server/single-server.ts"
import { quietLog } from "../support/portal.ts"

let folder: string
let deps: Deps
beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), "portal-backup-"))
  deps = await openPortal(configOf("old"), quietLog)
  await loadDemo(deps, "db/demo", () => {})
})
afterEach(async () => {
  await deps.db.destroy()
  rmSync(folder, { recursive: true, force: true })
})

/** A machine of its own, with its data and its keys. */
const configOf = (name: string) => {
  mkdirSync(join(folder, name, "keys"), { recursive: true })
  return readConfig("command", {
    PORTAL_MODE: "demo",
    PORTAL_DATA: join(folder, name, "data"),
    PORTAL_KEYRING: join(folder, name, "keys/keyring.json"),
  })
}
const argumentsOf = (...positionals: string[]): CommandArguments => ({
  positionals,
  text: () => undefined,
  required: () => "",
  isSet: () => false,
})
const backups = () => join(folder, "backups")
async function backup(target = backups(), from = deps) {
  const command = backupCommands.find(({ name }) => name === "backup")
  if (command?.kind !== "database") throw new Error("no command backup")
  return (await command.run(from, argumentsOf(target))).json as {
    file: string
    keys: number
    logRows: number
  }
}
async function restore(name: string, file: string) {
  const command = backupCommands.find((one) => one.name === "restore")
  if (command?.kind !== "bare") throw new Error("no command restore")
  return command.run(argumentsOf(file), () => configOf(name))
}
/** A new machine that got the keyring from the safe. */
function newMachine(name = "new") {
  const { keyring } = configOf(name)
  copyFileSync(deps.config.keyring, keyring)
  return { keyring, data: join(folder, name, "data") }
}
async function names(from: Deps) {
  const command = patientCommands.find(({ name }) => name === "patient list")
  if (command?.kind !== "database") throw new Error("no command patient list")
  return (await command.run(from, argumentsOf())).json
}

test("a backup that is put back on a new machine opens with the kept keyring, to the last word", async () => {
  const { file, keys, logRows } = await backup()
  expect(keys).toBeGreaterThan(5)
  expect(logRows).toBeGreaterThan(0)
  expect(readdirSync(backups())).toHaveLength(1)
  expect(statSync(file).mode & 0o077).toBe(0)
  newMachine()
  await restore("new", file)
  const back = await openPortal(configOf("new"), quietLog)
  try {
    expect(await names(back)).toEqual(await names(deps))
    expect(await back.db("reports").count({ n: "*" })).toEqual(await deps.db("reports").count({ n: "*" }))
    expect(await back.db("audit_events").where("event", "backup.restored")).toHaveLength(1)
    expect(await deps.db("audit_events").where("event", "backup.made")).toHaveLength(1)
  } finally {
    await back.db.destroy()
  }
})

test("a backup holds what is committed and no name that can be read", async () => {
  await deps.db("organisation_changes").count()
  const { file } = await backup()
  expect(readFileSync(file).toString("latin1")).not.toMatch(/Bakker|anneke\.devries|999900018/)
})

describe("no backup is made", () => {
  test("in the folder of the keyring", async () => {
    await expect(backup(join(folder, "old"))).rejects.toThrow(/keyring lies in that folder/)
    expect(readdirSync(join(folder, "old")).sort()).toEqual(["data", "keys"])
  })

  test("of a log that was changed", async () => {
    await deps.db.raw("DROP TRIGGER IF EXISTS audit_events_no_update")
    for (const { name } of (await deps.db.raw("SELECT name FROM sqlite_master WHERE type = 'trigger'")) as {
      name: string
    }[])
      await deps.db.raw(`DROP TRIGGER ${name}`)
    await deps.db("audit_events").limit(1).update({ event: "nothing.happened" })
    await expect(backup()).rejects.toThrow(/rows of its log were changed/)
    expect(readdirSync(backups())).toEqual([])
  })
})

describe("nothing is put back", () => {
  const isEmpty = (data: string) => readdirSync(data).filter((name) => name.startsWith("portal.sqlite"))

  test("over a database", async () => {
    const { file } = await backup()
    await expect(restore("old", file)).rejects.toThrow(/never overwritten/)
  })

  test("with the keyring of another database, or none", async () => {
    const { file } = await backup()
    const { keyring, data } = newMachine()
    writeFileSync(keyring, JSON.stringify(newKeyring()), { mode: 0o600 })
    await expect(restore("new", file)).rejects.toThrow(/keyring/i)
    expect(isEmpty(data)).toEqual([])
    rmSync(keyring)
    await expect(restore("new", file)).rejects.toThrow(/Put it back first/)
  })

  test("that is cut off, or altered", async () => {
    const { file } = await backup()
    const { data } = newMachine()
    const whole = readFileSync(file)
    const broken = join(folder, "broken.sqlite")
    for (const bytes of [
      whole.subarray(0, whole.length / 2),
      Buffer.from("geen database"),
      whole.fill(0xff, 40_000, 80_000),
    ]) {
      writeFileSync(broken, bytes)
      await expect(restore("new", broken)).rejects.toThrow(/damaged|malformed|no database|not a database/)
      expect(isEmpty(data)).toEqual([])
    }
  })

  test("while a server works with that folder", async () => {
    const { file } = await backup()
    newMachine()
    const config = configOf("new")
    mkdirSync(config.dataFolder, { recursive: true })
    const release = await holdServerLock(config)
    await expect(restore("new", file)).rejects.toThrow(/Another portal server/)
    await release()
  })
})
