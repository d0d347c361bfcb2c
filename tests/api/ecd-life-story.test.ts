// Portrait and life story of an ECD: which resources tell of them, what is made of the text, and what never shows.
import { afterEach, beforeEach, describe, expect, test } from "vitest"
import { ensureSource } from "../../server/ecd/sources.ts"
import {
  importList,
  importNamed,
  bundle,
  openQuarantine,
  resourceRow,
  shownStory,
  shownTexts,
} from "../support/fhir-import.ts"
import {
  fhirLifeStory,
  fhirLine,
  fhirPatient,
  fhirPortrait,
  labelled,
  normal,
  xhtml,
  type Resource,
} from "../support/fhir-resources.ts"
import { startPortal, type Portal } from "../support/portal.ts"

let portal: Portal
beforeEach(async () => {
  portal = await startPortal()
})
afterEach(() => portal.close())

const snomed = "http://snomed.info/sct"
const ria = fhirPatient("ria")
const take = (...resources: Resource[]) => importList(portal, [ria, ...resources])
const parts = async (section: "portrait" | "lifeStory", patient = "ria") =>
  (await shownStory(portal, patient, section)).flatMap((piece) =>
    piece.parts.map(({ chapter, heading, body }) => [chapter, heading, body]),
  )
const section = (title: string, text: string, more: object = {}) => ({
  title,
  text: xhtml(`<p>${text}</p>`),
  ...more,
})
const story = (...sections: object[]) => fhirLifeStory("v1", "ria", sections)
const one = story(section("Jeugd", "Boven de bakkerij"))
const deletion = (name: string) =>
  bundle([], { type: "transaction", entry: [{ request: { method: "DELETE", url: name } }] })

test("a life story is told in chapters: years beside the title, questions under their chapter, no report", async () => {
  const report = await take(
    story(
      {
        title: "Wie ik ben",
        section: [section("Zo noemt u mij", "Ria"), section("Wie ik ben", "Een bakkersdochter")],
      },
      section("De bakkerij", "Brood <b>rondbrengen</b>", { code: { text: "1938 – 1956" } }),
      section("1957 - 1974: Met Gerrit", "Wij trouwden"),
      section("1999 tot nu", "Oma"),
      { code: { text: "2001" }, text: xhtml("<p>Zonder titel</p>") },
    ),
  )
  expect(report.counts).toMatchObject({ created: 2, storedOnly: 0, quarantined: 0 })
  expect(await parts("lifeStory")).toEqual([
    ["Wie ik ben", "Zo noemt u mij", "Ria"],
    ["Wie ik ben", null, "Een bakkersdochter"],
    ["1938 – 1956", "De bakkerij", "Brood rondbrengen"],
    ["1957 - 1974", "Met Gerrit", "Wij trouwden"],
    ["1999", "tot nu", "Oma"],
    ["2001", null, "Zonder titel"],
  ])
  expect(await parts("portrait")).toEqual([])
  expect(await shownTexts(portal, "ria")).toEqual([])
  // Sealed: no word of it lies in the rows.
  expect(JSON.stringify(await portal.db("life_story_chapters"))).not.toMatch(/bakker|Gerrit|1938/)
})

test("a portrait is a form, what the zibs have of a person, or a text: each answer under its question", async () => {
  await take(
    fhirPortrait(
      "beeld",
      "ria",
      {},
      {
        item: [
          {
            text: "Mijn dag",
            item: [
              { text: "Ik sta vroeg op", answer: [{ valueBoolean: true }] },
              { text: "Kopjes koffie", answer: [{ valueInteger: 2 }] },
              { text: "Lengte", answer: [{ valueQuantity: { value: 1.5, unit: "m" } }] },
              {
                text: "Ik drink",
                answer: [{ valueCoding: { display: "Thee" } }, { valueString: "Koffie" }],
                item: [{ text: "Waarmee", answer: [{ valueString: "Met melk" }] }],
              },
              { text: "Niets ingevuld" },
            ],
          },
          { text: "Geloof", answer: [{ valueReference: { reference: "Observation/x" } }] },
        ],
      },
    ),
    fhirLine("hobby", "Zingen", {
      subject: { reference: "Patient/ria" },
      code: { coding: [{ system: snomed, code: "405081003", display: "vrijetijdsgedrag" }] },
    }),
    fhirLine("geloof", "", {
      subject: { reference: "Patient/ria" },
      code: { coding: [{ system: snomed, code: "160538000" }] },
      valueString: undefined,
      valueCodeableConcept: { text: "Hervormd" },
      note: [{ text: "Kerst is belangrijk." }],
    }),
    fhirLine("meting", "", {
      subject: { reference: "Patient/ria" },
      code: { text: "Gewicht" },
      valueString: undefined,
    }),
  )
  const all = await parts("portrait")
  expect(all).toHaveLength(7)
  expect(all).toEqual(
    expect.arrayContaining([
      ["Mijn dag", "Ik sta vroeg op", "Ja"],
      ["Mijn dag", "Kopjes koffie", "2"],
      ["Mijn dag", "Lengte", "1,5 m"],
      ["Mijn dag", "Ik drink", "Thee\nKoffie"],
      ["Mijn dag", "Waarmee", "Met melk"],
      [null, "Wat ik graag doe", "Zingen"],
      [null, "Mijn geloof of overtuiging", "Hervormd\nKerst is belangrijk."],
    ]),
  )
  expect(await resourceRow(portal, "Observation", "meting")).toMatchObject({ hidden_reason: "stored-only" })
})

test("which codes count is the organisation's to say, also of a document and a form, and also afterwards", async () => {
  const document: Resource = {
    resourceType: "DocumentReference",
    id: "d1",
    meta: normal,
    status: "current",
    type: { text: "biografie" },
    subject: { reference: "Patient/ria" },
    description: "1938: Tiel",
    content: [
      { attachment: { contentType: "text/plain", data: Buffer.from("Geboren.").toString("base64") } },
    ],
  }
  const form = {
    ...fhirPortrait("f1", "ria", { Lied: "Ave Maria" }),
    questionnaire: "https://x.example/Q/muziek",
  }
  await take(document, form)
  expect([await parts("lifeStory"), await parts("portrait")]).toEqual([[], []])
  const settings = {
    lifeStoryCodes: [{ code: "biografie" }],
    portraitCodes: [{ code: "https://x.example/Q/muziek" }],
  }
  await ensureSource(portal.deps, { name: "ecd", kind: "file", settings })
  await take(document, form)
  expect(await parts("lifeStory")).toEqual([["1938", "Tiel", "Geboren."]])
  expect(await parts("portrait")).toEqual([[null, "Lied", "Ave Maria"]])
})

describe("what is not, or no longer, meant for the reader does not show:", () => {
  test.each([
    ["a draft", { status: "preliminary" }],
    ["a story that was entered in error", { status: "entered-in-error" }],
    ["a confidential story", { meta: labelled("R") }],
    ["a story without a label", { meta: undefined }],
    ["a story of nobody we know", { subject: { display: "Ria" } }],
  ])("%s", async (_, changes) => {
    await take(one)
    expect(await parts("lifeStory")).toHaveLength(1)
    await take({
      ...one,
      ...JSON.parse(JSON.stringify(changes)),
      ...("meta" in changes && { meta: changes.meta }),
    })
    expect(await parts("lifeStory")).toEqual([])
    expect(await portal.db("life_story_chapters")).toEqual([])
    await take({ ...one, title: "Weer terug" })
    expect(await parts("lifeStory")).toHaveLength(1)
  })

  test("a story one line of which is confidential, or another client's", async () => {
    const entry = [{ reference: "Observation/o1" }]
    const line = fhirLine("o1", "Geheim", { subject: { reference: "Patient/ria" } })
    await take(line, story(section("Jeugd", "Boven de bakkerij", { entry })))
    expect(await parts("lifeStory")).toEqual([[null, "Jeugd", "Geheim"]])
    await take({ ...line, meta: labelled("R") })
    expect(await parts("lifeStory")).toEqual([])
    await importList(portal, [fhirPatient("jo"), { ...line, subject: { reference: "Patient/jo" } }])
    expect(await parts("lifeStory")).toEqual([])
  })

  test("a story that was withdrawn, or that a newer one replaces, until that one goes too", async () => {
    await take(one)
    await importNamed(portal, { "d.json": deletion("Composition/v1") })
    expect(await parts("lifeStory")).toEqual([])
    const newer = fhirLifeStory("v2", "ria", [section("Jeugd", "Nieuwer")], {
      relatesTo: [{ code: "replaces", targetReference: { reference: "Composition/v1" } }],
    })
    await take(one, newer)
    expect(await parts("lifeStory")).toEqual([[null, "Jeugd", "Nieuwer"]])
    await importNamed(portal, { "d.json": deletion("Composition/v2") })
    expect(await parts("lifeStory")).toEqual([[null, "Jeugd", "Boven de bakkerij"]])
  })

  test("a fact that a story holds: it is read there, and by itself when the story is gone", async () => {
    const hobby = fhirLine("hobby", "Zingen", {
      subject: { reference: "Patient/ria" },
      code: { coding: [{ system: snomed, code: "405081003" }] },
    })
    await take(hobby, story({ title: "Muziek", entry: [{ reference: "Observation/hobby" }] }))
    expect([await parts("lifeStory"), await parts("portrait")]).toEqual([[[null, "Muziek", "Zingen"]], []])
    await importNamed(portal, { "d.json": deletion("Composition/v1") })
    expect(await parts("portrait")).toEqual([[null, "Wat ik graag doe", "Zingen"]])
  })

  test("a story of a client who is hidden or turned out to be another", async () => {
    await take(one)
    await importList(portal, [fhirPatient("ria", { meta: labelled("R") })])
    expect(await parts("lifeStory")).toEqual([])
    await take()
    expect(await parts("lifeStory")).toHaveLength(1)
    await importList(portal, [fhirPatient("jo"), { ...one, subject: { reference: "Patient/jo" } }])
    expect([await parts("lifeStory"), (await parts("lifeStory", "jo")).length]).toEqual([[], 1])
  })
})

test("what changed is told, and is new; the same once more, or an answer that only came later, is not", async () => {
  const at = (day: string) => ({ meta: { ...normal, lastUpdated: `2026-11-${day}T10:00:00Z` } })
  const told = async () => {
    const [piece] = await shownStory(portal, "ria", "lifeStory", "2026-11-15T00:00:00.000Z")
    return [piece?.changedAt, piece?.isNew]
  }
  await take({ ...one, ...at("01") })
  expect(await told()).toEqual([null, false])
  await take({ ...one, ...at("20"), title: "Anders genoemd" })
  expect(await told()).toEqual([null, false])
  const { etag } = (await shownStory(portal, "ria", "lifeStory"))[0] ?? {}
  await take({ ...story(section("Jeugd", "Onder de bakkerij")), ...at("21") })
  expect(await told()).toEqual(["2026-11-21T10:00:00.000Z", true])
  expect((await shownStory(portal, "ria", "lifeStory"))[0]?.etag).not.toBe(etag)
})

test("HTML and scripts become plain text; odd shapes wait in quarantine; a huge text stays whole", async () => {
  const huge = "woord ".repeat(40_000).trim()
  await take(
    story(
      section(
        "<b>Jeugd</b>\u202E",
        `<script>alert(1)</script>Tiel<br/>en <img src="x" onerror="y()"/>Zoelen`,
      ),
    ),
    fhirPortrait("beeld", "ria", { Vraag: "<script>alert(1)</script>", Lang: huge }),
    fhirPortrait("kapot", "ria", {}, { item: "niets" }),
    fhirPortrait("zonder", "ria", {}, { status: undefined }),
    fhirLifeStory("datum", "ria", [section("x", "y")], { date: "2026-02-31" }),
  )
  expect(await parts("lifeStory")).toEqual([[null, "<b>Jeugd</b>", "Tiel\nen Zoelen"]])
  // Plain text that looks like HTML is text: it is escaped when it is shown.
  expect(await parts("portrait")).toEqual([
    [null, "Vraag", "<script>alert(1)</script>"],
    [null, "Lang", huge],
  ])
  expect((await openQuarantine(portal)).map(({ id, code }) => [id, code])).toEqual([
    ["datum", "date-invalid"],
    ["kapot", "shape-invalid"],
    ["zonder", "status-missing"],
  ])
})
