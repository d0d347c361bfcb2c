// kill -9 in the middle of an import, again and again: what is committed stays whole, and the end is the same.
import { spawnSync } from "node:child_process"
import { mkdtempSync, rmSync, writeFileSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { fileURLToPath } from "node:url"
import { expect, test } from "vitest"
import { openDatabase } from "../../db/knex.ts"
import { migrate } from "../../db/migrate.ts"
import { readKeyring, writeKeyring } from "../../server/sealing/keyring.ts"
import { createSealing } from "../../server/sealing/sealing.ts"
import { ndjson, wholeRecord } from "../support/fhir-import.ts"
import {
  fhirAppointment,
  fhirLine,
  fhirPatient,
  fhirPractitioner,
  fhirReport,
  fhirRole,
  fhirStay,
} from "../support/fhir-resources.ts"
import type { Portal } from "../support/portal.ts"

const script = fileURLToPath(new URL("../support/ecd-killed.ts", import.meta.url))

/** In an order that leaves much to do at the end: clients, carers and lines come last. */
const record = [
  ...Array.from({ length: 30 }, (_, n) =>
    fhirReport(`r${n}`, "ria", `Verslag ${n}`, {
      author: [{ reference: "PractitionerRole/rol" }],
      section: [{ entry: [{ reference: `Observation/o${n}` }] }],
    }),
  ),
  ...Array.from({ length: 30 }, (_, n) => fhirAppointment(`a${n}`, ["ria", "jopie"])),
  ...Array.from({ length: 30 }, (_, n) => fhirLine(`o${n}`, `Regel ${n}`)),
  fhirStay("s1", "ria"),
  fhirPatient("ria"),
  fhirPatient("jopie"),
  fhirRole("rol", "anja"),
  fhirPractitioner("anja"),
]

test("killed at one commit after the other, the import ends as if nothing had happened", async () => {
  const folder = mkdtempSync(join(tmpdir(), "portal-kill-"))
  const keyring = join(folder, "keyring.json")
  const file = join(folder, "alles.ndjson")
  writeKeyring(keyring)
  writeFileSync(file, ndjson(record))
  const database = async (name: string) => {
    const db = openDatabase(join(folder, name))
    await migrate(db)
    return db
  }
  let minute = 0
  const run = (name: string, dieAt: number) => {
    // Each start finds the lease of the one before run out.
    minute += 2
    const now = new Date(Date.UTC(2026, 10, 22, 12, minute)).toISOString()
    const args = ["--import", "tsx", script, join(folder, name), keyring, file, String(dieAt), now]
    return spawnSync(process.execPath, args, { encoding: "utf8" })
  }
  const stateOf = async (name: string) => {
    const db = await database(name)
    const sealing = createSealing(readKeyring(keyring))
    const portal = { db, deps: { db, sealing }, clock: { now: () => new Date(Date.UTC(2026, 10, 23)) } }
    const state = await wholeRecord(portal as unknown as Portal)
    await db.destroy()
    return state
  }

  await (await database("whole.sqlite")).destroy()
  const whole = JSON.parse(run("whole.sqlite", 0).stdout) as { commits: number; status: string }
  expect(whole.status).toBe("done")
  const expected = await stateOf("whole.sqlite")

  await (await database("killed.sqlite")).destroy()
  for (const dieAt of [1, 3, 4, 6, 7]) {
    expect(dieAt).toBeLessThan(whole.commits)
    expect([dieAt, run("killed.sqlite", dieAt).signal]).toEqual([dieAt, "SIGKILL"])
  }
  const last = JSON.parse(run("killed.sqlite", 0).stdout) as Record<string, unknown>
  expect(last).toMatchObject({ status: "done", invariantHolds: true })
  expect(await stateOf("killed.sqlite")).toEqual(expected)
  rmSync(folder, { recursive: true })
}, 60_000)
