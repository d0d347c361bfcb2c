// Known devices: strangers lock nobody out, the owner is told of a new one, and can end each of them from elsewhere.
import { randomUUID } from "node:crypto"
import { createServer } from "node:http"
import type { AddressInfo } from "node:net"
import { afterEach, beforeEach, describe, expect, test } from "vitest"
import { createApp } from "../../server/app.ts"
import { findChangedRows } from "../../server/audit/audit.ts"
import { removeOldRows } from "../../server/jobs/retention.ts"
import { importAll, logIn, password, patient, readerOf, relative } from "../support/family.ts"
import { startPortal, type Portal } from "../support/portal.ts"
import { behindProxy, mailsTo, newestCode, statementsOf, wrongCode } from "../support/sign-in.ts"
import { createVisitor, type Visitor } from "../support/visitor.ts"

const wrong = "Verkeerd-1-woord"
const agents = {
  tablet:
    "Mozilla/5.0 (Linux; Android 14; SM-X200) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0 Safari/537.36",
  phone:
    "Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) AppleWebKit/605.1 Version/18.0 Mobile/15E148 Safari/604.1",
}

let portal: Portal
let son: string
let daughter: string
let from: (address: string) => Record<string, string>
beforeEach(async () => {
  portal = await startPortal({ settings: { help: helpWith("088 123 45 67") } })
  const id = await importAll(portal, [
    ...patient("mother", "999900018"),
    relative("son", "mother", "999900110"),
    ...patient("aunt", "999900031"),
    relative("daughter", "aunt", "999900122"),
  ])
  const reads = async (name: string, of: string, bsn: string) =>
    (
      await readerOf(portal, {
        patientId: id(`Patient/${of}`),
        person: id(`RelatedPerson/${name}`),
        slot: 2,
        role: "contactPerson",
        bsn,
        name,
      })
    ).email
  son = await reads("son", "mother", "999900110")
  daughter = await reads("daughter", "aunt", "999900122")
  await portal.db("accounts").update({ last_login_at: null })
  from = behindProxy(portal)
})
afterEach(() => portal.close())

const helpWith = (phone: string) => ({
  care: { phone, text: "", hours: "" },
  urgent: { phone: "", text: "" },
  desk: { email: "" as const },
})

const typed = (visitor: Visitor, word: string, email = son, headers = {}) =>
  visitor.post("/api/login", { email, password: word }, headers)
const code = (visitor: Visitor, value: string) => visitor.post("/api/login/code", { code: value })
const isIn = async (visitor: Visitor) => (await visitor.get("/api/me")).status === 200
const listOf = async (visitor: Visitor) => (await visitor.get("/api/account/devices")).body
const end = (visitor: Visitor, id: unknown) => visitor.post("/api/account/devices/end", { id })
const counters = async (name: string) =>
  (await portal.db("rate_counters").where({ name })) as { count: number }[]

/** The whole way in, as this kind of browser. */
async function logInWith(agent: string, email = son, visitor = portal.visitor(), word = password) {
  const headers = { "user-agent": agent }
  await typed(visitor, word, email, headers)
  await visitor.post("/api/login/confirm", {}, headers)
  const done = await visitor.post("/api/login/code", { code: await newestCode(portal) }, headers)
  expect(done.status, done.text).toBe(200)
  return visitor
}

async function knownTablet(email = son) {
  const tablet = await logInWith(agents.tablet, email)
  await tablet.post("/api/logout")
  return tablet
}

describe("locking a reader out on purpose", () => {
  test("with wrong passwords: from many addresses, and from the same one, the known device comes in", async () => {
    const tablet = await knownTablet()
    for (let at = 0; at < 31; at += 1) await typed(portal.visitor(), wrong, son, from(`203.0.113.${at}`))
    expect((await typed(portal.visitor(), password, son, from("198.51.100.1"))).status).toBe(429)
    expect((await typed(tablet, password, son, from("203.0.113.1"))).status).toBe(200)
  })

  test("by who shares the address of the house, which is at its maximum itself", async () => {
    const tablet = await knownTablet()
    for (let at = 0; at < 12; at += 1)
      await typed(portal.visitor(), wrong, `iemand${at}@voorbeeld.example`, from("203.0.113.9"))
    for (let at = 0; at < 6; at += 1) await typed(portal.visitor(), wrong, son, from("203.0.113.9"))
    expect((await typed(portal.visitor(), password, daughter, from("203.0.113.9"))).status).toBe(429)
    expect((await typed(tablet, password, son, from("203.0.113.9"))).status).toBe(200)
  })

  test("with wrong codes, by who knows the password: elsewhere waits, the known device comes in", async () => {
    const tablet = await knownTablet()
    const thief = portal.visitor()
    for (let miss = 0; miss < 10; miss += 1) {
      if (miss % 5 === 0) {
        await portal.db("rate_counters").delete()
        await typed(thief, password)
        await thief.post("/api/login/confirm")
      }
      await code(thief, wrongCode(await newestCode(portal)))
    }
    await typed(thief, password)
    expect((await thief.post("/api/login/confirm")).status).toBe(429)
    await logInWith(agents.tablet, son, tablet)
    expect(await isIn(tablet)).toBe(true)
    await typed(thief, password)
    expect((await thief.post("/api/login/confirm")).status, "the reader's login opens nothing there").toBe(
      429,
    )
  })

  test("by asking for all the codes: the known device has its own", async () => {
    const tablet = await knownTablet()
    for (let at = 0; at < 6; at += 1) {
      const thief = portal.visitor()
      await typed(thief, password)
      await thief.post("/api/login/confirm")
    }
    const late = portal.visitor()
    await typed(late, password)
    expect((await late.post("/api/login/confirm")).body.code).toBe("resend-limit")
    await logInWith(agents.tablet, son, tablet)
    expect(await isIn(tablet)).toBe(true)
  })

  test("on the lock: wrong passwords elsewhere do not keep its reader out", async () => {
    const tablet = await logInWith(agents.tablet)
    await tablet.post("/api/session/lock")
    for (let at = 0; at < 31; at += 1) await typed(portal.visitor(), wrong, son, from(`203.0.113.${at}`))
    expect((await tablet.post("/api/session/unlock", { password })).status).toBe(204)
  })
})

describe("guessing on a known device", () => {
  test("waits after five, at the login and at the lock alike, and counts nowhere else", async () => {
    const tablet = await logInWith(agents.tablet)
    for (let miss = 0; miss < 3; miss += 1) await tablet.post("/api/session/unlock", { password: wrong })
    for (let miss = 0; miss < 2; miss += 1) await typed(tablet, wrong)
    expect((await typed(tablet, password)).body).toMatchObject({
      code: "too-many-requests",
      retryAfterSeconds: 30,
    })
    expect((await tablet.post("/api/session/unlock", { password })).status).toBe(429)
    for (const name of ["here", "account", "address"])
      expect((await counters(`login-misses-${name}`)).filter(({ count }) => count > 0)).toEqual([])
    expect((await typed(portal.visitor(), password)).status).toBe(200)
    portal.clock.advance({ seconds: 30 })
    expect((await typed(tablet, password)).status).toBe(200)
    expect(await counters("login-misses-device")).toEqual([])
  })

  test("of sixty guesses at the same moment at most five are judged", async () => {
    const tablet = await knownTablet()
    const answers = await Promise.all(
      Array.from({ length: 60 }, (_, at) =>
        typed(tablet.copy(), `Verkeerd-${at}-woord`, son, from("203.0.113.9")),
      ),
    )
    expect(answers.filter(({ body }) => body.code === "credentials-wrong")).toHaveLength(5)
    expect(answers.filter(({ status }) => status === 429)).toHaveLength(55)
  })

  test("its counter is the same one on every server", async () => {
    const tablet = await knownTablet()
    const second = createServer()
    await new Promise<void>((done) => second.listen(0, "127.0.0.1", done))
    const origin = `http://localhost:${(second.address() as AddressInfo).port}`
    const config = { ...portal.deps.config, origin }
    second.on("request", createApp({ ...portal.deps, config }).callback())
    const there = createVisitor(origin, new Map(tablet.cookies))
    for (let miss = 0; miss < 3; miss += 1) expect((await typed(tablet, wrong)).status).toBe(401)
    for (let miss = 0; miss < 2; miss += 1) expect((await typed(there, wrong)).status).toBe(401)
    expect([(await typed(tablet, password)).status, (await typed(there, password)).status]).toEqual([
      429, 429,
    ])
    second.closeAllConnections()
    await new Promise((done) => second.close(done))
  })

  test("spraying: the cookie of one account gives no turns at another", async () => {
    const tablet = await knownTablet()
    for (let at = 0; at < 5; at += 1) await typed(tablet, wrong, daughter, from("203.0.113.9"))
    expect((await typed(tablet, wrong, daughter, from("203.0.113.9"))).status).toBe(429)
    expect(await counters("login-misses-device")).toEqual([])
    for (let at = 0; at < 12; at += 1)
      await typed(tablet, wrong, `iemand${at}@voorbeeld.example`, from("203.0.113.9"))
    expect((await typed(tablet, wrong, "nog-een@voorbeeld.example", from("203.0.113.9"))).status).toBe(429)
  })

  test("codes wait after ten in a row here, not elsewhere; the owner is told after three", async () => {
    const tablet = await knownTablet()
    for (let miss = 0; miss < 10; miss += 1) {
      if (miss % 5 === 0) {
        await typed(tablet, password)
        await tablet.post("/api/login/confirm")
      }
      await code(tablet, wrongCode(await newestCode(portal)))
    }
    const [mail] = await mailsTo(portal, son)
    expect(mail?.text).toContain("3 keer een verkeerde code")
    await typed(tablet, password)
    expect((await tablet.post("/api/login/confirm")).body.retryAfterSeconds).toBe(900)
    expect(
      await portal.db("accounts").where({ code_misses: 0 }).whereNull("codes_blocked_until"),
    ).toHaveLength(2)
    expect(await isIn(await logIn(portal, son))).toBe(true)
    portal.clock.advance({ minutes: 15 })
    await logInWith(agents.tablet, son, tablet)
    expect(await portal.db("devices").where("code_misses", ">", 0)).toEqual([])
  })

  test("of wrong codes at the same moment at most five are compared", async () => {
    const tablet = await knownTablet()
    await typed(tablet, password)
    await tablet.post("/api/login/confirm")
    const guess = wrongCode(await newestCode(portal))
    await Promise.all(Array.from({ length: 30 }, () => code(tablet.copy(), guess)))
    expect((await portal.db("devices").first("code_misses")).code_misses).toBe(5)
  })
})

describe("a cookie that is", () => {
  const refused = async (cookie: string) => {
    const visitor = portal.visitor()
    visitor.cookies.set("portal-device", cookie)
    await portal.db("rate_counters").delete()
    await typed(visitor, wrong)
    const counted = await counters("login-misses-here")
    return counted.length === 1 && (await counters("login-misses-device")).length === 0
  }

  test("forged is as if absent, and costs no look-up", async () => {
    const tablet = await knownTablet()
    const cookie = tablet.cookies.get("portal-device") ?? ""
    const [token = "", signature = ""] = cookie.split(".")
    const flipped = `${signature.slice(0, -1)}${signature.endsWith("0") ? "1" : "0"}`
    const forged = [
      `${token}.${flipped}`,
      `${token}.${"0".repeat(64)}`,
      `${"A".repeat(43)}.${signature}`,
      `${token}.${token}.${signature}`,
      signature,
      token,
      "",
      ".",
      "x".repeat(4000),
    ]
    for (const one of forged) expect(await refused(one), one.slice(0, 60)).toBe(true)
    const bare = await statementsOf(portal, () => typed(portal.visitor(), wrong, son, from("198.51.100.2")))
    const visitor = portal.visitor()
    visitor.cookies.set("portal-device", forged[0] ?? "")
    expect(await statementsOf(portal, () => typed(visitor, wrong, son, from("198.51.100.3")))).toEqual(bare)
    expect(await refused(cookie)).toBe(false)
  })

  test("of another portal is as if absent", async () => {
    const tablet = await knownTablet()
    const other = await startPortal()
    const visitor = other.visitor()
    visitor.cookies.set("portal-device", tablet.cookies.get("portal-device") ?? "")
    await typed(visitor, wrong)
    expect(await other.db("rate_counters").where({ name: "login-misses-device" })).toEqual([])
    await other.close()
  })

  test("of a device not used for a year is as if absent", async () => {
    const cookie = (await knownTablet()).cookies.get("portal-device") ?? ""
    portal.clock.advance({ days: 364, hours: 23 })
    expect(await refused(cookie)).toBe(false)
    portal.clock.advance({ hours: 1 })
    expect(await refused(cookie)).toBe(true)
  })

  test("kept from before its device was ended is as if absent", async () => {
    const tablet = await logInWith(agents.tablet)
    const kept = tablet.cookies.get("portal-device") ?? ""
    const [own] = (await listOf(tablet)).devices
    expect((await end(tablet, own.id)).status).toBe(204)
    expect(await refused(kept)).toBe(true)
  })

  test("kept from before the password was changed is as if absent, but where that was done", async () => {
    const tablet = await knownTablet()
    const phone = await logInWith(agents.phone)
    const change = { current: password, password: "Sleutelbos-4-wolken-riem" }
    expect((await phone.post("/api/account/password", change)).status).toBe(204)
    expect(await refused(tablet.cookies.get("portal-device") ?? "")).toBe(true)
    expect(await refused(phone.cookies.get("portal-device") ?? "")).toBe(false)
    expect((await listOf(phone)).devices).toHaveLength(1)
  })

  test("planted by a stranger gives that stranger nothing of who logs in with it", async () => {
    const stranger = await knownTablet(daughter)
    const planted = stranger.cookies.get("portal-device") ?? ""
    await logInWith(agents.tablet, son, stranger.copy())
    expect(await refused(planted)).toBe(true)
  })
})

describe("one tablet of several people", () => {
  test("knows each of them by one cookie that names nobody", async () => {
    const tablet = await knownTablet()
    await logInWith(agents.tablet, daughter, tablet)
    const mails = (await portal.messages()).filter(({ kind }) => kind === "mail")
    for (const email of [son, daughter]) await logInWith(agents.tablet, email, tablet)
    expect((await portal.messages()).filter(({ kind }) => kind === "mail")).toHaveLength(mails.length)
    const cookie = tablet.cookies.get("portal-device") ?? ""
    expect(cookie).toMatch(/^[\w-]{43}\.[\w-]{43}\.[0-9a-f]{64}$/)
    expect(JSON.stringify(await portal.db("devices"))).not.toContain(cookie.slice(0, 43))
    expect((await listOf(tablet)).devices).toHaveLength(1)
  })
})

test("the cookie lives a year, for the server only", async () => {
  const visitor = portal.visitor()
  await typed(visitor, password)
  await visitor.post("/api/login/confirm")
  const done = await code(visitor, await newestCode(portal))
  const line = done.headers.getSetCookie().find((one) => one.startsWith("portal-device="))
  expect(line).toMatch(/; Path=\/; HttpOnly; SameSite=Lax; Max-Age=31536000$/)
})

describe("a login on a new device", () => {
  test("is mailed to the owner in words, but not the first one ever", async () => {
    await logInWith(agents.tablet)
    expect(await mailsTo(portal, son)).toEqual([])
    portal.clock.advance({ hours: 2 })
    await logInWith(agents.phone)
    const [mail, ...more] = await mailsTo(portal, son)
    expect(more).toEqual([])
    expect(mail?.subject).toBe("Er is ingelogd op een nieuw apparaat")
    for (const words of [
      "Zorggroep De Linde",
      "een telefoon met Safari",
      "22 november 2026 om 16:00 uur",
      "Was u dit niet?",
      "088 123 45 67",
    ])
      expect(mail?.text).toContain(words)
    expect(mail?.text).not.toContain("mother")
  })

  test("is not mailed where the account is known, nor before the code", async () => {
    const tablet = await knownTablet()
    await logInWith(agents.tablet, son, tablet)
    const stranger = portal.visitor()
    await typed(stranger, password)
    await stranger.post("/api/login/confirm")
    await code(stranger, wrongCode(await newestCode(portal)))
    expect(await mailsTo(portal, son)).toEqual([])
  })

  test("is mailed once, also when the code is entered ten times at once", async () => {
    await knownTablet()
    const phone = portal.visitor()
    await typed(phone, password)
    await phone.post("/api/login/confirm")
    const right = await newestCode(portal)
    const answers = await Promise.all(Array.from({ length: 10 }, () => code(phone.copy(), right)))
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(1)
    expect(await mailsTo(portal, son)).toHaveLength(1)
    expect(await portal.db("devices")).toHaveLength(2)
  })
})

describe("the list", () => {
  test("tells where the account is in use and kept, this device first, and the last ten logins", async () => {
    const tablet = await logInWith(agents.tablet)
    await tablet.post("/api/vault", { vault: randomUUID() })
    portal.clock.advance({ hours: 1 })
    const phone = await logInWith(agents.phone)
    const { devices, logins } = await listOf(phone)
    expect(devices).toEqual([
      {
        id: expect.any(String),
        kind: "telefoon",
        browser: "Safari",
        isHere: true,
        isLoggedIn: true,
        keepsRecords: false,
        lastUsedAt: "2026-11-22T14:00:00.000Z",
      },
      {
        id: expect.any(String),
        kind: "tablet",
        browser: "Chrome",
        isHere: false,
        isLoggedIn: false,
        keepsRecords: true,
        lastUsedAt: "2026-11-22T13:00:00.000Z",
      },
    ])
    expect(logins).toEqual([
      { at: "2026-11-22T14:00:00.000Z", kind: "telefoon", browser: "Safari" },
      { at: "2026-11-22T13:00:00.000Z", kind: "tablet", browser: "Chrome" },
    ])
    for (let more = 0; more < 10; more += 1) {
      await portal.db("rate_counters").delete()
      portal.clock.advance({ minutes: 1 })
      await logInWith(agents.phone, son, phone)
    }
    expect((await listOf(phone)).logins).toHaveLength(10)
    expect((await listOf(phone)).devices).toHaveLength(2)
  })

  test("holds ten devices: the one longest without a login gives way, with what it kept", async () => {
    const first = await logInWith(agents.tablet)
    const vault = randomUUID()
    const { ticket } = (await first.post("/api/vault", { vault })).body
    for (let more = 0; more < 10; more += 1) {
      await portal.db("rate_counters").delete()
      portal.clock.advance({ minutes: 1 })
      await logIn(portal, son)
    }
    expect(await isIn(first)).toBe(false)
    expect((await first.post("/api/vault/check", { ticket, items: [] })).body).toEqual({
      verdict: "wipe",
      vault,
    })
    expect((await listOf(await logIn(portal, son))).devices).toHaveLength(10)
  })

  test("shows nothing of another account, nor before the BSN step", async () => {
    await logInWith(agents.phone, daughter)
    const tablet = await logInWith(agents.tablet)
    expect((await listOf(tablet)).devices).toHaveLength(1)
    await portal.db("accounts").update({ bsn_step_at: null })
    expect((await tablet.get("/api/account/devices")).body.code).toBe("bsn-step-required")
  })
})

describe("ending a device", () => {
  test("kills its session at once, wipes what it keeps, and leaves the others", async () => {
    const tablet = await logInWith(agents.tablet)
    const vault = randomUUID()
    const { ticket } = (await tablet.post("/api/vault", { vault })).body
    const phone = await logInWith(agents.phone)
    const other = await logInWith(agents.phone, daughter)
    const there = (await listOf(phone)).devices.find((one: { isHere: boolean }) => !one.isHere)
    const answer = await end(phone, there.id)
    expect([answer.status, answer.body.devices.length]).toEqual([200, 1])
    expect([await isIn(tablet), await isIn(phone), await isIn(other)]).toEqual([false, true, true])
    const verdict = await portal.visitor().post("/api/vault/check", { ticket, items: [] })
    expect(verdict.body).toEqual({ verdict: "wipe", vault })
    const rows = await portal.db("audit_events").whereIn("event", ["device.end", "session.end", "vault.end"])
    expect(
      rows.map((row: Record<string, unknown>) => [row["event"], row["reason"], row["object_id"]]),
    ).toEqual(
      expect.arrayContaining([
        ["device.end", "by-reader", there.id],
        ["session.end", "device-ended", expect.any(String)],
        ["vault.end", "by-reader", vault],
      ]),
    )
    expect(await findChangedRows(portal.db, portal.deps.sealing)).toMatchObject({ changed: [] })
    await logInWith(agents.tablet, son, tablet)
    expect((await mailsTo(portal, son)).map(({ text }) => text).join()).toContain("een tablet met Chrome")
  })

  test("of somebody else, an ended one, or one that never was: 404, and it stays", async () => {
    const theirs = await logInWith(agents.phone, daughter)
    const [their] = (await listOf(theirs)).devices
    const tablet = await logInWith(agents.tablet)
    const [own] = (await listOf(tablet)).devices
    await logInWith(agents.phone)
    for (const id of [their.id, randomUUID()]) {
      const answer = await end(tablet, id)
      expect([answer.status, answer.body.code]).toEqual([404, "not-found"])
    }
    expect(await isIn(theirs)).toBe(true)
    expect(
      await portal.db("audit_events").where({ event: "device.end", outcome: "refused", object_id: their.id }),
    ).toHaveLength(1)
    const ended = (await listOf(tablet)).devices[1]
    await end(tablet, ended.id)
    expect((await end(tablet, ended.id)).status).toBe(404)
    expect((await end(tablet, own.id)).status).toBe(204)
    expect([await isIn(tablet), tablet.cookies.has("portal-session")]).toEqual([false, false])
  })

  test.each([undefined, 7, "x", "' OR 1=1 --", null])("%j is no id", async (id) => {
    const tablet = await logInWith(agents.tablet)
    expect((await end(tablet, id)).status).toBe(422)
  })

  test("everywhere but here ends all others, also those that only keep something", async () => {
    const tablet = await logInWith(agents.tablet)
    const vault = randomUUID()
    const { ticket } = (await tablet.post("/api/vault", { vault })).body
    await tablet.post("/api/logout")
    const second = await logIn(portal, son)
    const here = await logInWith(agents.phone)
    const own = (await here.post("/api/vault", { vault: randomUUID() })).body.ticket
    const answer = await here.post("/api/account/devices/end-others")
    expect([answer.status, answer.body.devices.length]).toEqual([200, 1])
    expect([await isIn(second), await isIn(here)]).toEqual([false, true])
    const verdict = async (one: string) =>
      (await portal.visitor().post("/api/vault/check", { ticket: one, items: [] })).body.verdict
    expect([await verdict(ticket), await verdict(own)]).toEqual(["wipe", "open"])
  })

  test("while it logs in or enrols what it keeps: nothing of it lives on", async () => {
    const tablet = await logInWith(agents.tablet)
    const phone = await logInWith(agents.phone)
    const there = (await listOf(phone)).devices[1]
    await Promise.all([
      ...Array.from({ length: 8 }, () => tablet.post("/api/vault", { vault: randomUUID() })),
      end(phone, there.id),
      ...Array.from({ length: 8 }, () => tablet.post("/api/vault", { vault: randomUUID() })),
    ])
    expect(await isIn(tablet)).toBe(false)
    expect(await portal.db("vaults").whereNull("ended_at")).toEqual([])
  })

  test("two of each other at the same moment: both may, nothing hangs", async () => {
    const tablet = await logInWith(agents.tablet)
    const phone = await logInWith(agents.phone)
    const [here, there] = (await listOf(phone)).devices
    const answers = await Promise.all([end(phone, there.id), end(tablet, here.id)])
    for (const { status } of answers) expect([200, 204, 401, 404]).toContain(status)
    expect((await isIn(tablet)) && (await isIn(phone))).toBe(false)
  })
})

test("what ended long ago, or was not used for long, is removed", async () => {
  const tablet = await logInWith(agents.tablet)
  const phone = await logInWith(agents.phone)
  await end(phone, (await listOf(phone)).devices[1].id)
  portal.clock.advance({ days: 91 })
  await removeOldRows(portal.deps)
  expect(await portal.db("devices")).toHaveLength(1)
  portal.clock.advance({ days: 310 })
  await removeOldRows(portal.deps)
  expect(await portal.db("devices")).toEqual([])
  expect(await isIn(tablet)).toBe(false)
})
