// Records that this project did not write: every file is accounted for, and reading them twice changes nothing.
import { readdirSync } from "node:fs"
import { fileURLToPath } from "node:url"
import { afterAll, beforeAll, describe, expect, test } from "vitest"
import { importFiles } from "../../server/ecd/import-files.ts"
import { listQuarantine } from "../../server/ecd/quarantine.ts"
import { exitCodeOf, renderReport, type ImportReport } from "../../server/ecd/report.ts"
import { importer, projected, wholeRecord } from "../support/fhir-import.ts"
import { startPortal, type Portal } from "../support/portal.ts"

const samples = fileURLToPath(new URL("../samples", import.meta.url))

describe("the sample folder", () => {
  let portal: Portal
  let first: ImportReport
  const read = () => importFiles(portal.deps, { paths: [samples], sourceName: "samples", actor: importer })
  const filesIn = (report: ImportReport, folder: string) =>
    report.files.filter((file) => file.name.startsWith(`samples/${folder}/`))

  beforeAll(async () => {
    portal = await startPortal()
    first = await read()
  })
  afterAll(() => portal.close())

  test("gives a line for every file", () => {
    const files = readdirSync(samples, { recursive: true, withFileTypes: true }).filter((entry) =>
      entry.isFile(),
    )
    expect(first.files).toHaveLength(files.length)
    const text = renderReport(first)
    for (const file of first.files) expect(text).toContain(file.name)
    expect(text).toContain("Every item is accounted for")
    expect(text).toContain("FHIR STU3; the portal reads R4.")
  })

  test("refuses STU3 with one clear reason per file", () => {
    const stu3 = filesIn(first, "zorgviewer-stu3-vendors")
    expect(stu3).toHaveLength(15)
    for (const file of stu3)
      expect(file).toMatchObject({
        outcome: "refused",
        counts: { itemsRead: 1, quarantined: 1 },
        codes: { "fhir-version": 1 },
      })
  })

  test("takes R4 in, or says for what it waits", () => {
    const r4 = first.files.filter((file) => /\.json$/.test(file.name) && !file.name.includes("stu3"))
    expect(r4).toHaveLength(173)
    const notTaken = r4.filter(
      (file) => !["applied", "stored", "unchanged", "skipped"].includes(file.outcome),
    )
    // The Dutch f001 series hangs on one client, whose BSN fails the 11-test.
    const refused = notTaken.filter((file) => file.outcome === "refused")
    expect(refused.map(({ name, codes }) => [name, codes])).toEqual([
      ["samples/hl7-r4-examples-dutch/patient-example-f001-pieter.json", { "bsn-invalid": 1 }],
    ])
    // Their clients (f001, pat2, xcda) are not among the samples, or were refused.
    const waiting = notTaken.filter((file) => file.outcome !== "refused")
    expect(waiting).toHaveLength(17)
    for (const file of waiting) expect(file.codes["subject-unresolved"]).toBe(file.counts.quarantined)
    expect(filesIn(first, "nictiz-zib2020-r4-json").every((file) => file.counts.quarantined === 0)).toBe(true)
  })

  test("reads the Synthea bundles whole", () => {
    const synthea = filesIn(first, "synthea-r4-transaction-bundles")
    expect(synthea.reduce((sum, file) => sum + file.counts.itemsRead, 0)).toBe(673)
    expect(synthea.every((file) => file.counts.quarantined === 0)).toBe(true)
  })

  test("reads names, roles and numbers as nl-core writes them", async () => {
    const patient = await projected(portal, "patients", "Patient", "nl-core-Patient-01")
    expect(patient).toMatchObject({ bsn: "111222333", birth_date: "1934-04-28" })
    expect(JSON.parse(String(patient?.["name"]))).toEqual({
      full: "Johanna Petronella Maria van Putten-van der Giessen",
      callName: "Jo",
    })
    expect(await projected(portal, "relatives", "RelatedPerson", "nl-core-ContactPerson-01")).toMatchObject({
      name: "J.P.M. van Putten-van der Giessen",
      mobile: "+31611234567",
      email: "giesput@myweb.nl",
      role: "contactPerson",
      role_code: "01",
    })
  })

  test("explains each refusal in Dutch, without a value of the record", async () => {
    const items = await listQuarantine(portal.db)
    expect(items).toHaveLength(first.counts.quarantined)
    const bsn = items.find((item) => item.code === "bsn-invalid")
    expect(bsn?.explanation).toMatch(/^Het BSN klopt niet/)
    expect(JSON.stringify(items)).not.toContain("738472983")
  })

  test("counts what it says, and ends with exit code 2", async () => {
    expect(first.invariantHolds).toBe(true)
    expect(first.status).toBe("quarantine")
    expect(exitCodeOf(first)).toBe(2)
    const run = (await portal.db("import_runs").where({ id: first.runId }).first()) as Record<string, unknown>
    expect(run).toMatchObject({
      status: "quarantine",
      items_read: first.counts.itemsRead,
      created: first.counts.created,
    })
  })

  test("read a second time is unchanged and writes nothing but the run", async () => {
    const before = await wholeRecord(portal)
    const versions = await portal.db("fhir_resource_versions").orderBy("id").select("id")
    const rows = await portal.db("fhir_resources").orderBy("id")
    portal.clock.advance({ hours: 1 })
    const second = await read()
    expect(second.counts).toMatchObject({ created: 0, updated: 0, stale: 0, deleted: 0, storedOnly: 0 })
    expect(second.counts.unchanged).toBe(
      first.counts.created + first.counts.storedOnly + first.counts.unchanged,
    )
    expect(second.counts.quarantined).toBe(first.counts.quarantined)
    expect(await wholeRecord(portal)).toEqual(before)
    expect(await portal.db("fhir_resource_versions").orderBy("id").select("id")).toEqual(versions)
    expect(await portal.db("fhir_resources").orderBy("id")).toEqual(rows)
  })
})
