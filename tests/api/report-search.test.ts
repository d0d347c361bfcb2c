// Searching in the words of reports: what is found, what never leaks, and that nobody waits for somebody else's search.
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest"
import type { ReportMatches } from "#contract/dossier"
import { endGrant } from "../../server/access/end-grants.ts"
import { importAll, logIn, patient, readerOf, relative, report } from "../support/family.ts"
import { startPortal, type Portal } from "../support/portal.ts"
import type { Visitor } from "../support/visitor.ts"

const operator = { kind: "operator", id: "test" } as const

let portal: Portal
let son: Visitor
let grantId: string
let mother: string
let aunt: string

const many = 600
const long = `<p>${"lang verhaal ".repeat(15_000)}</p><p>naald in de hooiberg</p>`
const minute = (at: number) => String(at % 60).padStart(2, "0")

beforeAll(async () => {
  portal = await startPortal({ settings: { shownDisciplines: ["zorg", "arts"] } })
  const id = await importAll(portal, [
    ...patient("mother", "999900018"),
    ...patient("aunt", "999900031"),
    relative("son", "mother", "999900110"),
    report("r1", "mother", "2026-11-21T09:00:00+01:00", "Crème brûlée gegeten, 100 % op (lekker)."),
    report("r2", "mother", "2026-11-20T09:00:00+01:00", "Controle. Geen crème voorgeschreven.", "arts"),
    report("r3", "mother", "2026-11-19T09:00:00+01:00", "Creme voor de benen.", "fysiotherapie"),
    report("r4", "mother", "2026-11-18T09:00:00+01:00", long),
    report("r5", "mother", "2026-11-17T09:00:00+01:00", "&lt;script&gt;alert(1)&lt;/script&gt; 👵🏽 שלום"),
    report("foreign", "aunt", "2026-11-20T09:00:00+01:00", "Crème van een ander."),
    ...Array.from({ length: many }, (_, at) =>
      report(
        `m${at}`,
        "mother",
        `2025-01-${String(1 + (at % 28)).padStart(2, "0")}T09:${minute(at)}:00Z`,
        `Dag ${at}.`,
      ),
    ),
  ])
  mother = id("Patient/mother")
  aunt = id("Patient/aunt")
  const grant = {
    patientId: mother,
    person: id("RelatedPerson/son"),
    slot: 2,
    role: "contactPerson",
  } as const
  const made = await readerOf(portal, { ...grant, bsn: "999900110", name: "son" })
  grantId = made.grantId
  son = await logIn(portal, made.email)
})
afterAll(() => portal.close())
beforeEach(() => portal.db("rate_counters").delete())

const search = async (words: string, more: object = {}) =>
  (await son.post(`/api/patients/${mother}/reports/search`, { words, ...more })).body as ReportMatches
const texts = ({ reports }: ReportMatches) => reports.map(({ excerpt }) => excerpt)
const rowsOf = async () =>
  (await portal.db("audit_events").where({ object_kind: "report-search" })) as Record<string, unknown>[]

describe("what is found", () => {
  test("accents and capitals do not count, the discipline that is not shown stays away", async () => {
    const found = await search("CREME")
    expect(texts(found)).toEqual([
      "Crème brûlée gegeten, 100 % op (lekker).",
      "Controle. Geen crème voorgeschreven.",
    ])
    expect(found).toMatchObject({ olderThan: null, searched: many + 4, total: many + 4 })
  })

  test.each([
    ["brulee creme", 1],
    ["100 %", 1],
    ["(", 2],
    ["petra jansen crème", 2],
    ["<script>", 1],
    ["👵🏽", 1],
    ["שלום", 1],
    ["crème hooiberg", 0],
    ["_", 0],
    ["x".repeat(200), 0],
  ])("%s", async (words, count) => expect((await search(words)).reports).toHaveLength(count))

  test("within the filter only", async () => {
    expect(texts(await search("creme", { discipline: "arts" }))).toEqual([
      "Controle. Geen crème voorgeschreven.",
    ])
    const week = await search("dag", { from: "2025-01-03", until: "2025-01-03" })
    expect(week.total).toBe(Math.ceil((many - 2) / 28))
    expect(week.reports).toHaveLength(week.total)
  })

  test("deep in a report of 200,000 signs, with the words around it", async () => {
    const [found, ...rest] = (await search("naald")).reports
    expect(rest).toEqual([])
    expect(found?.excerpt).toMatch(/^… (lang|verhaal) .*naald in de hooiberg$/s)
    expect(found?.excerpt.length).toBeLessThan(400)
    expect(found?.isWhole).toBe(false)
  })

  test("one letter that is everywhere: fifty at a time, and on to the last without a gap or a double", async () => {
    const ids: string[] = []
    let page = await search("a")
    expect(page.reports).toHaveLength(50)
    for (; ; page = await search("a", { olderThan: page.olderThan })) {
      ids.push(...page.reports.map(({ id }) => id))
      if (!page.olderThan) break
    }
    expect(new Set(ids).size).toBe(ids.length)
    expect(ids).toHaveLength(many + 4)
  })
})

test.each([
  { words: "" },
  { words: "   " },
  { words: "\u0301" },
  { words: "x".repeat(201) },
  { words: "x".repeat(500) },
  { words: ["a"] },
  { words: "a", olderThan: "abc" },
  { words: "a", discipline: "tovenaar" },
  {},
])("%j is refused", async (body) => {
  const answer = await son.post(`/api/patients/${mother}/reports/search`, body)
  expect([answer.status, answer.body.code]).toEqual([422, "input-invalid"])
})

test("one row in the log, without the words; none of them in any table", async () => {
  const before = await rowsOf()
  await search("hooiberg zoekterm")
  const rows = await rowsOf()
  expect(rows).toHaveLength(before.length + 1)
  expect(rows.at(-1)).toMatchObject({ event: "record.read", outcome: "done", object_id: null })
  const tables = ["audit_events", "rate_counters", "sessions", "outbox_messages"]
  for (const table of tables) expect(JSON.stringify(await portal.db(table))).not.toMatch(/zoekterm/i)
})

test("somebody else's record is not searched, and the refusal is written down", async () => {
  const answer = await son.post(`/api/patients/${aunt}/reports/search`, { words: "creme" })
  expect(answer.status).toBe(404)
  expect((await rowsOf()).at(-1)).toMatchObject({ outcome: "refused", reason: "no-grant" })
})

test("others are served while a search goes on; of one account they wait for each other, and not without end", async () => {
  const order: string[] = []
  const searches = Array.from({ length: 9 }, async () => {
    const { status } = await son.post(`/api/patients/${mother}/reports/search`, { words: "hooiberg" })
    order.push(`search ${status}`)
  })
  const read = son.get(`/api/patients/${mother}/reports`).then(({ status }) => order.push(`list ${status}`))
  await Promise.all([...searches, read])
  expect(order.filter((one) => one === "search 200")).toHaveLength(4)
  expect(order.filter((one) => one === "search 503")).toHaveLength(5)
  expect(order.indexOf("list 200")).toBeLessThan(order.lastIndexOf("search 200"))
})

test("600 searches in an hour, then it says when to come back", async () => {
  await search("hooiberg")
  await portal.db("rate_counters").where({ name: "report-searches-account" }).update({ count: 600 })
  const answer = await son.post(`/api/patients/${mother}/reports/search`, { words: "hooiberg" })
  expect([answer.status, answer.body.code]).toEqual([429, "too-many-requests"])
})

test("an access that ends halfway ends the search", async () => {
  let ended = false
  portal.db.on("query", ({ sql }: { sql: string }) => {
    if (ended || !sql.includes("length(content)")) return
    ended = true
    void endGrant(portal.deps, grantId, "schriftelijk verzoek", operator)
  })
  const answer = await son.post(`/api/patients/${mother}/reports/search`, { words: "hooiberg" })
  expect(answer.status).toBe(404)
  expect((await rowsOf()).slice(-2)).toMatchObject([
    { outcome: "done" },
    { outcome: "refused", reason: expect.any(String) as string },
  ])
})
