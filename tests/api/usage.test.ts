// How much the portal is used: counted at the login, per week and month and location, with no person in it.
import { afterEach, beforeEach, expect, test } from "vitest"
import type { Usage } from "#contract/usage"
import { addGrant, setDecisionCapacity } from "../../server/access/grants.ts"
import { countLogin } from "../../server/access/login-counts.ts"
import { importAll, logIn, password, patient, readerOf, relative } from "../support/family.ts"
import { startPortal, type Portal } from "../support/portal.ts"
import { newestCode, register, registered, tokenFor } from "../support/sign-in.ts"
import { staffLogin, staffOf, type StaffPerson } from "../support/staff.ts"

let portal: Portal
let id: (reference: string) => string
let administrator: StaffPerson
const operator = { kind: "operator", id: "test" } as const

beforeEach(async () => {
  // A Sunday, half an hour before Monday 16 November begins in the Netherlands.
  portal = await startPortal({ now: "2026-11-15T22:30:00.000Z", settings: { houseAddresses: ["127.0.0.1"] } })
  id = await importAll(portal, [
    ...patient("mother", "999900018"),
    ...patient("aunt", "999900031", { location: "de-eik" }),
    ...patient("neighbour", "999900043"),
    relative("son", "mother", "999900110"),
    relative("nephew", "aunt", "999900110"),
  ])
  administrator = await staffOf(portal, "Beheer", ["administrator"])
})
afterEach(() => portal.close())

async function usage(): Promise<Usage> {
  await staffLogin(portal, administrator, administrator.visitor)
  const { status, body, text } = await administrator.visitor.get("/api/staff/usage")
  expect(status, text).toBe(200)
  return body as Usage
}

const son = () =>
  readerOf(portal, {
    patientId: id("Patient/mother"),
    person: id("RelatedPerson/son"),
    slot: 2,
    role: "contactPerson",
    bsn: "999900110",
    name: "son",
  })
const nephew = () =>
  readerOf(portal, {
    patientId: id("Patient/aunt"),
    person: id("RelatedPerson/nephew"),
    slot: 2,
    role: "contactPerson",
    bsn: "999900110",
    name: "son",
  })

async function logInTimes(times: number, email: string) {
  for (let time = 0; time < times; time += 1) {
    // So many SMS codes an hour nobody gets.
    await portal.db("rate_counters").delete()
    await logIn(portal, email)
  }
}

test("weeks begin on Monday in the Netherlands; one login counts once in all, and at each location", async () => {
  const { email } = await son()
  await nephew()
  await logInTimes(5, email)
  expect(await portal.db("login_counts").where({ period: "week" }).distinct("starts_on")).toEqual([
    { starts_on: "2026-11-09" },
  ])
  portal.clock.set("2026-11-15T23:30:00.000Z")
  await logInTimes(6, email)

  const { periods, total, locations } = await usage()
  expect(periods.weeks).toHaveLength(12)
  expect(periods.weeks.slice(0, 2)).toEqual([
    { from: "2026-11-16", until: "2026-11-16" },
    { from: "2026-11-09", until: "2026-11-15" },
  ])
  expect(periods.months.slice(0, 2)).toEqual([
    { from: "2026-11-01", until: "2026-11-16" },
    { from: "2026-10-01", until: "2026-10-31" },
  ])
  expect(total.weeks.slice(0, 3)).toEqual([6, 5, 0])
  expect(total.months.slice(0, 2)).toEqual([11, 0])
  expect(locations.map(({ name, weeks, months }) => [name, weeks.slice(0, 3), months[0]])).toEqual([
    ["De Beuk", [6, 5, 0], 11],
    ["De Eik", [6, 5, 0], 11],
  ])
})

test("a number below five at a location is not told; none is", async () => {
  const { email } = await son()
  await logInTimes(4, email)
  const { total, locations } = await usage()
  expect(total.weeks[0]).toBe(4)
  expect(locations).toMatchObject([{ name: "De Beuk", weeks: [null, ...Array<number>(11).fill(0)] }])
})

test("an ended grant counts at no location, and a login that is not finished nowhere", async () => {
  const { email, grantId } = await son()
  await portal.db("grants").where({ id: grantId }).update({ ends_at: portal.clock.now().toISOString() })
  await logIn(portal, email)
  const visitor = portal.visitor()
  await visitor.post("/api/login", { email, password })
  await visitor.post("/api/login/confirm")
  expect(await usage()).toMatchObject({ locations: [], total: { weeks: [1, ...Array<number>(11).fill(0)] } })
})

test("the very first login counts at the location too, once the BSN step says whose record it is", async () => {
  const patientId = id("Patient/mother")
  await setDecisionCapacity(portal.deps, patientId, true, operator)
  const person = { email: "nieuw@voorbeeld.example", mobile: "06 12345678", password }
  await addGrant(
    portal.deps,
    {
      patientId,
      slot: 2,
      person: id("RelatedPerson/son"),
      email: person.email,
      mobile: "+31612345678",
      role: "contactPerson",
      formDate: "2026-01-02",
      formReference: "F-1",
      sections: ["reports"],
    },
    operator,
    "test",
  )
  expect(await usage()).toMatchObject({ invited: 1 })
  const visitor = await registered(portal, person)
  expect(await portal.db("login_counts").where({ period: "week" }).pluck("location_id")).toEqual([""])
  expect((await visitor.post("/api/login/bsn", { bsn: "999900110" })).status).toBe(200)
  const rows = (await portal.db("login_counts").where({ period: "week" })) as { count: number }[]
  expect(rows.map(({ count }) => count)).toEqual([1, 1])
  portal.clock.advance({ seconds: 30 })
  expect(await usage()).toMatchObject({ invited: 0, accounts: { recent: 1 } })
})

test("every account stands in one state", async () => {
  const accounts = async () => (await usage()).accounts
  const none = { recent: 0, longAgo: 0, waiting: 0, blocked: 0, unfinished: 0, closed: 0 }
  expect(await accounts()).toEqual(none)
  const newcomer = { email: "nieuw@voorbeeld.example", mobile: "06 12345678", password }
  const visitor = portal.visitor()
  await register(visitor, newcomer)
  portal.clock.advance({ seconds: 30 })
  expect(await accounts()).toEqual({ ...none, unfinished: 1 })
  await visitor.post("/api/registration/confirm", { token: await tokenFor(portal, newcomer.email) })
  await visitor.post("/api/login/code", { code: await newestCode(portal) })
  portal.clock.advance({ seconds: 30 })
  expect(await accounts()).toEqual({ ...none, waiting: 1 })
  await portal.db("accounts").update({ bsn_misses_total: 10 })
  portal.clock.advance({ seconds: 30 })
  expect(await accounts()).toEqual({ ...none, blocked: 1 })
  await logIn(portal, (await son()).email)
  portal.clock.advance({ seconds: 30 })
  expect(await accounts()).toEqual({ ...none, blocked: 1, recent: 1 })
  portal.clock.advance({ days: 31 })
  expect(await accounts()).toEqual({ ...none, blocked: 1, longAgo: 1 })
  await portal.db("accounts").update({ state: "closed" })
  portal.clock.advance({ seconds: 30 })
  expect(await accounts()).toEqual({ ...none, closed: 2 })
})

test("twenty logins at the same moment are twenty", async () => {
  await logIn(portal, (await son()).email)
  const [account] = (await portal.db("accounts").select("id")) as { id: string }[]
  const count = () => portal.db.transaction((trx) => countLogin(trx, account?.id ?? "", portal.clock.now()))
  await Promise.all(Array.from({ length: 19 }, count))
  expect(await usage()).toMatchObject({ total: { weeks: { 0: 20 } }, locations: [{ weeks: { 0: 20 } }] })
})

test("it holds no name, address or account of anybody, and reading it is in the log", async () => {
  const { email } = await son()
  await logIn(portal, email)
  const text = JSON.stringify(await usage())
  const [account] = (await portal.db("accounts").select("id")) as { id: string }[]
  for (const secret of [email, "mother", account?.id ?? "?"]) expect(text).not.toContain(secret)
  const [row] = await portal.db("audit_events").where({ event: "usage.read" })
  expect(row).toMatchObject({ actor_id: administrator.id, actor_role: "administrator", patient_id: null })
})
