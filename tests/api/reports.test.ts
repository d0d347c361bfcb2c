// The list of reports: its filter, its pages in both directions, and one report between its neighbours.
import { afterAll, beforeAll, describe, expect, test } from "vitest"
import type { Report, ReportList } from "#contract/dossier"
import { importAll, logIn, patient, readerOf, report } from "../support/family.ts"
import { startPortal, type Portal } from "../support/portal.ts"
import type { Visitor } from "../support/visitor.ts"

const DAYS = 50

let portal: Portal
let reader: Visitor
let mother: string
let id: (reference: string) => string

const dayOf = (at: number) =>
  new Date(Date.parse("2026-11-21T12:00:00Z") - at * 86_400_000).toISOString().slice(0, 10)

beforeAll(async () => {
  portal = await startPortal({ settings: { shownDisciplines: ["zorg", "arts", "overig"] } })
  id = await importAll(portal, [
    ...patient("mother", "999900018"),
    ...patient("aunt", "999900031"),
    // One a day, newest first; every tenth of the doctor, and once one of a discipline that is not shown.
    ...Array.from({ length: DAYS }, (_, at) =>
      report(`r${at}`, "mother", `${dayOf(at)}T09:00:00+01:00`, `Verslag ${at}.`, at % 10 ? "zorg" : "arts"),
    ),
    report("hidden", "mother", `${dayOf(3)}T10:00:00+01:00`, "Niet getoond.", "fysiotherapie"),
    report("late", "mother", "2026-11-20T23:30:00+01:00", "Late dienst."),
    report("foreign", "aunt", "2026-11-20T09:00:00+01:00", "Van een ander."),
  ])
  mother = id("Patient/mother")
  const grant = { patientId: mother, person: "self", slot: 1, role: "patient" } as const
  const { email } = await readerOf(portal, { ...grant, bsn: "999900018", name: "mother" })
  reader = await logIn(portal, email)
})
afterAll(() => portal.close())

const list = async (query = "") =>
  (await reader.get(`/api/patients/${mother}/reports${query}`)).body as ReportList
const one = async (name: string, query = "") =>
  (await reader.get(`/api/patients/${mother}/reports/${id(`Composition/${name}`)}${query}`)).body as Report
const texts = ({ reports }: ReportList) => reports.map(({ excerpt }) => excerpt)
const verslag = (...numbers: number[]) => numbers.map((at) => `Verslag ${at}.`)

describe("the filter", () => {
  test("of a discipline: only those, and what else there is stays on offer", async () => {
    const doctor = await list("?discipline=arts")
    expect(texts(doctor)).toEqual(verslag(0, 10, 20, 30, 40))
    expect(doctor).toMatchObject({ olderThan: null, newerThan: null, disciplines: ["zorg", "arts"] })
  })

  test("a discipline that the organisation does not show is empty, whoever asks for it", async () => {
    expect(texts(await list("?discipline=fysiotherapie"))).toEqual([])
  })

  test("of a period: the first and the last day count, by the clock of the Netherlands", async () => {
    expect(texts(await list(`?from=${dayOf(2)}&until=2026-11-20`))).toEqual([
      "Late dienst.",
      ...verslag(1, 2),
    ])
    expect(texts(await list("?from=2026-11-21"))).toEqual(verslag(0))
    expect(texts(await list(`?until=${dayOf(48)}`))).toEqual(verslag(48, 49))
    expect(texts(await list("?from=2026-11-30&until=2026-11-01"))).toEqual([])
  })

  test("both together, and further pages within them", async () => {
    expect(texts(await list(`?discipline=arts&from=${dayOf(20)}`))).toEqual(verslag(0, 10, 20))
    const first = await list(`?discipline=zorg&until=${dayOf(5)}`)
    const second = await list(`?discipline=zorg&until=${dayOf(5)}&olderThan=${first.olderThan}`)
    expect(first.reports).toHaveLength(20)
    expect(texts(second)[0]).toBe("Verslag 27.")
  })

  test.each(["discipline=tovenaar", "from=gisteren", "until=2026-02-31", "from=", "zoek=appeltaart"])(
    "%s is refused",
    async (query) => {
      const answer = await reader.get(`/api/patients/${mother}/reports?${query}`)
      expect([answer.status, answer.body.code]).toEqual([422, "input-invalid"])
    },
  )
})

describe("the pages", () => {
  test("begin at a report in the middle, and go on to both ends without a gap or a double", async () => {
    const middle = await list(`?startAt=${id("Composition/r25")}`)
    expect(texts(middle)[0]).toBe("Verslag 25.")
    const seen = [...middle.reports]
    for (let cursor = middle.newerThan; cursor;) {
      const page = await list(`?newerThan=${cursor}`)
      seen.unshift(...page.reports)
      cursor = page.newerThan
    }
    for (let cursor = middle.olderThan; cursor;) {
      const page = await list(`?olderThan=${cursor}`)
      seen.push(...page.reports)
      cursor = page.olderThan
    }
    const all = [
      "Verslag 0.",
      "Late dienst.",
      ...Array.from({ length: DAYS - 1 }, (_, at) => `Verslag ${at + 1}.`),
    ]
    expect(seen.map(({ excerpt }) => excerpt)).toEqual(all)
  })

  test("that begin at the newest one have nothing newer", async () => {
    const top = await list(`?startAt=${id("Composition/r0")}`)
    expect(top).toEqual(await list())
    expect(top.newerThan).toBeNull()
  })

  test("begin at the top when that report is gone, hidden or somebody else's", async () => {
    const unknown = "00000000-0000-4000-8000-000000000000"
    for (const start of [unknown, id("Composition/foreign"), id("Composition/hidden")])
      expect(texts(await list(`?startAt=${start}`))[0]).toBe("Verslag 0.")
  })
})

test("the neighbours of a report are those within the filter", async () => {
  expect(await one("r20")).toMatchObject({ newerId: id("Composition/r19"), olderId: id("Composition/r21") })
  expect(await one("r20", "?discipline=arts")).toMatchObject({
    newerId: id("Composition/r10"),
    olderId: id("Composition/r30"),
  })
  expect(await one("r20", `?discipline=arts&from=${dayOf(20)}`)).toMatchObject({ olderId: null })
})

test("no word of the filter reaches the log", async () => {
  await list("?discipline=arts&from=2026-11-01")
  const rows = JSON.stringify(await portal.db("audit_events").where({ event: "record.read" }))
  expect(rows).not.toContain("arts")
})
