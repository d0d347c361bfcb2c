// The settings at Beheer: who changed what, two who save at once, undoing; and both presets, walked from registration to reading.
import { afterEach, beforeEach, describe, expect, test } from "vitest"
import type { OrganisationPage, PresetName, Settings } from "#contract/settings"
import { addGrant, setDecisionCapacity } from "../../server/access/grants.ts"
import { inviteHolder } from "../../server/access/invitations.ts"
import { sections } from "#contract/access"
import { carePlan, goal, importAll, patient, relative, report } from "../support/family.ts"
import { startPortal, type Portal } from "../support/portal.ts"
import { newestCode, registered, tokenFor, type Newcomer } from "../support/sign-in.ts"
import { staffOf, type StaffPerson } from "../support/staff.ts"
import type { Answer, Visitor } from "../support/visitor.ts"

const operator = { kind: "operator", id: "test" } as const
let portal: Portal
let sanne: StaffPerson
let tom: StaffPerson
beforeEach(async () => {
  portal = await startPortal()
  sanne = await staffOf(portal, "Sanne", ["administrator"])
  tom = await staffOf(portal, "Tom", ["administrator"])
})
afterEach(() => portal.close())

const ROOT = "/api/staff/organisation"
async function page(who = sanne): Promise<OrganisationPage> {
  const answer = await who.visitor.get(ROOT)
  if (answer.status !== 200) throw new Error(answer.text)
  return answer.body as OrganisationPage
}
const pick = (settings: Settings, change: object) =>
  Object.fromEntries(Object.keys(change).map((field) => [field, settings[field as keyof Settings]]))
const save = (who: StaffPerson, change: object, from: Settings) =>
  who.visitor.post(ROOT, { change, seen: pick(from, change) })
const codeOf = ({ status, body }: Answer) => [status, (body as { code?: string }).code]

describe("changing a setting", () => {
  test("works at once, with who and when; it can be put back while it holds", async () => {
    const { settings } = await page()
    const after = (await save(sanne, { name: "Zorggroep De Eik" }, settings)).body as OrganisationPage
    expect(after.changes[0]).toMatchObject({
      field: "name",
      before: '"Zorggroep De Linde"',
      after: '"Zorggroep De Eik"',
      by: "Sanne",
      isCurrent: true,
    })
    expect((await portal.visitor().get("/api/organisation")).body.name).toBe("Zorggroep De Eik")
    const changeId = after.changes[0]?.id
    expect((await tom.visitor.post(`${ROOT}/undo`, { changeId })).status).toBe(200)
    expect((await page()).settings.name).toBe("Zorggroep De Linde")
    expect(codeOf(await tom.visitor.post(`${ROOT}/undo`, { changeId }))).toEqual([409, "changed-meanwhile"])
    expect(codeOf(await tom.visitor.post(`${ROOT}/undo`, { changeId: "none" }))).toEqual([404, "not-found"])
    const rows = await portal.db("audit_events").where({ event: "organisation.change" }).select("reason")
    expect(rows).toEqual([{ reason: "name" }, { reason: "name" }])
  })

  test("a page that is older than what holds undoes nobody's work; another setting is no quarrel", async () => {
    const { settings } = await page()
    await save(sanne, { lockMinutes: 5 }, settings)
    expect(codeOf(await save(tom, { lockMinutes: 10 }, settings))).toEqual([409, "changed-meanwhile"])
    expect((await save(tom, { name: "De Eik" }, settings)).status).toBe(200)
    expect((await page()).settings).toMatchObject({ lockMinutes: 5, name: "De Eik" })
    const now = (await page()).settings
    const both = await Promise.all([
      save(sanne, { lockMinutes: 10 }, now),
      save(tom, { lockMinutes: 15 }, now),
    ])
    expect(both.map(({ status }) => status).sort()).toEqual([200, 409])
  })

  test("what is wrong is said by field, and nothing of it is kept", async () => {
    const { settings } = await page()
    const help = { ...settings.help, care: { ...settings.help.care, phone: "bel maar" } }
    const answer = await save(sanne, { help, bsnStep: "off", passwordMinimum: 3 }, settings)
    expect(codeOf(answer)).toEqual([422, "input-invalid"])
    const { fields } = answer.body as { fields: { path: string }[] }
    expect(fields.map(({ path }) => path).sort()).toEqual(["help.care.phone", "passwordMinimum"])
    const before = JSON.stringify(settings)
    for (const change of [{ name: "" }, { unknown: 1 }, { name: null }, { houseAddresses: ["thuis"] }])
      expect(codeOf(await save(sanne, change, settings)), JSON.stringify(change)).toEqual([
        422,
        "input-invalid",
      ])
    expect(JSON.stringify((await page()).settings)).toBe(before)
  })

  test("a colour that is hard to see is refused; a good one stands in every page", async () => {
    const { settings } = await page()
    const colours = (light: string, dark = "#9cc9ff") => save(sanne, { colours: { light, dark } }, settings)
    for (const light of ["#5b9bd5", "rood", "#fff"]) expect(codeOf(await colours(light))[0]).toBe(422)
    expect(codeOf(await colours("#0f4c8a", "#0f4c8a"))[0]).toBe(422)
    expect((await colours("#5A1E63")).status).toBe(200)
    expect((await page()).settings.colours).toEqual({ light: "#5a1e63", dark: "#9cc9ff" })
  })

  test("PG locations are those that the ECD knows, and count from this moment", async () => {
    await importAll(portal, patient("mother", "999900018"))
    const { settings, locations } = await page()
    expect(locations).toEqual([
      { id: "de-beuk", name: "De Beuk" },
      { id: "de-eik", name: "De Eik" },
    ])
    await save(sanne, { psychogeriatricLocations: ["de-eik"] }, settings)
    const marked = await portal.db("locations").where({ is_psychogeriatric: true }).select("resource_id")
    expect(marked).toEqual([{ resource_id: "de-eik" }])
  })
})

describe("a preset", () => {
  const daughter: Newcomer = {
    email: "dochter@voorbeeld.example",
    mobile: "06 45678901",
    password: "Fluitketel-7-ladders",
  }
  const bsn = "999900110"
  let mother: string

  async function choose(name: PresetName) {
    const { settings, presets } = await page()
    expect((await save(sanne, presets[name], settings)).status).toBe(200)
    const id = await importAll(portal, [
      ...patient("mother", "999900018"),
      relative("daughter", "mother", bsn),
      report("r1", "mother", "2026-11-21T09:00:00+01:00", "Goed geslapen."),
      report("r2", "mother", "2026-11-21T10:00:00+01:00", "De dokter kwam langs.", "arts"),
      goal("g1", "mother", "Zelf lopen"),
      carePlan("p1", "mother", ["g1"], ["Elke dag naar de tuin"]),
    ])
    mother = id("Patient/mother")
    await setDecisionCapacity(portal.deps, mother, true, operator)
    return addGrant(
      portal.deps,
      {
        patientId: mother,
        slot: 2,
        person: id("RelatedPerson/daughter"),
        email: daughter.email,
        mobile: "+31645678901",
        role: "contactPerson",
        formDate: "2026-01-02",
        formReference: "F-1",
        sections: [...sections],
      },
      operator,
      "test",
    )
  }
  const read = (visitor: Visitor, part: string) => visitor.get(`/api/patients/${mother}/${part}`)

  test("A, the manual: one registers oneself, no BSN; the doctor's reports and what was agreed", async () => {
    const { settings: first } = await page()
    const urgent = { text: "Het team", phone: "0344 00 12 30" }
    expect((await save(sanne, { help: { ...first.help, urgent } }, first)).status).toBe(200)
    await choose("A")
    expect((await portal.visitor().get("/api/organisation")).body).toMatchObject({
      bsnStep: "off",
      passwordRule: { minimum: 6, capital: true },
      help: { urgent: { text: "", phone: "" }, desk: { email: "" } },
    })
    // What was filled in for the other routes is there again with B.
    const { settings, presets } = await page()
    expect(settings.help.urgent.phone).toBe("0344 00 12 30")
    const reader = await registered(portal, daughter)
    expect((await reader.get("/api/me")).body.stage).toBe("open")
    const reports = (await read(reader, "reports")).text
    expect(reports).toContain("De dokter kwam langs.")
    expect(reports).not.toContain("Goed geslapen.")
    expect((await read(reader, "care-plan")).text).toContain("Elke dag naar de tuin")
    expect((await read(reader, "agenda?from=2026-11-16")).status).toBe(404)
    expect((await save(sanne, presets.B, settings)).status).toBe(200)
    expect((await portal.visitor().get("/api/organisation")).body.help.urgent.phone).toBe("0344 00 12 30")
  })

  test.each(["registers", "was invited"])(
    "B, the terms: who %s gives the own BSN once, and reads all",
    async (how) => {
      const grantId = await choose("B")
      let reader: Visitor
      if (how === "registers") reader = await registered(portal, daughter)
      else {
        reader = portal.visitor()
        await inviteHolder(portal.deps, grantId, false, operator, "test")
        const token = await tokenFor(portal, daughter.email)
        const { password } = daughter
        await reader.post("/api/invitation/accept", { token, password, privacyStatementVersion: "2026-1" })
        await reader.post("/api/login/code", { code: await newestCode(portal) })
      }
      expect((await reader.get("/api/me")).body.stage).toBe("bsn")
      expect((await read(reader, "reports")).status).toBe(403)
      expect((await reader.post("/api/login/bsn", { bsn })).body).toEqual({ next: "open" })
      const reports = (await read(reader, "reports")).text
      for (const text of ["De dokter kwam langs.", "Goed geslapen."]) expect(reports).toContain(text)
      expect((await read(reader, "care-plan")).status).toBe(200)
      const { patients } = (await reader.get("/api/me")).body as { patients: { sections: string[] }[] }
      expect(patients[0]?.sections).toEqual(expect.arrayContaining(["reports", "carePlan", "agenda"]))
    },
  )
})
