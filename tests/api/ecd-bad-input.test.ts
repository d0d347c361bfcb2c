// Wrong, broken, hostile and enormous files: a reason for each, and nothing half done.
import { gzipSync } from "node:zlib"
import { afterEach, beforeEach, expect, test } from "vitest"
import { exitCodeOf, renderReport } from "../../server/ecd/report.ts"
import {
  bundle,
  importList,
  importNamed,
  ndjson,
  openQuarantine,
  rowIdOf,
  shownReports,
  shownTexts,
} from "../support/fhir-import.ts"
import {
  fhirAppointment,
  fhirLocation,
  fhirPatient,
  fhirRelative,
  fhirReport,
  fhirRole,
  fhirStay,
  normal,
  xhtml,
} from "../support/fhir-resources.ts"
import { startPortal, type Portal } from "../support/portal.ts"

let portal: Portal
beforeEach(async () => {
  portal = await startPortal()
})
afterEach(() => portal.close())

const patient = JSON.stringify(fhirPatient("ria"))
const codesOf = async (files: Record<string, string | Buffer>) => {
  const { counts, invariantHolds } = await importNamed(portal, files)
  expect(invariantHolds).toBe(true)
  return {
    taken: counts.created + counts.unchanged,
    codes: (await openQuarantine(portal)).map(({ code }) => code),
  }
}

test("broken JSON: the line is refused, the lines around it are read", async () => {
  const lines = [patient, '{"resourceType": "Patient", "id": ', JSON.stringify(fhirPatient("jopie"))].join(
    "\n",
  )
  expect(await codesOf({ "a.ndjson": lines })).toEqual({ taken: 2, codes: ["json-invalid"] })
  const row = (await portal.db("quarantined_items").first("location")) as { location: string }
  expect(row.location).toMatch(/a\.ndjson:2$/)
})

test("a field twice, or nested without end, has no one meaning", async () => {
  const twice = '{"resourceType":"Patient","id":"ria","active":true,"active":false}'
  const escaped = '{"resourceType":"Patient","id":"ria","n":[{"a":1,"\\u0061":2}]}'
  const deep = `{"resourceType":"Patient","id":"ria","x":${"[".repeat(101)}${"]".repeat(101)}}`
  const fine = `{"resourceType":"Patient","id":"ria","__proto__":{"a":"\\"x\\": {"},"x":${"[".repeat(90)}${"]".repeat(90)}}`
  const { taken, codes } = await codesOf({ "a.ndjson": [twice, escaped, deep, fine].join("\n") })
  expect([taken, codes.toSorted()]).toEqual([
    1,
    ["json-duplicate-key", "json-duplicate-key", "json-too-deep"],
  ])
})

test("a byte order mark, Windows line ends and empty lines are fine", async () => {
  const files = {
    "a.json": `\uFEFF${patient}`,
    "b.ndjson": `\uFEFF\r\n${JSON.stringify(fhirPatient("jopie"))}\r\n\r\n`,
  }
  expect(await codesOf(files)).toEqual({ taken: 2, codes: [] })
})

test("what is not UTF-8 is refused, not guessed", async () => {
  const latin1 = Buffer.from(patient.replace("Mevrouw", "Mevrouw \u00e9"), "latin1")
  expect(await codesOf({ "a.json": latin1 })).toEqual({ taken: 0, codes: ["json-invalid"] })
})

test("XML is refused with a hint, also under another name", async () => {
  const xml = '<?xml version="1.0"?><Patient xmlns="http://hl7.org/fhir"/>'
  const report = await importNamed(portal, { "a.xml": xml, "b.json": `  ${xml.slice(21)}` })
  expect(report.files.map(({ outcome, codes }) => [outcome, codes])).toEqual(
    Array(2).fill(["refused", { "format-unsupported": 1 }]),
  )
  expect(exitCodeOf(report)).toBe(3)
  const row = (await portal.db("quarantined_items").first("explanation")) as { explanation: string }
  expect(row.explanation).toContain("Vraag een export in JSON")
})

test("gzip is unpacked; a cut-off gzip is refused", async () => {
  const zipped = gzipSync(ndjson([fhirPatient("ria"), fhirReport("r1", "ria", "Ingepakt")]))
  expect(
    await codesOf({ "a.ndjson.gz": zipped, "b.json.gz": gzipSync(JSON.stringify(fhirPatient("jopie"))) }),
  ).toEqual({
    taken: 3,
    codes: [],
  })
  expect(await shownTexts(portal, "ria")).toEqual(["Ingepakt"])
  expect((await codesOf({ "c.json.gz": zipped.subarray(0, 60) })).codes).toEqual(["file-unreadable"])
})

test("a line over 5 MB is refused and not kept; the next line is read", async () => {
  const huge = JSON.stringify(fhirPatient("groot", { text: "x".repeat(5 * 1024 * 1024) }))
  expect(await codesOf({ "a.ndjson": `${huge}\n${patient}\n${huge}` })).toEqual({
    taken: 1,
    codes: ["too-large"],
  })
  const row = (await portal.db("quarantined_items").first("raw", "times_seen")) as {
    raw: Buffer
    times_seen: number
  }
  expect(row.raw.length).toBeLessThan(10_000)
  expect(row.times_seen).toBe(2)
})

test("STU3 in NDJSON stops the file at the first sign, once", async () => {
  const stu3 = {
    resourceType: "Flag",
    id: "f",
    status: "active",
    category: { text: "x" },
    code: {},
    subject: {},
  }
  const report = await importNamed(portal, { "a.ndjson": ndjson([fhirPatient("ria"), stu3, stu3, stu3]) })
  expect(report.counts).toMatchObject({ itemsRead: 2, created: 1, quarantined: 1 })
  expect(report.files[0]).toMatchObject({ outcome: "partly", codes: { "fhir-version": 1 } })
})

test("STU3 in one entry refuses the whole bundle, with one reason", async () => {
  const old = {
    ...fhirPatient("oud"),
    meta: { profile: ["http://fhir.nl/fhir/StructureDefinition/nl-core-patient"] },
  }
  const report = await importNamed(portal, { "a.json": bundle([fhirPatient("ria"), old, old]) })
  expect(report.counts).toMatchObject({ itemsRead: 1, quarantined: 1 })
  expect(await rowIdOf(portal, "Patient", "ria")).toBeUndefined()
})

test("a resource without type or with an impossible id is refused", async () => {
  await importList(portal, [
    { id: "x" },
    { resourceType: "patient", id: "x" },
    { resourceType: "Patient", id: "a b" },
    { resourceType: "Patient", id: 7 },
    { resourceType: "Patient", id: "x".repeat(65) },
    { resourceType: "Patient" },
    null,
    "tekst",
    [],
  ])
  const codes = (await openQuarantine(portal)).map(({ code }) => code)
  expect(codes.toSorted()).toEqual([
    ...Array<string>(4).fill("id-invalid"),
    ...Array<string>(5).fill("type-missing"),
  ])
})

test("a field of another form than FHIR's is refused with its place, never its value", async () => {
  await importList(portal, [
    fhirPatient("ria", { name: "Ria de Vries" }),
    fhirPatient("jopie", { birthDate: "1938-13-01" }),
    fhirReport("r1", "ria", "x", { section: [{ text: "Geheim" }] }),
  ])
  const rows = (await portal
    .db("quarantined_items")
    .orderBy("resource_id")
    .select("resource_id", "code", "path")) as unknown[]
  expect(rows).toEqual([
    { resource_id: "jopie", code: "date-invalid", path: "birthDate" },
    { resource_id: "r1", code: "subject-unresolved", path: "subject" },
    { resource_id: "ria", code: "shape-invalid", path: "name" },
  ])
})

test("an extension that may change the meaning refuses a resource that would be shown", async () => {
  const modifier = [{ url: "https://ecd.voorbeeld.example/niet", valueBoolean: true }]
  await importList(portal, [
    fhirPatient("ria"),
    fhirReport("r1", "ria", "x", { modifierExtension: modifier }),
    fhirReport("r2", "ria", "x", { section: [{ title: "S", modifierExtension: modifier }] }),
    fhirReport("r3", "ria", "x", { implicitRules: "https://ecd.voorbeeld.example/regels" }),
    {
      resourceType: "Procedure",
      id: "g",
      meta: normal,
      subject: { reference: "Patient/ria" },
      modifierExtension: modifier,
    },
  ])
  expect((await openQuarantine(portal)).map(({ id, code }) => [id, code])).toEqual(
    ["r1", "r2", "r3"].map((id) => [id, "unsupported-modifier"]),
  )
})

test("a type that is not on the source's list is counted and not kept", async () => {
  const claim = { resourceType: "Claim", id: "c", patient: { reference: "Patient/ria" } }
  const { counts } = await importList(portal, [
    fhirPatient("ria"),
    claim,
    { resourceType: "Consent", id: "x" },
  ])
  expect(counts).toMatchObject({ itemsRead: 3, created: 1, skipped: 2 })
  expect(await rowIdOf(portal, "Claim", "c")).toBeUndefined()
})

test("the same mistake in the next export is the same row, seen twice", async () => {
  const wrong = fhirPatient("ria", { birthDate: "gisteren" })
  await importList(portal, [wrong])
  portal.clock.advance({ days: 1 })
  await importList(portal, [wrong])
  expect(await portal.db("quarantined_items").select("times_seen", "first_seen_at", "last_seen_at")).toEqual([
    { times_seen: 2, first_seen_at: "2026-11-22T13:00:00.000Z", last_seen_at: "2026-11-23T13:00:00.000Z" },
  ])
})

test("a corrected version takes its mistake out of quarantine", async () => {
  await importList(portal, [fhirPatient("ria", { birthDate: "gisteren" })])
  await importList(portal, [fhirPatient("ria")])
  expect(await openQuarantine(portal)).toEqual([])
  expect(await portal.db("quarantined_items").first("resolution")).toEqual({ resolution: "replaced" })
})

test("names of JavaScript, control characters and endless words do no harm in any field", async () => {
  const nul = "a\u0000b\u202E"
  const long = "x".repeat(70_000)
  const { counts, invariantHolds, status } = await importList(portal, [
    fhirPatient("ria", {
      meta: { ...normal, versionId: nul },
      identifier: [
        { system: nul, value: nul },
        { system: long, value: long },
      ],
      name: [{ text: `Ria${nul}`, family: long }],
    }),
    fhirPatient("a\u0000b"),
    { resourceType: `Patient${nul}`, id: long },
    fhirRelative("anneke", "ria", nul, { telecom: [{ system: "email", value: long }] }),
    fhirLocation("beuk", { name: `${nul}${long}`, telecom: [{ system: "phone", value: long }] }),
    fhirRole("rol", nul, {
      code: [{ text: `${nul}${long}` }],
      practitioner: { reference: `urn:uuid:${long}` },
    }),
    fhirStay("s1", "ria", {
      status: "constructor",
      location: [{ location: { reference: `urn:uuid:${nul}` } }],
    }),
    fhirReport("r1", "ria", "Tekst", {
      title: nul,
      type: { text: "__proto__" },
      author: [{ reference: `urn:uuid:${long}`, type: nul }, { display: long }],
      section: [{ code: { coding: [{ code: "constructor" }] }, text: xhtml(`Tekst${nul.slice(2)}`) }],
    }),
    fhirAppointment("a1", ["ria"], { status: "toString", description: nul }),
    {
      resourceType: "Procedure",
      id: "g",
      meta: { versionId: long },
      subject: { reference: "Patient/ria" },
      n: nul,
    },
  ])
  expect([counts.created, counts.storedOnly, counts.quarantined, invariantHolds, status]).toEqual([
    7,
    1,
    2,
    true,
    "quarantine",
  ])
  expect((await openQuarantine(portal)).map(({ code }) => code).toSorted()).toEqual([
    "id-invalid",
    "type-missing",
  ])
  const [report] = await shownReports(portal, "ria")
  expect(report).toMatchObject({ title: "ab", sections: [{ heading: null, text: "Tekstb" }] })
})

test("a folder without anything to read says so", async () => {
  const report = await importNamed(portal, { "README.md": "# niets", "leeg.ndjson": "" })
  expect(report.files.map(({ outcome }) => outcome)).toEqual(["ignored", "empty"])
  expect([report.status, exitCodeOf(report)]).toEqual(["nothing", 3])
  expect(renderReport(report)).toContain("Nothing to import was found.")
})
