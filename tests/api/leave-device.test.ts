// "Dit is een gedeeld apparaat: wis alles", as the server sees it: this browser is nobody's any more.
import { afterEach, beforeEach, expect, test } from "vitest"
import { startPortal, type Portal } from "../support/portal.ts"
import { henk, loggedIn, mark, mailsTo, registered } from "../support/sign-in.ts"
import { staffLogin, staffOf } from "../support/staff.ts"
import type { Visitor } from "../support/visitor.ts"

let portal: Portal
beforeEach(async () => {
  portal = await startPortal()
})
afterEach(() => portal.close())

const leave = (visitor: Visitor, wiped = false) => visitor.post("/api/logout/device", { wiped })
const status = async (visitor: Visitor) => (await visitor.get("/api/me")).status
const devices = () => portal.db("devices").whereNull("ended_at")

test("session, cookies and device end, for everyone who logged in here; other devices stay", async () => {
  const elsewhere = await registered(portal, henk)
  const tablet = await loggedIn(portal, henk)
  // Mark makes his account on another device, and uses the tablet after Henk.
  await registered(portal, mark)
  await loggedIn(portal, mark, tablet)
  const thief = tablet.copy()
  expect(await devices()).toHaveLength(4)

  const answer = await leave(tablet)
  expect(answer.status).toBe(204)
  expect(answer.headers.get("clear-site-data")).toBe('"storage"')
  expect([...tablet.cookies]).toEqual([])
  expect(await status(thief)).toBe(401)
  expect(await devices()).toHaveLength(2)
  expect(await status(elsewhere)).toBe(200)
  const ended = portal.db("audit_events").where({ event: "device.end" }).orderBy("actor_kind")
  expect(await ended.select("actor_kind", "reason")).toEqual([
    { actor_kind: "anonymous", reason: "by-reader" },
    { actor_kind: "reader", reason: "by-reader" },
  ])

  // The tablet is a stranger again, also with a kept copy of its cookie.
  const before = (await mailsTo(portal, henk.email)).length
  await loggedIn(portal, henk, thief)
  expect(await mailsTo(portal, henk.email)).toHaveLength(before + 1)
})

test("on the lock it works too; without a session it is fine, and asked twice", async () => {
  const visitor = await registered(portal, henk)
  await visitor.post("/api/session/lock")
  expect((await leave(visitor)).status).toBe(204)
  expect(await portal.db("sessions").whereNull("ended_at")).toEqual([])
  expect((await leave(visitor)).status).toBe(204)
  expect((await leave(portal.visitor())).status).toBe(204)
})

test("half on the way in: the attempt ends, and whoever waits for a mail here is forgotten", async () => {
  await registered(portal, henk)
  const visitor = portal.visitor()
  await visitor.post("/api/login", { email: henk.email, password: henk.password })
  expect((await leave(visitor)).status).toBe(204)
  expect((await visitor.get("/api/login")).body).toEqual({ step: "none" })
  expect(await portal.db("challenges").whereNull("ended_at")).toEqual([])
})

test("a device that wiped itself before is asked nothing more: somebody may have begun anew on it", async () => {
  const visitor = await registered(portal, henk)
  const answer = await leave(visitor, true)
  expect([answer.status, answer.headers.get("clear-site-data")]).toEqual([204, null])
  expect([...visitor.cookies]).toEqual([])
})

test("a staff member who works in the same browser goes on, and another site cannot ask it", async () => {
  const sanne = await staffOf(portal, "Sanne", ["administrator"])
  portal.clock.advance({ minutes: 2 })
  const visitor = await registered(portal, henk)
  await staffLogin(portal, sanne, visitor)
  const forged = await visitor.post(
    "/api/logout/device",
    { wiped: false },
    { "sec-fetch-site": "cross-site" },
  )
  expect(forged.status).toBe(403)
  expect(await status(visitor)).toBe(200)
  await leave(visitor)
  expect((await visitor.get("/api/staff/me")).status).toBe(200)
  expect((await visitor.post("/api/logout/device", {})).status).toBe(422)
})
