// Reports in other shapes than a Composition: documents with text, messages, conclusions, observations in words. Whatever
// hides a Composition hides them too.
import { createHash } from "node:crypto"
import { afterEach, beforeEach, describe, expect, test } from "vitest"
import { importList, openQuarantine, resourceRow, shownReports, shownTexts } from "../support/fhir-import.ts"
import {
  fhirLine,
  fhirPatient,
  fhirPractitioner,
  fhirReport,
  labelled,
  normal,
} from "../support/fhir-resources.ts"
import { startPortal, type Portal } from "../support/portal.ts"

let portal: Portal
beforeEach(async () => {
  portal = await startPortal()
})
afterEach(() => portal.close())

const base64 = (text: string) => Buffer.from(text).toString("base64")
const plain = (text: string) => ({ attachment: { contentType: "text/plain", data: base64(text) } })
const about = { meta: normal, subject: { reference: "Patient/ria" } }

const shapes = {
  DocumentReference: (text: string) => ({
    resourceType: "DocumentReference",
    id: "d",
    ...about,
    status: "current",
    docStatus: "final",
    type: { text: "huisarts" },
    date: "2026-11-20T09:00:00+01:00",
    author: [{ reference: "Practitioner/anja" }],
    description: "Brief",
    content: [plain(text)],
  }),
  Communication: (text: string) => ({
    resourceType: "Communication",
    id: "c",
    ...about,
    status: "completed",
    category: [{ coding: [{ code: "arts" }] }],
    topic: { text: "Brief" },
    sent: "2026-11-20T09:00:00+01:00",
    sender: { reference: "Practitioner/anja" },
    payload: [{ contentString: text }],
  }),
  ClinicalImpression: (text: string) => ({
    resourceType: "ClinicalImpression",
    id: "i",
    ...about,
    status: "completed",
    code: { coding: [{ code: "arts" }], text: "Brief" },
    date: "2026-11-20T09:00:00+01:00",
    assessor: { reference: "Practitioner/anja" },
    summary: text,
  }),
  Observation: (text: string) => ({
    resourceType: "Observation",
    id: "o",
    ...about,
    status: "final",
    code: { text: "Brief" },
    category: [{ coding: [{ code: "arts" }] }],
    effectiveDateTime: "2026-11-20T09:00:00+01:00",
    performer: [{ reference: "Practitioner/anja" }],
    valueString: text,
  }),
} as const
const types = Object.keys(shapes) as (keyof typeof shapes)[]
const people = [fhirPatient("ria"), fhirPractitioner("anja")]

describe.each(types)("%s", (type) => {
  const shape = (changes: object = {}, text = "Knie <b>soepel</b>.\u202E") => ({
    ...shapes[type](text),
    ...changes,
  })
  const shown = async () => (await shownReports(portal, "ria"))[0]

  test("is a report with its discipline, author, moment and plain text", async () => {
    const { counts } = await importList(portal, [...people, shape()])
    expect(counts.quarantined).toBe(0)
    expect(await shown()).toMatchObject({
      title: "Brief",
      author: "Zuster anja",
      discipline: "arts",
      occurredAt: "2026-11-20T08:00:00.000Z",
      amendedAt: null,
      sections: [{ heading: null, text: "Knie <b>soepel</b>." }],
    })
  })

  test("a second import changes nothing, a new version replaces the text and the time of receipt stays", async () => {
    await importList(portal, [...people, shape()])
    const before = await shown()
    expect((await importList(portal, [...people, shape()])).counts.unchanged).toBe(3)
    portal.clock.advance({ days: 1 })
    await importList(portal, [shape({}, "Knie stijf.")])
    expect(await shown()).toMatchObject({ id: before?.id, receivedAt: before?.receivedAt })
    expect(await shownTexts(portal, "ria")).toEqual(["Knie stijf."])
  })

  test.each(["entered-in-error", "preliminary", "in-progress", "superseded", "unknown"])(
    "hidden when it is %s",
    async (status) => {
      await importList(portal, [...people, shape()])
      await importList(portal, [shape({ status })])
      expect(await shown()).toBeUndefined()
    },
  )

  test.each([
    ["restricted", { meta: labelled("R") }],
    ["without any label", { meta: undefined }],
    ["of a client who is not known", { subject: { reference: "Patient/niemand" } }],
  ])("hidden when it is %s", async (_, changes) => {
    await importList(portal, [...people, shape(changes)])
    expect(await shown()).toBeUndefined()
  })

  test("a meaning that may be turned round is never shown", async () => {
    await importList(portal, [...people, shape({ modifierExtension: [{ url: "urn:niet" }] })])
    expect(await shown()).toBeUndefined()
  })
})

test("a document says whether its text is a draft, and a newer one takes its place", async () => {
  const first = shapes.DocumentReference("Eerste brief.")
  await importList(portal, [...people, { ...first, docStatus: "preliminary" }])
  expect(await shownTexts(portal, "ria")).toEqual([])
  await importList(portal, [{ ...first, docStatus: "amended" }])
  expect((await shownReports(portal, "ria"))[0]?.amendedAt).not.toBeNull()
  const newer = {
    ...shapes.DocumentReference("Tweede brief."),
    id: "d2",
    relatesTo: [{ code: "replaces", target: { reference: "DocumentReference/d" } }],
  }
  await importList(portal, [newer])
  expect(await shownTexts(portal, "ria")).toEqual(["Tweede brief."])
  await importList(portal, [{ ...newer, relatesTo: [] }])
  expect((await shownTexts(portal, "ria")).toSorted()).toEqual(["Eerste brief.", "Tweede brief."])
})

test("text in Latin-1 is read as such; a wrong checksum or no base64 is refused", async () => {
  const latin = Buffer.from("Café", "latin1")
  const attachment = {
    contentType: "text/plain; charset=ISO-8859-1",
    data: latin.toString("base64"),
    hash: createHash("sha1").update(latin).digest("base64"),
  }
  const written = { ...shapes.DocumentReference(""), content: [{ attachment }] }
  await importList(portal, [...people, written])
  expect(await shownTexts(portal, "ria")).toEqual(["Café"])
  const wrong = { ...attachment, hash: createHash("sha1").update("anders").digest("base64") }
  await importList(portal, [
    { ...written, id: "d2", content: [{ attachment: wrong }] },
    { ...written, id: "d3", content: [{ attachment: { ...attachment, data: "<svg>" } }] },
  ])
  expect((await openQuarantine(portal)).map(({ id, code }) => [id, code])).toEqual([
    ["d2", "attachment-hash"],
    ["d3", "shape-invalid"],
  ])
})

test("a conclusion is told from what was seen to what was concluded", async () => {
  const { summary: _, ...rest } = shapes.ClinicalImpression("")
  await importList(portal, [
    ...people,
    {
      ...rest,
      description: "Gevallen in de gang.",
      finding: [{ itemCodeableConcept: { text: "Knie soepel" } }],
      summary: "Geen letsel.",
      note: [{ text: "Over een week terug." }],
    },
  ])
  expect(await shownTexts(portal, "ria")).toEqual([
    "Gevallen in de gang.|Knie soepel|Geen letsel.|Over een week terug.",
  ])
})

describe("an observation", () => {
  test("of a kind that nobody named as a report, or that is a measurement, is kept and not shown", async () => {
    const { category: _, ...unnamed } = shapes.Observation("Vrije tekst.")
    const { valueString: __, ...measured } = shapes.Observation("")
    const { counts } = await importList(portal, [
      ...people,
      unnamed,
      { ...measured, id: "o2", valueQuantity: { value: 57.2, unit: "kg" } },
      { ...shapes.Observation("S"), id: "o3", code: { coding: [{ code: "255362007" }] } },
    ])
    expect(await shownTexts(portal, "ria")).toEqual([])
    expect([counts.storedOnly, counts.quarantined]).toEqual([3, 0])
  })

  test("is shown once: as a line when a report holds it, by itself when that report is gone", async () => {
    const line = shapes.Observation("Pijn in de knie.")
    const section = [{ title: "Klacht", entry: [{ reference: "Observation/o" }] }]
    await importList(portal, [...people, line])
    expect(await shownTexts(portal, "ria")).toEqual(["Pijn in de knie."])
    await importList(portal, [fhirReport("r", "ria", "", { section })])
    expect((await shownReports(portal, "ria")).map(({ sections }) => sections)).toEqual([
      [{ heading: "Klacht", text: "Pijn in de knie." }],
    ])
    expect(await resourceRow(portal, "Observation", "o")).toMatchObject({ hidden_reason: "replaced" })
    await importList(portal, [fhirReport("r", "ria", "Zonder die regel.")])
    expect((await shownTexts(portal, "ria")).toSorted()).toEqual(["Pijn in de knie.", "Zonder die regel."])
  })

  test("and its report in one file", async () => {
    const section = [{ entry: [{ reference: "Observation/o" }] }]
    await importList(portal, [
      ...people,
      fhirReport("r", "ria", "", { section }),
      shapes.Observation("Regel."),
    ])
    expect(await shownTexts(portal, "ria")).toEqual(["Regel."])
  })

  test("a line without a client of its own stays a line", async () => {
    await importList(portal, [...people, fhirLine("s", "Pijn")])
    expect(await shownTexts(portal, "ria")).toEqual([])
  })
})
