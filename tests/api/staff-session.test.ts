// The session of a staff member: its two ends, its cookie, a new password.
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest"
import { startPortal, type Portal } from "../support/portal.ts"
import { appCode, staffLogin, staffOf, staffPassword, type StaffPerson } from "../support/staff.ts"

let portal: Portal
let sanne: StaffPerson

beforeAll(async () => {
  portal = await startPortal()
  sanne = await staffOf(portal, "Sanne", ["administrator"])
})
beforeEach(async () => {
  // Each story has an app with a code that nobody used yet, and no misses of the story before.
  portal.clock.advance({ minutes: 2 })
  await portal.db("rate_counters").delete()
})
afterAll(() => portal.close())

describe("a session", () => {
  test("ends 15 minutes after the last deed, and 10 hours after logging in", async () => {
    const visitor = portal.visitor()
    await staffLogin(portal, sanne, visitor)
    const isOpen = async () => (await visitor.get("/api/staff/me")).status === 200
    portal.clock.advance({ minutes: 14, seconds: 59 })
    expect(await isOpen()).toBe(true)
    portal.clock.advance({ minutes: 15 })
    expect(await isOpen()).toBe(false)
    await staffLogin(portal, sanne, visitor)
    for (let times = 0; times < 42; times += 1) {
      portal.clock.advance({ minutes: 14 })
      expect((await visitor.post("/api/staff/alive")).status).toBe(204)
    }
    portal.clock.advance({ minutes: 12 })
    expect(await isOpen()).toBe(false)
  })

  test("the page hears how long it still is, in seconds of the server", async () => {
    const visitor = portal.visitor()
    await staffLogin(portal, sanne, visitor)
    portal.clock.advance({ minutes: 10 })
    expect((await visitor.get("/api/staff/me")).body.secondsLeft).toBe(10 * 3600 - 600)
  })

  test("logging out ends it at once, and a kept copy of the cookie opens nothing", async () => {
    const visitor = portal.visitor()
    await staffLogin(portal, sanne, visitor)
    const thief = visitor.copy()
    expect((await visitor.post("/api/staff/logout")).status).toBe(204)
    expect((await thief.get("/api/staff/me")).status).toBe(401)
    expect((await thief.post("/api/staff/logout")).status).toBe(204)
  })

  test("the browser keeps the staff cookie out of scripts and out of other sites", async () => {
    const answer = await staffLogin(portal, sanne)
    const cookie = answer.headers.getSetCookie().join("\n")
    expect(cookie).toMatch(/^portal-staff=[\w-]{43}; Path=\/; HttpOnly; SameSite=Lax; Max-Age=36000$/)
  })

  test("a new password ends the other sessions; this one goes on", async () => {
    const eva = await staffOf(portal, "Eva", ["auditor"])
    const elsewhere = portal.visitor()
    await staffLogin(portal, eva, elsewhere)
    portal.clock.advance({ seconds: 30 })
    const change = (current: string, code = appCode(portal, eva.secret)) =>
      eva.visitor.post("/api/staff/password", { current, password: "Zonnescherm-4-duiven-tak", code })
    expect((await change("Verkeerd-1-woord")).body.code).toBe("credentials-wrong")
    expect((await change(staffPassword, "000000")).body.code).toBe("credentials-wrong")
    expect((await change(staffPassword)).status).toBe(204)
    expect((await eva.visitor.get("/api/staff/me")).status).toBe(200)
    expect((await elsewhere.get("/api/staff/me")).status).toBe(401)
    portal.clock.advance({ seconds: 30 })
    expect((await staffLogin(portal, eva)).body.code).toBe("credentials-wrong")
  })
})
