// What the organisation writes for its readers, at Beheer: versions that never change, announcements, explained words.
import { afterAll, beforeAll, expect, test } from "vitest"
import type { TextsPage } from "#contract/texts"
import { countUnknown } from "../../server/organisation/glossary.queries.ts"
import { startPortal, type Portal } from "../support/portal.ts"
import { staffOf, type StaffPerson } from "../support/staff.ts"
import type { Answer } from "../support/visitor.ts"

let portal: Portal
let sanne: StaffPerson
beforeAll(async () => {
  portal = await startPortal()
  sanne = await staffOf(portal, "Sanne", ["administrator"])
})
afterAll(() => portal.close())

const post = (path: string, body: object) => sanne.visitor.post(`/api/staff/texts${path}`, body)
const codeOf = ({ status, body }: Answer) => [status, (body as { code?: string }).code]
const page = async () => (await sanne.visitor.get("/api/staff/texts")).body as TextsPage

test("a new version is announced in time; one in effect is never edited or withdrawn", async () => {
  const text = {
    kind: "privacyStatement",
    version: "2027-1",
    effectiveOn: "2027-01-15",
    summary: "Korter.",
    body: "# Kop\nNieuw.",
  }
  for (const [change, code] of [
    [{ version: "2026-1" }, "version-known"],
    [{ effectiveOn: "2026-12-01" }, "notice-too-short"],
    [{ summary: " " }, "summary-missing"],
    [{ effectiveOn: "2027-02-30" }, "input-invalid"],
    [{ body: "  " }, "input-invalid"],
  ] as const)
    expect(codeOf(await post("/legal", { ...text, ...change }))[1], code).toBe(code)
  const added = (await post("/legal", text)).body as TextsPage
  expect(added.legal).toMatchObject([
    { version: "2027-1", state: "announced", accepted: 0, summary: "Korter." },
    { version: "2026-1", state: "current" },
  ])
  expect(codeOf(await post("/legal", { ...text, version: "2027-2" }))).toEqual([409, "day-taken"])
  expect(codeOf(await post("/legal/withdraw", { kind: text.kind, version: "2026-1" }))).toEqual([
    409,
    "not-possible",
  ])
  expect((await post("/legal/withdraw", { kind: text.kind, version: "2027-1" })).status).toBe(200)
  expect((await page()).legal.map(({ version }) => version)).toEqual(["2026-1"])
})

test("an announcement is placed for its days and stopped", async () => {
  const typed = {
    title: "Onderhoud",
    body: "Zondag is het portaal even dicht.",
    firstDay: "2026-11-22",
    lastDay: "2026-11-30",
  }
  expect(codeOf(await post("/announcements", { ...typed, lastDay: "2026-11-21" }))).toEqual([
    422,
    "days-wrong",
  ])
  expect(codeOf(await post("/announcements", { ...typed, title: "" }))).toEqual([422, "input-invalid"])
  const { announcements } = (await post("/announcements", typed)).body as TextsPage
  expect(announcements).toMatchObject([{ title: "Onderhoud", body: typed.body, state: "shown", read: 0 }])
  const id = announcements[0]?.id
  expect(((await post("/announcements/end", { id })).body as TextsPage).announcements[0]?.state).toBe("ended")
  expect(codeOf(await post("/announcements/end", { id }))).toEqual([409, "not-possible"])
  expect(await portal.db("announcements").select("created_by")).toEqual([{ created_by: sanne.id }])
})

test("a word that readers did not know is explained, and leaves their list", async () => {
  const { db, deps, clock } = portal
  for (const word of ["MIC", "mic", "ZZP"])
    await db.transaction((trx) => countUnknown(trx, deps.sealing, word, clock.now(), "2026-11-22"))
  expect((await page()).unknown).toEqual([
    { word: "MIC", times: 2, lastOn: "2026-11-22" },
    { word: "ZZP", times: 1, lastOn: "2026-11-22" },
  ])
  expect(codeOf(await post("/glossary", { word: "x", text: "te kort" }))).toEqual([422, "input-invalid"])
  const explained = (await post("/glossary", { word: "MIC", text: "Melding van een incident." }))
    .body as TextsPage
  expect(explained.terms).toEqual([{ word: "MIC", text: "Melding van een incident." }])
  expect(explained.unknown.map(({ word }) => word)).toEqual(["ZZP"])
  expect((await portal.visitor().get("/api/glossary")).body.terms).toEqual(explained.terms)
  expect(((await post("/glossary/forget", { word: "ZZP" })).body as TextsPage).unknown).toEqual([])
  expect(((await post("/glossary/remove", { word: "mic" })).body as TextsPage).terms).toEqual([])
  expect(codeOf(await post("/glossary/remove", { word: "MIC" }))).toEqual([404, "not-found"])
})
