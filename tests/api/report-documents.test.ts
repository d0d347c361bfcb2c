// PDFs that belong to a report: sealed at rest, saved only where the organisation allows it, and never opened as a page.
import { afterEach, beforeEach, expect, test } from "vitest"
import type { Report, ReportList } from "#contract/dossier"
import { changeOrganisation } from "../../server/organisation/settings.ts"
import { document, importAll, logIn, patient, pdf, readerOf, type FhirResource } from "../support/family.ts"
import { startPortal, type Portal } from "../support/portal.ts"
import type { Visitor } from "../support/visitor.ts"

let portal: Portal
let reader: Visitor
let base: string
let id: (reference: string) => string

const bytes = Buffer.from(pdf.data, "base64")
const text = { contentType: "text/plain", data: Buffer.from("Zie de brief.").toString("base64") }
const disguised = {
  contentType: "application/pdf",
  title: "Geen PDF",
  data: Buffer.from("<html><script>alert(1)</script>").toString("base64"),
}

beforeEach(async () => {
  portal = await startPortal({ settings: { reportDocuments: true } })
  id = await importAll(portal, [
    ...patient("mother", "999900018"),
    ...patient("aunt", "999900031"),
    document("letter", "mother", [pdf]),
    document("both", "mother", [text, pdf, { ...pdf, title: undefined }], { date: "2026-11-17" }),
    document("odd", "mother", [text, disguised, { contentType: "image/png", data: "AAAA" }], {
      date: "2026-11-16",
    }),
    document("foreign", "aunt", [pdf]),
  ])
  const mother = id("Patient/mother")
  base = `/api/patients/${mother}/reports`
  const grant = { patientId: mother, person: "self", slot: 1, role: "patient" } as const
  const { email } = await readerOf(portal, { ...grant, bsn: "999900018", name: "mother" })
  reader = await logIn(portal, email)
})
afterEach(() => portal.close())

const allow = (reportDocuments: boolean) =>
  changeOrganisation(portal.db, { reportDocuments }, "test", portal.clock.now())
const report = async (name: string) =>
  (await reader.get(`${base}/${id(`DocumentReference/${name}`)}`)).body as Report
const addressOf = async (name: string) => {
  const { id: reportId, documents } = await report(name)
  if (!Array.isArray(documents)) throw new Error("no documents")
  return `${base}/${reportId}/documents/${documents[0]?.id}`
}
const audit = () => portal.db("audit_events").where({ object_kind: "report-document" })

test("are named with their report, and counted in the list", async () => {
  expect(await report("letter")).toMatchObject({
    sections: [],
    documents: [{ title: "Brief van de arts", bytes: bytes.length }],
  })
  expect((await report("both")).documents).toHaveLength(2)
  expect(await report("odd")).not.toHaveProperty("documents")
  const { reports } = (await reader.get(base)).body as ReportList
  expect(reports.map(({ documents, isWhole }) => [documents, isWhole])).toEqual([
    [1, false],
    [2, false],
    [undefined, true],
  ])
})

test("come as they were, to be saved, without any power in a page of ours, and with a row in the log", async () => {
  const answer = await reader.get(await addressOf("letter"))
  expect([answer.status, answer.text]).toEqual([200, bytes.toString()])
  const headers = Object.fromEntries(answer.headers)
  expect(headers).toMatchObject({
    "content-type": "application/pdf",
    "content-disposition": 'attachment; filename="document.pdf"',
    "content-security-policy": "sandbox; default-src 'none'",
    "x-content-type-options": "nosniff",
    "cross-origin-resource-policy": "same-origin",
    "cache-control": "no-store",
  })
  expect(await audit()).toMatchObject([{ outcome: "done", event: "record.read" }])
})

test("lie sealed in the database", async () => {
  const rows = (await portal.db("report_documents")) as { content: Buffer }[]
  expect(rows).toHaveLength(4)
  for (const { content } of rows) {
    expect(content.includes(pdf.data.slice(0, 24))).toBe(false)
    expect(content.includes("%PDF")).toBe(false)
  }
})

test("where the organisation does not allow it there is only the word that there is one", async () => {
  const address = await addressOf("letter")
  await allow(false)
  expect((await report("letter")).documents).toBe("elsewhere")
  expect((await reader.get(address)).status).toBe(404)
  expect(await audit()).toMatchObject([{ outcome: "refused" }])
})

test("of another client, of another report or without a report: 404", async () => {
  const own = await addressOf("letter")
  const other = (await portal
    .db("report_documents")
    .where({ report_id: id("DocumentReference/foreign") })
    .first()) as {
    id: string
    report_id: string
  }
  const odd = id("DocumentReference/odd")
  for (const address of [
    `${base}/${other.report_id}/documents/${other.id}`,
    own.replace(id("DocumentReference/letter"), odd),
    own.replace(/[^/]+$/, "00000000-0000-4000-8000-000000000000"),
  ])
    expect((await reader.get(address)).status, address).toBe(404)
  await portal.db("reports").update({ visible: false })
  expect((await reader.get(own)).status).toBe(404)
})

test("go with their report when the ECD withdraws it", async () => {
  await importAll(portal, [document("letter", "mother", [pdf], { status: "entered-in-error" })])
  const rows = await portal.db("report_documents").where({ report_id: id("DocumentReference/letter") })
  expect(rows).toEqual([])
})

test("also when the PDF is a file by itself, under the same client's record only", async () => {
  const file = (changes: object): FhirResource => ({
    resourceType: "Binary",
    id: "pdf",
    contentType: "application/pdf",
    securityContext: { reference: "Patient/mother" },
    data: pdf.data,
    ...changes,
  })
  const letter = document("letter", "mother", [
    { contentType: "application/pdf", title: "Brief", url: "Binary/pdf" },
    text,
  ])
  await importAll(portal, [letter])
  expect(await report("letter")).not.toHaveProperty("documents")
  await importAll(portal, [file({})])
  expect(await report("letter")).toMatchObject({ documents: [{ title: "Brief", bytes: bytes.length }] })
  expect((await reader.get(await addressOf("letter"))).text).toBe(bytes.toString())
  await importAll(portal, [file({ securityContext: { reference: "Patient/aunt" } })])
  expect(await report("letter")).not.toHaveProperty("documents")
  await importAll(portal, [file({ contentType: "text/html", data: disguised.data })])
  expect(await report("letter")).not.toHaveProperty("documents")
})
