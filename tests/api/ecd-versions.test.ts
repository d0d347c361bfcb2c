// The ECD changes its mind: new versions, old ones, withdrawals, deletions, replacements.
import { afterEach, beforeEach, expect, test } from "vitest"
import {
  bundle,
  importList,
  importNamed,
  ndjson,
  openQuarantine,
  resourceRow,
  rowIdOf,
  shownReports,
  shownTexts,
} from "../support/fhir-import.ts"
import { fhirPatient, fhirReport, fhirStay, normal } from "../support/fhir-resources.ts"
import { startPortal, type Portal } from "../support/portal.ts"

let portal: Portal
beforeEach(async () => {
  portal = await startPortal()
  await importList(portal, [fhirPatient("ria"), fhirPatient("jopie")])
})
afterEach(() => portal.close())

const stamped = (lastUpdated: string, versionId?: string) => ({
  meta: { ...normal, lastUpdated, ...(versionId && { versionId }) },
})
const report = (text: string, changes: Record<string, unknown> = {}) => fhirReport("r1", "ria", text, changes)
const outcomeOf = async (resource: unknown) => {
  const { counts } = await importList(portal, [resource])
  return Object.entries(counts).flatMap(([name, count]) => (name !== "itemsRead" && count > 0 ? [name] : []))
}

test("statuses: final is shown, amended is marked, all others are hidden", async () => {
  for (const [status, expected] of [
    ["final", [null]],
    ["amended", ["2026-11-21T08:00:00.000Z"]],
    ["corrected", ["2026-11-21T08:00:00.000Z"]],
    ["preliminary", []],
    ["entered-in-error", []],
    ["registered", []],
    ["cancelled", []],
    ["unknown", []],
    ["iets anders", []],
  ] as const) {
    await importList(portal, [report("Tekst", { status, ...stamped("2026-11-21T09:00:00+01:00") })])
    const shown = await shownReports(portal, "ria")
    expect([status, shown.map(({ amendedAt }) => amendedAt)]).toEqual([status, expected])
  }
  await importList(portal, [report("Tekst", { status: undefined })])
  expect(await openQuarantine(portal)).toEqual([{ type: "Composition", id: "r1", code: "status-missing" }])
})

test("a withdrawn report is gone at once, and comes back when it is final again", async () => {
  await importList(portal, [report("Tekst")])
  const [before] = await shownReports(portal, "ria")
  await importList(portal, [report("Tekst", { status: "entered-in-error" })])
  expect(await portal.db("reports")).toEqual([])
  await importList(portal, [report("Verbeterd")])
  const [after] = await shownReports(portal, "ria")
  expect(after).toMatchObject({ id: before?.id, sections: [{ text: "Verbeterd" }] })
})

test("without version numbers the content decides; a new stamp alone is nothing new", async () => {
  expect(await outcomeOf(report("Een"))).toEqual(["created"])
  expect(await outcomeOf(report("Een", stamped("2026-11-21T09:00:00Z")))).toEqual(["unchanged"])
  expect(await outcomeOf(report("Twee"))).toEqual(["updated"])
  const row = await rowIdOf(portal, "Composition", "r1")
  expect(await portal.db("fhir_resource_versions").where({ fhir_resource_id: row })).toHaveLength(2)
})

test("keys in another order are the same content", async () => {
  const one = report("Een")
  await importList(portal, [one])
  const reversed = Object.fromEntries(Object.entries(one).reverse())
  expect(await outcomeOf(reversed)).toEqual(["unchanged"])
})

test("an older version than known is kept as history and not shown", async () => {
  await importList(portal, [report("Nieuw", stamped("2026-11-21T09:00:00Z"))])
  expect(await outcomeOf(report("Oud", stamped("2026-11-20T09:00:00Z")))).toEqual(["stale"])
  expect(await shownTexts(portal, "ria")).toEqual(["Nieuw"])
  expect(await outcomeOf(report("Oud", stamped("2026-11-20T09:00:00Z")))).toEqual(["unchanged"])
})

test("a version number with other content is a new version, and is told", async () => {
  await importList(portal, [report("Een", stamped("2026-11-21T09:00:00Z", "7"))])
  const { counts, warnings } = await importList(portal, [
    report("Twee", stamped("2026-11-21T09:00:00Z", "7")),
  ])
  expect(counts.updated).toBe(1)
  expect(warnings).toEqual({ "version-reused": 1 })
  expect(await shownTexts(portal, "ria")).toEqual(["Twee"])
})

test("an ECD that goes back to earlier content is followed, also without stamps", async () => {
  for (const text of ["Een", "Twee", "Een"]) await importList(portal, [report(text)])
  expect(await shownTexts(portal, "ria")).toEqual(["Een"])
  const both = [report("Een"), report("Twee")]
  await importList(portal, both)
  expect(await shownTexts(portal, "ria")).toEqual(["Twee"])
  expect((await importList(portal, both)).counts).toMatchObject({ unchanged: 2, updated: 0 })
  expect(await shownTexts(portal, "ria")).toEqual(["Twee"])
})

test("a deletion hides at once, twice is nothing, and a later version brings it back", async () => {
  await importList(portal, [report("Tekst")])
  const deletion = bundle([], {
    type: "transaction",
    entry: [{ request: { method: "DELETE", url: "Composition/r1" } }],
  })
  expect((await importNamed(portal, { "d.json": deletion })).counts).toMatchObject({
    itemsRead: 1,
    deleted: 1,
  })
  expect(await shownTexts(portal, "ria")).toEqual([])
  expect(await resourceRow(portal, "Composition", "r1")).toMatchObject({ hidden_reason: "deleted" })
  expect((await importNamed(portal, { "d.json": deletion })).counts).toMatchObject({ unchanged: 1 })
  expect(await outcomeOf(report("Terug"))).toEqual(["updated"])
  expect(await shownTexts(portal, "ria")).toEqual(["Terug"])
})

test("a history bundle is read from old to new", async () => {
  const entry = [
    { request: { method: "DELETE", url: "Composition/r2" } },
    { resource: report("Derde"), request: { method: "PUT", url: "Composition/r1" } },
    { resource: fhirReport("r2", "ria", "Weg"), request: { method: "POST", url: "Composition" } },
    { resource: report("Tweede"), request: { method: "PUT", url: "Composition/r1" } },
    { resource: report("Eerste"), request: { method: "POST", url: "Composition" } },
  ]
  const history = JSON.stringify({ resourceType: "Bundle", type: "history", entry })
  for (let time = 0; time < 2; time += 1) {
    expect((await importNamed(portal, { "h.json": history })).invariantHolds).toBe(true)
    expect(await shownTexts(portal, "ria")).toEqual(["Derde"])
  }
})

test("a report that replaces another hides it, in whichever order they come", async () => {
  const replaces = { relatesTo: [{ code: "replaces", targetReference: { reference: "Composition/r1" } }] }
  const newer = fhirReport("r2", "ria", "Nieuw", replaces)
  await importList(portal, [newer])
  await importList(portal, [report("Oud")])
  expect(await shownTexts(portal, "ria")).toEqual(["Nieuw"])
  await importList(portal, [fhirReport("r2", "ria", "Nieuw", { ...replaces, status: "preliminary" })])
  expect(await shownTexts(portal, "ria")).toEqual(["Oud"])
  await importList(portal, [newer])
  expect(await shownTexts(portal, "ria")).toEqual(["Nieuw"])
  await importList(portal, [fhirReport("r2", "ria", "Nieuw")])
  expect((await shownTexts(portal, "ria")).toSorted()).toEqual(["Nieuw", "Oud"])
  await importList(portal, [newer, report("Oud, verbeterd")])
  expect(await shownTexts(portal, "ria")).toEqual(["Nieuw"])
  const deletion = bundle([], {
    type: "batch",
    entry: [{ request: { method: "DELETE", url: "Composition/r2" } }],
  })
  await importNamed(portal, { "d.json": deletion })
  expect(await shownTexts(portal, "ria")).toEqual(["Oud, verbeterd"])
})

test("a report about the wrong client moves in one step, and is told", async () => {
  await importList(portal, [report("Tekst")])
  const { warnings } = await importList(portal, [fhirReport("r1", "jopie", "Tekst")])
  expect(await shownTexts(portal, "ria")).toEqual([])
  expect(await shownTexts(portal, "jopie")).toEqual(["Tekst"])
  expect(warnings).toEqual({ "subject-moved": 1 })
})

test("on the first reading nothing is new; what comes later is", async () => {
  const fresh = await startPortal()
  const early = fhirReport("r1", "ria", "Oud", { date: "2026-03-01T09:00:00+01:00" })
  await importList(fresh, [fhirPatient("ria"), early])
  await importList(fresh, [early, fhirReport("r2", "ria", "Later", { date: "2026-03-02" })])
  const reports = await shownReports(fresh, "ria")
  expect(reports.map(({ receivedAt, precision, occurredAt }) => [receivedAt, precision, occurredAt])).toEqual(
    [
      ["2026-11-22T13:00:00.000Z", "day", "2026-03-02T12:00:00.000Z"],
      ["2026-03-01T08:00:00.000Z", "instant", "2026-03-01T08:00:00.000Z"],
    ],
  )
  fresh.clock.advance({ days: 1 })
  await importList(fresh, [{ ...early, status: "amended" }])
  expect((await shownReports(fresh, "ria"))[1]).toMatchObject({
    receivedAt: "2026-03-01T08:00:00.000Z",
    amendedAt: "2026-11-23T13:00:00.000Z",
  })
  await fresh.close()
})

test("a stay: only inpatient, never from planned or unknown; its end is remembered from when it was seen", async () => {
  const stayIs = async (changes: Record<string, unknown>) => {
    await importList(portal, [fhirStay("s1", "ria", changes)])
    return (await portal
      .db("stays")
      .first("status", "ends_on", "end_precision", "end_first_seen_at")) as unknown
  }
  const open = { ends_on: null, end_precision: null, end_first_seen_at: null }
  expect(await stayIs({ status: "planned" })).toMatchObject({ status: "planned" })
  expect(await stayIs({ status: "unknown" })).toBeUndefined()
  expect(await stayIs({ class: { code: "AMB" } })).toBeUndefined()
  expect(await stayIs({ partOf: { reference: "Encounter/x" } })).toBeUndefined()
  expect(await stayIs({ status: "onleave" })).toMatchObject({ status: "active", ...open })
  const first = portal.clock.now().toISOString()
  const ended = { status: "finished", period: { start: "2026-01-10", end: "2026-10" } }
  const seen = { status: "ended", ends_on: "2026-10-31", end_precision: "month", end_first_seen_at: first }
  expect(await stayIs(ended)).toMatchObject(seen)
  portal.clock.advance({ days: 3 })
  expect(await stayIs({ ...ended, text: { status: "generated", div: "<div>x</div>" } })).toMatchObject(seen)
  expect(await stayIs({ status: "in-progress" })).toMatchObject({ status: "active", ...open })
})

test("every version is kept word for word, sealed under the client's key", async () => {
  const text =
    '{ "resourceType":"Goal", "id":"g", "lifecycleStatus":"active", "subject":{"reference":"Patient/ria"}, "target":[{"detailQuantity":{"value":1.10}}] }'
  const entry = `{"resourceType":"Bundle","type":"batch","entry":[{"resource":${text}}]}`
  await importNamed(portal, { "b.json": entry })
  const goal = await resourceRow(portal, "Goal", "g")
  const version = (await portal
    .db("fhir_resource_versions")
    .where({ id: goal?.["current_version"] })
    .first()) as {
    id: string
    raw: Buffer
    owner_kind: "patient"
    owner_id: string
  }
  expect(version).toMatchObject({ owner_kind: "patient", owner_id: await rowIdOf(portal, "Patient", "ria") })
  const owner = { kind: version.owner_kind, id: version.owner_id }
  const key = await portal.deps.sealing.keyFor(portal.db, owner, portal.clock.now())
  expect(portal.deps.sealing.open(key, "fhir_resource_versions.raw", version.id, version.raw)).toBe(text)
})

test("one file with two versions of a report ends with the last", async () => {
  const twice = ndjson([report("Een"), report("Twee"), report("Twee")])
  expect((await importNamed(portal, { "a.ndjson": twice })).counts).toMatchObject({
    created: 1,
    updated: 1,
    unchanged: 1,
  })
  expect(await shownTexts(portal, "ria")).toEqual(["Twee"])
})
