// A run as a whole: stopped half-way, run beside another, dry, written down.
import { createHash } from "node:crypto"
import { Writable } from "node:stream"
import { pino } from "pino"
import { afterEach, beforeEach, expect, test } from "vitest"
import { findChangedRows } from "../../server/audit/audit.ts"
import { canonical } from "../../server/ecd/checking/version-key.ts"
import { importResources } from "../../server/ecd/import-resources.ts"
import { exitCodeOf, renderReport } from "../../server/ecd/report.ts"
import { importStatus } from "../../server/ecd/status.ts"
import {
  importer,
  importList,
  importNamed,
  ndjson,
  openQuarantine,
  wholeRecord,
} from "../support/fhir-import.ts"
import {
  bsn,
  fhirAppointment,
  fhirPatient,
  fhirPractitioner,
  fhirReport,
  fhirStay,
} from "../support/fhir-resources.ts"
import { startPortal, type Portal } from "../support/portal.ts"

let portal: Portal
beforeEach(async () => {
  portal = await startPortal()
})
afterEach(() => portal.close())

/** Reports before their clients, so that a stop leaves things waiting. */
const record = [
  ...Array.from({ length: 60 }, (_, n) => fhirReport(`r${n}`, n % 2 ? "ria" : "jopie", `Verslag ${n}`)),
  fhirPatient("ria", bsn("999900018")),
  fhirStay("s1", "ria"),
  ...Array.from({ length: 60 }, (_, n) => fhirAppointment(`a${n}`, n % 3 ? ["ria"] : ["ria", "jopie"])),
  fhirPatient("jopie"),
  fhirPractitioner("anja"),
]

test("stopped after any batch and run again, the end is the same", async () => {
  const whole = await startPortal()
  await importNamed(whole, { "a.ndjson": ndjson(record) })
  const expected = await wholeRecord(whole)
  await whole.close()
  for (let stopAfter = 1; ; stopAfter += 1) {
    const other = await startPortal()
    let batches = 0
    const stopped = await importNamed(
      other,
      { "a.ndjson": ndjson(record) },
      {
        onProgress() {
          batches += 1
          if (batches === stopAfter) throw new Error("stroom uit")
        },
      },
    )
    const isStopped = stopped.status === "aborted"
    if (isStopped) expect([exitCodeOf(stopped), stopped.error]).toEqual([4, "Error"])
    const again = await importNamed(other, { "a.ndjson": ndjson(record) })
    expect([again.status, again.invariantHolds]).toEqual(["done", true])
    expect(await wholeRecord(other)).toEqual(expected)
    await other.close()
    if (!isStopped) return
  }
})

test("two imports of one source at a time: the second is told to wait; a killed one gives way after a minute", async () => {
  await importList(portal, [fhirPatient("ria")])
  const now = portal.clock.now().toISOString()
  await portal.db("import_runs").update({ status: "running", ended_at: null, alive_at: now })
  await expect(importList(portal, [])).rejects.toThrow('Another import of "ecd" is running.')
  expect((await importList(portal, [fhirPatient("ria")], "andere bron")).status).toBe("done")
  portal.clock.advance({ seconds: 61 })
  expect((await importList(portal, [fhirPatient("ria")])).status).toBe("done")
  const statuses = (await importStatus(portal.deps))
    .filter(({ source }) => source === "ecd")
    .map(({ status }) => status)
  expect(statuses.toSorted()).toEqual(["aborted", "done"])
})

test("a dry run says what would happen and leaves no trace", async () => {
  const files = { "a.ndjson": ndjson([...record, fhirPatient("fout", bsn("1"))]) }
  const dry = await importNamed(portal, files, { dryRun: true })
  expect(dry).toMatchObject({
    runId: null,
    isDryRun: true,
    status: "quarantine",
    counts: { created: 124, quarantined: 1 },
  })
  expect(renderReport(dry)).toContain('Dry run for source "ecd": nothing was written.')
  for (const table of [
    "fhir_resources",
    "patients",
    "reports",
    "quarantined_items",
    "import_runs",
    "import_items",
  ])
    expect([table, await portal.db(table)]).toEqual([table, []])
  const real = await importNamed(portal, files)
  expect(real.counts).toEqual(dry.counts)
})

test("a run is written in the audit log, by who did it", async () => {
  const { runId } = await importList(portal, [fhirPatient("ria")])
  const events = (await portal.db("audit_events").where({ event: "ecd.import" })) as Record<string, unknown>[]
  expect(events).toMatchObject([
    {
      action: "E",
      outcome: "done",
      actor_kind: "operator",
      actor_id: "test",
      object_kind: "import-run",
      object_id: runId,
    },
  ])
  expect((await findChangedRows(portal.db, portal.deps.sealing)).changed).toEqual([])
})

test("one item that the database refuses is set aside; the rest of its batch is kept", async () => {
  // A number that has no place in the column of a 36 character id stands for anything unforeseen.
  const trouble = fhirPatient("ria", { birthDate: "1938-04-02" })
  const good = [fhirPatient("jopie"), fhirReport("r1", "jopie", "Goed")]
  const { seal } = portal.deps.sealing
  const sealing = {
    ...portal.deps.sealing,
    seal: (...args: Parameters<typeof seal>) => {
      if (args[3].includes('"id":"ria"') && args[1] === "fhir_resource_versions.raw")
        throw new Error("geheim 999900018")
      return seal(...args)
    },
  }
  const items = [...good, trouble].map((resource, index) => ({ resource, location: `x#${index}` }))
  const deps = { ...portal.deps, sealing }
  const { counts, invariantHolds } = await importResources(deps, {
    resources: items,
    sourceName: "ecd",
    actor: importer,
  })
  expect([counts.created, counts.quarantined, invariantHolds]).toEqual([2, 1, true])
  expect(await openQuarantine(portal)).toEqual([{ type: "Patient", id: "ria", code: "not-processed" }])
})

test("neither log nor database holds a name, a BSN or a text in the clear", async () => {
  const lines: string[] = []
  const stream = new Writable({
    write(chunk: Buffer, _encoding, done) {
      lines.push(chunk.toString())
      done()
    },
  })
  const deps = { ...portal.deps, log: pino({ level: "trace" }, stream) }
  const secret = [
    fhirPatient("p1", { ...bsn("999900018"), name: [{ text: "Ria de Vries-Bakker" }] }),
    fhirReport("r1", "p1", "Mevrouw is vandaag verdrietig"),
    fhirPatient("p2", { ...bsn("999900019"), name: [{ text: "Jopie van Dam" }] }),
    fhirReport("r2", "p2", "Wacht op haar cliënt"),
    fhirAppointment("a1", ["p1"], { description: "Gesprek over de uitslag" }),
    fhirPractitioner("anja", { name: [{ text: "Zuster Geertruida" }] }),
  ]
  const items = secret.map((resource, index) => ({ resource, location: `x#${index}` }))
  const report = await importResources(deps, { resources: items, sourceName: "ecd", actor: importer })
  const dump: string[] = [lines.join(""), renderReport(report), JSON.stringify(report)]
  const tables = [
    "import_runs",
    "import_items",
    "quarantined_items",
    "fhir_resources",
    "fhir_resource_versions",
  ]
  for (const table of [
    ...tables,
    "patients",
    "reports",
    "appointments",
    "practitioners",
    "relatives",
    "audit_events",
  ])
    for (const row of (await portal.db(table)) as Record<string, unknown>[])
      dump.push(
        ...Object.values(row).map((value) =>
          Buffer.isBuffer(value) ? value.toString("latin1") : String(value),
        ),
      )
  expect(lines.length).toBeGreaterThan(0)
  for (const word of [
    "999900018",
    "999900019",
    "Bakker",
    "van Dam",
    "verdrietig",
    "Wacht op",
    "uitslag",
    "Geertruida",
  ])
    expect([word, dump.some((text) => text.includes(word))]).toEqual([word, false])
})

test("no hash in the database can be worked out from a guess at what was imported", async () => {
  const wrong = fhirPatient("jopie", { ...bsn("999900018"), birthDate: "gisteren" })
  const numbered = fhirPatient("kees", { meta: { versionId: "999900018 nr. 2" } })
  const guesses = [fhirPatient("ria", bsn("999900018")), wrong, numbered]
  await importList(portal, guesses)
  const texts = [
    ...guesses.flatMap((guess) => [JSON.stringify(guess), canonical(guess)]),
    canonical(fhirPatient("kees", { meta: undefined })),
    "999900018 nr. 2",
  ]
  const hashes = texts.map((text) => createHash("sha256").update(text).digest("hex"))
  const stored = [
    ...(await portal.db("fhir_resource_versions").select("version_key", "content_hash")),
    ...(await portal.db("quarantined_items").select("content_hash")),
    ...(await portal.db("import_items").select("version_key")),
  ].map((row) => JSON.stringify(row))
  expect(stored.length).toBe(6)
  expect(stored.filter((row) => hashes.some((hash) => row.includes(hash)))).toEqual([])
  const key = (text: string) => portal.deps.sealing.blindIndex("content", text)
  expect(stored.filter((row) => row.includes(key(texts[1] ?? "")))).toHaveLength(2)
})

test("the status tells the last runs and the newest success of each source", async () => {
  await importList(portal, [fhirPatient("ria")])
  portal.clock.advance({ hours: 1 })
  await importList(portal, [{ resourceType: "Patient" }])
  const [newest, first] = await importStatus(portal.deps)
  expect(newest).toMatchObject({
    source: "ecd",
    status: "nothing",
    read: 1,
    quarantined: 1,
    lastSuccess: first?.endedAt,
  })
  expect(first).toMatchObject({ status: "done", created: 1, read: 1 })
})
