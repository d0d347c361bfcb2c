// Registering as the manual tells it, and what attackers and mail scanners try on the way.
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest"
import { isPostgres } from "../../db/knex.ts"
import { emailIndexOf } from "../../server/credentials/email.ts"
import { removeStaleRegistrations } from "../../server/registration/stale.ts"
import { startPortal, type Portal } from "../support/portal.ts"
import {
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
} from "../support/sign-in.ts"

let portal: Portal
beforeEach(async () => {
  portal = await startPortal()
})
afterEach(() => portal.close())

const confirm = async (visitor = portal.visitor(), email = henk.email) =>
  visitor.post("/api/registration/confirm", { token: await tokenFor(portal, email) })

test("form, mail, Bevestig, SMS, code: the newcomer is logged in and stands before the BSN step", async () => {
  const visitor = portal.visitor()
  const form = await register(visitor, henk)
  expect([form.status, form.body]).toEqual([202, { state: "waiting", email: henk.email }])
  const token = await tokenFor(portal, henk.email)
  const preview = await visitor.post("/api/registration/link", { token })
  expect(preview.body).toEqual({ email: henk.email, maskedMobile: "06 •• •• •• 89" })
  const step = await visitor.post("/api/registration/confirm", { token })
  expect(step.body).toEqual({
    step: "code",
    purpose: "registration",
    email: henk.email,
    maskedMobile: "06 •• •• •• 89",
    sentAt: "2026-11-22T13:00:00.000Z",
    expiresAt: "2026-11-22T13:10:00.000Z",
    codeMinutes: 10,
    mayResendAt: "2026-11-22T13:01:00.000Z",
  })
  const done = await visitor.post("/api/login/code", { code: await newestCode(portal) })
  expect([done.status, done.body]).toEqual([200, { next: "bsn" }])
  expect((await visitor.get("/api/me")).body).toMatchObject({ email: henk.email, stage: "bsn", patients: [] })
})

test("the SMS is one of 160 plain signs, names its time, and ends with the line that binds it to the site", async () => {
  await register(portal.visitor(), henk)
  await confirm()
  const [sms] = await smsOf(portal)
  const code = sms?.text.slice(0, 6) ?? ""
  expect(sms?.to).toBe("+31623456789")
  expect(sms?.text).toBe(
    `${code} is uw code van 14:00 voor het clientportaal. Geef deze code aan niemand.\n@localhost #${code}`,
  )
  expect(sms?.text.length).toBeLessThanOrEqual(160)
})

test("the accepted privacy statement is kept with its version and time", async () => {
  await register(portal.visitor(), henk)
  expect(await portal.db("accepted_texts").select("kind", "version", "accepted_at")).toEqual([
    { kind: "privacyStatement", version: "2026-1", accepted_at: "2026-11-22T13:00:00.000Z" },
  ])
})

describe("an address that has an account", () => {
  beforeEach(async () => {
    await registered(portal, henk)
  })

  test("gets the same answer, cookie and waiting page as a new one", async () => {
    const [known, unknown] = [portal.visitor(), portal.visitor()]
    const answers = [await register(known, henk), await register(unknown, mark)]
    expect(answers.map(({ status }) => status)).toEqual([202, 202])
    expect(answers[0]?.text.replace(henk.email, "")).toBe(answers[1]?.text.replace(mark.email, ""))
    const shape = (text: string | null) => text?.replace(/=[\w-]{43};/, "=…;")
    expect(shape(answers[0]?.headers.get("set-cookie") ?? "")).toBe(
      shape(answers[1]?.headers.get("set-cookie") ?? ""),
    )
    portal.clock.advance({ minutes: 5 })
    for (const visitor of [known, unknown]) {
      expect((await visitor.get("/api/registration")).body.state).toBe("waiting")
      expect((await visitor.post("/api/registration/resend")).status).toBe(202)
    }
  })

  test("costs the server the same statements", async () => {
    const ways = [henk, mark].map((person) => {
      const visitor = portal.visitor()
      return async () => {
        await register(visitor, person)
        portal.clock.advance({ minutes: 5 })
        await visitor.post("/api/registration/resend")
      }
    })
    const [known, unknown] = [await statementsOf(portal, ways[0]!), await statementsOf(portal, ways[1]!)]
    expect(known.length).toBeGreaterThan(20)
    expect(known).toEqual(unknown)
  })

  test("costs a new mail the same statements, too, when the account came after the form", async () => {
    const [late, waiting] = [portal.visitor(), portal.visitor()]
    await register(late, { ...mark, mobile: "06 11111111" })
    await registered(portal, mark)
    await register(waiting, { ...henk, email: "nieuw@voorbeeld.example" })
    portal.clock.advance({ minutes: 5 })
    const [known, unknown] = [
      await statementsOf(portal, () => late.post("/api/registration/resend")),
      await statementsOf(portal, () => waiting.post("/api/registration/resend")),
    ]
    expect(known.length).toBeGreaterThan(10)
    expect(known).toEqual(unknown)
    expect((await mailsTo(portal, mark.email))[0]?.text).not.toContain("#")
  })

  test("is told so by mail, at the address as it was stored, without a link that confirms anything", async () => {
    await register(portal.visitor(), henk, { email: "HENK.Willemsen@Voorbeeld.example" })
    const [mail] = await mailsTo(portal, henk.email)
    expect(mail?.subject).toBe("U heeft al een account voor het cliëntportaal")
    expect(mail?.text).not.toContain("#")
  })

  test("keeps its own password and number", async () => {
    await register(portal.visitor(), { ...henk, password: "Inbreker-9-schoenen", mobile: "06 11111111" })
    const intruder = await portal
      .visitor()
      .post("/api/login", { email: henk.email, password: "Inbreker-9-schoenen" })
    expect(intruder.body.code).toBe("credentials-wrong")
    expect((await loggedIn(portal, henk)).cookies.has("portal-session")).toBe(true)
  })
})

describe("the mailed link", () => {
  test("changes nothing when it is only looked at", async () => {
    await register(portal.visitor(), henk)
    const token = await tokenFor(portal, henk.email)
    for (let time = 0; time < 3; time += 1) await portal.visitor().post("/api/registration/link", { token })
    expect(await smsOf(portal)).toEqual([])
    expect(await portal.db("accounts").first("email_confirmed_at", "state")).toEqual({
      email_confirmed_at: null,
      state: "unconfirmed",
    })
  })

  test("works for 24 hours, to the second", async () => {
    await register(portal.visitor(), henk)
    const token = await tokenFor(portal, henk.email)
    portal.clock.advance({ hours: 23, minutes: 59, seconds: 59 })
    expect((await portal.visitor().post("/api/registration/link", { token })).status).toBe(200)
    portal.clock.advance({ seconds: 1 })
    for (const path of ["link", "confirm"]) {
      const late = await portal.visitor().post(`/api/registration/${path}`, { token })
      expect([late.status, late.body.code]).toEqual([410, "link-invalid"])
    }
  })

  test("of another purpose, or made up, is as invalid as an old one", async () => {
    await register(portal.visitor(), henk)
    const token = await tokenFor(portal, henk.email)
    await portal.db("email_links").update({ purpose: "reset-password" })
    const foreign = await portal.visitor().post("/api/registration/confirm", { token })
    const invented = await portal.visitor().post("/api/registration/confirm", { token: "A".repeat(43) })
    expect(foreign.text).toBe(invented.text)
    expect(invented.body.code).toBe("link-invalid")
  })

  test("points at our own site whatever the request called itself", async () => {
    await register(portal.visitor(), henk)
    const [mail] = await mailsTo(portal, henk.email)
    expect(mail?.text).toContain(`${portal.url}/bevestig#`)
  })

  test("pressed twice in one browser goes on with the same code", async () => {
    const visitor = portal.visitor()
    await register(visitor, henk)
    const first = await confirm(visitor)
    portal.clock.advance({ seconds: 5 })
    const second = await confirm(visitor)
    expect(second.text).toBe(first.text)
    expect(await smsOf(portal)).toHaveLength(1)
  })

  test("pressed by a mail scanner gives the scanner nothing, and the person still gets in", async () => {
    await register(portal.visitor(), henk)
    const [scanner, person] = [portal.visitor(), portal.visitor()]
    await confirm(scanner)
    expect(scanner.cookies.has("portal-session")).toBe(false)
    await confirm(person)
    const code = await newestCode(portal)
    expect((await scanner.post("/api/login/code", { code })).body.code).toBe("code-expired")
    expect((await person.post("/api/login/code", { code })).status).toBe(200)
  })

  test("pressed again after the registration was completed sends no SMS and opens nothing", async () => {
    await register(portal.visitor(), henk)
    const token = await tokenFor(portal, henk.email)
    const person = portal.visitor()
    await confirm(person)
    await person.post("/api/login/code", { code: await newestCode(portal) })
    const scanner = portal.visitor()
    const again = await scanner.post("/api/registration/confirm", { token })
    expect([again.status, again.body]).toEqual([200, { step: "none" }])
    expect(await smsOf(portal)).toHaveLength(1)
    portal.clock.advance({ hours: 24 })
    expect((await scanner.post("/api/registration/confirm", { token })).body.code).toBe("link-invalid")
  })
})

describe("the browser that waits for the mail", () => {
  test("sees when the address is confirmed elsewhere, and goes on with its own password and code", async () => {
    const app = portal.visitor()
    await register(app, henk)
    expect((await app.get("/api/registration")).body).toEqual({ state: "waiting", email: henk.email })
    await confirm(portal.visitor())
    expect((await app.get("/api/registration")).body).toEqual({ state: "confirmed", email: henk.email })
    await loggedIn(portal, henk, app)
    expect((await app.get("/api/me")).status).toBe(200)
  })

  test("cannot log in before the address is confirmed", async () => {
    const app = portal.visitor()
    await register(app, henk)
    const answer = await app.post("/api/login", { email: henk.email, password: henk.password })
    expect([answer.status, answer.body.code]).toEqual([401, "credentials-wrong"])
  })

  test("can ask for a new mail three times, each time a little later; only the newest link works", async () => {
    const app = portal.visitor()
    await register(app, henk)
    const oldest = await tokenFor(portal, henk.email)
    const soon = await app.post("/api/registration/resend")
    expect([soon.status, soon.body.code, soon.body.retryAfterSeconds]).toEqual([429, "resend-too-soon", 60])
    for (const seconds of [60, 120, 300]) {
      portal.clock.advance({ seconds: seconds - 1 })
      expect((await app.post("/api/registration/resend")).body.retryAfterSeconds).toBe(1)
      portal.clock.advance({ seconds: 1 })
      expect((await app.post("/api/registration/resend")).status).toBe(202)
    }
    portal.clock.advance({ hours: 1 })
    expect((await app.post("/api/registration/resend")).body.code).toBe("resend-limit")
    expect(await mailsTo(portal, henk.email)).toHaveLength(4)
    const old = await portal.visitor().post("/api/registration/link", { token: oldest })
    expect(old.body.code).toBe("link-invalid")
    expect((await confirm()).status).toBe(200)
  })

  test("keeps its link when a new mail stays away because the address had enough of them", async () => {
    const app = portal.visitor()
    await register(app, henk)
    const token = await tokenFor(portal, henk.email)
    for (let time = 0; time < 4; time += 1) await register(portal.visitor(), henk)
    portal.clock.advance({ minutes: 1 })
    expect((await app.post("/api/registration/resend")).status).toBe(202)
    expect(await mailsTo(portal, henk.email)).toHaveLength(5)
    expect((await portal.visitor().post("/api/registration/link", { token })).status).toBe(200)
  })

  test("forgets what it waited for when somebody logs in or out there", async () => {
    const app = await registered(portal, henk)
    expect(app.cookies.has("portal-registration")).toBe(false)
    expect(await portal.db("waiting_registrations")).toEqual([])
    await register(app, mark)
    await app.post("/api/logout")
    expect(app.cookies.has("portal-registration")).toBe(false)
    expect(await portal.db("waiting_registrations")).toEqual([])
  })

  test("without its cookie is told that the page is over", async () => {
    const stranger = portal.visitor()
    expect((await stranger.get("/api/registration")).body).toEqual({ state: "none" })
    expect((await stranger.post("/api/registration/resend")).body.code).toBe("step-expired")
  })
})

describe("somebody who registers with another person's address", () => {
  const intruder = { ...henk, mobile: "06 11111111", password: "Inbreker-9-schoenen" }

  test("does not block that person, and learns nothing when the person registers", async () => {
    const attacker = portal.visitor()
    await register(attacker, intruder)
    const attackersLink = await tokenFor(portal, henk.email)
    await registered(portal, henk)
    expect((await attacker.get("/api/registration")).body).toEqual({ state: "waiting", email: henk.email })
    expect((await attacker.post("/api/registration/link", { token: attackersLink })).body.code).toBe(
      "link-invalid",
    )
    const login = await attacker.post("/api/login", { email: henk.email, password: intruder.password })
    expect(login.body.code).toBe("credentials-wrong")
    expect(await portal.db("accounts").select("state")).toEqual([{ state: "active" }])
    expect(await portal.db("data_keys").where({ owner_kind: "account" })).toHaveLength(1)
  })

  test("loses what a scanner confirmed as soon as the person confirms the own registration", async () => {
    const attacker = portal.visitor()
    await register(attacker, intruder)
    await confirm(portal.visitor())
    const person = portal.visitor()
    await register(person, henk)
    portal.clock.advance({ seconds: 1 })
    await confirm(person)
    const login = await attacker.post("/api/login", { email: henk.email, password: intruder.password })
    expect(login.body.code).toBe("credentials-wrong")
    expect((await person.post("/api/login/code", { code: await newestCode(portal) })).status).toBe(200)
  })

  test("is stopped at the code, too, when the person confirms the own registration first", async () => {
    const attacker = portal.visitor()
    await register(attacker, intruder)
    await confirm(portal.visitor())
    await upToCode(portal, intruder, attacker)
    const code = await newestCode(portal)
    await register(portal.visitor(), henk)
    portal.clock.advance({ seconds: 1 })
    await confirm(portal.visitor())
    expect((await attacker.post("/api/login/code", { code })).body.code).toBe("step-expired")
    expect(await portal.db("sessions")).toEqual([])
  })

  test("does not stop a person who pressed Bevestig already, whatever a scanner presses later", async () => {
    const person = portal.visitor()
    await register(person, henk)
    await confirm(person)
    const code = await newestCode(portal)
    portal.clock.advance({ seconds: 1 })
    await register(portal.visitor(), intruder)
    await confirm(portal.visitor())
    expect((await person.post("/api/login/code", { code })).status).toBe(200)
    expect(await portal.db("accounts").select("state")).toEqual([{ state: "active" }])
  })

  test("cannot take the address that became an account after the link was mailed", async () => {
    const attacker = portal.visitor()
    await register(attacker, intruder)
    await confirm(attacker)
    const code = await newestCode(portal)
    portal.clock.advance({ seconds: 1 })
    await register(portal.visitor(), henk)
    const place = { email_index: emailIndexOf(portal.deps.sealing, henk.email) }
    const [, own] = (await portal.db("accounts").where(place).orderBy("registered_at").select("id")) as {
      id: string
    }[]
    await portal.db("accounts").where({ id: own?.id }).update({ state: "active" })
    expect((await attacker.post("/api/login/code", { code })).body.code).toBe("step-expired")
  })

  test("cannot use the code that arrives on the own phone when the owner presses Bevestig", async () => {
    const attacker = portal.visitor()
    await register(attacker, intruder)
    await confirm(portal.visitor())
    const code = await newestCode(portal)
    expect((await attacker.post("/api/login/code", { code })).body.code).toBe("step-expired")
  })
})

describe("at the same moment", () => {
  test("five links of one address are pressed, and each gets its page", async () => {
    for (let time = 0; time < 5; time += 1)
      await register(portal.visitor(), { ...henk, mobile: `06 1111111${time}` })
    const tokens = (await mailsTo(portal, henk.email)).map(({ text }) => text.match(/#([\w-]{43})/)?.[1])
    const answers = await Promise.all(
      tokens.map((token) => portal.visitor().post("/api/registration/confirm", { token })),
    )
    expect(answers.map(({ status }) => status)).toEqual([200, 200, 200, 200, 200])
  })

  test("two codes of one address are entered: one account, one session", async () => {
    const ways = []
    for (const mobile of ["06 11111111", "06 22222222"]) {
      const visitor = portal.visitor()
      await register(visitor, { ...henk, mobile })
      await confirm(visitor)
      ways.push({ visitor, code: await newestCode(portal) })
    }
    const answers = await Promise.all(
      ways.map(({ visitor, code }) => visitor.post("/api/login/code", { code })),
    )
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 401])
    expect(await portal.db("accounts").select("state")).toEqual([{ state: "active" }])
    expect(await portal.db("data_keys").where({ owner_kind: "account" })).toHaveLength(1)
  })

  test("a code is entered and old registrations are swept: the new account keeps its key", async () => {
    await register(portal.visitor(), henk)
    portal.clock.advance({ hours: 48 })
    const entering = await portal.db.transaction()
    await entering("accounts").update({ state: "active" })
    const swept = removeStaleRegistrations(portal.deps)
    if (isPostgres(portal.db)) await vi.waitUntil(somebodyWaits)
    await entering.commit()
    expect(await swept).toBe(0)
    expect(await portal.db("data_keys").where({ owner_kind: "account" })).toHaveLength(1)
  })

  const somebodyWaits = async () => {
    const waiting: unknown = await portal
      .db("pg_stat_activity")
      .whereRaw("datname = current_database()")
      .where({ wait_event_type: "Lock" })
      .first("pid")
    return waiting !== undefined
  }
})

describe("a mobile number", () => {
  const other = (name: string): typeof henk => ({ ...henk, email: `${name}@voorbeeld.example` })

  test("of somebody else gets a stranger few codes, and none of them is the owner's", async () => {
    await registered(portal, henk)
    for (const name of ["een", "twee", "drie", "vier", "vijf"]) {
      await register(portal.visitor(), other(name))
      await confirm(portal.visitor(), other(name).email)
    }
    expect(await smsOf(portal)).toHaveLength(4)
    for (let time = 0; time < 4; time += 1) await upToCode(portal, henk)
    expect(await smsOf(portal)).toHaveLength(8)
  })

  test("is shared by three accounts at most; who registers a fourth sees it at the code", async () => {
    for (const name of ["een", "twee", "drie"]) await registered(portal, other(name))
    const fourth = portal.visitor()
    expect((await register(fourth, henk)).body).toEqual({ state: "waiting", email: henk.email })
    expect((await confirm(fourth)).body).toMatchObject({ step: "code" })
    const answer = await fourth.post("/api/login/code", { code: await newestCode(portal) })
    expect([answer.status, answer.body.code]).toEqual([409, "number-full"])
    expect(await portal.db("accounts").where({ state: "active" })).toHaveLength(3)
    expect(await portal.db("audit_events").where({ reason: "number-shared" })).toHaveLength(1)
  })
})

test("a registration that nobody finishes vanishes after 48 hours, with its key", async () => {
  await register(portal.visitor(), henk)
  await registered(portal, mark)
  portal.clock.advance({ hours: 47, minutes: 59 })
  expect(await removeStaleRegistrations(portal.deps)).toBe(0)
  portal.clock.advance({ minutes: 1 })
  expect(await removeStaleRegistrations(portal.deps)).toBe(1)
  expect(await portal.db("accounts").select("state")).toEqual([{ state: "active" }])
  expect(await portal.db("data_keys").where({ owner_kind: "account" })).toHaveLength(1)
})

describe("a form that is not right", () => {
  test.each([
    ["email", { email: "henk" }, "email-invalid"],
    ["email", { email: "henk@vооrbeeld.example\r\nBcc: kwaad@voorbeeld.example" }, "email-invalid"],
    ["email", { email: "henk@voorbeeld.example/kwaad" }, "email-invalid"],
    ["email", { email: "henk@voorbeeld.example\\kwaad" }, "email-invalid"],
    ["email", { email: "henk@voorbeeld.example?kwaad" }, "email-invalid"],
    ["email", { email: "henk@voorbeeld.example#kwaad" }, "email-invalid"],
    ["email", { email: "henk@voorbeel%64.example" }, "email-invalid"],
    ["email", { email: "henk@voorbeeld.example:25" }, "email-invalid"],
    ["mobile", { mobile: "020 1234567" }, "mobile-invalid"],
    ["mobile", { mobile: "0612345678\n@evil #000000" }, "mobile-invalid"],
    ["mobile", { mobile: "+32 470 12 34 56" }, "mobile-country"],
    ["mobile", { country: "BE", mobile: "0470 12 34 56" }, "mobile-country"],
    ["password", { password: "Kort-7" }, "password-too-short"],
    ["password", { password: "Wolk".repeat(40) }, "password-too-long"],
    ["password", { password: "kachel-wolk-7" }, "password-needs-capital"],
    ["password", { password: "Welkom2026!" }, "password-too-common"],
    ["password", { password: "Willemsen-wandelt" }, "password-contains-own"],
    ["privacyStatementVersion", { privacyStatementVersion: null }, "privacy-not-accepted"],
    ["privacyStatementVersion", { privacyStatementVersion: "2025-9" }, "privacy-version-old"],
  ])("%s %j: %s", async (path, change, code) => {
    const answer = await register(portal.visitor(), henk, change)
    expect(answer.body).toMatchObject({ code, fields: [{ path, code }] })
    expect(await portal.messages()).toEqual([])
    expect(await portal.db("accounts")).toEqual([])
  })

  test("names every wrong field at once", async () => {
    const answer = await register(portal.visitor(), henk, { email: "henk", mobile: "1", password: "x" })
    expect(answer.body).toMatchObject({
      status: 422,
      code: "input-invalid",
      fields: [
        { path: "email", code: "email-invalid" },
        { path: "mobile", code: "mobile-invalid" },
        { path: "password", code: "password-too-short" },
      ],
    })
  })

  test("with fields that do not exist is refused", async () => {
    const answer = await register(portal.visitor(), henk, { state: "active" })
    expect([answer.status, answer.body.code]).toEqual([422, "input-invalid"])
  })
})

describe("limits", () => {
  test("the sixth mail of a day to one address stays away, and nobody outside sees that", async () => {
    const answers = []
    for (let time = 0; time < 6; time += 1) answers.push(await register(portal.visitor(), henk))
    expect(new Set(answers.map(({ status, text }) => `${status} ${text}`)).size).toBe(1)
    expect(await mailsTo(portal, henk.email)).toHaveLength(5)
  })

  test("thirty registrations an hour from one network address", async () => {
    await portal.db("rate_counters").delete()
    for (let time = 0; time < 30; time += 1)
      await register(portal.visitor(), { ...henk, email: `p${time}@voorbeeld.example` })
    const refused = await register(portal.visitor(), mark)
    expect([refused.status, refused.body.code, refused.headers.get("retry-after")]).toEqual([
      429,
      "too-many-requests",
      "3600",
    ])
    portal.clock.advance({ hours: 1 })
    expect((await register(portal.visitor(), mark)).status).toBe(202)
  })
})

test("the log tells what happened, and neither address, number, password, code nor token", async () => {
  await registered(portal, henk)
  const rows = (await portal.db("audit_events").orderBy("at")) as { event: string }[]
  expect(new Set(rows.map(({ event }) => event))).toEqual(
    new Set([
      "registration.start",
      "registration.confirm",
      "login.code",
      "account.activate",
      "device.add",
      "session.start",
    ]),
  )
  const text = JSON.stringify(rows)
  for (const secret of [
    henk.email,
    "623456789",
    henk.password,
    await newestCode(portal),
    await tokenFor(portal, henk.email),
  ])
    expect(text).not.toContain(secret)
})
