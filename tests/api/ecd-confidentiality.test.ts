// The most damaging mistake possible: showing what was not meant for the client. Each type, each label.
import { afterEach, beforeEach, expect, test } from "vitest"
import { renderReport } from "../../server/ecd/report.ts"
import { ensureSource } from "../../server/ecd/sources.ts"
import {
  projectedTypes,
  recordWith,
  secrecies,
  type ProjectedType,
  type Secrecy,
} from "../support/fhir-confidentiality.ts"
import {
  importList,
  projected,
  resourceRow,
  shownAppointments,
  shownCarePlan,
  shownReports,
  shownStory,
  shownTexts,
} from "../support/fhir-import.ts"
import {
  bsn,
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
})
afterEach(() => portal.close())

const ids: Record<ProjectedType, string> = {
  Patient: "ria",
  RelatedPerson: "anneke",
  Practitioner: "anja",
  PractitionerRole: "rol-anja",
  Location: "beuk",
  Encounter: "verblijf",
  Goal: "g1",
  CarePlan: "p1",
  Composition: "r1",
  Appointment: "a1",
  QuestionnaireResponse: "beeld",
}

/** Only texts are hidden for want of a label; a label that says no, or that nobody can read, hides everything. */
const isOpen = (type: ProjectedType, secrecy: Secrecy) =>
  secrecy === "normal" || (secrecy === "absent" && type !== "Composition" && type !== "QuestionnaireResponse")

/** All that this record could show of the marked resource, wherever it would turn up. */
async function whatShows(type: ProjectedType): Promise<boolean> {
  const [report] = await shownReports(portal, "ria")
  const [appointment] = await shownAppointments(portal, "ria")
  const names = appointment?.participants.map(({ name }) => name) ?? []
  switch (type) {
    case "Patient": {
      const row = await projected(portal, "patients", "Patient", "ria")
      return Boolean(row?.["visible"]) || Boolean(report) || Boolean(appointment)
    }
    case "RelatedPerson":
      return (
        Boolean(await projected(portal, "relatives", "RelatedPerson", "anneke")) ||
        names.includes("Familie anneke")
      )
    case "Practitioner":
      return (
        Boolean(await projected(portal, "practitioners", "Practitioner", "anja")) ||
        report?.author === "Zuster anja" ||
        names.includes("Zuster anja")
      )
    case "PractitionerRole":
      return (
        Boolean(await projected(portal, "practitioners", "PractitionerRole", "rol-anja")) ||
        report?.authorRole === "verzorgende" ||
        report?.author === "Zuster anja"
      )
    case "Location": {
      const row = await projected(portal, "locations", "Location", "beuk")
      return row?.["name"] !== "" || Boolean(row["visible"]) || appointment?.place === "Afdeling beuk"
    }
    case "Encounter":
      return Boolean(await projected(portal, "stays", "Encounter", "verblijf"))
    // What was agreed for a goal could give the goal away.
    case "Goal":
      return /loopt|wandelen/.test(JSON.stringify(await shownCarePlan(portal, "ria")))
    // A goal of a plan that may not be read is no goal that stands by itself.
    case "CarePlan":
      return /Plan van Ria|loopt|wandelen/.test(JSON.stringify(await shownCarePlan(portal, "ria")))
    case "Composition":
      return report !== undefined
    case "Appointment":
      return appointment !== undefined
    case "QuestionnaireResponse":
      return (await shownStory(portal, "ria", "portrait")).length > 0
  }
}

for (const type of projectedTypes)
  test(`${type}: shown with an open label, hidden with every other`, async () => {
    const outcomes: Partial<Record<Secrecy, boolean>> = {}
    for (const secrecy of Object.keys(secrecies) as Secrecy[]) {
      const report = await importList(portal, recordWith(type, secrecy))
      expect(report.counts.quarantined).toBe(0)
      const row = await resourceRow(portal, type, ids[type])
      outcomes[secrecy] = await whatShows(type)
      expect([secrecy, Boolean(row?.["visible"])]).toEqual([secrecy, isOpen(type, secrecy)])
    }
    const expected = Object.keys(secrecies).map((secrecy) => [secrecy, isOpen(type, secrecy as Secrecy)])
    expect(outcomes).toEqual(Object.fromEntries(expected))
  })

test("texts without a label appear when the organisation chooses to show them, and go when it changes its mind", async () => {
  const record = recordWith("Composition", "absent")
  const first = await importList(portal, record)
  expect(await shownTexts(portal, "ria")).toEqual([])
  expect([first.hiddenForAbsentConfidentiality, first.absentConfidentiality]).toEqual([1, null])
  expect(renderReport(first)).toContain(
    "1 text is hidden because no confidentiality is given; choose with --absent-confidentiality show or",
  )

  await ensureSource(portal.deps, { name: "ecd", kind: "file", settings: { absentConfidentiality: "show" } })
  const second = await importList(portal, record)
  expect(second.counts.unchanged).toBe(record.length)
  expect(await shownTexts(portal, "ria")).toEqual(["Goed geslapen"])

  await ensureSource(portal.deps, { name: "ecd", kind: "file", settings: { absentConfidentiality: "hide" } })
  expect(await shownTexts(portal, "ria")).toEqual([])
  await importList(portal, record)
  expect(await shownTexts(portal, "ria")).toEqual([])
})

test("a report's own confidentiality counts too, and M is not enough for a report", async () => {
  for (const [code, isShown] of [
    ["N", true],
    ["L", true],
    ["U", true],
    ["M", false],
    ["R", false],
    ["V", false],
    ["", false],
    ["n", false],
  ] as const) {
    await importList(portal, [
      fhirPatient("ria"),
      fhirReport("r1", "ria", "Tekst", { confidentiality: code }),
    ])
    expect([code, (await shownTexts(portal, "ria")).length]).toEqual([code, isShown ? 1 : 0])
  }
})

test("a masked confidentiality is no open one", async () => {
  const masked = {
    extension: [{ url: "http://hl7.org/fhir/StructureDefinition/data-absent-reason", valueCode: "masked" }],
  }
  const report = fhirReport("r1", "ria", "Tekst", {
    confidentiality: undefined,
    meta: undefined,
    _confidentiality: masked,
  })
  await ensureSource(portal.deps, { name: "ecd", kind: "file", settings: { absentConfidentiality: "show" } })
  await importList(portal, [fhirPatient("ria"), report])
  expect(await shownTexts(portal, "ria")).toEqual([])
})

test("a label on something contained hides the whole", async () => {
  const contained = [
    { resourceType: "Observation", id: "o", meta: labelled("R"), status: "final", valueString: "x" },
  ]
  await importList(portal, [fhirPatient("ria"), fhirReport("r1", "ria", "Tekst", { contained })])
  expect(await shownTexts(portal, "ria")).toEqual([])
})

test("a report with one restricted line is hidden, also when the line becomes restricted later", async () => {
  const sections = (text: string) => [
    { title: "Subjectief", entry: [{ reference: "Observation/s" }], text: xhtml("<p>samenvatting</p>") },
    { title: "Plan", text: xhtml(`<p>${text}</p>`) },
  ]
  const record = [fhirPatient("ria"), fhirReport("r1", "ria", "", { section: sections("wandelen") })]
  await importList(portal, [...record, fhirLine("s", "is verdrietig")])
  expect(await shownTexts(portal, "ria")).toEqual(["is verdrietig|wandelen"])
  await importList(portal, [fhirLine("s", "is verdrietig", { meta: labelled("R") })])
  expect(await shownTexts(portal, "ria")).toEqual([])
  await importList(portal, [fhirLine("s", "is weer blij")])
  expect(await shownTexts(portal, "ria")).toEqual(["is weer blij|wandelen"])
})

test("a line without a label gives way to the report's own text; a withdrawn line leaves a gap", async () => {
  const section = [
    { title: "S", entry: [{ reference: "Observation/s" }], text: xhtml("<p>van het verslag zelf</p>") },
  ]
  const record = [
    fhirPatient("ria"),
    fhirReport("r1", "ria", "", { section: [...section, { text: xhtml("slot") }] }),
  ]
  await importList(portal, [...record, fhirLine("s", "van de regel", { meta: undefined })])
  expect(await shownTexts(portal, "ria")).toEqual(["van het verslag zelf|slot"])
  await importList(portal, [fhirLine("s", "van de regel", { status: "entered-in-error" })])
  expect(await shownTexts(portal, "ria")).toEqual(["slot"])
})

test("a line that may mean something else than it says hides the whole report", async () => {
  const modifier = { modifierExtension: [{ url: "https://ecd.voorbeeld.example/niet", valueBoolean: true }] }
  const rules = { implicitRules: "https://ecd.voorbeeld.example/regels" }
  const component = { component: [{ code: { text: "x" }, ...modifier }] }
  const section = [{ entry: [{ reference: "Observation/s" }], text: xhtml("is gevallen") }]
  const report = fhirReport("r1", "ria", "", { section })
  await importList(portal, [fhirPatient("ria")])
  for (const changes of [modifier, rules, component]) {
    const line = fhirLine("s", "is gevallen", changes)
    await importList(portal, [line, report])
    expect(await shownTexts(portal, "ria")).toEqual([])
    await importList(portal, [fhirLine("s", "is gevallen")])
    expect(await shownTexts(portal, "ria")).toEqual(["is gevallen"])
    await importList(portal, [line])
    expect(await shownTexts(portal, "ria")).toEqual([])
    const contained = [{ ...fhirLine("c", "is gevallen", changes), meta: undefined }]
    const inside = { contained, section: [{ entry: [{ reference: "#c" }], text: xhtml("is gevallen") }] }
    await importList(portal, [fhirReport("r2", "ria", "", inside)])
    expect(await shownTexts(portal, "ria")).toEqual([])
  }
})

test("a line about another client never stands in a report", async () => {
  const section = [{ entry: [{ reference: "Observation/s" }], text: xhtml("eigen") }]
  await importList(portal, [
    fhirPatient("ria"),
    fhirPatient("jopie"),
    fhirLine("s", "over Jopie", { subject: { reference: "Patient/jopie" } }),
    fhirReport("r1", "ria", "", { section }),
  ])
  expect(await shownTexts(portal, "ria")).toEqual([])
})

test("a carer who becomes confidential disappears from reports that were shown before", async () => {
  const record = [fhirPatient("ria"), fhirReport("r1", "ria", "Tekst"), fhirPractitioner("anja")]
  await importList(portal, record)
  expect((await shownReports(portal, "ria"))[0]?.author).toBe("Zuster anja")
  await importList(portal, [fhirPractitioner("anja", { meta: labelled("V") })])
  expect((await shownReports(portal, "ria"))[0]).toMatchObject({ author: null, title: "Rapportage" })
  await importList(portal, [fhirPractitioner("anja", { meta: normal })])
  expect((await shownReports(portal, "ria"))[0]?.author).toBe("Zuster anja")
})

test("a client who is hidden and shown again keeps id, capacity and record", async () => {
  const record = recordWith("Patient", "normal")
  await importList(portal, record)
  const before = await projected(portal, "patients", "Patient", "ria")
  await portal.db("patients").update({ has_decision_capacity: false })
  await importList(portal, recordWith("Patient", "restricted"))
  expect(await shownTexts(portal, "ria")).toEqual([])
  expect(await portal.db("stays").where({ patient_id: before?.id ?? "" })).toEqual([])
  await importList(portal, record)
  const after = await projected(portal, "patients", "Patient", "ria")
  expect(after?.id).toBe(before?.id)
  expect(Boolean(after?.["visible"])).toBe(true)
  expect(Boolean(after?.["has_decision_capacity"])).toBe(false)
  expect(await shownTexts(portal, "ria")).toEqual(["Goed geslapen"])
  expect(await portal.db("stays").where({ patient_id: before?.id ?? "" })).toHaveLength(1)
})

test("a client who may not be seen cannot be found by BSN either", async () => {
  const indexOf = async () => (await projected(portal, "patients", "Patient", "ria"))?.["bsn_index"]
  await importList(portal, [fhirPatient("ria", bsn("999900018"))])
  expect(await indexOf()).toBe(portal.deps.sealing.blindIndex("bsn", "999900018"))
  await importList(portal, [fhirPatient("ria", { ...bsn("999900018"), meta: labelled("R") })])
  expect(await indexOf()).toBeNull()
})
