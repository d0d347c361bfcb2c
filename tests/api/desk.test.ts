// The access desk: finding a client, giving and ending access, and two desks at once. No record text ever reaches it.
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest"
import type { DeskPatient, DeskSlot } from "#contract/desk"
import { indexMissingNames } from "../../server/access/name-prefixes.ts"
import { setDecisionCapacity } from "../../server/access/grants.ts"
import { changeOrganisation } from "../../server/organisation/settings.ts"
import { importAll, logIn, patient, readerOf, relative, report } from "../support/family.ts"
import { behindProxy } from "../support/sign-in.ts"
import { startPortal, type Portal } from "../support/portal.ts"
import { staffLogin, staffOf, type StaffPerson } from "../support/staff.ts"
import type { Answer } from "../support/visitor.ts"

const operator = { kind: "operator", id: "test" } as const
const secretText = "Goed geslapen in de zonnige kamer"

let portal: Portal
let desk: StaffPerson
let other: StaffPerson
let id: (reference: string) => string
let from: (address: string) => Record<string, string>
let requests = 0
const answers: string[] = []

beforeAll(async () => {
  portal = await startPortal()
  from = behindProxy(portal)
  desk = await staffOf(portal, "Sanne", ["accessDesk"])
  other = await staffOf(portal, "Marjolein", ["accessDesk"])
  const people = ["ria", "henk", "jopie", "wim"]
  id = await importAll(portal, [
    ...people.flatMap((name, at) =>
      patient(name, ["999900018", "999900031", "999900043", "999900055"][at] ?? ""),
    ),
    relative("mentor", "ria", "999900079", "15"),
    relative("dochter", "ria", "999900110", "01"),
    relative("bankier", "ria", "999900134", "14"),
    relative("zoon", "henk", "999900122", "01"),
    relative("neef", "wim", "999900146", "01"),
    report("r1", "ria", "2026-11-21T09:00:00+01:00", secretText),
  ])
  await setDecisionCapacity(portal.deps, id("Patient/ria"), false, operator)
  await setDecisionCapacity(portal.deps, id("Patient/henk"), true, operator)
  await setDecisionCapacity(portal.deps, id("Patient/wim"), true, operator)
})
beforeEach(async () => {
  portal.clock.advance({ minutes: 1 })
  for (const person of [desk, other]) await staffLogin(portal, person, person.visitor)
  await portal.db("rate_counters").delete()
})
afterAll(async () => {
  await portal.close()
})

/** Each request from another address, so that no flood is counted. */
const next = () => from(`192.0.2.${(requests += 1) % 250}`)
async function kept(answer: Promise<Answer>): Promise<Answer> {
  const got = await answer
  answers.push(got.text)
  return got
}
const find = (text: string) => kept(desk.visitor.post("/api/staff/patients/find", { text }, next()))
const namesFor = async (text: string) =>
  ((await find(text)).body.patients as { name: string }[]).map(({ name }) => name)

async function page(name: string, who = desk): Promise<DeskPatient> {
  const answer = await kept(who.visitor.get(`/api/staff/patients/${id(`Patient/${name}`)}`, next()))
  if (answer.status !== 200) throw new Error(answer.text)
  return answer.body as DeskPatient
}
const slotOf = (at: DeskPatient, slot: number) => at.slots.find((one) => one.slot === slot) as DeskSlot
const change = (at: DeskPatient, path: string, body: object, who = desk) =>
  kept(who.visitor.post(`/api/staff/patients/${at.id}${path}`, { seen: at.version, ...body }, next()))

const form = {
  email: "dochter@voorbeeld.example",
  mobile: "06 12345678",
  basis: null,
  formDate: "2026-11-01",
  formReference: "F-1",
  sections: ["reports", "agenda"],
  lastDay: null,
}
const daughter = () => ({ ...form, slot: 2, person: id("RelatedPerson/dochter"), role: "contactPerson" })
const mentor = () => ({
  ...form,
  slot: 1,
  person: id("RelatedPerson/mentor"),
  role: "legalRepresentative",
  basis: "mentor",
  email: "mentor@voorbeeld.example",
  mobile: "06 87654321",
})

describe("finding a client", () => {
  test("by the beginning of each word of the name, whatever the case; by birth date; by BSN", async () => {
    expect(await namesFor("RIA mev")).toEqual(["Mevrouw ria"])
    expect(await namesFor("mevrouw")).toHaveLength(4)
    expect(await namesFor("ri x")).toEqual(["Mevrouw ria"])
    expect(await namesFor("ria henk")).toEqual([])
    expect(await namesFor("2-4-1938")).toHaveLength(4)
    expect(await namesFor("999900018")).toEqual(["Mevrouw ria"])
    expect(await namesFor("999900134")).toEqual([])
  })

  test("what was typed is in no log, and each name that was shown is", async () => {
    const before = (await portal.db("audit_events").where({ event: "patient.found" })).length
    await find("ria")
    await find("999900018")
    const rows = await portal.db("audit_events").where({ event: "patient.found" })
    expect(rows).toHaveLength(before + 2)
    expect(JSON.stringify(await portal.db("audit_events"))).not.toMatch(/999900018|ria/)
  })

  test.each([
    ["9999000", "bsn-incomplete"],
    ["999900019", "bsn-incomplete"],
    ["30-2-1938", "date-invalid"],
    ["x", "search-short"],
  ])("%s: %s", async (text, code) => {
    const answer = await find(text)
    expect([answer.status, answer.body.code]).toEqual([422, code])
  })

  test("no beginning of a name lies readable in the database; who came before the search is found after the job", async () => {
    const rows = JSON.stringify(await portal.db("patient_name_prefixes"))
    expect(rows).not.toMatch(/ria|mev/)
    await portal.db("patient_name_prefixes").delete()
    expect(await namesFor("ria")).toEqual([])
    await indexMissingNames(portal.deps)
    expect(await namesFor("ria")).toEqual(["Mevrouw ria"])
    await indexMissingNames(portal.deps)
    expect(await portal.db("patient_name_prefixes")).toHaveLength((JSON.parse(rows) as unknown[]).length)
  })

  test("a client that the ECD keeps confidential is not found, and has no page", async () => {
    const [row] = (await portal.db("patients").where({ id: id("Patient/jopie") })) as { name: Buffer }[]
    await portal
      .db("patients")
      .where({ id: id("Patient/jopie") })
      .update({ visible: false })
    expect(await namesFor("jopie")).toEqual([])
    expect(
      (await kept(desk.visitor.get(`/api/staff/patients/${id("Patient/jopie")}`, next()))).body.code,
    ).toBe("not-found")
    await portal
      .db("patients")
      .where({ id: id("Patient/jopie") })
      .update({ visible: true })
    expect(row).toBeTruthy()
  })
})

describe("a client's page", () => {
  test("shows both places, the relatives of the ECD, and grants nobody anything", async () => {
    const at = await page("ria")
    expect(at).toMatchObject({
      name: "Mevrouw ria",
      bsnEnd: "018",
      isCapable: false,
      end: null,
      mergedInto: null,
    })
    expect(at.places).toEqual([{ name: "De Beuk", isPsychogeriatric: true }])
    expect(at.slots.map(({ slot, holder, last }) => [slot, holder, last])).toEqual([
      [1, null, null],
      [2, null, null],
    ])
    expect(at.relatives.map(({ name, role }) => [name, role])).toEqual([
      ["Familie bankier", "financialOnly"],
      ["Familie dochter", "contactPerson"],
      ["Familie mentor", "legalRepresentative"],
    ])
    expect(await portal.db("grants")).toHaveLength(0)
  })

  test("an unknown client is not found", async () => {
    const answer = await desk.visitor.get("/api/staff/patients/00000000-0000-4000-8000-000000000000", next())
    expect([answer.status, answer.body.code]).toEqual([404, "not-found"])
  })
})

describe("giving access", () => {
  test.each([
    [
      "a bewindvoerder",
      () => ({ ...daughter(), person: id("RelatedPerson/bankier") }),
      ["relative-financial"],
    ],
    ["place 1 without a ground", () => ({ ...mentor(), basis: null }), ["basis-missing"]],
    ["a contact person on place 1", () => ({ ...daughter(), slot: 1 }), ["slot-one-representative"]],
    ["a form from the future", () => ({ ...daughter(), formDate: "2027-01-01" }), ["form-future"]],
    ["an end before the start", () => ({ ...daughter(), lastDay: "2026-11-01" }), ["end-past"]],
    [
      "nothing to read, tomorrow's form",
      () => ({ ...daughter(), sections: [], formDate: "2027-01-01" }),
      ["sections-empty", "form-future"],
    ],
  ])("%s is refused with everything that is wrong", async (_what, body, mistakes) => {
    const answer = await change(await page("ria"), "/grants", body())
    expect([answer.status, answer.body.code]).toEqual([422, "grant-refused"])
    expect(answer.body.mistakes).toEqual(mistakes)
  })

  test.each([
    ["a form without a date", { formDate: "" }, "input-invalid"],
    ["a form of a day that does not exist", { formDate: "2026-02-30" }, "input-invalid"],
    ["a form without a reference", { formReference: " " }, "input-invalid"],
    ["no address", { email: "dochter" }, "email-invalid"],
    ["a telephone at home", { mobile: "020 1234567" }, "mobile-invalid"],
    ["a foreign number", { mobile: "+49 1512 3456789" }, "mobile-country"],
    ["a relative of somebody else", { person: "neef" }, "not-found"],
    ["a place that is not there", { slot: 3 }, "not-found"],
    ["a field that nobody asks", { account_id: "x" }, "input-invalid"],
  ])("%s is refused", async (_what, body, code) => {
    const answer = await change(await page("ria"), "/grants", { ...daughter(), ...body })
    expect(answer.body.code).toBe(code)
    expect(await portal.db("grants")).toHaveLength(0)
  })

  test("the form is recorded, with who and when; the page shows it; the reader's own step does the rest", async () => {
    const answer = await change(await page("ria"), "/grants", mentor())
    expect(answer.status).toBe(200)
    const { holder } = slotOf(answer.body as DeskPatient, 1)
    expect(holder).toMatchObject({
      name: "Familie mentor",
      role: "legalRepresentative",
      basis: "mentor",
      maskedMobile: "06 •• •• •• 21",
      state: "waiting",
      givenBy: "Sanne",
      invitation: null,
      formReference: "F-1",
    })
    expect((answer.body as DeskPatient).events[0]).toMatchObject({ event: "grant.add", slot: 1, by: "Sanne" })
    const row = await portal.db("audit_events").where({ event: "grant.add" }).orderBy("at", "desc").first()
    expect(row).toMatchObject({ actor_kind: "staff", actor_id: desk.id, actor_role: "accessDesk" })
  })

  test("fifty times at once, by two desks: exactly one; the others are told", async () => {
    const at = await page("ria")
    const results = await Promise.all(
      Array.from({ length: 50 }, (_, turn) =>
        change(at, "/grants", daughter(), turn % 2 === 0 ? desk : other),
      ),
    )
    expect(results.filter(({ status }) => status === 200)).toHaveLength(1)
    const codes = new Set(
      results.filter(({ status }) => status !== 200).map(({ body }) => body.code as string),
    )
    expect([...codes]).toEqual(["changed-meanwhile"])
    const rows = await portal.db("grants").where({ patient_id: at.id, slot: 2 }).whereNull("revoked_at")
    expect(rows).toHaveLength(1)
    // A desk that looks again sees who has it, and gets a clear answer when it tries all the same.
    expect((await change(await page("ria"), "/grants", daughter())).body.code).toBe("slot-taken")
  })

  test("one person, one place and one account: not twice, and not two people under one address", async () => {
    const nextTo = async (body: object) =>
      (await change(await page("ria"), "/grants", { ...daughter(), slot: 2, ...body })).body
        .mistakes as string[]
    const { holder } = slotOf(await page("ria"), 2)
    await portal
      .db("grants")
      .where({ id: holder?.grantId })
      .update({ revoked_at: "2026-11-01T00:00:00.000Z" })
    expect(await nextTo({ person: id("RelatedPerson/mentor"), email: "tweede@voorbeeld.example" })).toEqual([
      "person-has-place",
    ])
    expect(await nextTo({ email: "Mentor@voorbeeld.example" })).toEqual(["address-has-place"])
    // Where the other place is over, nobody has it any more.
    const first = portal.db("grants").where({ id: slotOf(await page("ria"), 1).holder?.grantId })
    await first.clone().update({ ends_at: "2026-11-01T00:00:00.000Z" })
    expect(await nextTo({ email: "Mentor@voorbeeld.example", sections: [] })).toEqual(["sections-empty"])
    await first.clone().update({ ends_at: null })
    await portal.db("grants").where({ id: holder?.grantId }).update({ revoked_at: null })
  })

  test("invited, again, and withdrawn; the page says how long the link works", async () => {
    const at = await page("ria")
    const grantId = slotOf(at, 2).holder?.grantId ?? ""
    const invite = (who = desk) =>
      kept(who.visitor.post(`/api/staff/patients/${at.id}/grants/${grantId}/invite`, {}, next()))
    const first = await invite()
    expect(first.body.invited.kind).toBe("invited")
    expect(slotOf(first.body.patient as DeskPatient, 2).holder?.invitation?.expiresAt).toBe(
      first.body.invited.expiresAt,
    )
    expect((await invite()).status).toBe(200)
    const stranger = await page("henk")
    const path = `/api/staff/patients/${stranger.id}/grants/${grantId}/invite`
    expect((await kept(desk.visitor.post(path, {}, next()))).body.code).toBe("not-found")
    const cancel = () => change(at, `/grants/${grantId}/cancel-invitation`, { seen: undefined })
    expect(slotOf((await cancel()).body as DeskPatient, 2).holder?.invitation).toBeNull()
    expect((await cancel()).body.code).toBe("not-possible")
  })
})

describe("a page that is older than what holds", () => {
  test("saves nothing over a colleague's work, whichever button was pressed", async () => {
    const old = await page("ria")
    const grantId = slotOf(old, 2).holder?.grantId ?? ""
    const sections = (who: StaffPerson, chosen: string[], at: DeskPatient) =>
      change(at, `/grants/${grantId}/sections`, { sections: chosen }, who)
    expect((await sections(other, ["agenda"], await page("ria", other))).status).toBe(200)
    for (const answer of [
      await sections(desk, ["reports"], old),
      await change(old, `/grants/${grantId}/end`, { ground: "notice", reason: "brief", scope: "patient" }),
      await change(old, "/slots", { reason: "twee dochters" }),
      await change(old, "/capacity", { isCapable: true, end: [], confirm: [] }),
    ])
      expect([answer.status, answer.body.code]).toEqual([409, "changed-meanwhile"])
    expect(slotOf(await page("ria"), 2).holder?.sections).toEqual(["agenda"])
  })
})

describe("ending access", () => {
  test("with ground and reason; the reader is out at the next request; ending twice is told", async () => {
    const wim = {
      patientId: id("Patient/wim"),
      person: id("RelatedPerson/neef"),
      slot: 2,
      role: "contactPerson",
    } as const
    const { email, grantId } = await readerOf(portal, { ...wim, bsn: "999900146", name: "neef" })
    const reader = await logIn(portal, email)
    const reads = () => reader.get(`/api/patients/${wim.patientId}/overview`, next())
    expect((await reads()).status).toBe(200)
    const at = await page("wim")
    expect(slotOf(at, 2).holder).toMatchObject({ state: "active", lastLoginAt: expect.any(String) })
    const end = (seen: string) =>
      change(at, `/grants/${grantId}/end`, {
        ground: "notice",
        reason: "Brief van 12 november",
        scope: "patient",
        seen,
      })
    const answer = await end(at.version)
    expect(answer.status).toBe(200)
    expect((await reads()).status).toBe(404)
    expect(slotOf(answer.body as DeskPatient, 2).last).toMatchObject({
      name: "Familie neef",
      ground: "notice",
    })
    expect((await end((answer.body as DeskPatient).version)).body.code).toBe("grant-ended")
    expect(
      (await change(at, `/grants/${grantId}/end`, { ground: "notice", reason: " ", scope: "patient" })).body
        .code,
    ).toBe("input-invalid")
    expect(JSON.stringify(await portal.db("audit_events").where({ event: "grant.end" }))).not.toContain(
      "Brief van",
    )
  })

  test("of a person: every client of theirs, and the page says how many there are", async () => {
    const same = { email: "zoon@voorbeeld.example", mobile: "06 11111111" }
    const son = { ...form, ...same, slot: 2, role: "contactPerson" }
    await change(await page("henk"), "/grants", { ...son, person: id("RelatedPerson/zoon") })
    await change(await page("wim"), "/grants", { ...son, person: id("RelatedPerson/neef") })
    const at = await page("henk")
    const { holder } = slotOf(at, 2)
    expect(holder?.otherPatients).toBe(1)
    const preview = (grantId = holder?.grantId, client = at) =>
      kept(desk.visitor.get(`/api/staff/patients/${client.id}/grants/${grantId}/end-preview`, next()))
    const shown = async (event: string) =>
      (await portal.db("audit_events").where({ event, patient_id: id("Patient/wim") })).length
    const before = await shown("patient.found")
    expect((await preview()).body).toEqual({
      clients: [
        { name: "Mevrouw henk", slot: 2, isThis: true },
        { name: "Mevrouw wim", slot: 2, isThis: false },
      ],
      devices: 0,
      hasAccount: false,
    })
    expect(await shown("patient.found")).toBe(before + 1)
    expect((await preview(holder?.grantId, await page("ria"))).body.code).toBe("grant-ended")
    const body = { ground: "breach", reason: "Deelde zijn wachtwoord", scope: "person" }
    expect((await change(at, `/grants/${holder?.grantId ?? ""}/end`, body)).status).toBe(200)
    for (const name of ["henk", "wim"]) expect(slotOf(await page(name), 2).holder, name).toBeNull()
  })
})

describe("more places, and who decides", () => {
  test("a third place with a reason, where the organisation raised the limit; more than that never", async () => {
    let at = await page("henk")
    expect(at.mayAddSlot).toBe(false)
    expect((await change(at, "/slots", { reason: "dochter 3" })).body.code).toBe("slots-full")
    await portal.db.transaction((trx) =>
      changeOrganisation(trx, { accountsPerPatient: 6 }, "test", portal.clock.now()),
    )
    at = await page("henk")
    expect(at.mayAddSlot).toBe(true)
    for (const slot of [3, 4, 5, 6]) {
      const answer = await change(at, "/slots", { reason: `dochter ${slot}` })
      at = answer.body as DeskPatient
      expect(slotOf(at, slot)).toMatchObject({ reason: `dochter ${slot}`, holder: null })
    }
    expect(at.mayAddSlot).toBe(false)
    expect((await change(at, "/slots", { reason: "nog een" })).body.code).toBe("slots-full")
    expect((await change(at, "/slots", { reason: "" })).body.code).toBe("input-invalid")
    const son = { ...form, slot: 3, person: id("RelatedPerson/zoon"), role: "contactPerson" }
    expect((await change(at, "/grants", son)).status).toBe(200)
  })

  test("nothing is granted before it is known who decides", async () => {
    const at = await page("jopie")
    const self = { ...form, slot: 1, person: "self", role: "patient" }
    expect((await change(at, "/grants", self)).body.mistakes).toEqual(["capacity-unknown"])
    const capable = await change(at, "/capacity", { isCapable: true, end: [], confirm: [] })
    expect((capable.body as DeskPatient).isCapable).toBe(true)
    expect((await change(capable.body as DeskPatient, "/grants", self)).status).toBe(200)
  })

  test("becoming wilsonbekwaam: place 1 ends, place 2 is named anew or ends, all in one deed", async () => {
    const first = await change(await page("wim"), "/grants", {
      ...form,
      slot: 1,
      person: "self",
      role: "patient",
    })
    const second = await change(first.body as DeskPatient, "/grants", {
      ...form,
      slot: 2,
      person: id("RelatedPerson/neef"),
      role: "contactPerson",
      email: "neef2@voorbeeld.example",
    })
    const at = second.body as DeskPatient
    const [own, nephew] = [1, 2].map((slot) => slotOf(at, slot).holder?.grantId ?? "")
    const become = (end: (string | undefined)[], confirm: object[]) =>
      change(at, "/capacity", { isCapable: false, end, confirm })
    const named = { grantId: nephew, formDate: "2026-11-20", formReference: "F-9" }
    for (const [end, confirm] of [
      [[], []],
      [[own], []],
      [[nephew], []],
      [[], [named]],
      [[own, nephew], [named]],
      [[own], [{ ...named, grantId: own }]],
    ] as [string[], object[]][])
      expect((await become(end, confirm)).body.code).toBe("grants-do-not-fit")
    expect((await become([own], [{ ...named, formDate: "2027-01-01" }])).body.mistakes).toEqual([
      "form-future",
    ])
    expect((await page("wim")).isCapable).toBe(true)

    const done = (await become([own], [named])).body as DeskPatient
    expect(done.isCapable).toBe(false)
    expect(slotOf(done, 1)).toMatchObject({ holder: null, last: { ground: "capacity" } })
    expect(slotOf(done, 2).holder).toMatchObject({ formReference: "F-9", formDate: "2026-11-20" })
    expect(done.events.map(({ event }) => event)).toEqual(
      expect.arrayContaining(["patient.capacity", "grant.confirm", "grant.end"]),
    )
    // The client may have place 2 with the representative's permission, place 1 not any more.
    const self = { ...form, person: "self", role: "patient" }
    expect((await change(done, "/grants", { ...self, slot: 1 })).body.mistakes).toEqual([
      "slot-one-representative",
    ])
  })

  test("a client that the ECD merged gets nothing, and the page leads on", async () => {
    await portal
      .db("patients")
      .where({ id: id("Patient/jopie") })
      .update({ merged_into: id("Patient/ria") })
    const at = await page("jopie")
    expect(at.mergedInto).toBe(id("Patient/ria"))
    const self = { ...form, slot: 2, person: "self", role: "patient" }
    expect((await change(at, "/grants", self)).body.mistakes).toContain("patient-merged")
    expect(await namesFor("jopie")).toEqual([])
  })
})

test("in all these answers no word of a record and no BSN", () => {
  expect(answers.length).toBeGreaterThan(60)
  const all = answers.join("\n")
  expect(all).not.toContain("zonnige kamer")
  expect(all).not.toMatch(/9999\d{5}/)
})
