// The counters cannot be kept: nothing that they guard goes on. 503, no session, no message, no hash.
import { afterEach, beforeEach, expect, test } from "vitest"
import { startPortal, type Portal } from "../support/portal.ts"
import {
  henk,
  loggedIn,
  mark,
  newestCode,
  register,
  registered,
  tokenFor,
  upToCode,
} from "../support/sign-in.ts"
import type { Visitor } from "../support/visitor.ts"

let portal: Portal
/** After the first code, before the BSN step. */
let reader: Visitor
let before: { sessions: unknown; messages: unknown }
beforeEach(async () => {
  portal = await startPortal()
  reader = await registered(portal, henk)
})
afterEach(() => portal.close())

const state = async () => ({
  sessions: await portal.db("sessions").orderBy("id").select("id", "locked_at", "ended_at"),
  messages: (await portal.messages()).length,
})

async function breakCounters() {
  before = await state()
  await portal.db.schema.renameTable("rate_counters", "away")
}

const login = { email: henk.email, password: henk.password }

test.each<[string, (visitor: Visitor) => Promise<{ status: number }>]>([
  ["the right password", (visitor) => visitor.post("/api/login", login)],
  ["an unknown address", (visitor) => visitor.post("/api/login", { ...login, email: mark.email })],
  ["a registration", (visitor) => register(visitor, mark)],
  ["a forgotten password", (visitor) => visitor.post("/api/forgotten", { email: henk.email })],
  ["the BSN", () => reader.post("/api/login/bsn", { bsn: "999900079" })],
  ["the password of the lock", () => reader.post("/api/session/unlock", { password: henk.password })],
])("%s gets 503 and opens nothing; afterwards it works", async (_name, act) => {
  await breakCounters()
  const visitor = portal.visitor()
  const answer = (await act(visitor)) as Awaited<ReturnType<Visitor["get"]>>
  expect([answer.status, answer.body.code]).toEqual([503, "unavailable"])
  expect([...visitor.cookies.keys()]).toEqual([])
  expect(answer.text).not.toMatch(/rate_counters|insert|SELECT/i)
  expect(await state()).toEqual(before)
  await portal.db.schema.renameTable("away", "rate_counters")
  expect((await act(portal.visitor())).status).not.toBe(503)
})

test("Bevestig sends no SMS that nobody counted, in a registration it waits there, and the code follows later", async () => {
  const visitor = portal.visitor()
  await visitor.post("/api/login", login)
  const newcomer = portal.visitor()
  await register(newcomer, mark)
  const token = await tokenFor(portal, mark.email)
  await breakCounters()
  expect((await visitor.post("/api/login/confirm")).status).toBe(503)
  expect((await newcomer.post("/api/registration/confirm", { token })).status).toBe(503)
  expect(await state()).toEqual(before)
  await portal.db.schema.renameTable("away", "rate_counters")
  expect((await visitor.post("/api/login/confirm")).body.step).toBe("code")
  expect((await newcomer.post("/api/registration/confirm", { token })).body.step).toBe("code")
})

test("a database that is gone altogether: 503 to each step, and the server lives on", async () => {
  const visitor = await upToCode(portal, henk)
  const code = await newestCode(portal)
  await portal.db.destroy()
  const answers = [
    await visitor.post("/api/login", login),
    await visitor.post("/api/login/code", { code }),
    await register(portal.visitor(), mark),
    await reader.get("/api/me"),
    await reader.post("/api/login/bsn", { bsn: "999900079" }),
  ]
  expect(answers.map(({ status, body }) => [status, body.code])).toEqual(
    answers.map(() => [503, "unavailable"]),
  )
  portal.db.initialize()
  expect((await visitor.post("/api/login/code", { code })).status).toBe(200)
  await loggedIn(portal, henk)
})
