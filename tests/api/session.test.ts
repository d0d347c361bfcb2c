// A session from its first to its last second, and what a stolen or planted cookie is worth.
import { afterEach, beforeEach, describe, expect, test } from "vitest"
import { startPortal, type Portal } from "../support/portal.ts"
import { henk, loggedIn, mark, newestCode, registered, upToCode } from "../support/sign-in.ts"
import type { Visitor } from "../support/visitor.ts"

let portal: Portal
let first: Visitor
beforeEach(async () => {
  portal = await startPortal()
  first = await registered(portal, henk)
})
afterEach(() => portal.close())

const COOKIE = "portal-session"
const status = async (visitor: Visitor) => (await visitor.get("/api/me")).status

describe("how long it lasts", () => {
  test("thirty minutes without a touch, to the second", async () => {
    portal.clock.advance({ minutes: 29, seconds: 59 })
    expect(await status(first)).toBe(423)
    portal.clock.advance({ seconds: 1 })
    const answer = await first.get("/api/me")
    expect([answer.status, answer.body.code]).toEqual([401, "session-required"])
  })

  test("twelve hours at most, however often it is used", async () => {
    for (let uses = 0; uses < 51; uses += 1) {
      portal.clock.advance({ minutes: 14 })
      expect(await status(first)).toBe(200)
    }
    portal.clock.advance({ minutes: 5, seconds: 59 })
    expect(await status(first)).toBe(200)
    portal.clock.advance({ seconds: 1 })
    expect(await status(first)).toBe(401)
  })

  test("the page hears how long it still is, in seconds of the server, however it is used", async () => {
    const left = async () => (await first.get("/api/me")).body.secondsLeft as number
    expect(await left()).toBe(12 * 3600)
    portal.clock.advance({ minutes: 14, seconds: 0.5 })
    expect(await left()).toBe(12 * 3600 - 14 * 60 - 1)
  })

  test("the key for what was typed is the account's own, in every session, and not given on the lock", async () => {
    const key = async (visitor: Visitor) => (await visitor.get("/api/me")).body.formKey as string | undefined
    const own = await key(first)
    expect(Buffer.from(own ?? "", "base64")).toHaveLength(32)
    expect(await key(await loggedIn(portal, henk))).toBe(own)
    expect(await key(await registered(portal, mark))).not.toBe(own)
    await first.post("/api/session/lock")
    expect(await key(first)).toBeUndefined()
  })

  test("its last use is written down once a minute at most", async () => {
    const lastUse = async () => (await portal.db("sessions").first("last_used_at")).last_used_at as string
    portal.clock.advance({ seconds: 59 })
    await status(first)
    expect(await lastUse()).toBe("2026-11-22T13:00:00.000Z")
    portal.clock.advance({ seconds: 1 })
    await status(first)
    expect(await lastUse()).toBe("2026-11-22T13:01:00.000Z")
  })

  test("a sixth one ends the oldest", async () => {
    const visitors = [first]
    for (let more = 0; more < 5; more += 1) {
      portal.clock.advance({ minutes: 14 })
      for (const visitor of visitors) await status(visitor)
      visitors.push(await loggedIn(portal, henk))
    }
    expect(await Promise.all(visitors.map(status))).toEqual([401, 200, 200, 200, 200, 200])
    expect(await portal.db("sessions").whereNotNull("ended_at").select("end_reason")).toEqual([
      { end_reason: "too-many" },
    ])
  })
})

describe("what ends it at once", () => {
  test("logging out: the cookie goes, and a copy of it opens nothing any more", async () => {
    const thief = first.copy()
    const answer = await first.post("/api/logout")
    expect(answer.status).toBe(204)
    expect(first.cookies.has(COOKIE)).toBe(false)
    expect(await status(thief)).toBe(401)
    expect(
      await portal.db("audit_events").where({ event: "session.end" }).select("reason", "actor_kind"),
    ).toEqual([{ reason: "log-out", actor_kind: "reader" }])
  })

  test("logging out ends one session, not those of other devices", async () => {
    const other = await loggedIn(portal, henk)
    await first.post("/api/logout")
    expect(await status(other)).toBe(200)
  })

  test("logging out twice is fine", async () => {
    const copy = first.copy()
    await first.post("/api/logout")
    expect((await copy.post("/api/logout")).status).toBe(204)
    expect((await portal.visitor().post("/api/logout")).status).toBe(204)
    expect(await portal.db("audit_events").where({ event: "session.end" })).toHaveLength(1)
  })

  test("the account being closed", async () => {
    await portal.db("accounts").update({ state: "closed" })
    expect(await status(first)).toBe(401)
  })

  test("logging in again in the same browser", async () => {
    const thief = first.copy()
    await loggedIn(portal, henk, first)
    expect(await status(thief)).toBe(401)
    expect(await status(first)).toBe(200)
  })
})

describe("cookies", () => {
  test("a planted one is never adopted", async () => {
    const victim = portal.visitor()
    const planted = "A".repeat(43)
    victim.cookies.set(COOKIE, planted)
    victim.cookies.set("portal-prelogin", planted)
    await upToCode(portal, henk, victim)
    expect(victim.cookies.get("portal-prelogin")).not.toBe(planted)
    await victim.post("/api/login/code", { code: await newestCode(portal) })
    expect(victim.cookies.get(COOKIE)).not.toBe(planted)
    const attacker = portal.visitor()
    attacker.cookies.set(COOKIE, planted)
    expect(await status(attacker)).toBe(401)
  })

  test("each login has a new token of 256 bits, of which the database knows the hash only", async () => {
    const second = await loggedIn(portal, henk)
    const tokens = [first, second].map((visitor) => visitor.cookies.get(COOKIE) ?? "")
    expect(new Set(tokens).size).toBe(2)
    for (const token of tokens) expect(Buffer.from(token, "base64url")).toHaveLength(32)
    const stored = JSON.stringify(await portal.db("sessions"))
    for (const token of tokens) expect(stored).not.toContain(token)
  })

  test("are closed to scripts and other sites, and live as long as they say", async () => {
    const visitor = await upToCode(portal, henk)
    const answer = await visitor.post("/api/login/code", { code: await newestCode(portal) })
    expect(answer.headers.getSetCookie()).toEqual([
      "portal-prelogin=; Path=/; HttpOnly; SameSite=Lax; Max-Age=0",
      expect.stringMatching(/^portal-session=[\w-]{43}; Path=\/; HttpOnly; SameSite=Lax; Max-Age=43200$/),
      expect.stringMatching(/^portal-device=[\w.-]+; Path=\/; HttpOnly; SameSite=Lax; Max-Age=31536000$/),
    ])
  })

  test("the hash of a token is no token", async () => {
    const { token_hash } = (await portal.db("sessions").first("token_hash")) as { token_hash: string }
    const thief = portal.visitor()
    thief.cookies.set(COOKIE, token_hash)
    expect(await status(thief)).toBe(401)
  })
})

test("the page can tell when the account was used before", async () => {
  expect((await first.get("/api/me")).body.previousLoginAt).toBeNull()
  portal.clock.advance({ days: 3 })
  const again = await loggedIn(portal, henk)
  expect((await again.get("/api/me")).body.previousLoginAt).toBe("2026-11-22T13:00:00.000Z")
  expect(await portal.db("logins").orderBy("at").select("at")).toEqual([
    { at: "2026-11-22T13:00:00.000Z" },
    { at: "2026-11-25T13:00:00.000Z" },
  ])
})
