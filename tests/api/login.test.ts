// Logging in: password → Bevestig → code. What people mistype, and what attackers try.
import { afterEach, beforeEach, describe, expect, test } from "vitest"
import { createAccount } from "../../server/credentials/accounts.queries.ts"
import { hashPassword } from "../../server/credentials/password-hash.ts"
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
  type Newcomer,
} from "../support/sign-in.ts"
import type { Visitor } from "../support/visitor.ts"

let portal: Portal
beforeEach(async () => {
  portal = await startPortal()
  await account(henk)
})
afterEach(() => portal.close())

const account = async (person: Newcomer) =>
  createAccount(
    portal.db,
    portal.deps.sealing,
    {
      state: "active",
      email: person.email,
      mobile: `+31${person.mobile.replace(/\D/g, "").slice(1)}`,
      passwordHash: await hashPassword(portal.deps, person.password),
      mobileConfirmedAt: portal.clock.now(),
    },
    portal.clock.now(),
  )

const password = (visitor: Visitor, email = henk.email, typed = henk.password, headers = {}) =>
  visitor.post("/api/login", { email, password: typed }, headers)
const code = (visitor: Visitor, typed: string) => visitor.post("/api/login/code", { code: typed })

describe("password, Bevestig, code", () => {
  test("the SMS is sent after Bevestig, and the code opens a session", async () => {
    const visitor = portal.visitor()
    const first = await password(visitor)
    expect(first.body).toEqual({ step: "confirm", email: henk.email, maskedMobile: "06 •• •• •• 89" })
    expect(await smsOf(portal)).toEqual([])
    const second = await visitor.post("/api/login/confirm")
    expect(second.body).toEqual({
      step: "code",
      purpose: "login",
      email: henk.email,
      maskedMobile: "06 •• •• •• 89",
      sentAt: "2026-11-22T13:00:00.000Z",
      expiresAt: "2026-11-22T13:10:00.000Z",
      codeMinutes: 10,
      mayResendAt: "2026-11-22T13:01:00.000Z",
    })
    const third = await code(visitor, await newestCode(portal))
    expect([third.status, third.body]).toEqual([200, { next: "bsn" }])
    expect(visitor.cookies.has("portal-prelogin")).toBe(false)
    expect((await visitor.get("/api/me")).status).toBe(200)
  })

  test("a reload or a killed app finds its page back at each step", async () => {
    const visitor = portal.visitor()
    expect((await visitor.get("/api/login")).body).toEqual({ step: "none" })
    const first = await password(visitor)
    expect((await visitor.get("/api/login")).text).toBe(first.text)
    const second = await visitor.post("/api/login/confirm")
    expect((await visitor.get("/api/login")).text).toBe(second.text)
    await code(visitor, await newestCode(portal))
    expect((await visitor.get("/api/login")).body).toEqual({ step: "none" })
  })

  test("Bevestig pressed twice, also at the same moment, sends one SMS", async () => {
    const visitor = portal.visitor()
    await password(visitor)
    const answers = await Promise.all([1, 2, 3].map(() => visitor.post("/api/login/confirm")))
    expect(new Set(answers.map(({ text }) => text)).size).toBe(1)
    expect(await smsOf(portal)).toHaveLength(1)
  })

  test("the address may be typed with capitals and spaces around it", async () => {
    expect((await password(portal.visitor(), "  Henk.Willemsen@VOORBEELD.example ")).status).toBe(200)
  })

  test("going back ends the attempt", async () => {
    const visitor = await upToCode(portal, henk)
    const copy = visitor.copy()
    expect((await visitor.post("/api/login/cancel")).status).toBe(204)
    expect((await code(copy, await newestCode(portal))).body.code).toBe("step-expired")
  })

  test("typing the password again ends the attempt before it", async () => {
    const visitor = await upToCode(portal, henk)
    const before = visitor.copy()
    await password(visitor)
    expect((await code(before, await newestCode(portal))).body.code).toBe("step-expired")
  })

  test("each step without its cookie says that the page is over", async () => {
    for (const [path, body] of [["confirm"], ["resend"], ["code", { code: "123456" }]] as const) {
      const answer = await portal.visitor().post(`/api/login/${path}`, body ?? {})
      expect([answer.status, answer.body.code]).toEqual([401, "step-expired"])
    }
  })

  test("a new code or a code before Bevestig is refused in words", async () => {
    const visitor = portal.visitor()
    await password(visitor)
    expect((await visitor.post("/api/login/resend")).body.code).toBe("code-not-sent")
    expect((await code(visitor, "123456")).body.code).toBe("code-not-sent")
  })

  test("half an hour after the password the attempt is over, to the second", async () => {
    const visitor = portal.visitor()
    await password(visitor)
    portal.clock.advance({ minutes: 29, seconds: 59 })
    expect((await visitor.get("/api/login")).body.step).toBe("confirm")
    portal.clock.advance({ seconds: 1 })
    expect((await visitor.get("/api/login")).body.step).toBe("none")
    expect((await visitor.post("/api/login/confirm")).body.code).toBe("step-expired")
  })

  test("a hash of an older, weaker setting is made stronger in passing", async () => {
    const before = await portal.db("accounts").first("password")
    ;(portal.deps.config.passwordHash as { passes: number }).passes = 2
    await loggedIn(portal, henk)
    const after = await portal.db("accounts").first("password")
    expect(after).not.toEqual(before)
    await loggedIn(portal, henk)
    expect(await portal.db("accounts").first("password")).toEqual(after)
  })
})

describe("a wrong password and an unknown address", () => {
  test("get the same bytes and headers", async () => {
    const [wrong, unknown] = [
      await password(portal.visitor(), henk.email, "Verkeerd-1-woord"),
      await password(portal.visitor(), "niemand@voorbeeld.example", "Verkeerd-1-woord"),
    ]
    expect([wrong.status, wrong.body.code]).toEqual([401, "credentials-wrong"])
    expect(wrong.text).toBe(unknown.text)
    expect([...wrong.headers.keys()]).toEqual([...unknown.headers.keys()])
  })

  test("cost the same statements", async () => {
    const wrong = await statementsOf(portal, () => password(portal.visitor(), henk.email, "Verkeerd-1-woord"))
    const unknown = await statementsOf(portal, () => password(portal.visitor(), "niemand@voorbeeld.example"))
    expect(wrong.length).toBeGreaterThan(5)
    expect(wrong).toEqual(unknown)
  })

  test("are both held up after five misses, longer each time, and tell when to try again", async () => {
    for (const email of [henk.email, "niemand@voorbeeld.example"]) {
      const visitor = portal.visitor()
      for (let miss = 0; miss < 5; miss += 1)
        expect((await password(visitor, email, "Verkeerd-1-woord")).body.code).toBe("credentials-wrong")
      for (const seconds of [30, 60, 120, 300, 900, 900]) {
        const refused = await password(visitor, email)
        expect([refused.status, refused.body.code, refused.body.retryAfterSeconds]).toEqual([
          429,
          "too-many-requests",
          seconds,
        ])
        portal.clock.advance({ seconds })
        expect((await password(visitor, email, "Verkeerd-1-woord")).status).toBe(401)
      }
    }
  })

  test("a closed account is an unknown one", async () => {
    await portal.db("accounts").update({ state: "closed" })
    expect((await password(portal.visitor())).body.code).toBe("credentials-wrong")
  })
})

describe("limits around the password", () => {
  test("the right password ends the row of misses", async () => {
    const visitor = portal.visitor()
    for (let round = 0; round < 3; round += 1) {
      for (let miss = 0; miss < 4; miss += 1) await password(visitor, henk.email, "Verkeerd-1-woord")
      expect((await password(visitor)).status).toBe(200)
    }
  })

  test("of sixty guesses at the same moment at most five are judged", async () => {
    const answers = await Promise.all(
      Array.from({ length: 60 }, (_, at) => password(portal.visitor(), henk.email, `Verkeerd-${at}-woord`)),
    )
    const judged = answers.filter((answer) => answer.body.code === "credentials-wrong")
    expect(judged).toHaveLength(5)
    expect(answers.filter(({ status }) => status === 429)).toHaveLength(55)
  })

  test("a stranger at another address locks nobody out", async () => {
    const from = behindProxy(portal)
    for (let miss = 0; miss < 6; miss += 1)
      await password(portal.visitor(), henk.email, "Verkeerd-1-woord", from("203.0.113.9"))
    expect((await password(portal.visitor(), henk.email, henk.password, from("203.0.113.9"))).status).toBe(
      429,
    )
    expect((await password(portal.visitor(), henk.email, henk.password, from("198.51.100.7"))).status).toBe(
      200,
    )
  })

  test("thirty misses an hour on one account, from whatever addresses, and no more", async () => {
    const from = behindProxy(portal)
    const guess = (at: number) =>
      password(portal.visitor(), henk.email, "Verkeerd-1-woord", from(`203.0.113.${at}`))
    for (let miss = 0; miss < 30; miss += 1) expect((await guess(miss)).status).toBe(401)
    expect((await guess(31)).body).toMatchObject({ code: "too-many-requests", retryAfterSeconds: 3600 })
  })

  test("one password on ten accounts, then the address waits; each account counts once", async () => {
    const visitor = portal.visitor()
    const guess = (at: number) => password(visitor, `p${at}@voorbeeld.example`, "Verkeerd-1-woord")
    for (let at = 0; at < 10; at += 1)
      for (let miss = 0; miss < 2; miss += 1) expect((await guess(at)).status).toBe(401)
    expect((await guess(10)).body).toMatchObject({ code: "too-many-requests", retryAfterSeconds: 900 })
    portal.clock.advance({ minutes: 15 })
    expect((await guess(10)).status).toBe(401)
  })

  test("addresses of one IPv6 network are one address", async () => {
    const from = behindProxy(portal)
    for (let miss = 0; miss < 5; miss += 1)
      await password(portal.visitor(), henk.email, "Verkeerd-1-woord", from(`2001:db8:1:2::${miss + 1}`))
    const other = await password(
      portal.visitor(),
      henk.email,
      henk.password,
      from("2001:0db8:0001:0002:ffff::1"),
    )
    expect(other.status).toBe(429)
  })

  test("sixty people of one house come in from one address", async () => {
    const people = Array.from({ length: 60 }, (_, at) => ({ ...henk, email: `p${at}@voorbeeld.example` }))
    for (const person of people) await account(person)
    for (const person of people) expect((await password(portal.visitor(), person.email)).status).toBe(200)
  })

  test("a flood of hashes sends the next login away to come back, and that is no miss", async () => {
    const hash = (passes: number) =>
      hashPassword(
        { ...portal.deps, config: { ...portal.deps.config, passwordHash: { memoryKiB: 47_104, passes } } },
        "x",
      )
    // Four are busy and sixty-four wait, and whoever is done comes back: the line stays full until the answer is there.
    let isOver = false
    const flood = Array.from({ length: 4 + 64 }, async () => {
      while (!isOver) await hash(1)
    })
    const answer = await password(portal.visitor())
    expect([answer.status, answer.body.code, answer.headers.get("retry-after")]).toEqual([503, "busy", "5"])
    isOver = true
    expect(await portal.db("rate_counters").where("count", ">", 0)).toEqual([])
    await Promise.all(flood)
    expect((await password(portal.visitor())).status).toBe(200)
  })
})

describe("the code", () => {
  test.each([
    ["with a space", (digits: string) => `${digits.slice(0, 3)} ${digits.slice(3)}`],
    [
      "with dashes and spaces around",
      (digits: string) => `  ${digits.slice(0, 2)}-${digits.slice(2, 4)}–${digits.slice(4)}\n`,
    ],
    [
      "in full-width digits",
      (digits: string) => digits.replace(/\d/g, (d) => String.fromCodePoint(0xff10 + Number(d))),
    ],
    [
      "in Arabic digits",
      (digits: string) => digits.replace(/\d/g, (d) => String.fromCodePoint(0x0660 + Number(d))),
    ],
  ])("works when it is pasted %s", async (_name, write) => {
    const visitor = await upToCode(portal, henk)
    expect((await code(visitor, write(await newestCode(portal)))).status).toBe(200)
  })

  test.each(["", "12345", "1234567", "12a456", "geen code"])(
    "%j has not six digits, and costs no try",
    async (typed) => {
      const visitor = await upToCode(portal, henk)
      const answer = await code(visitor, typed)
      expect([answer.status, answer.body.code]).toEqual([422, "code-incomplete"])
      expect((await portal.db("security_codes").first("tries")).tries).toBe(0)
    },
  )

  test("wrong: says how many tries are left; after five the right one does not help any more", async () => {
    const visitor = await upToCode(portal, henk)
    const right = await newestCode(portal)
    for (const left of [4, 3, 2, 1]) {
      const answer = await code(visitor, wrongCode(right))
      expect([answer.status, answer.body.code, answer.body.triesLeft]).toEqual([401, "code-wrong", left])
    }
    expect((await code(visitor, wrongCode(right))).body).toMatchObject({ code: "code-locked", triesLeft: 0 })
    expect((await code(visitor, right)).body).toMatchObject({ code: "code-locked", triesLeft: 0 })
  })

  test("a hundred guesses at the same moment: five are compared, and the right one is among the refused", async () => {
    const visitor = await upToCode(portal, henk)
    const right = await newestCode(portal)
    const guesses = Array.from({ length: 100 }, (_, at) =>
      String((Number(right) + 1 + at) % 1_000_000).padStart(6, "0"),
    )
    const from = behindProxy(portal)
    const answers = await Promise.all(
      guesses.map((typed, at) =>
        visitor.copy().post("/api/login/code", { code: typed }, from(`203.0.113.${at}`)),
      ),
    )
    const compared = answers.filter(({ body }) => body.triesLeft > 0 || body.code === "code-wrong").length
    expect(compared).toBeLessThanOrEqual(5)
    expect((await portal.db("security_codes").first("tries")).tries).toBe(5)
    expect((await portal.db("accounts").first("code_misses")).code_misses).toBe(5)
    expect((await code(visitor, right)).status).toBe(401)
  })

  test("the right code a hundred times at the same moment makes one session", async () => {
    const visitor = await upToCode(portal, henk)
    const right = await newestCode(portal)
    const from = behindProxy(portal)
    const answers = await Promise.all(
      Array.from({ length: 100 }, (_, at) =>
        visitor.copy().post("/api/login/code", { code: right }, from(`203.0.113.${at}`)),
      ),
    )
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(1)
    expect(answers.filter(({ status }) => status === 401)).toHaveLength(99)
    expect(await portal.db("sessions")).toHaveLength(1)
  })

  test("works for ten minutes, to the second", async () => {
    const [early, late] = [await upToCode(portal, henk), portal.visitor()]
    portal.clock.advance({ minutes: 9, seconds: 59 })
    expect((await code(early, await newestCode(portal))).status).toBe(200)
    await upToCode(portal, henk, late)
    portal.clock.advance({ minutes: 10 })
    const answer = await code(late, await newestCode(portal))
    expect([answer.status, answer.body.code]).toEqual([401, "code-expired"])
  })

  test("works once", async () => {
    const visitor = await upToCode(portal, henk)
    const again = visitor.copy()
    const right = await newestCode(portal)
    await code(visitor, right)
    expect((await code(again, right)).body.code).toBe("step-expired")
  })

  test("of another browser does not work, also not on the same account", async () => {
    const first = await upToCode(portal, henk)
    const firstCode = await newestCode(portal)
    const second = await upToCode(portal, henk)
    const secondCode = await newestCode(portal)
    expect((await code(second, firstCode)).body.code).toBe("code-wrong")
    expect((await code(first, secondCode)).body.code).toBe("code-expired")
    expect((await code(second, secondCode)).status).toBe(200)
  })

  test("of another person does not work", async () => {
    await account(mark)
    const henks = await upToCode(portal, henk)
    await upToCode(portal, mark)
    expect((await code(henks, await newestCode(portal))).body.code).toBe("code-wrong")
  })

  test("is bound to its challenge: its hash does not fit another row of the database", async () => {
    await account(mark)
    await upToCode(portal, henk)
    const henksCode = await newestCode(portal)
    const { code_hmac } = (await portal.db("security_codes").first("code_hmac")) as { code_hmac: string }
    const marks = await upToCode(portal, mark)
    await portal.db("security_codes").update({ code_hmac })
    expect((await code(marks, henksCode)).body.code).toBe("code-wrong")
  })

  test("of a registration opens no login", async () => {
    await register(portal.visitor(), mark)
    const waiting = portal.visitor()
    await waiting.post("/api/registration/confirm", { token: await tokenFor(portal, mark.email) })
    const registrationCode = await newestCode(portal)
    const login = await upToCode(portal, mark)
    expect((await code(login, registrationCode)).body.code).toBe("code-wrong")
  })

  test("is stored as a keyed hash, never as digits", async () => {
    await upToCode(portal, henk)
    const right = await newestCode(portal)
    expect((await portal.db("security_codes").first("code_hmac")).code_hmac).toMatch(/^[0-9a-f]{64}$/)
    for (const table of ["challenges", "security_codes", "audit_events"])
      expect(JSON.stringify(await portal.db(table))).not.toMatch(new RegExp(`\\b${right}\\b`))
  })
})

describe("a new code", () => {
  test("may be asked after 60, 120 and 300 seconds; only the newest works", async () => {
    const visitor = await upToCode(portal, henk)
    const oldest = await newestCode(portal)
    for (const seconds of [60, 120, 300]) {
      const soon = await visitor.post("/api/login/resend")
      expect([soon.status, soon.body.code, soon.body.retryAfterSeconds]).toEqual([
        429,
        "resend-too-soon",
        seconds,
      ])
      portal.clock.advance({ seconds })
      expect((await visitor.post("/api/login/resend")).status).toBe(200)
    }
    expect((await visitor.get("/api/login")).body.mayResendAt).toBeNull()
    portal.clock.advance({ minutes: 5 })
    expect((await visitor.post("/api/login/resend")).body.code).toBe("resend-limit")
    expect(await smsOf(portal)).toHaveLength(4)
    expect((await code(visitor, oldest)).body.code).toBe("code-wrong")
    expect((await code(visitor, await newestCode(portal))).status).toBe(200)
  })

  test("asked for at the same moment is sent once", async () => {
    const visitor = await upToCode(portal, henk)
    portal.clock.advance({ minutes: 1 })
    const answers = await Promise.all([1, 2, 3, 4].map(() => visitor.post("/api/login/resend")))
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(1)
    expect(await smsOf(portal)).toHaveLength(2)
  })

  test("never lasts longer than the attempt", async () => {
    const visitor = await upToCode(portal, henk)
    portal.clock.advance({ minutes: 25 })
    const { body } = await visitor.post("/api/login/resend")
    expect([body.expiresAt, body.codeMinutes]).toEqual(["2026-11-22T13:30:00.000Z", 5])
  })

  test("five an hour for one person, whatever browser asks", async () => {
    for (let time = 0; time < 5; time += 1) await upToCode(portal, henk)
    const sixth = portal.visitor()
    await password(sixth)
    const refused = await sixth.post("/api/login/confirm")
    expect([refused.status, refused.body.code, refused.body.retryAfterSeconds]).toEqual([
      429,
      "resend-limit",
      3600,
    ])
    const logged = portal.db("audit_events").where({ event: "login.confirm", outcome: "refused" })
    expect(await logged.select("reason")).toEqual([{ reason: "resend-limit" }])
    expect(await smsOf(portal)).toHaveLength(5)
    portal.clock.advance({ hours: 1 })
    await upToCode(portal, henk)
  })

  test("five an hour for one number, also through several accounts", async () => {
    await account({ ...henk, email: "partner@voorbeeld.example" })
    for (let time = 0; time < 5; time += 1) await upToCode(portal, henk)
    const partner = portal.visitor()
    await password(partner, "partner@voorbeeld.example")
    expect((await partner.post("/api/login/confirm")).body.code).toBe("resend-limit")
  })

  test("when the budget of the portal is spent: an honest answer, and no way around it", async () => {
    await upToCode(portal, henk)
    await portal.db("rate_counters").where({ name: "codes-all-hour" }).update({ count: 300 })
    const visitor = portal.visitor()
    await password(visitor)
    const answer = await visitor.post("/api/login/confirm")
    expect([answer.status, answer.body.code]).toEqual([503, "sms-unavailable"])
    expect((await visitor.get("/api/login")).body.step).toBe("confirm")
  })

  test("half of that budget stays for people who logged in before", async () => {
    await loggedIn(portal, henk)
    await account(mark)
    await upToCode(portal, mark)
    await portal.db("rate_counters").where({ name: "codes-newcomers-hour" }).update({ count: 150 })
    const newcomer = portal.visitor()
    await password(newcomer, mark.email, mark.password)
    expect((await newcomer.post("/api/login/confirm")).body.code).toBe("sms-unavailable")
    await loggedIn(portal, henk)
  })
})

describe("wrong codes in a row", () => {
  const miss = async (visitor: Visitor) => code(visitor, wrongCode(await newestCode(portal)))

  test("three: the owner gets a mail, once", async () => {
    const visitor = await upToCode(portal, henk)
    for (let time = 0; time < 5; time += 1) await miss(visitor)
    const mails = await mailsTo(portal, henk.email)
    expect(mails.map(({ subject }) => subject)).toEqual(["Er is 3 keer een verkeerde code ingevuld"])
  })

  test("ten: no codes for 15 minutes, then longer for each further miss; a right code ends it", async () => {
    for (let round = 0; round < 2; round += 1) {
      const visitor = await upToCode(portal, henk)
      for (let time = 0; time < 5; time += 1) await miss(visitor)
    }
    const blocked = portal.visitor()
    expect((await password(blocked)).status).toBe(200)
    expect((await blocked.post("/api/login/confirm")).body).toMatchObject({
      code: "too-many-requests",
      retryAfterSeconds: 900,
    })
    portal.clock.advance({ minutes: 15 })
    const visitor = await upToCode(portal, henk)
    await miss(visitor)
    expect((await code(visitor, await newestCode(portal))).body.retryAfterSeconds).toBe(1800)
    portal.clock.advance({ minutes: 30 })
    await loggedIn(portal, henk)
    expect(await portal.db("accounts").first("code_misses", "codes_blocked_until")).toEqual({
      code_misses: 0,
      codes_blocked_until: null,
    })
  })

  test("fifty: the account is stopped, and time does not help", async () => {
    await portal.db("accounts").update({ code_misses: 49 })
    await miss(await upToCode(portal, henk))
    portal.clock.advance({ days: 400 })
    const visitor = portal.visitor()
    await password(visitor)
    const answer = await visitor.post("/api/login/confirm")
    expect([answer.status, answer.body.code, answer.body.retryAfterSeconds]).toEqual([
      429,
      "too-many-requests",
      undefined,
    ])
  })
})

test("the log tells each step, and neither the address typed nor a secret", async () => {
  const visitor = portal.visitor()
  await password(visitor, henk.email, "Verkeerd-1-woord")
  await upToCode(portal, henk, visitor)
  const right = await newestCode(portal)
  await code(visitor, wrongCode(right))
  await code(visitor, right)
  const rows = (await portal.db("audit_events").orderBy("at")) as { event: string; outcome: string }[]
  expect(rows.map(({ event, outcome }) => `${event} ${outcome}`).sort()).toEqual([
    "device.add done",
    "login.code done",
    "login.code refused",
    "login.confirm done",
    "login.password done",
    "login.password refused",
    "session.start done",
  ])
  for (const secret of [henk.email, henk.password, "623456789", visitor.cookies.get("portal-session") ?? "?"])
    expect(JSON.stringify(rows)).not.toContain(secret)
})

test("nothing that was typed stays readable in the database", async () => {
  await registered(portal, mark)
  const tables = [
    "accounts",
    "challenges",
    "email_links",
    "waiting_registrations",
    "sessions",
    "outbox_messages",
    "rate_counters",
  ]
  for (const table of tables) {
    const text = (await portal.db(table))
      .map((row: object) =>
        Object.values(row)
          .map((value) => (Buffer.isBuffer(value) ? value.toString("latin1") : String(value)))
          .join(" "),
      )
      .join("\n")
    for (const secret of [mark.email, "634567890", mark.password, "$argon2id$"])
      expect(text).not.toContain(secret)
  }
})
