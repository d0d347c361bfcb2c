// Wachtwoord vergeten, as readers walk it and as attackers, nosy people and mail scanners do.
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest"
import { emailIndexOf } from "../../server/credentials/email.ts"
import * as passwordHash from "../../server/credentials/password-hash.ts"
import { startPortal, type Portal } from "../support/portal.ts"
import {
  behindProxy,
  henk,
  loggedIn,
  mailsTo,
  mark,
  newestCode,
  register,
  registered,
  smsOf,
  statementsOf,
  tokenFor,
  upToCode,
  wrongCode,
} from "../support/sign-in.ts"
import type { Visitor } from "../support/visitor.ts"

let portal: Portal
let reader: Visitor
beforeEach(async () => {
  portal = await startPortal()
  reader = await registered(portal, henk)
})
afterEach(() => portal.close())

const fresh = "Zonnescherm-4-duiven-tak"
const ask = (email = henk.email, visitor = portal.visitor(), headers = {}) =>
  visitor.post("/api/forgotten", { email }, headers)
const confirm = (token: string, visitor: Visitor) => visitor.post("/api/forgotten/confirm", { token })
const choose = (visitor: Visitor, password = fresh) => visitor.post("/api/forgotten/password", { password })
const enter = (visitor: Visitor, code: string) => visitor.post("/api/forgotten/code", { code })

async function linkFor(email = henk.email) {
  await ask(email)
  return tokenFor(portal, email)
}
async function upToRecoveryCode(visitor = portal.visitor()) {
  expect((await confirm(await linkFor(), visitor)).status).toBe(200)
  return visitor
}
async function proven(visitor = portal.visitor()) {
  await upToRecoveryCode(visitor)
  expect((await enter(visitor, await newestCode(portal))).status).toBe(200)
  return visitor
}
const login = (password: string, visitor = portal.visitor()) =>
  visitor.post("/api/login", { email: henk.email, password })
const codeOf = ({ status, body }: { status: number; body: { code?: string } }) => [status, body.code]

test("mail, Bevestig, SMS, new password: one logs in with it, and with the old one no more", async () => {
  const visitor = portal.visitor()
  const asked = await ask(henk.email, visitor)
  expect([asked.status, asked.text]).toEqual([202, "{}"])
  const token = await tokenFor(portal, henk.email)
  const preview = await visitor.post("/api/forgotten/link", { token })
  expect(preview.body).toEqual({ email: henk.email, maskedMobile: "06 •• •• •• 89" })
  const begun = await confirm(token, visitor)
  expect(begun.body).toMatchObject({ step: "code", purpose: "recovery", email: henk.email, codeMinutes: 10 })
  expect((await visitor.get("/api/forgotten")).body).toEqual(begun.body)
  const right = await enter(visitor, await newestCode(portal))
  expect(right.body).toEqual({ step: "new-password", email: henk.email })
  expect((await visitor.get("/api/forgotten")).body).toEqual(right.body)

  const done = await choose(visitor)
  expect(done.status).toBe(204)
  expect(done.headers.get("set-cookie") ?? "").not.toContain("session")
  expect(codeOf(await visitor.get("/api/me"))).toEqual([401, "session-required"])
  expect(codeOf(await login(henk.password))).toEqual([401, "credentials-wrong"])
  const again = await loggedIn(portal, { ...henk, password: fresh })
  expect((await again.get("/api/me")).status).toBe(200)
})

test("the mails name the organisation, what to do and what not, and nobody", async () => {
  await proven().then(choose)
  const [changed, link] = await mailsTo(portal, henk.email)
  expect(changed?.subject).toBe("Uw wachtwoord is gewijzigd")
  expect(link?.subject).toBe("Kies een nieuw wachtwoord voor het cliëntportaal")
  expect(link?.text).toContain(`${portal.url}/nieuw-wachtwoord#`)
  for (const mail of [changed, link]) {
    expect(mail?.text).toContain("Was u dit niet?")
    expect(mail?.text).toContain("Neem contact op met uw contactpersoon")
    expect(mail?.text).not.toMatch(/Henk|Willemsen/)
  }
})

describe("from outside", () => {
  test("known, unknown, unconfirmed and closed addresses get the same answer", async () => {
    await register(portal.visitor(), mark)
    await registered(portal, { ...mark, email: "dicht@voorbeeld.example", mobile: "06 11111111" })
    await portal
      .db("accounts")
      .where({ email_index: emailIndexOf(portal.deps.sealing, "dicht@voorbeeld.example") })
      .update({ state: "closed" })
    const before = (await portal.messages()).length
    const shapes = new Set<string>()
    for (const email of [henk.email, "niemand@voorbeeld.example", mark.email, "dicht@voorbeeld.example"]) {
      const { status, text, headers } = await ask(email)
      shapes.add(JSON.stringify([status, text, headers.get("set-cookie"), headers.get("content-length")]))
    }
    expect(shapes.size).toBe(1)
    expect((await portal.messages()).length).toBe(before + 1)
  })

  test("they cost the same statements and no hash, also when a mail stays away", async () => {
    const hashes = [vi.spyOn(passwordHash, "hashPassword"), vi.spyOn(passwordHash, "verifyPassword")]
    for (let time = 0; time < 5; time += 1) {
      const known = await statementsOf(portal, () => ask(henk.email))
      const unknown = await statementsOf(portal, () => ask("niemand@voorbeeld.example"))
      expect(known.length).toBeGreaterThan(5)
      expect(known).toEqual(unknown)
    }
    for (const hash of hashes) expect(hash).not.toHaveBeenCalled()
    expect((await mailsTo(portal, henk.email)).filter(({ text }) => text.includes("#"))).toHaveLength(1 + 3)
    expect(await portal.db("email_links").where({ purpose: "reset-password" })).toHaveLength(3)
  })

  test("an account whose codes are stopped for good answers the same; its mail leads to staff", async () => {
    await portal.db("accounts").update({ codes_blocked_until: "9999-12-31T23:59:59.999Z" })
    const unknown = await statementsOf(portal, () => ask("niemand@voorbeeld.example"))
    const stopped = await statementsOf(portal, () => ask(henk.email))
    expect(stopped).toEqual(unknown)
    const [mail] = await mailsTo(portal, henk.email)
    expect(mail?.subject).toBe("Neem contact met ons op over uw wachtwoord")
    expect(mail?.text).not.toContain("#")
  })

  test("something that is no address is told so; nothing is mailed", async () => {
    for (const email of ["", "henk", "a@b", "henk@voorbeeld.example\r\nBcc: x@y.example", "x".repeat(300)])
      expect(codeOf(await ask(email))).toEqual([422, "email-invalid"])
    expect((await ask("x".repeat(10_000))).status).toBe(422)
    expect((await portal.visitor().post("/api/forgotten", { email: henk.email, mobile: "1" })).status).toBe(
      422,
    )
  })

  test("the mail goes to the address that was stored, however it was typed", async () => {
    await ask(henk.email.toUpperCase().replace("VOORBEELD.EXAMPLE", "voorbeeld.example"))
    expect((await mailsTo(portal, henk.email))[0]?.text).toContain("/nieuw-wachtwoord#")
  })

  test("one address asks thirty times an hour, another one still may", async () => {
    const from = behindProxy(portal)
    for (let time = 0; time < 30; time += 1)
      expect((await ask(`n${time}@voorbeeld.example`, portal.visitor(), from("192.0.2.1"))).status).toBe(202)
    expect((await ask(henk.email, portal.visitor(), from("192.0.2.1"))).status).toBe(429)
    expect((await ask(henk.email, portal.visitor(), from("192.0.2.2"))).status).toBe(202)
  })

  test("somebody else's asking spends no more than six mails a day, and leaves the reader's link alone", async () => {
    for (let hour = 0; hour < 4; hour += 1) {
      for (let time = 0; time < 4; time += 1) await ask()
      portal.clock.advance({ minutes: 61 })
    }
    expect(
      (await mailsTo(portal, henk.email)).filter(({ text }) => /nieuw-wachtwoord#/.test(text)),
    ).toHaveLength(6)
  })
})

describe("the link", () => {
  const preview = (token: string) => portal.visitor().post("/api/forgotten/link", { token })

  test("works thirty minutes, to the second", async () => {
    const token = await linkFor()
    portal.clock.advance({ minutes: 29, seconds: 59 })
    expect((await preview(token)).status).toBe(200)
    portal.clock.advance({ seconds: 1 })
    expect(codeOf(await preview(token))).toEqual([410, "link-invalid"])
    expect(codeOf(await confirm(token, portal.visitor()))).toEqual([410, "link-invalid"])
  })

  test("of an older mail works no more", async () => {
    const old = await linkFor()
    const newest = await linkFor()
    expect((await preview(old)).status).toBe(410)
    expect((await preview(newest)).status).toBe(200)
  })

  test("is spent by the new password", async () => {
    const visitor = portal.visitor()
    const token = await linkFor()
    await confirm(token, visitor)
    await enter(visitor, await newestCode(portal))
    await choose(visitor)
    for (const browser of [visitor, portal.visitor()])
      expect(codeOf(await confirm(token, browser))).toEqual([410, "link-invalid"])
  })

  test("of a registration resets nothing, and a reset link confirms no registration", async () => {
    await register(portal.visitor(), mark)
    const confirmation = await tokenFor(portal, mark.email)
    const spent = await tokenFor(portal, henk.email) // the one that made the account
    for (const other of [confirmation, spent]) {
      expect((await preview(other)).status).toBe(410)
      expect((await confirm(other, portal.visitor())).status).toBe(410)
    }
    const token = await linkFor()
    for (const path of ["link", "confirm"])
      expect((await portal.visitor().post(`/api/registration/${path}`, { token })).status).toBe(410)
  })

  test("never stands in a path or a query, and lies only as a hash in the database", async () => {
    const token = await linkFor()
    expect(JSON.stringify(await portal.db("email_links"))).not.toContain(token)
    expect(JSON.stringify(await portal.db("audit_events"))).not.toContain(token)
  })

  test("opened and pressed by a scanner: nothing changes, and the reader's own press goes on", async () => {
    const token = await linkFor()
    const scanner = portal.visitor()
    await scanner.post("/api/forgotten/link", { token })
    await confirm(token, scanner)
    await confirm(token, scanner)
    expect(await smsOf(portal)).toHaveLength(2) // the registration's, and one
    expect((await choose(scanner)).status).toBe(401)
    expect((await reader.get("/api/me")).status).toBe(200)
    const visitor = portal.visitor()
    await confirm(token, visitor)
    await enter(visitor, await newestCode(portal))
    expect((await choose(visitor)).status).toBe(204)
  })
})

describe("without the SMS", () => {
  test("no new password: not with the link alone, not with no cookie at all", async () => {
    const visitor = await upToRecoveryCode()
    for (const browser of [visitor, portal.visitor()])
      expect(codeOf(await choose(browser))).toEqual([401, "step-expired"])
    expect((await login(henk.password)).status).toBe(200)
  })

  test("a code of the login opens no new password, in its own or in this browser", async () => {
    const visitor = await upToRecoveryCode()
    const other = await upToCode(portal, henk)
    const code = await newestCode(portal)
    expect(codeOf(await enter(other, code))).toEqual([401, "step-expired"])
    expect(codeOf(await choose(other))).toEqual([401, "step-expired"])
    expect((await enter(visitor, code)).status).toBe(401)
    await loggedIn(portal, henk, other)
    expect(codeOf(await choose(other))).toEqual([401, "step-expired"])
  })

  test("a recovery code opens no session, and only in the browser that pressed Bevestig", async () => {
    const visitor = await upToRecoveryCode()
    const code = await newestCode(portal)
    expect(codeOf(await visitor.post("/api/login/code", { code }))).toEqual([401, "step-expired"])
    expect((await visitor.post("/api/login/resend")).status).toBe(401)
    expect((await visitor.get("/api/login")).body).toEqual({ step: "none" })
    expect(codeOf(await enter(portal.visitor(), code))).toEqual([401, "step-expired"])
    await enter(visitor, code)
    for (const path of ["/api/login/confirm", "/api/login/resend"])
      expect((await visitor.post(path)).status).toBe(401)
    visitor.cookies.set("portal-session", visitor.cookies.get("portal-prelogin") ?? "")
    expect((await visitor.get("/api/me")).status).toBe(401)
  })

  test("five tries, also in parallel; a new code goes by the same clock; ten misses stop the codes", async () => {
    const visitor = await upToRecoveryCode()
    const code = await newestCode(portal)
    const tries = await Promise.all(Array.from({ length: 12 }, () => enter(visitor, wrongCode(code))))
    expect(tries.every(({ status }) => status === 401)).toBe(true)
    expect((await portal.db("accounts").first("code_misses")).code_misses).toBe(5)
    expect(codeOf(await enter(visitor, code))).toEqual([401, "code-locked"])
    expect((await mailsTo(portal, henk.email))[0]?.text).toContain(
      "Dan kan iemand misschien uw e-mail lezen.",
    )
    expect((await visitor.post("/api/forgotten/resend")).status).toBe(429)
    portal.clock.advance({ seconds: 60 })
    expect((await visitor.post("/api/forgotten/resend")).status).toBe(200)
    const next = await newestCode(portal)
    for (let time = 0; time < 5; time += 1) await enter(visitor, wrongCode(next))
    expect((await enter(visitor, next)).status).toBe(429)
  })

  test("a code works ten minutes, and what it opened ends with the challenge", async () => {
    const visitor = await upToRecoveryCode()
    portal.clock.advance({ minutes: 10 })
    expect(codeOf(await enter(visitor, await newestCode(portal)))).toEqual([401, "code-expired"])
    await visitor.post("/api/forgotten/resend")
    expect((await enter(visitor, await newestCode(portal))).status).toBe(200)
    portal.clock.advance({ minutes: 20 })
    expect(codeOf(await choose(visitor))).toEqual([401, "step-expired"])
  })

  test("SMS have the account's budget: five an hour, whoever presses", async () => {
    const token = await linkFor()
    const statuses = []
    for (let time = 0; time < 6; time += 1) statuses.push((await confirm(token, portal.visitor())).status)
    expect(statuses).toEqual([200, 200, 200, 200, 429, 429])
    expect(await portal.db("challenges").where({ purpose: "recovery" })).toHaveLength(4)
  })
})

describe("the new password", () => {
  test.each([
    ["kort", "password-too-short"],
    ["geenhoofdletter", "password-needs-capital"],
    ["Welkom2026!", "password-too-common"],
    ["Henk.Willemsen-9x", "password-contains-own"],
    [`A${"b".repeat(200)}`, "password-too-long"],
  ])("%s: %s, and one may choose again", async (password, code) => {
    const visitor = await proven()
    expect(codeOf(await choose(visitor, password))).toEqual([422, code])
    expect((await choose(visitor)).status).toBe(204)
  })

  test("twice at once, in two browsers: one counts", async () => {
    const first = await proven()
    const second = portal.visitor()
    await confirm(await tokenFor(portal, henk.email), second)
    await enter(second, await newestCode(portal))
    const answers = await Promise.all([
      choose(first),
      choose(second, "Waterlelie-6-kano-fluit"),
      choose(first),
    ])
    expect(answers.map(({ status }) => status).sort()).toEqual([204, 401, 401])
    expect(
      (await mailsTo(portal, henk.email)).filter(({ subject }) => /gewijzigd/.test(subject ?? "")),
    ).toHaveLength(1)
  })

  test("ends every session, every login under way and every kept copy, in the log with its reason", async () => {
    const vault = crypto.randomUUID()
    await portal.db("accounts").update({ bsn_step_at: portal.clock.now().toISOString() })
    const { ticket } = (await reader.post("/api/vault", { vault })).body
    const other = await loggedIn(portal, henk)
    const halfway = await upToCode(portal, henk)
    const stolen = await newestCode(portal)
    const visitor = await proven()
    expect((await choose(visitor)).status).toBe(204)
    for (const session of [reader, other]) expect((await session.get("/api/me")).status).toBe(401)
    expect(codeOf(await halfway.post("/api/login/code", { code: stolen }))).toEqual([401, "step-expired"])
    const verdict = await portal.visitor().post("/api/vault/check", { ticket, items: [] })
    expect(verdict.body).toEqual({ verdict: "wipe", vault })
    expect(await portal.db("vaults").select("end_reason")).toEqual([{ end_reason: "credentials" }])
    const rows = (await portal.db("audit_events").whereIn("event", ["account.password", "session.end"])) as {
      event: string
      reason: string | null
      means: string
    }[]
    expect(rows.filter(({ reason }) => reason === "new-password")).toHaveLength(2)
    expect(rows.find(({ event }) => event === "account.password")?.means).toBe("mail link+sms")
    expect(JSON.stringify(await portal.db("audit_events"))).not.toContain(fresh)
  })

  test("forgives the wrong guesses at the old one: its owner is not kept waiting", async () => {
    const visitor = portal.visitor()
    for (let time = 0; time < 6; time += 1) await login("Verkeerd-1-woord", visitor)
    expect((await login(henk.password, visitor)).status).toBe(429)
    await choose(await proven(visitor))
    expect((await login(fresh, visitor)).status).toBe(200)
  })

  test("of somebody else is left alone", async () => {
    const neighbour = await registered(portal, mark)
    await choose(await proven())
    expect((await neighbour.get("/api/me")).status).toBe(200)
    expect((await upToCode(portal, mark)).cookies.get("portal-prelogin")).toBeTruthy()
  })

  test("a login that compared the old one meanwhile opens nothing", async () => {
    const visitor = await proven()
    const compare = passwordHash.verifyPassword
    const slow = vi.spyOn(passwordHash, "verifyPassword").mockImplementationOnce(async (...args) => {
      const isRight = await compare(...args)
      await choose(visitor)
      return isRight
    })
    expect(codeOf(await login(henk.password))).toEqual([401, "credentials-wrong"])
    expect(slow).toHaveBeenCalled()
  })
})
