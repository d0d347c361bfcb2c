// Portrait and life story at the door: only for clients of PG locations, each by its own section.
import { randomUUID } from "node:crypto"
import { afterAll, beforeAll, expect, test } from "vitest"
import { sections, type Section } from "#contract/access"
import type { VaultItem } from "#contract/vault"
import { importAll, lifeStory, logIn, patient, readerOf, relative, report } from "../support/family.ts"
import { startPortal, type Portal } from "../support/portal.ts"
import type { Visitor } from "../support/visitor.ts"

let portal: Portal
let id: (reference: string) => string
let mother: string
let son: Visitor

const life = (text = "Boven de bakkerij") => lifeStory("leven", "mother", { "1938 – 1956: Jeugd": text })
const portrait = lifeStory("beeld", "mother", { "Zo noemt u mij": "Ria" }, "persoonsbeeld")

beforeAll(async () => {
  portal = await startPortal({ now: "2026-11-22T13:00:00.000Z" })
  id = await importAll(portal, [
    ...patient("mother", "999900018"),
    ...patient("father", "999900031", { location: "de-eik" }),
    relative("son", "mother", "999900110"),
    ...patient("aunt", "999900043"),
    relative("nephew", "aunt", "999900122"),
    relative("niece", "father", "999900134"),
    report("r1", "mother", "2026-11-21T09:00:00+01:00", "Goed geslapen."),
    life(),
    portrait,
    lifeStory("tante", "aunt", { Jeugd: "In de stad" }),
    lifeStory("vader", "father", { Jeugd: "Op de boerderij" }),
  ])
  mother = id("Patient/mother")
  son = await reader("mother", "son", "999900110")
})
afterAll(() => portal.close())

async function reader(of: string, name: string, bsn: string, sections?: Section[]) {
  const { email } = await readerOf(portal, {
    patientId: id(`Patient/${of}`),
    person: id(`RelatedPerson/${name}`),
    slot: 2,
    role: "contactPerson",
    bsn,
    name,
    ...(sections && { sections }),
  })
  return logIn(portal, email)
}
const read = (visitor: Visitor, what: "portrait" | "life-story", of = mother) =>
  visitor.get(`/api/patients/${of}/${what}`)
const sectionsOf = async (visitor: Visitor) => (await visitor.get("/api/me")).body.patients[0].sections

test("a son reads who his mother is and was, and each reading is written down", async () => {
  expect(await sectionsOf(son)).toEqual([...sections])
  const story = await read(son, "life-story")
  expect(story.status).toBe(200)
  expect(story.headers.get("cache-control")).toBe("no-store")
  expect(story.body).toMatchObject({
    patientName: "Mevrouw mother",
    birthDate: "1938-04-02",
    pieces: [{ parts: [{ chapter: "1938 – 1956", heading: "Jeugd", body: "Boven de bakkerij" }] }],
  })
  expect((await read(son, "portrait")).body.pieces).toMatchObject([
    { parts: [{ heading: "Zo noemt u mij", body: "Ria" }] },
  ])
  const rows = (await portal.db("audit_events").where({ event: "record.read", outcome: "done" })) as {
    object_kind: string
  }[]
  expect(rows.map((row) => row.object_kind)).toEqual(expect.arrayContaining(["portrait", "life-story"]))
  const viewed = (await son.get(`/api/patients/${mother}/viewings`)).body
  expect(JSON.stringify(viewed)).toContain("life-story")
})

test("a grant with the one section does not open the other, and none of it says that there is anything", async () => {
  const nephew = await reader("aunt", "nephew", "999900122", ["reports", "portrait"])
  expect(await sectionsOf(nephew)).toEqual(["reports", "portrait"])
  const aunt = id("Patient/aunt")
  expect((await read(nephew, "portrait", aunt)).body.pieces).toEqual([])
  const refused = await read(nephew, "life-story", aunt)
  expect([refused.status, refused.body.code]).toEqual([404, "not-found"])
})

test("outside a PG location there is none, whatever the grant says", async () => {
  const niece = await reader("father", "niece", "999900134")
  expect(await sectionsOf(niece)).toEqual(["reports", "carePlan", "agenda"])
  for (const what of ["portrait", "life-story"] as const) {
    const { status, text } = await read(niece, what, id("Patient/father"))
    expect([status, text.includes("boerderij")]).toEqual([404, false])
    expect((await read(niece, what)).status).toBe(404)
  }
})

test("what a device keeps of it stays while it is the same, changes with it, and goes when it is no more of that book", async () => {
  const { ticket } = (await son.post("/api/vault", { vault: randomUUID() })).body
  const [piece] = (await read(son, "life-story")).body.pieces
  const ask = async (kind: VaultItem["kind"]) => {
    const items = [{ kind, patientId: mother, id: piece.id, etag: piece.etag }]
    const { gone, changed } = (await portal.visitor().post("/api/vault/check", { ticket, items })).body
    return { gone: gone.length, changed: changed.length }
  }
  const again = (text: string) => importAll(portal, [life(text)])
  await again("Boven de bakkerij")
  expect(await ask("lifeStory")).toEqual({ gone: 0, changed: 0 })
  expect(await ask("portrait")).toEqual({ gone: 1, changed: 0 })
  await again("Onder de bakkerij")
  expect(await ask("lifeStory")).toEqual({ gone: 0, changed: 1 })
  await importAll(portal, [{ ...life(), type: { coding: [{ code: "zorg" }] } }])
  expect(await ask("lifeStory")).toEqual({ gone: 1, changed: 0 })
})
