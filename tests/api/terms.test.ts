// New terms: told in time, asked from their day, and nothing of a record before the yes.
import { afterEach, beforeEach, describe, expect, test } from "vitest"
import type { LegalText } from "#contract/organisation"
import { createAccount } from "../../server/credentials/accounts.queries.ts"
import { announceTexts } from "../../server/organisation/announce-texts.ts"
import {
  announceLegalText,
  LegalTextError,
  withdrawLegalText,
} from "../../server/organisation/change-legal-texts.ts"
import { addLegalText } from "../../server/organisation/legal-texts.ts"
import { changeOrganisation } from "../../server/organisation/settings.ts"
import { importAll, logIn, password, patient, readerOf, relative, report } from "../support/family.ts"
import { startPortal, type Portal } from "../support/portal.ts"
import { mark, newestCode, register, registered, tokenFor } from "../support/sign-in.ts"
import type { Visitor } from "../support/visitor.ts"

const by = { kind: "system", id: "test" } as const
const first = {
  kind: "termsOfUse",
  version: "2026-1",
  effectiveOn: "2026-01-01",
  body: "# Afspraken\nOud.",
} as const
const next = {
  kind: "termsOfUse",
  version: "2027-1",
  effectiveOn: "2027-01-01",
  summary: "U mag nu ook afdrukken.",
  body: "# Afspraken\nNieuw.",
} as const
/** Before midnight of new year's eve in Amsterdam, and after. */
const eve = "2026-12-31T22:59:59.000Z"
const newYear = "2026-12-31T23:00:00.000Z"

let portal: Portal
let email: string
let reports: string
let overview: string
beforeEach(async () => {
  portal = await startPortal()
  await addLegalText(portal.db, first, portal.clock.now())
  const id = await importAll(portal, [
    ...patient("mother", "999900018"),
    relative("son", "mother", "999900110"),
    report("r1", "mother", "2026-11-21T09:00:00+01:00", "Goed geslapen."),
  ])
  const mother = id("Patient/mother")
  reports = `/api/patients/${mother}/reports`
  overview = `/api/patients/${mother}/overview`
  const reader = {
    patientId: mother,
    person: id("RelatedPerson/son"),
    slot: 2,
    role: "contactPerson",
  } as const
  email = (await readerOf(portal, { ...reader, bsn: "999900110", name: "son" })).email
})
afterEach(() => portal.close())

const announce = (change: Partial<LegalText> = {}) =>
  announceLegalText(portal.deps, { ...next, ...change }, by)
const accept = (visitor: Visitor, version: string = next.version, kind = "termsOfUse") =>
  visitor.post("/api/terms", { kind, version })
const stageOf = async (visitor: Visitor) => (await visitor.get("/api/me")).body.stage as string
const mails = async () =>
  (await portal.messages()).filter(({ subject }) => subject?.startsWith("Er komen nieuwe"))

describe("from its day a version stands before the record", () => {
  test("to the second in Amsterdam; a yes opens it, once and for this version", async () => {
    await announce()
    portal.clock.set(eve)
    const visitor = await logIn(portal, email)
    expect((await visitor.get(reports)).status).toBe(200)
    portal.clock.set(newYear)
    const refused = await visitor.get(reports)
    expect([refused.status, refused.body.code]).toEqual([403, "terms-required"])
    expect((await visitor.get(overview)).body.code).toBe("terms-required")
    expect((await visitor.post("/api/vault", { vault: crypto.randomUUID() })).body.code).toBe(
      "terms-required",
    )
    const me = (await visitor.get("/api/me")).body
    expect(me).toMatchObject({ stage: "terms", patients: [], announcedTexts: [] })
    expect(JSON.stringify(me)).not.toContain("mother")

    const { texts } = (await visitor.get("/api/terms")).body
    expect(texts).toEqual([{ ...next, isChange: true, is_change: undefined }])
    expect((await accept(visitor)).body).toEqual({ next: "open" })
    expect((await accept(visitor)).body).toEqual({ next: "open" })
    expect((await visitor.get(reports)).status).toBe(200)
    expect(await portal.db("accepted_texts").where({ version: "2027-1" })).toMatchObject([
      { kind: "termsOfUse", accepted_at: newYear },
    ])
    expect(await portal.db("audit_events").where({ event: "terms.accept" })).toMatchObject([
      { reason: "termsOfUse 2027-1", action: "C" },
    ])
  })

  test("who does not agree closes the account from there, with the password; the record stays shut all along", async () => {
    await announce()
    portal.clock.set(newYear)
    const visitor = await logIn(portal, email)
    expect(await stageOf(visitor)).toBe("terms")
    const wrong = await visitor.post("/api/account/close/password", { password: "Verkeerd-1-woord" })
    expect([wrong.status, wrong.body.code]).toEqual([401, "credentials-wrong"])
    expect((await visitor.post("/api/account/close/password", { password })).status).toBe(204)
    expect((await visitor.get(reports)).body.code).toBe("terms-required")
    expect((await visitor.post("/api/account/close", { password })).status).toBe(204)
    expect((await visitor.get("/api/me")).status).toBe(401)
    expect(await portal.db("accounts").where({ state: "closed" })).toHaveLength(1)
    expect(await portal.db("grants").whereNull("revoked_at")).toEqual([])
    expect(await portal.db("accepted_texts").where({ version: next.version })).toEqual([])
  })

  test("a login afterwards leads to it first; logging out stays open, a second tab follows", async () => {
    await announce()
    portal.clock.set(newYear)
    const visitor = portal.visitor()
    await visitor.post("/api/login", { email, password: "Fluitketel-7-ladders" })
    await visitor.post("/api/login/confirm")
    const done = await visitor.post("/api/login/code", { code: await newestCode(portal) })
    expect(done.body).toEqual({ next: "terms" })
    const otherTab = visitor.copy()
    expect(await stageOf(otherTab)).toBe("terms")
    await accept(visitor)
    expect(await stageOf(otherTab)).toBe("open")
    expect((await otherTab.post("/api/logout")).status).toBe(204)
  })

  test("both texts at once are asked one by one, the terms of use first", async () => {
    await announce()
    await announce({ kind: "privacyStatement", version: "p2" })
    portal.clock.set(newYear)
    const visitor = await logIn(portal, email)
    const { texts } = (await visitor.get("/api/terms")).body
    expect(texts.map(({ kind }: { kind: string }) => kind)).toEqual(["termsOfUse", "privacyStatement"])
    expect((await accept(visitor)).body).toEqual({ next: "terms" })
    expect((await visitor.get(reports)).status).toBe(403)
    expect((await accept(visitor, "p2", "privacyStatement")).body).toEqual({ next: "open" })
    expect((await visitor.get(reports)).status).toBe(200)
  })

  test("a yes to an older, a later or no version opens nothing", async () => {
    await announce()
    await announce({ version: "2028-1", effectiveOn: "2028-01-01" })
    portal.clock.set(newYear)
    const visitor = await logIn(portal, email)
    for (const version of ["2026-1", "2028-1", "bestaat niet"]) {
      const answer = await accept(visitor, version)
      expect([answer.status, answer.body.code], version).toEqual([409, "terms-version-old"])
    }
    expect((await visitor.post("/api/terms", { kind: "iets", version: "2027-1" })).status).toBe(422)
    expect((await visitor.post("/api/terms", { kind: "termsOfUse", version: ["2027-1"] })).status).toBe(422)
    expect((await visitor.get(reports)).status).toBe(403)
    expect(await portal.db("accepted_texts").where({ version: "2028-1" })).toEqual([])
  })

  test("twenty presses at once are one yes", async () => {
    await announce()
    portal.clock.set(newYear)
    const visitor = await logIn(portal, email)
    const answers = await Promise.all(Array.from({ length: 20 }, () => accept(visitor)))
    expect(answers.map(({ status }) => status)).toEqual(Array(20).fill(200))
    expect(await portal.db("accepted_texts").where({ version: "2027-1" })).toHaveLength(1)
    expect(await portal.db("audit_events").where({ event: "terms.accept" })).toHaveLength(1)
  })

  test("the vault on a device stays shut, and nothing of it is wiped or prolonged", async () => {
    await announce()
    portal.clock.set(eve)
    const visitor = await logIn(portal, email)
    const vault = crypto.randomUUID()
    const { ticket } = (await visitor.post("/api/vault", { vault })).body
    const check = () => portal.visitor().post("/api/vault/check", { ticket, items: [] })
    expect((await check()).body.verdict).toBe("open")
    const before = await portal.db("vaults").first("contact_at")
    portal.clock.set(newYear)
    const answer = await check()
    expect([answer.status, answer.body]).toEqual([200, { verdict: "closed", vault, why: "terms" }])
    expect(await portal.db("vaults").first("contact_at", "ended_at")).toEqual({ ...before, ended_at: null })
    await accept(visitor)
    expect((await check()).body.verdict).toBe("open")
  })
})

test("who registers says yes to the privacy statement there, and to the terms of use after the BSN", async () => {
  const visitor = await registered(portal, mark)
  expect(await stageOf(visitor)).toBe("bsn")
  // A yes before the BSN counts; the BSN is still asked.
  expect((await accept(visitor, "2026-1")).body).toEqual({ next: "bsn" })
  expect(await stageOf(visitor)).toBe("bsn")
})

test("without a BSN step the terms come right after the code", async () => {
  await changeOrganisation(portal.db, { bsnStep: "off" }, "test", portal.clock.now())
  const visitor = portal.visitor()
  await register(visitor, mark)
  await visitor.post("/api/registration/confirm", { token: await tokenFor(portal, mark.email) })
  const done = await visitor.post("/api/login/code", { code: await newestCode(portal) })
  expect(done.body).toEqual({ next: "terms" })
  const { texts } = (await visitor.get("/api/terms")).body
  expect(texts).toMatchObject([{ version: "2026-1", isChange: false, summary: "" }])
  expect((await accept(visitor, "2026-1")).body).toEqual({ next: "open" })
})

test("a privacy statement that changed between the form and the first login is asked then", async () => {
  await changeOrganisation(portal.db, { bsnStep: "off", termsNoticeDays: 1 }, "test", portal.clock.now())
  await announce({ kind: "privacyStatement", version: "p2", effectiveOn: "2026-11-23" })
  const visitor = portal.visitor()
  await register(visitor, mark)
  const token = await tokenFor(portal, mark.email)
  portal.clock.advance({ hours: 12 })
  await visitor.post("/api/registration/confirm", { token })
  expect((await visitor.post("/api/login/code", { code: await newestCode(portal) })).body.next).toBe("terms")
  expect((await visitor.get("/api/terms")).body.texts).toMatchObject([
    { kind: "termsOfUse" },
    { kind: "privacyStatement", version: "p2", isChange: true },
  ])
})

describe("told in time", () => {
  test("on Start until its day, and one mail to each active account", async () => {
    const visitor = await logIn(portal, email)
    await announce()
    expect((await visitor.get("/api/me")).body.announcedTexts).toEqual([
      { kind: "termsOfUse", version: "2027-1", effectiveOn: "2027-01-01", summary: next.summary },
    ])
    await announceTexts(portal.deps)
    await Promise.all([announceTexts(portal.deps), announceTexts(portal.deps)])
    const sent = await mails()
    expect(sent.map(({ to, subject }) => [to, subject])).toEqual([
      [email, "Er komen nieuwe gebruikersvoorwaarden voor het cliëntportaal"],
    ])
    expect(sent[0]?.text).toContain("De nieuwe tekst geldt vanaf 1 januari 2027.")
    expect(sent[0]?.text).toContain(`${portal.url}/gebruikersvoorwaarden?versie=2027-1`)
    expect(await portal.db("outbox_messages").where({ purpose: "new-terms" }).first()).toMatchObject({
      give_up_at: newYear,
    })
    portal.clock.set(newYear)
    await announceTexts(portal.deps)
    expect(await mails()).toHaveLength(1)
  })

  test("killed half-way, the rest is told at the next turn and nobody twice", async () => {
    const names = Array.from({ length: 45 }, (_, at) => `lezer-${at}`)
    for (const name of names) await activeAccount(`${name}@voorbeeld.example`)
    await announce()
    let left = 60
    const dying = {
      ...portal.deps,
      now: () => {
        if ((left -= 1) < 0) throw new Error("killed")
        return portal.clock.now()
      },
    }
    await expect(announceTexts(dying)).rejects.toThrow("killed")
    const half = (await mails()).length
    expect(half).toBeGreaterThan(0)
    expect(half).toBeLessThan(46)
    await announceTexts(portal.deps)
    const addresses = (await mails()).map(({ to }) => to)
    expect(addresses).toHaveLength(46)
    expect(new Set(addresses).size).toBe(46)
  })

  test("withdrawn before its day: nobody is told any more, and its day asks nothing", async () => {
    await announce()
    await withdrawLegalText(portal.deps, next, by)
    await announceTexts(portal.deps)
    expect(await mails()).toEqual([])
    const visitor = await logIn(portal, email)
    expect((await visitor.get("/api/me")).body.announcedTexts).toEqual([])
    expect((await visitor.get("/api/legal-texts/termsOfUse/2027-1")).status).toBe(404)
    portal.clock.set("2027-01-02T12:00:00.000Z")
    expect(await stageOf(await logIn(portal, email))).toBe("open")
  })

  test("what is in force is never withdrawn", async () => {
    await announce()
    portal.clock.set(newYear)
    for (const version of ["2027-1", "2026-1", "niets"])
      await expect(withdrawLegalText(portal.deps, { ...next, version }, by)).rejects.toThrow(LegalTextError)
  })
})

test("old versions stay readable, for everyone", async () => {
  await announce()
  const visitor = portal.visitor()
  const current = (await visitor.get("/api/legal-texts/termsOfUse")).body
  expect(current).toMatchObject({ version: "2026-1", body: first.body })
  expect(current.versions).toEqual([
    { version: "2027-1", effectiveOn: "2027-01-01", state: "announced" },
    { version: "2026-1", effectiveOn: "2026-01-01", state: "current" },
  ])
  expect((await visitor.get("/api/legal-texts/termsOfUse/2027-1")).body.body).toBe(next.body)
  portal.clock.set(newYear)
  expect((await visitor.get("/api/legal-texts/termsOfUse")).body.version).toBe("2027-1")
  const old = (await visitor.get("/api/legal-texts/termsOfUse/2026-1")).body
  expect(old.versions[1]).toMatchObject({ version: "2026-1", state: "earlier" })
  expect((await visitor.get("/api/legal-texts/termsOfUse/bestaat-niet")).status).toBe(404)
  expect((await visitor.get("/api/legal-texts/iets/2026-1")).status).toBe(422)
})

test.each([
  ["too soon", { effectiveOn: "2026-12-21" }, "Choose 2026-12-22 or later"],
  ["in the past", { effectiveOn: "2026-01-02" }, "Choose 2026-12-22 or later"],
  ["no day", { effectiveOn: "2027-02-30" }, "effectiveOn"],
  ["not written as a day", { effectiveOn: "1 januari" }, "effectiveOn"],
  ["without saying what changed", { summary: "  " }, "--summary"],
  ["without a text", { body: " \n " }, "body is empty"],
  ["without a name", { version: " " }, "version is empty"],
  ["a name over two lines", { version: "a\nb" }, "version"],
  ["a name of 10,000 characters", { version: "a".repeat(10_000) }, "version"],
  ["a name that exists", { version: "2026-1" }, "exists already"],
])("a version %s is refused with one sentence", async (_what, change, sentence) => {
  await expect(announce(change)).rejects.toThrow(sentence)
  expect(await portal.db("legal_texts").where({ kind: "termsOfUse" })).toHaveLength(1)
})

test("a day has one new version of a text", async () => {
  await announce()
  await expect(announce({ version: "2027-1b" })).rejects.toThrow("Withdraw it first")
})

function activeAccount(email: string) {
  const account = { state: "active", email, mobile: "+31611111111", passwordHash: "none" } as const
  return createAccount(portal.db, portal.deps.sealing, account, portal.clock.now())
}
