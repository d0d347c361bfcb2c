// Clients and their people: numbers, names, roles, and whose record a resource belongs to.
import { afterEach, beforeEach, expect, test } from "vitest"
import {
  bundle,
  importList,
  importNamed,
  ndjson,
  openQuarantine,
  projected,
  rowIdOf,
  shownReports,
  shownTexts,
} from "../support/fhir-import.ts"
import {
  BSN,
  bsn,
  fhirLine,
  fhirLocation,
  fhirPatient,
  fhirPractitioner,
  fhirRelative,
  fhirReport,
  fhirRole,
  fhirStay,
  normal,
  xhtml,
} from "../support/fhir-resources.ts"
import { startPortal, type Portal } from "../support/portal.ts"

let portal: Portal
beforeEach(async () => {
  portal = await startPortal()
})
afterEach(() => portal.close())

const bsnOf = async (id: string) => (await projected(portal, "patients", "Patient", id))?.["bsn"]
const codes = async () => (await openQuarantine(portal)).map(({ id, code }) => [id, code])

test("a BSN is nine digits that pass the elfproef; eight get a zero; masked is none", async () => {
  const masked = {
    extension: [{ url: "http://hl7.org/fhir/StructureDefinition/data-absent-reason", valueCode: "masked" }],
  }
  await importList(portal, [
    fhirPatient("goed", bsn("999900018")),
    fhirPatient("kort", bsn("12345672")),
    fhirPatient("oid", { identifier: [{ system: "urn:oid:2.16.840.1.113883.2.4.6.3", value: "999900031" }] }),
    fhirPatient("masked", { identifier: [{ system: BSN, _value: masked }] }),
    fhirPatient("fout", bsn("999900019")),
    fhirPatient("nullen", bsn("000000000")),
    fhirPatient("letters", bsn("99990001A")),
    fhirPatient("twee", { identifier: [...bsn("999900043").identifier, ...bsn("999900055").identifier] }),
  ])
  expect([await bsnOf("goed"), await bsnOf("kort"), await bsnOf("oid"), await bsnOf("masked")]).toEqual([
    "999900018",
    "012345672",
    "999900031",
    null,
  ])
  expect(await codes()).toEqual(["fout", "letters", "nullen", "twee"].map((id) => [id, "bsn-invalid"]))
  const row = await portal.db("patients").whereNotNull("bsn_index").first()
  expect(JSON.stringify(row)).not.toContain("9999")
})

test("two clients in care with one BSN: the second waits until the first is out of care", async () => {
  await importList(portal, [fhirPatient("ria", bsn("999900018"))])
  await importList(portal, [
    fhirPatient("dubbel", bsn("999900018")),
    fhirReport("r1", "dubbel", "Van dubbel"),
  ])
  expect(await codes()).toEqual([
    ["r1", "subject-unresolved"],
    ["dubbel", "bsn-duplicate"],
  ])
  const freed = await importList(portal, [fhirPatient("ria", { ...bsn("999900018"), active: false })])
  expect(freed.counts).toMatchObject({ itemsRead: 3, updated: 1, created: 2 })
  expect(freed.invariantHolds).toBe(true)
  expect(await codes()).toEqual([])
  expect(await shownTexts(portal, "dubbel")).toEqual(["Van dubbel"])
})

test("two clients whose numbers were exchanged by mistake can be put right in one go", async () => {
  await importList(portal, [fhirPatient("ria", bsn("999900018")), fhirPatient("jopie", bsn("999900043"))])
  await importList(portal, [fhirPatient("ria", bsn("999900043")), fhirPatient("jopie", bsn("999900018"))])
  expect([await bsnOf("ria"), await bsnOf("jopie"), await codes()]).toEqual(["999900043", "999900018", []])
})

test("a room that comes before its house is part of it all the same", async () => {
  await importList(portal, [
    fhirLocation("kamer", { partOf: { reference: "Location/huis" } }),
    fhirLocation("huis"),
  ])
  const house = await rowIdOf(portal, "Location", "huis")
  expect(await projected(portal, "locations", "Location", "kamer")).toMatchObject({ part_of: house })
})

test("a report that comes before its client waits, and is read when the client arrives", async () => {
  const early = [
    fhirReport("r1", "ria", "Eerst het verslag"),
    fhirStay("s1", "ria"),
    fhirRelative("anneke", "ria"),
  ]
  expect((await importList(portal, early)).counts).toMatchObject({ itemsRead: 3, quarantined: 3 })
  expect((await importList(portal, early)).counts).toMatchObject({ itemsRead: 3, quarantined: 3 })
  const late = await importList(portal, [fhirPatient("ria")])
  expect(late.counts).toMatchObject({ itemsRead: 4, created: 4, quarantined: 0 })
  expect(await shownTexts(portal, "ria")).toEqual(["Eerst het verslag"])
  expect(await codes()).toEqual([])
  expect((await importList(portal, early)).counts.unchanged).toBe(3)
})

test("in one NDJSON file the order does not matter, and every line counts once", async () => {
  const lines = [
    fhirReport("r1", "ria", "Een"),
    fhirReport("r1", "ria", "Een"),
    fhirReport("r2", "ria", "Twee"),
    fhirPatient("ria"),
  ]
  const { counts, invariantHolds, files } = await importNamed(portal, { "alles.ndjson": ndjson(lines) })
  expect(counts).toMatchObject({ itemsRead: 4, created: 3, unchanged: 1, quarantined: 0 })
  expect(files[0]).toMatchObject({
    name: expect.stringContaining("alles.ndjson") as string,
    outcome: "applied",
  })
  expect(invariantHolds).toBe(true)
})

test("authors, lines and places that come later find their report", async () => {
  const author = [{ reference: "PractitionerRole/rol", display: "Iemand" }]
  const section = [{ entry: [{ reference: "Observation/s" }], text: xhtml("samenvatting") }]
  await importList(portal, [fhirPatient("ria"), fhirReport("r1", "ria", "", { author, section })])
  expect((await shownReports(portal, "ria"))[0]).toMatchObject({
    author: "Iemand",
    sections: [{ text: "samenvatting" }],
  })
  await importList(portal, [fhirRole("rol", "anja")])
  expect((await shownReports(portal, "ria"))[0]).toMatchObject({ authorRole: "verzorgende" })
  await importList(portal, [fhirPractitioner("anja"), fhirLine("s", "de regel zelf")])
  expect((await shownReports(portal, "ria"))[0]).toMatchObject({
    author: "Zuster anja",
    authorRole: "verzorgende",
    sections: [{ text: "de regel zelf" }],
  })
})

test("references as systems write them: urn:uuid, absolute, with a version, by BSN or by a number of the ECD", async () => {
  const uuid = "0f0e0d0c-1111-4222-8333-444455556666"
  const about = (subject: unknown) => ({ subject })
  const number = { system: "https://ecd.voorbeeld.example/dossier", value: "D-1" }
  const patient = fhirPatient("ria", { identifier: [...bsn("999900018").identifier, number] })
  const entry = [
    { fullUrl: `urn:uuid:${uuid}`, resource: patient },
    { resource: fhirReport("urn", "", "urn", about({ reference: `urn:uuid:${uuid}` })) },
  ]
  await importNamed(portal, { "b.json": JSON.stringify({ resourceType: "Bundle", type: "batch", entry }) })
  await importList(portal, [
    fhirReport("abs", "", "absoluut", about({ reference: "https://ecd.example/fhir/Patient/ria" })),
    fhirReport("hist", "", "versie", about({ reference: "Patient/ria/_history/3" })),
    fhirReport("bsn", "", "bsn", about({ identifier: { system: BSN, value: "999900018" } })),
    fhirReport("nr", "", "nummer", about({ identifier: number })),
    fhirReport("cond", "", "voorwaarde", about({ reference: `Patient?identifier=${number.system}|D-1` })),
    fhirReport("woord", "", "alleen woorden", about({ display: "Ria" })),
    fhirReport("binnen", "", "contained", {
      ...about({ reference: "#p" }),
      contained: [{ resourceType: "Patient", id: "p" }],
    }),
    fhirReport("strijd", "", "strijd", about({ reference: "Patient/ander", identifier: number })),
  ])
  expect((await shownTexts(portal, "ria")).toSorted()).toEqual([
    "absoluut",
    "bsn",
    "nummer",
    "urn",
    "versie",
    "voorwaarde",
  ])
  expect(await codes()).toEqual([
    ["binnen", "subject-unresolved"],
    ["strijd", "subject-conflict"],
    ["woord", "subject-unresolved"],
  ])
})

test("what a urn: reference meant is known after the bundle is gone", async () => {
  const role = {
    resourceType: "PractitionerRole",
    id: "eigen-id",
    meta: normal,
    code: [{ text: "arts" }],
    practitioner: { display: "Dr. Bos" },
  }
  const author = [{ reference: "urn:uuid:aaaa", display: "iemand" }]
  const entry = [
    { fullUrl: "urn:uuid:aaaa", resource: role },
    { fullUrl: "urn:uuid:bbbb", resource: fhirReport("r1", "ria", "Tekst", { author }) },
  ]
  const text = JSON.stringify({ resourceType: "Bundle", type: "transaction", entry })
  expect((await importNamed(portal, { "b.json": text })).counts.quarantined).toBe(1)
  await importList(portal, [fhirPatient("ria")])
  expect((await shownReports(portal, "ria"))[0]).toMatchObject({ author: "Dr. Bos", authorRole: "arts" })
})

test("a resource without an id is known by its address in the bundle", async () => {
  const { id: _, ...nameless } = fhirPatient("x")
  const entry = [
    { fullUrl: "urn:uuid:0F0E0D0C-1111-4222-8333-444455556666", resource: nameless },
    { resource: nameless },
  ]
  const text = JSON.stringify({ resourceType: "Bundle", type: "collection", entry })
  await importNamed(portal, { "b.json": text })
  expect(await rowIdOf(portal, "Patient", "0f0e0d0c-1111-4222-8333-444455556666")).toBeDefined()
  expect(await codes()).toEqual([[null, "id-invalid"]])
})

test("the role of a relative: representative, contact, money only, other", async () => {
  const roles = { a: "15", b: "03", c: "24", d: "11", e: "01", f: "23", g: "14", h: "04", i: "07" }
  await importList(portal, [
    fhirPatient("ria"),
    ...Object.entries(roles).map(([id, role]) => fhirRelative(id, "ria", role)),
  ])
  const found = await Promise.all(
    Object.keys(roles).map(
      async (id) => (await projected(portal, "relatives", "RelatedPerson", id))?.["role"],
    ),
  )
  expect(found).toEqual([
    ...Array<string>(4).fill("legalRepresentative"),
    "contactPerson",
    "contactPerson",
    "financialOnly",
    "financialOnly",
    "other",
  ])
})

test("a relative's own BSN, mobile and address are sealed under the client's key", async () => {
  const person = fhirRelative("anneke", "ria", "01", {
    ...bsn("999900079"),
    telecom: [
      { system: "phone", value: "0344 12 34 56", use: "home" },
      { system: "phone", value: "06 12345678", use: "mobile" },
      { system: "email", value: "anneke@voorbeeld.example" },
    ],
    period: { start: "2026-03", end: "2026-12-31" },
  })
  await importList(portal, [fhirPatient("ria"), person])
  expect(await projected(portal, "relatives", "RelatedPerson", "anneke")).toMatchObject({
    bsn: "999900079",
    bsn_index: portal.deps.sealing.blindIndex("bsn", "999900079"),
    mobile: "06 12345678",
    email: "anneke@voorbeeld.example",
    valid_from: "2026-03-01",
    valid_until: "2026-12-31",
  })
})

test("the EVV is known by words, or by the codes of the organisation", async () => {
  const member = (id: string, role: unknown) => ({
    role: [role],
    member: { reference: `PractitionerRole/${id}` },
  })
  await importList(portal, [
    fhirPatient("ria"),
    {
      resourceType: "CareTeam",
      id: "team",
      meta: normal,
      status: "active",
      subject: { reference: "Patient/ria" },
      participant: [
        member("a", { text: "EVV" }),
        member("b", { coding: [{ display: "Eerst verantwoordelijke" }] }),
        member("c", { text: "verzorgende" }),
        { member: { reference: "Patient/ria" } },
      ],
    },
  ])
  const rows = (await portal.db("care_team_members").orderBy("member_id")) as {
    member_id: string
    is_evv: unknown
  }[]
  expect(rows.map((row) => [row.member_id, Boolean(row.is_evv)])).toEqual([
    ["a", true],
    ["b", true],
    ["c", false],
  ])
})

test("death: exact, partial and without a date, remembered from when it was first heard of", async () => {
  const deathOf = async (changes: Record<string, unknown>) => {
    await importList(portal, [fhirPatient("wim", changes)])
    const row = await projected(portal, "patients", "Patient", "wim")
    return [
      Boolean(row?.["deceased"]),
      row?.["deceased_on"],
      row?.["deceased_precision"],
      row?.["deceased_first_seen_at"],
    ]
  }
  const first = portal.clock.now().toISOString()
  expect(await deathOf({})).toEqual([false, null, null, null])
  expect(await deathOf({ deceasedBoolean: true })).toEqual([true, null, "unknown", first])
  portal.clock.advance({ days: 2 })
  expect(await deathOf({ deceasedDateTime: "2026-11" })).toEqual([true, "2026-11-30", "month", first])
  expect(await deathOf({ deceasedDateTime: "2026" })).toEqual([true, "2026-12-31", "year", first])
  // Just after midnight here is the day before in UTC.
  expect(await deathOf({ deceasedDateTime: "2026-11-20T23:30:00Z" })).toEqual([
    true,
    "2026-11-21",
    "day",
    first,
  ])
  expect(await deathOf({ deceasedBoolean: false })).toEqual([false, null, null, null])
})

test("a merged client's record follows the one who survives, and goes back when they are separated", async () => {
  const merged = { link: [{ other: { reference: "Patient/ria" }, type: "replaced-by" }], active: false }
  await importList(portal, [
    fhirPatient("oud"),
    fhirReport("r1", "oud", "Van oud"),
    fhirStay("s1", "oud"),
    fhirPatient("ria"),
  ])
  await importList(portal, [fhirPatient("oud", merged)])
  expect(await shownTexts(portal, "ria")).toEqual(["Van oud"])
  expect(await shownTexts(portal, "oud")).toEqual([])
  const ria = await rowIdOf(portal, "Patient", "ria")
  expect(await projected(portal, "patients", "Patient", "oud")).toMatchObject({ merged_into: ria })
  expect(await portal.db("stays").where({ patient_id: ria ?? "" })).toHaveLength(1)
  await importList(portal, [fhirReport("r2", "oud", "Later")])
  expect((await shownTexts(portal, "ria")).toSorted()).toEqual(["Later", "Van oud"])
  await importList(portal, [fhirPatient("oud")])
  expect((await shownTexts(portal, "oud")).toSorted()).toEqual(["Later", "Van oud"])
  expect(await shownTexts(portal, "ria")).toEqual([])
})

test("two slots come with a client, and import never makes a grant or an account", async () => {
  await importNamed(portal, { "a.json": bundle([fhirPatient("ria"), fhirRelative("anneke", "ria", "15")]) })
  const slots = (await portal.db("patient_slots").orderBy("slot")) as { slot: number }[]
  expect(slots.map(({ slot }) => slot)).toEqual([1, 2])
  expect(await portal.db("grants")).toEqual([])
  expect(await portal.db("accounts")).toEqual([])
})

test("call names: as marked, else the usual name, else the first name that is written out", async () => {
  const qualified = (code: string) => ({
    extension: [{ url: "http://hl7.org/fhir/StructureDefinition/iso21090-EN-qualifier", valueCode: code }],
  })
  const nameOf = async (name: unknown[]) => {
    await importList(portal, [fhirPatient("ria", { name })])
    return JSON.parse(String((await projected(portal, "patients", "Patient", "ria"))?.["name"])) as unknown
  }
  expect(
    await nameOf([
      {
        family: "Bakker",
        given: ["Maria", "M.", "Ria"],
        _given: [qualified("BR"), qualified("IN"), qualified("CL")],
      },
    ]),
  ).toEqual({
    full: "Maria Bakker",
    callName: "Ria",
  })
  expect(
    await nameOf([
      { use: "official", text: "M. Bakker", given: ["M."] },
      { use: "usual", given: ["Rietje"] },
    ]),
  ).toEqual({
    full: "M. Bakker",
    callName: "Rietje",
  })
  expect(
    await nameOf([{ family: "Bakker", given: ["M.", "J."], _given: [qualified("IN"), qualified("IN")] }]),
  ).toEqual({
    full: "M.J. Bakker",
    callName: null,
  })
  expect(await nameOf([])).toEqual({ full: "Naam onbekend", callName: null })
})
