// A signed form came in: it waits on the desk's list until somebody gives access on it, or refuses it with a mail.
import { afterEach, beforeEach, describe, expect, test } from "vitest"
import type { DeskForm, DeskPatient } from "#contract/desk"
import type { TaskList } from "#contract/tasks"
import { setDecisionCapacity } from "../../server/access/grants.ts"
import { presets } from "../../server/organisation/presets.ts"
import { changeOrganisation } from "../../server/organisation/settings.ts"
import { importAll, patient, relative, report } from "../support/family.ts"
import { startPortal, type Portal } from "../support/portal.ts"
import { mailsTo, registered, type Newcomer } from "../support/sign-in.ts"
import { staffOf, type StaffPerson } from "../support/staff.ts"
import type { Answer } from "../support/visitor.ts"

const operator = { kind: "operator", id: "test" } as const
const daughter: Newcomer = {
  email: "dochter@voorbeeld.example",
  mobile: "06 45678901",
  password: "Fluitketel-7-ladders",
}

let portal: Portal
let id: (reference: string) => string
let mother: string
let sanne: StaffPerson
let tom: StaffPerson

beforeEach(async () => {
  portal = await startPortal()
  sanne = await staffOf(portal, "Sanne", ["accessDesk"])
  tom = await staffOf(portal, "Tom", ["accessDesk"])
  id = await importAll(portal, [
    ...patient("mother", "999900018"),
    ...patient("aunt", "999900031"),
    relative("daughter", "mother", "999900110"),
    report("r1", "mother", "2026-11-21T09:00:00+01:00", "Goed geslapen.", "arts"),
  ])
  mother = id("Patient/mother")
  await setDecisionCapacity(portal.deps, mother, true, operator)
  await portal.db("rate_counters").delete()
})
afterEach(() => portal.close())

const codeOf = ({ status, body }: Answer) => [status, (body as { code?: string }).code]
const page = async (patientId = mother) =>
  (await sanne.visitor.get(`/api/staff/patients/${patientId}`)).body as DeskPatient
const change = (at: DeskPatient, path: string, body: object, who = sanne) =>
  who.visitor.post(`/api/staff/patients/${at.id}${path}`, { seen: at.version, ...body })
const tasks = async () => (await sanne.visitor.get("/api/staff/tasks")).body as TaskList

const paper = () => ({
  person: id("RelatedPerson/daughter"),
  email: ` ${daughter.email} `,
  mobile: daughter.mobile,
  formDate: "2026-11-01",
  formReference: "F-2026-14",
})
async function recorded(changes: object = {}): Promise<{ at: DeskPatient; form: DeskForm }> {
  const answer = await change(await page(), "/forms", { ...paper(), ...changes })
  if (answer.status !== 200) throw new Error(answer.text)
  const at = answer.body as DeskPatient
  return { at, form: at.forms.at(-1) as DeskForm }
}
const grantOn = (form: DeskForm) => ({
  slot: 2,
  person: form.person,
  email: form.email,
  mobile: form.mobile ?? "",
  role: "contactPerson",
  basis: null,
  formDate: form.formDate,
  formReference: form.formReference,
  sections: ["reports"],
  lastDay: null,
  formId: form.id,
})

describe("recording", () => {
  test("puts it on the client's page and on the list, with who recorded it; nothing opens; sealed", async () => {
    const { form } = await recorded()
    expect(form).toMatchObject({
      name: "Familie daughter",
      email: daughter.email,
      mobile: "+31645678901",
      formDate: "2026-11-01",
      formReference: "F-2026-14",
      recordedBy: "Sanne",
    })
    expect((await tasks()).open).toMatchObject([
      {
        kind: "form-waiting",
        patient: { id: mother, name: "Mevrouw mother" },
        form: { id: form.id, formDate: "2026-11-01", formReference: "F-2026-14", recordedBy: "Sanne" },
      },
    ])
    expect(await portal.db("grants")).toEqual([])
    const stored = JSON.stringify([await portal.db("access_forms"), await portal.db("audit_events")])
    expect(stored).not.toMatch(/dochter|45678901/i)
    expect(await portal.db("audit_events").where({ event: "form.add" })).toMatchObject([
      { actor_id: sanne.id, patient_id: mother, reason: "F-2026-14" },
    ])
  })

  test.each([
    ["without a date", { formDate: "" }, [422, "input-invalid"]],
    ["with a day that does not exist", { formDate: "2026-02-30" }, [422, "input-invalid"]],
    ["without a reference", { formReference: "  " }, [422, "input-invalid"]],
    ["of tomorrow", { formDate: "2027-01-01" }, [422, "grant-refused"]],
    ["without an address", { email: "dochter" }, [422, "email-invalid"]],
    ["with a telephone at home", { mobile: "020 1234567" }, [422, "mobile-invalid"]],
    ["of a relative of nobody", { person: "neef" }, [404, "not-found"]],
  ])("a form %s is refused, and nothing waits", async (_what, changes, code) => {
    expect(codeOf(await change(await page(), "/forms", { ...paper(), ...changes }))).toEqual(code)
    expect(await portal.db("access_forms")).toEqual([])
  })

  test("twice, and by two desks at once: one waits", async () => {
    const at = await page()
    const answers = await Promise.all(
      Array.from({ length: 10 }, (_, turn) => change(at, "/forms", paper(), turn % 2 ? sanne : tom)),
    )
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(1)
    expect(new Set(answers.filter(({ status }) => status !== 200).map((one) => codeOf(one)[1]))).toEqual(
      new Set(["changed-meanwhile"]),
    )
    expect(codeOf(await change(await page(), "/forms", paper()))).toEqual([409, "form-known"])
    expect((await page()).forms).toHaveLength(1)
  })

  test("for a client that the ECD merged, or before it is known who decides", async () => {
    const aunt = await change(await page(id("Patient/aunt")), "/forms", { ...paper(), person: "self" })
    expect((aunt.body as DeskPatient).forms).toMatchObject([{ name: "Mevrouw aunt" }])
    await portal
      .db("patients")
      .where({ id: mother })
      .update({ merged_into: id("Patient/aunt") })
    expect((await change(await page(), "/forms", paper())).body.mistakes).toEqual(["patient-merged"])
  })
})

describe("approving", () => {
  test("is giving access: the form is done, by who gave it, and its address is kept once", async () => {
    const { form } = await recorded()
    const answer = await change(await page(), "/grants", grantOn(form), tom)
    expect(answer.status).toBe(200)
    const at = answer.body as DeskPatient
    expect(at.forms).toEqual([])
    expect(at.slots[1]?.holder).toMatchObject({ formReference: "F-2026-14", givenBy: "Tom" })
    expect((await tasks()).open).toEqual([])
    expect((await tasks()).done).toMatchObject([{ kind: "form-waiting", done: { by: "Tom" } }])
    expect(await portal.db("access_forms")).toMatchObject([
      {
        grant_id: at.slots[1]?.holder?.grantId,
        decided_by: tom.id,
        email: null,
        email_index: null,
        mobile: null,
      },
    ])
    // A refusal that comes after it is told what holds.
    const late = { reason: "incomplete" }
    expect(codeOf(await change(at, `/forms/${form.id}/refuse`, late))).toEqual([409, "form-decided"])
    expect(await mailsTo(portal, daughter.email)).toEqual([])
  })

  test("and refusing at the same moment from two pages: one of them", async () => {
    const { at, form } = await recorded()
    const answers = await Promise.all([
      change(at, "/grants", grantOn(form), tom),
      change(at, `/forms/${form.id}/refuse`, { reason: "unsigned" }),
    ])
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 409])
    const [grants, mails] = [await portal.db("grants"), await mailsTo(portal, daughter.email)]
    expect(grants.length + mails.length).toBe(1)
  })

  test("a form that was refused meanwhile gives nothing, also with a fresh page", async () => {
    const { at, form } = await recorded()
    await change(at, `/forms/${form.id}/refuse`, { reason: "unsigned" }, tom)
    expect(codeOf(await change(at, "/grants", grantOn(form)))).toEqual([409, "changed-meanwhile"])
    expect(codeOf(await change(await page(), "/grants", grantOn(form)))).toEqual([409, "form-decided"])
    expect(await portal.db("grants")).toEqual([])
  })

  test("access that is given without looking at the list takes the form of that address off it", async () => {
    const { form } = await recorded()
    const { formId: _formId, ...grant } = grantOn(form)
    expect((await change(await page(), "/grants", grant)).status).toBe(200)
    expect((await tasks()).open).toEqual([])
  })
})

describe("refusing", () => {
  test.each([
    ["incomplete", /niet helemaal ingevuld/],
    ["unsigned", /geen handtekening/],
    ["not-named", /Iemand moet u daarvoor eerst aanwijzen/],
    ["places-full", /niet meer mensen meelezen/],
    ["unproven", /nagaan wie u bent/],
  ])("%s: one mail in general words, with whom to call", async (reason, words) => {
    const { at, form } = await recorded({ mobile: "" })
    expect(form.mobile).toBeNull()
    const answer = await change(at, `/forms/${form.id}/refuse`, { reason })
    expect((answer.body as DeskPatient).forms).toEqual([])
    const mails = await mailsTo(portal, daughter.email)
    expect(mails).toHaveLength(1)
    expect(mails[0]?.text).toMatch(words)
    expect(mails[0]?.text).toMatch(/Bel ons\./)
    expect(mails[0]?.text).not.toMatch(/mother|Mevrouw|F-2026/)
    expect((await tasks()).done).toMatchObject([{ kind: "form-waiting", done: { by: "Sanne" } }])
    // A new form of the same person can come in.
    expect((await recorded()).form.id).not.toBe(form.id)
  })

  test("what was recorded by mistake is mailed to nobody; another client's form is none; a reason is asked", async () => {
    const { at, form } = await recorded()
    const elsewhere = await page(id("Patient/aunt"))
    expect(codeOf(await change(elsewhere, `/forms/${form.id}/refuse`, { reason: "mistake" }))).toEqual([
      409,
      "form-decided",
    ])
    expect(codeOf(await change(at, `/forms/${form.id}/refuse`, { reason: "zomaar" }))).toEqual([
      422,
      "input-invalid",
    ])
    expect((await change(at, `/forms/${form.id}/refuse`, { reason: "mistake" })).status).toBe(200)
    expect(await mailsTo(portal, daughter.email)).toEqual([])
    expect(await portal.db("audit_events").where({ event: "form.refuse" })).toMatchObject([
      { reason: "mistake", actor_id: sanne.id },
    ])
  })
})

test("as the manual has it: one registers, signs, and reads once somebody approved", async () => {
  await portal.db.transaction((trx) => changeOrganisation(trx, presets.A, "test", portal.clock.now()))
  const reader = await registered(portal, { ...daughter, password: "Fluitketel-7-ladders" })
  const reads = async () => (await reader.get(`/api/patients/${mother}/reports`)).status
  expect((await reader.get("/api/me")).body.patients).toEqual([])
  const { form } = await recorded()
  expect(await reads()).toBe(404)
  expect((await change(await page(), "/grants", grantOn(form))).status).toBe(200)
  expect(await reads()).toBe(200)
  expect((await mailsTo(portal, daughter.email))[0]?.subject).toBe(
    "U kunt een dossier lezen in het cliëntportaal",
  )
})
