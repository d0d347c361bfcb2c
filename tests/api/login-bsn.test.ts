// The BSN step: the account holder's own number opens what staff granted to that person, and says nothing to others.
import { afterEach, beforeEach, describe, expect, test } from "vitest"
import { addGrant, setDecisionCapacity } from "../../server/access/grants.ts"
import { changeOrganisation } from "../../server/organisation/settings.ts"
import { importAll, patient, relative } from "../support/family.ts"
import { startPortal, type Portal } from "../support/portal.ts"
import { loggedIn, registered, statementsOf, type Newcomer } from "../support/sign-in.ts"
import type { Answer, Visitor } from "../support/visitor.ts"

const daughter: Newcomer = {
  email: "dochter@voorbeeld.example",
  mobile: "06 45678901",
  password: "Fluitketel-7-ladders",
}
const daughtersBsn = "999900110"
const strangersBsn = "999900031"

let portal: Portal
let visitor: Visitor
beforeEach(async () => {
  portal = await startPortal()
})
afterEach(() => portal.close())

async function grant(change: { email?: string; mobile?: string } = {}) {
  const id = await importAll(portal, [
    ...patient("mother", "999900018"),
    relative("daughter", "mother", daughtersBsn),
  ])
  const actor = { kind: "operator", id: "test" } as const
  await setDecisionCapacity(portal.deps, id("Patient/mother"), true, actor)
  await addGrant(
    portal.deps,
    {
      patientId: id("Patient/mother"),
      slot: 2,
      person: id("RelatedPerson/daughter"),
      email: daughter.email,
      mobile: "+31645678901",
      role: "contactPerson",
      formDate: "2026-01-02",
      formReference: "F-1",
      sections: ["reports"],
      ...change,
    },
    actor,
    "test",
  )
}

const bsn = (typed: string): Promise<Answer> => visitor.post("/api/login/bsn", { bsn: typed })
const stage = async () => (await visitor.get("/api/me")).body.stage as string

test("the right number opens the record that was granted, once and for all", async () => {
  await grant()
  visitor = await registered(portal, daughter)
  expect(await stage()).toBe("bsn")
  const answer = await bsn("9999.00.110")
  expect([answer.status, answer.body]).toEqual([200, { next: "open" }])
  const me = (await visitor.get("/api/me")).body
  expect(me).toMatchObject({ stage: "open", patients: [{ role: "contactPerson" }] })
  expect((await bsn(daughtersBsn)).body).toEqual({ next: "open" })
  visitor = await loggedIn(portal, daughter)
  expect(await stage()).toBe("open")
})

test("before that step only the step, the own account and logging out are open", async () => {
  await grant()
  visitor = await registered(portal, daughter)
  const { id } = (await portal.db("patients").first("id")) as { id: string }
  const answer = await visitor.get(`/api/patients/${id}/reports`)
  expect([answer.status, answer.body.code]).toEqual([403, "bsn-step-required"])
  expect((await visitor.get("/api/me")).body.patients).toEqual([])
  expect((await visitor.post("/api/logout")).status).toBe(204)
})

describe("one and the same answer", () => {
  const failures = async () => {
    visitor = await registered(portal, daughter)
    return [await bsn(strangersBsn), await bsn("123456789"), await bsn("000000000"), await bsn(daughtersBsn)]
  }

  test.each([
    ["nobody with that number is known", () => Promise.resolve()],
    ["staff know another e-mail address", () => grant({ email: "oud@voorbeeld.example" })],
    ["staff know another number", () => grant({ mobile: "+31611111111" })],
  ])("when %s", async (_name, prepare) => {
    await prepare()
    const answers = await failures()
    expect(new Set(answers.map(({ status, text }) => `${status} ${text}`)).size).toBe(1)
    expect([answers[0]?.status, answers[0]?.body.code]).toEqual([403, "bsn-no-match"])
    expect(await stage()).toBe("bsn")
  })

  test("and the same statements, whether a number is known here or not", async () => {
    await grant({ email: "oud@voorbeeld.example" })
    visitor = await registered(portal, daughter)
    const known = await statementsOf(portal, () => bsn(daughtersBsn))
    const unknown = await statementsOf(portal, () => bsn("123456782"))
    const impossible = await statementsOf(portal, () => bsn("123456789"))
    expect(known.length).toBeGreaterThan(5)
    expect([unknown, impossible]).toEqual([known, known])
  })
})

test("another contact than staff recorded is in the log for them", async () => {
  await grant({ mobile: "+31611111111" })
  visitor = await registered(portal, daughter)
  await bsn(daughtersBsn)
  expect(await portal.db("audit_events").where({ event: "login.bsn" }).select("outcome", "reason")).toEqual([
    { outcome: "refused", reason: "contact-differs" },
  ])
})

describe("guessing", () => {
  test("five misses a day, also at the same moment, then the right number does not help", async () => {
    await grant()
    visitor = await registered(portal, daughter)
    const answers = await Promise.all(Array.from({ length: 12 }, () => bsn(strangersBsn)))
    expect(answers.filter(({ body }) => body.code === "bsn-no-match")).toHaveLength(5)
    expect(answers.filter(({ body }) => body.code === "bsn-blocked")).toHaveLength(7)
    expect((await bsn(daughtersBsn)).body).toMatchObject({ code: "bsn-blocked", retryAfterSeconds: 86_400 })
    portal.clock.advance({ days: 1 })
    visitor = await loggedIn(portal, daughter)
    expect((await bsn(daughtersBsn)).status).toBe(200)
  })

  test("ten misses in all close the step for good", async () => {
    await grant()
    visitor = await registered(portal, daughter)
    for (let day = 0; day < 2; day += 1) {
      for (let miss = 0; miss < 5; miss += 1) expect((await bsn(strangersBsn)).body.code).toBe("bsn-no-match")
      portal.clock.advance({ days: 1 })
      visitor = await loggedIn(portal, daughter)
    }
    portal.clock.advance({ days: 30 })
    visitor = await loggedIn(portal, daughter)
    const answer = await bsn(daughtersBsn)
    expect([answer.status, answer.body.code, answer.body.retryAfterSeconds]).toEqual([
      403,
      "bsn-blocked",
      undefined,
    ])
  })

  test("a number that is not finished costs nothing", async () => {
    visitor = await registered(portal, daughter)
    for (const typed of ["", "1234567", "1234567890", "geen", "12345678a"])
      expect((await bsn(typed)).body.code).toBe("bsn-incomplete")
    expect((await portal.db("accounts").first("bsn_misses_total")).bsn_misses_total).toBe(0)
  })
})

test("the number stands in no answer, no log and no table", async () => {
  await grant()
  visitor = await registered(portal, daughter)
  const answers = [await bsn(strangersBsn), await bsn(daughtersBsn)]
  for (const { text } of answers) expect(text).not.toMatch(/999900/)
  for (const table of [
    "accounts",
    "audit_events",
    "rate_counters",
    "sessions",
    "grants",
    "outbox_messages",
  ]) {
    const stored = JSON.stringify(await portal.db(table))
    for (const number of [daughtersBsn, strangersBsn]) expect(stored).not.toContain(number)
  }
})

describe("an organisation without the step", () => {
  beforeEach(() => changeOrganisation(portal.db, { bsnStep: "off" }, "test", portal.clock.now()))

  test("opens the granted record with the first code: address and number are proven", async () => {
    await grant()
    visitor = await registered(portal, daughter)
    expect((await visitor.get("/api/me")).body).toMatchObject({
      stage: "open",
      patients: [{ role: "contactPerson" }],
    })
  })

  test("opens nothing for another number", async () => {
    await grant({ mobile: "+31611111111" })
    visitor = await registered(portal, daughter)
    expect((await visitor.get("/api/me")).body).toMatchObject({ stage: "open", patients: [] })
  })

  test("opens what was granted since the last login", async () => {
    visitor = await registered(portal, daughter)
    await grant()
    visitor = await loggedIn(portal, daughter)
    expect((await visitor.get("/api/me")).body.patients).toHaveLength(1)
  })
})

test("where the client's number is asked, a relative gives that of the client", async () => {
  await changeOrganisation(portal.db, { bsnStep: "client" }, "test", portal.clock.now())
  await grant()
  visitor = await registered(portal, daughter)
  expect((await bsn(daughtersBsn)).body.code).toBe("bsn-no-match")
  expect((await bsn("999900018")).body).toEqual({ next: "open" })
})
