// Fail closed: the ECD said something newer that the portal cannot read. What it said before may be wrong by now.
import { afterEach, beforeEach, expect, test } from "vitest"
import {
  bundle,
  importList,
  importNamed,
  openQuarantine,
  projected,
  resourceRow,
  rowIdOf,
  shownAppointments,
  shownReports,
  shownTexts,
} from "../support/fhir-import.ts"
import {
  BSN,
  bsn,
  fhirAppointment,
  fhirLine,
  fhirPatient,
  fhirPractitioner,
  fhirReport,
  labelled,
  normal,
  xhtml,
} from "../support/fhir-resources.ts"
import { startPortal, type Portal } from "../support/portal.ts"

let portal: Portal
beforeEach(async () => {
  portal = await startPortal()
  await importList(portal, [fhirPatient("ria")])
})
afterEach(() => portal.close())

const modifier = [{ url: "https://ecd.voorbeeld.example/niet", valueBoolean: true }]
const good = fhirReport("r1", "ria", "Tekst")
const restricted = fhirReport("r1", "ria", "Tekst", { meta: labelled("R"), status: undefined })
const stateOf = async (type: string, id: string) => {
  const row = await resourceRow(portal, type, id)
  return [Boolean(row?.["visible"]), row?.["hidden_reason"], row?.["deleted_at"]]
}
const quarantined = [false, "quarantined", null]
const shown = [true, null, null]

test("a report goes when a newer version of it is refused, and comes back with the next good one", async () => {
  for (const changes of [{ status: undefined }, { modifierExtension: modifier }, { date: "2026-11-31" }]) {
    await importList(portal, [good])
    expect(await shownTexts(portal, "ria")).toEqual(["Tekst"])
    const { counts, invariantHolds } = await importList(portal, [
      { ...restricted, status: "final", ...changes },
    ])
    expect([counts.quarantined, invariantHolds]).toEqual([1, true])
    expect(await portal.db("reports")).toEqual([])
    expect(await stateOf("Composition", "r1")).toEqual(quarantined)
    await importList(portal, [fhirReport("r1", "ria", `Verbeterd ${Object.keys(changes).join()}`)])
    expect(await shownTexts(portal, "ria")).toEqual([`Verbeterd ${Object.keys(changes).join()}`])
    expect(await stateOf("Composition", "r1")).toEqual(shown)
  }
})

test("the last good version shows again when it comes in again, under the same id", async () => {
  await importList(portal, [good])
  const [before] = await shownReports(portal, "ria")
  await importList(portal, [restricted])
  expect(await shownTexts(portal, "ria")).toEqual([])
  expect((await importList(portal, [good])).counts).toMatchObject({ itemsRead: 1, unchanged: 1 })
  expect((await shownReports(portal, "ria")).map(({ id }) => id)).toEqual([before?.id])
  expect(await stateOf("Composition", "r1")).toEqual(shown)
})

test("the order in a file counts, also within one batch, and each time that it is read", async () => {
  await importList(portal, [good])
  for (let time = 0; time < 2; time += 1) {
    expect((await importList(portal, [good, restricted])).invariantHolds).toBe(true)
    expect(await shownTexts(portal, "ria")).toEqual([])
  }
  for (let time = 0; time < 2; time += 1) {
    expect((await importList(portal, [restricted, good])).invariantHolds).toBe(true)
    expect(await shownTexts(portal, "ria")).toEqual(["Tekst"])
  }
})

test("a refused version after a return to earlier content keeps that content away", async () => {
  await importList(portal, [fhirReport("r1", "ria", "Eerder")])
  await importList(portal, [good])
  const refused = { ...good, modifierExtension: modifier }
  const report = await importList(portal, [fhirReport("r1", "ria", "Eerder"), refused])
  expect(report.invariantHolds).toBe(true)
  expect(await shownTexts(portal, "ria")).toEqual([])
})

test("a refused version that is older than what is shown changes nothing", async () => {
  const stamped = (lastUpdated: string) => ({ meta: { ...normal, lastUpdated } })
  await importList(portal, [{ ...good, ...stamped("2026-11-21T09:00:00Z") }])
  await importList(portal, [{ ...good, modifierExtension: modifier, ...stamped("2026-11-20T09:00:00Z") }])
  expect(await openQuarantine(portal)).toHaveLength(1)
  expect(await shownTexts(portal, "ria")).toEqual(["Tekst"])
})

test("an id that stands in the bundle's address only counts as well", async () => {
  const { id: _, ...anonymous } = restricted
  await importList(portal, [good])
  const entry = [{ fullUrl: "https://ecd.voorbeeld.example/fhir/Composition/r1", resource: anonymous }]
  await importNamed(portal, { "a.json": bundle([], { entry }) })
  expect(await shownTexts(portal, "ria")).toEqual([])
})

test("an appointment goes and comes the same way", async () => {
  const appointment = fhirAppointment("a1", ["ria"])
  await importList(portal, [appointment])
  await importList(portal, [{ ...appointment, status: undefined, meta: labelled("R") }])
  expect(await shownAppointments(portal, "ria")).toEqual([])
  expect(await stateOf("Appointment", "a1")).toEqual(quarantined)
  await importList(portal, [appointment])
  expect(await shownAppointments(portal, "ria")).toHaveLength(1)
})

test("projecting again, in this run and in later ones, does not bring it back", async () => {
  const record = [fhirPractitioner("anja"), good]
  await importList(portal, record)
  // The author changes in the same run, so that what she wrote is projected again.
  await importList(portal, [restricted, fhirPractitioner("anja", { meta: labelled("V") })])
  expect(await shownTexts(portal, "ria")).toEqual([])
  await importList(portal, [fhirPractitioner("anja")])
  await importList(portal, [fhirPatient("ria", { meta: labelled("R") })])
  await importList(portal, [fhirPatient("ria")])
  expect(await shownTexts(portal, "ria")).toEqual([])
  expect(await stateOf("Composition", "r1")).toEqual(quarantined)
  await importList(portal, record)
  expect((await shownReports(portal, "ria")).map(({ author }) => author)).toEqual(["Zuster anja"])
})

test("a report that was replaced stays away when its replacement is refused", async () => {
  const replaces = { relatesTo: [{ code: "replaces", targetReference: { reference: "Composition/r1" } }] }
  await importList(portal, [good, fhirReport("r2", "ria", "Nieuw", replaces)])
  expect(await shownTexts(portal, "ria")).toEqual(["Nieuw"])
  await importList(portal, [fhirReport("r2", "ria", "Nieuwer", { ...replaces, status: undefined })])
  await importList(portal, [fhirPractitioner("anja")])
  expect(await shownTexts(portal, "ria")).toEqual([])
})

test("a client whose newer version is refused opens for nobody until it is mended", async () => {
  await importList(portal, [good])
  const id = await rowIdOf(portal, "Patient", "ria")
  await importList(portal, [fhirPatient("ria", { meta: labelled("R"), birthDate: "1938-13-01" })])
  expect(Boolean((await projected(portal, "patients", "Patient", "ria"))?.["visible"])).toBe(false)
  expect(await shownTexts(portal, "ria")).toEqual([])
  await importList(portal, [fhirPatient("ria")])
  expect(await projected(portal, "patients", "Patient", "ria")).toMatchObject({ id })
  expect(await shownTexts(portal, "ria")).toEqual(["Tekst"])
})

test("reports that name their client by number come back after the client, too", async () => {
  const client = fhirPatient("kees", bsn("999900018"))
  const subject = { subject: { identifier: { system: BSN, value: "999900018" } } }
  const record = [client, fhirReport("r2", "kees", "Op nummer", subject)]
  await importList(portal, record)
  expect(await shownTexts(portal, "kees")).toEqual(["Op nummer"])
  await importList(portal, [{ ...client, birthDate: "1938-13-01" }])
  expect(await shownTexts(portal, "kees")).toEqual([])
  for (let time = 0; time < 2; time += 1) expect((await importList(portal, record)).invariantHolds).toBe(true)
  expect(await shownTexts(portal, "kees")).toEqual(["Op nummer"])
})

test("a line whose newer version is refused hides its report, and brings it back", async () => {
  const section = [{ entry: [{ reference: "Observation/s" }], text: xhtml("samenvatting") }]
  const line = fhirLine("s", "is blij", { subject: { reference: "Patient/ria" } })
  await importList(portal, [line, fhirReport("r1", "ria", "", { section })])
  expect(await shownTexts(portal, "ria")).toEqual(["is blij"])
  await importList(portal, [{ ...line, meta: labelled("R"), subject: { reference: "Patient/onbekend" } }])
  expect(await shownTexts(portal, "ria")).toEqual([])
  await importList(portal, [line])
  expect(await shownTexts(portal, "ria")).toEqual(["is blij"])
})
