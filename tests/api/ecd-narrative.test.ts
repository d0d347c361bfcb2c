// The text of an ECD is text: whatever stands in it, no page ever gets markup.
import { afterEach, beforeEach, expect, test } from "vitest"
import { importList, shownAppointments, shownReports } from "../support/fhir-import.ts"
import { fhirAppointment, fhirLine, fhirPatient, fhirReport, xhtml } from "../support/fhir-resources.ts"
import { startPortal, type Portal } from "../support/portal.ts"

let portal: Portal
beforeEach(async () => {
  portal = await startPortal()
})
afterEach(() => portal.close())

test("script, javascript: and onerror leave only their words", async () => {
  const nasty = [
    "<p>Goed<script>alert(1)</script> geslapen</p>",
    '<a href=" javascript:alert(1)">klik</a>',
    '<img src="x" onerror="alert(1)"/>',
    "<style>p{display:none}</style>",
    "&lt;b&gt;vet&lt;/b&gt;",
  ].join("")
  await importList(portal, [
    fhirPatient("ria"),
    fhirReport("r1", "ria", "", { section: [{ text: xhtml(nasty) }] }),
  ])
  const [report] = await shownReports(portal, "ria")
  expect(report?.sections[0]?.text).toBe("Goed geslapen\n\nklik<b>vet</b>")
})

test("the sections of a SOAP report keep their order, with lines from observations", async () => {
  const soap = (code: string, id: string) => ({
    code: { coding: [{ system: "http://snomed.info/sct", code }] },
    entry: [{ reference: `Observation/${id}` }],
  })
  await importList(portal, [
    fhirPatient("ria"),
    fhirLine("s", "Pijn in de <knie>"),
    fhirLine("p", "Ibuprofen\u0000\u202E, 2x daags", {
      valueString: undefined,
      note: [{ text: "Rust\u202E" }],
    }),
    fhirReport("r1", "ria", "", {
      section: [
        soap("255362007", "s"),
        { title: "Overig", text: xhtml("caf&eacute; en e\u0301") },
        soap("129271007", "p"),
      ],
    }),
  ])
  const [report] = await shownReports(portal, "ria")
  expect(report?.sections).toEqual([
    { heading: "Subjectief", text: "Pijn in de <knie>" },
    { heading: "Overig", text: "café en é" },
    { heading: "Plan", text: "Rust" },
  ])
})

test("lines, paragraphs and lists keep their line ends", async () => {
  const text = "<div>\n<p>Een</p>\n<p>Twee<br/>drie</p>\n<ul><li>a</li><li>b</li></ul></div>"
  await importList(portal, [
    fhirPatient("ria"),
    fhirReport("r1", "ria", "", { section: [{ text: xhtml(text) }] }),
  ])
  expect((await shownReports(portal, "ria"))[0]?.sections[0]?.text).toBe("Een\n\nTwee\ndrie\n\na\nb")
})

test("a report without sections shows its narrative, one without any text nothing", async () => {
  await importList(portal, [
    fhirPatient("ria"),
    fhirReport("r1", "ria", "", { section: undefined, text: xhtml("<p>Alles in één</p>") }),
    fhirReport("r2", "ria", "", { section: [] }),
  ])
  const reports = await shownReports(portal, "ria")
  expect(reports.map(({ sections }) => sections)).toEqual([[{ heading: null, text: "Alles in één" }]])
})

test("an appointment's words are text, and what staff wrote to each other stays out", async () => {
  await importList(portal, [
    fhirPatient("ria"),
    fhirAppointment("a1", ["ria"], {
      description: "<b>Knippen</b>",
      patientInstruction: "Neem\nuw bril mee",
      comment: "Mevrouw vergeet alles",
    }),
  ])
  expect((await shownAppointments(portal, "ria"))[0]).toMatchObject({
    title: "Kapper",
    description: "<b>Knippen</b>",
    instruction: "Neem\nuw bril mee",
  })
  expect(JSON.stringify(await shownAppointments(portal, "ria"))).not.toContain("vergeet")
})
