// The organisation invites: a mailed link, a password of one's own, the SMS to the number that staff recorded, the record.
import { afterEach, beforeEach, describe, expect, test } from "vitest"
import { endGrant } from "../../server/access/end-grants.ts"
import { addGrant, setDecisionCapacity } from "../../server/access/grants.ts"
import { cancelInvitation, inviteHolder } from "../../server/access/invitations.ts"
import { changeOrganisation } from "../../server/organisation/settings.ts"
import { importAll, patient, relative, report } from "../support/family.ts"
import { startPortal, type Portal } from "../support/portal.ts"
import {
  loggedIn,
  mailsTo,
  newestCode,
  register,
  smsOf,
  tokenFor,
  type Newcomer,
} from "../support/sign-in.ts"
import type { Visitor } from "../support/visitor.ts"

const daughter: Newcomer = {
  email: "dochter@voorbeeld.example",
  mobile: "06 45678901",
  password: "Fluitketel-7-ladders",
}
const daughtersBsn = "999900110"
const staff = { kind: "operator", id: "test" } as const

let portal: Portal
let mother: string
let grantId: string
beforeEach(async () => {
  portal = await startPortal()
  const id = await importAll(portal, [
    ...patient("mother", "999900018"),
    relative("daughter", "mother", daughtersBsn),
    report("r1", "mother", "2026-11-21T09:00:00+01:00", "Goed geslapen."),
  ])
  mother = id("Patient/mother")
  await setDecisionCapacity(portal.deps, mother, true, staff)
  grantId = await grant(id("RelatedPerson/daughter"))
})
afterEach(() => portal.close())

const grant = (person: string) =>
  addGrant(
    portal.deps,
    {
      patientId: mother,
      slot: 2,
      person,
      email: daughter.email,
      mobile: "+31645678901",
      role: "contactPerson",
      formDate: "2026-01-02",
      formReference: "F-1",
      sections: ["reports"],
    },
    staff,
    "test",
  )
const invite = (again = false) => inviteHolder(portal.deps, grantId, again, staff, "test")
const invited = async () => {
  await invite()
  return tokenFor(portal, daughter.email)
}
const look = (token: string, visitor = portal.visitor()) => visitor.post("/api/invitation/link", { token })
const accept = (token: string, visitor: Visitor, change: Record<string, unknown> = {}) =>
  visitor.post("/api/invitation/accept", {
    token,
    password: daughter.password,
    privacyStatementVersion: "2026-1",
    ...change,
  })
const enter = async (visitor: Visitor, code?: string) =>
  visitor.post("/api/login/code", { code: code ?? (await newestCode(portal)) })
const codeOf = async (answer: Promise<{ status: number; body: { code?: string } }>) => {
  const { status, body } = await answer
  return [status, body.code]
}

test("from the mail to the record: own password, the SMS to the recorded number, the BSN, a report", async () => {
  const token = await invited()
  const visitor = portal.visitor()
  expect((await look(token, visitor)).body).toEqual({
    email: daughter.email,
    maskedMobile: "06 •• •• •• 01",
  })
  const step = await accept(token, visitor)
  expect(step.body).toMatchObject({ step: "code", purpose: "invitation", email: daughter.email })
  expect((await smsOf(portal))[0]?.to).toBe("+31645678901")
  expect((await enter(visitor)).body).toEqual({ next: "bsn" })
  expect((await visitor.post("/api/login/bsn", { bsn: daughtersBsn })).body).toEqual({ next: "open" })
  expect((await visitor.get(`/api/patients/${mother}/reports`)).text).toContain("Goed geslapen.")
  expect(await portal.db("accepted_texts").select("kind", "version")).toEqual([
    { kind: "privacyStatement", version: "2026-1" },
  ])
  await loggedIn(portal, daughter)
})

test("without a BSN step the code alone opens the record", async () => {
  await changeOrganisation(portal.db, { bsnStep: "off" }, "test", portal.clock.now())
  const visitor = portal.visitor()
  await accept(await invited(), visitor)
  expect((await enter(visitor)).body).toEqual({ next: "open" })
  expect((await visitor.get(`/api/patients/${mother}/reports`)).status).toBe(200)
})

test("the mail names nobody, holds no password, and points at our own site", async () => {
  const token = await invited()
  const [mail] = await mailsTo(portal, daughter.email)
  expect(mail?.text).toContain(`${portal.url}/welkom#${token}`)
  expect(mail?.text).not.toMatch(/mother|daughter|dochter|Fluitketel/i)
  expect(await portal.db("invitations").where({ token_hash: token })).toEqual([])
})

describe("the link", () => {
  test("works for 14 days, to the second", async () => {
    const token = await invited()
    portal.clock.advance({ days: 13, hours: 23, minutes: 59, seconds: 59 })
    expect((await look(token)).status).toBe(200)
    portal.clock.advance({ seconds: 1 })
    expect(await codeOf(look(token))).toEqual([410, "link-expired"])
    expect(await codeOf(accept(token, portal.visitor()))).toEqual([410, "link-expired"])
  })

  test("is replaced by a newer one, which has to be asked for", async () => {
    const first = await invited()
    await expect(invite()).rejects.toThrow("This person was invited on 22 november 2026.")
    await invite(true)
    expect(await codeOf(look(first))).toEqual([410, "link-replaced"])
    expect((await look(await tokenFor(portal, daughter.email))).status).toBe(200)
  })

  test("is dead once it is cancelled, also for who stands at the code", async () => {
    const token = await invited()
    const visitor = portal.visitor()
    await accept(token, visitor)
    await cancelInvitation(portal.deps, grantId, staff)
    expect(await codeOf(look(token))).toEqual([410, "link-withdrawn"])
    expect(await codeOf(enter(visitor))).toEqual([410, "link-withdrawn"])
    expect(await portal.db("accounts").where({ state: "active" })).toEqual([])
    await expect(cancelInvitation(portal.deps, grantId, staff)).rejects.toThrow("no invitation")
  })

  test("is dead once the grant ended, and nobody is invited to that", async () => {
    const token = await invited()
    await endGrant(portal.deps, grantId, "withdrawn", staff)
    expect(await codeOf(look(token))).toEqual([410, "link-withdrawn"])
    expect(await codeOf(accept(token, portal.visitor()))).toEqual([410, "link-withdrawn"])
    await expect(invite(true)).rejects.toThrow("ended")
  })

  test("is used once there is an account, and stays so when that is closed", async () => {
    const token = await invited()
    const visitor = portal.visitor()
    await accept(token, visitor)
    await enter(visitor)
    expect(await codeOf(look(token))).toEqual([410, "link-used"])
    await portal.db("accounts").update({ state: "closed" })
    expect(await codeOf(accept(token, portal.visitor()))).toEqual([410, "link-used"])
  })

  test("that is made up, or of another purpose, opens nothing", async () => {
    await invited()
    await register(portal.visitor(), { ...daughter, email: "ander@voorbeeld.example" })
    const confirmation = await tokenFor(portal, "ander@voorbeeld.example")
    for (const token of [confirmation, "A".repeat(43)])
      expect(await codeOf(look(token))).toEqual([410, "link-invalid"])
    const invitation = await tokenFor(portal, daughter.email)
    expect(await codeOf(portal.visitor().post("/api/registration/confirm", { token: invitation }))).toEqual([
      410,
      "link-invalid",
    ])
  })

  test("pressed by a mail scanner, even with a password, gives it nothing and stays usable", async () => {
    const token = await invited()
    const scanner = portal.visitor()
    for (let time = 0; time < 3; time += 1) await look(token, scanner)
    expect(await portal.db("accounts")).toEqual([])
    await accept(token, scanner, { password: "Scanner-9-klikt-alles" })
    await accept(token, scanner, { password: "Scanner-9-klikt-alles" })
    expect(scanner.cookies.has("portal-session")).toBe(false)
    expect(await smsOf(portal)).toHaveLength(1)
    const person = portal.visitor()
    await accept(token, person)
    const code = await newestCode(portal)
    expect(await codeOf(enter(scanner, code))).toEqual([401, "code-wrong"])
    expect((await enter(person, code)).status).toBe(200)
    const login = { email: daughter.email, password: "Scanner-9-klikt-alles" }
    expect(await codeOf(portal.visitor().post("/api/login", login))).toEqual([401, "credentials-wrong"])
    await loggedIn(portal, daughter)
  })

  test("pressed twice in one browser goes on with one code, and the password typed last counts", async () => {
    const token = await invited()
    const visitor = portal.visitor()
    await accept(token, visitor, { password: "Vergeten-8-meteen-al" })
    await accept(token, visitor)
    expect(await smsOf(portal)).toHaveLength(1)
    expect(await portal.db("accounts")).toHaveLength(1)
    expect((await enter(visitor)).status).toBe(200)
    await loggedIn(portal, daughter)
  })
})

test.each([
  [{ password: "Kort-7" }, "password-too-short"],
  [{ password: "Dochter-wandelt" }, "password-contains-own"],
  [{ password: "Welkom2026!" }, "password-too-common"],
  [{ privacyStatementVersion: null }, "privacy-not-accepted"],
  [{ privacyStatementVersion: "2025-9" }, "privacy-version-old"],
])("%j: %s, and no account, SMS or hash", async (change, code) => {
  const token = await invited()
  expect((await accept(token, portal.visitor(), change)).body).toMatchObject({ code })
  expect([await portal.db("accounts"), await smsOf(portal)]).toEqual([[], []])
})

describe("an address that has an account", () => {
  test("gets a mail without a link of its own, and no second account", async () => {
    const own = portal.visitor()
    await register(own, daughter)
    await own.post("/api/registration/confirm", { token: await tokenFor(portal, daughter.email) })
    await enter(own)
    expect(await invite()).toEqual({ kind: "has-account", sameNumber: true })
    const [mail] = await mailsTo(portal, daughter.email)
    expect(mail?.text).toContain("U heeft al een account.")
    expect(mail?.text).not.toContain("#")
    expect(await portal.db("invitations")).toEqual([])
    // The account opens the record in its own BSN step.
    expect((await own.post("/api/login/bsn", { bsn: daughtersBsn })).status).toBe(200)
    await expect(invite()).rejects.toThrow("in use")
  })

  test("with another number is told to who invites", async () => {
    const own = portal.visitor()
    await register(own, { ...daughter, mobile: "06 11111111" })
    await own.post("/api/registration/confirm", { token: await tokenFor(portal, daughter.email) })
    await enter(own)
    expect(await invite()).toEqual({ kind: "has-account", sameNumber: false })
  })
})

describe("at the same moment", () => {
  test("two invitations: one link", async () => {
    const both = await Promise.allSettled([invite(), invite()])
    expect(both.map(({ status }) => status).sort()).toEqual(["fulfilled", "rejected"])
    expect(await portal.db("invitations")).toHaveLength(1)
  })

  test("ten presses of one link in ten browsers: one account, and few SMS", async () => {
    const token = await invited()
    const visitors = Array.from({ length: 10 }, () => portal.visitor())
    await Promise.all(visitors.map((visitor) => accept(token, visitor)))
    expect((await smsOf(portal)).length).toBeLessThanOrEqual(4)
    const code = await newestCode(portal)
    const answers = await Promise.all(visitors.map((visitor) => enter(visitor, code)))
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(1)
    expect(await portal.db("accounts").where({ state: "active" })).toHaveLength(1)
  })

  test("the invitation and a registration of the same address end: one account, its own password", async () => {
    const token = await invited()
    const [guest, stranger] = [portal.visitor(), portal.visitor()]
    const intruder = { ...daughter, mobile: "06 11111111", password: "Inbreker-9-schoenen" }
    await register(stranger, intruder)
    await stranger.post("/api/registration/confirm", { token: await tokenFor(portal, daughter.email) })
    const strangersCode = await newestCode(portal)
    await accept(token, guest)
    const own = await newestCode(portal)
    const answers = await Promise.all([enter(guest, own), enter(stranger, strangersCode)])
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 401])
    expect(await portal.db("accounts")).toHaveLength(1)
    expect(await codeOf(look(token))).toEqual([410, "link-used"])
  })

  test("a stranger who registers with the invited address does not get in the way", async () => {
    const token = await invited()
    await register(portal.visitor(), { ...daughter, mobile: "06 11111111", password: "Inbreker-9-schoenen" })
    const guest = portal.visitor()
    await accept(token, guest)
    expect((await enter(guest)).status).toBe(200)
    await loggedIn(portal, daughter)
    expect(await portal.db("accounts").select("state")).toEqual([{ state: "active" }])
  })
})

test("the log tells who invited whom to what, without address, number, token or password", async () => {
  const token = await invited()
  await accept(token, portal.visitor())
  await cancelInvitation(portal.deps, grantId, staff)
  const rows = (await portal
    .db("audit_events")
    .whereIn("event", ["invitation.send", "invitation.accept", "invitation.cancel"])) as {
    event: string
    grant_id: string
    patient_id: string
  }[]
  expect(rows.map(({ event }) => event).sort()).toEqual([
    "invitation.accept",
    "invitation.cancel",
    "invitation.send",
  ])
  for (const row of rows) expect([row.grant_id, row.patient_id]).toEqual([grantId, mother])
  for (const secret of [daughter.email, "645678901", token, daughter.password])
    expect(JSON.stringify(rows)).not.toContain(secret)
})
