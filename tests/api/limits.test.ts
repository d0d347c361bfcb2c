// The counters in the database, and the bucket in front of everything.
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest"
import { forgetTurns, giveBackTurn, takeTurn, takeTurns, type Turn } from "../../server/limits/counters.ts"
import { startPortal, type Portal } from "../support/portal.ts"
import { behindProxy } from "../support/sign-in.ts"

let portal: Portal
beforeAll(async () => {
  portal = await startPortal()
})
beforeEach(() => portal.db("rate_counters").delete())
afterAll(() => portal.close())

const hourly: Turn = { limit: "codes-account-hour", key: "somebody" }
const take = (turn = hourly) => portal.db.transaction((trx) => takeTurn(trx, portal.deps, turn))

describe("a counter", () => {
  test("refuses above its maximum, tells how long, and starts afresh after its window", async () => {
    for (let count = 1; count <= 5; count += 1) expect(await take()).toEqual({ allowed: true, count })
    portal.clock.advance({ minutes: 59, seconds: 59 })
    expect(await take()).toEqual({ allowed: false, retryAfterSeconds: 1 })
    portal.clock.advance({ seconds: 1 })
    expect(await take()).toEqual({ allowed: true, count: 1 })
  })

  test("does not count who was refused: hammering makes the wait no longer", async () => {
    for (let time = 0; time < 20; time += 1) await take()
    expect((await portal.db("rate_counters").first("count")).count).toBe(5)
  })

  test("lets no more than its maximum through at the same moment", async () => {
    const verdicts = await Promise.all(Array.from({ length: 40 }, () => take()))
    expect(verdicts.filter(({ allowed }) => allowed)).toHaveLength(5)
  })

  test("belongs to one key and one limit", async () => {
    for (let time = 0; time < 6; time += 1) await take()
    expect((await take({ ...hourly, key: "somebody else" })).allowed).toBe(true)
    expect((await take({ ...hourly, limit: "codes-account-day" })).allowed).toBe(true)
  })

  test("gives a turn back, and forgets when asked", async () => {
    for (let time = 0; time < 5; time += 1) await take()
    await giveBackTurn(portal.db, portal.deps, hourly)
    expect(await take()).toEqual({ allowed: true, count: 5 })
    expect((await take()).allowed).toBe(false)
    await forgetTurns(portal.db, portal.deps, hourly)
    expect(await take()).toEqual({ allowed: true, count: 1 })
  })

  test("keeps nobody's address or name", async () => {
    await take()
    expect(JSON.stringify(await portal.db("rate_counters"))).not.toContain("somebody")
  })
})

test("of several limits all are counted or none", async () => {
  for (let time = 0; time < 5; time += 1) await take()
  const both = [{ ...hourly, limit: "codes-account-day" as const }, hourly]
  await expect(portal.db.transaction((trx) => takeTurns(trx, portal.deps, both))).rejects.toMatchObject({
    code: "too-many-requests",
  })
  expect(await portal.db("rate_counters").where({ name: "codes-account-day" })).toEqual([])
})

test("a counter with waits asks longer each time, and forgets after a quiet day", async () => {
  const turn: Turn = { limit: "login-misses-here", key: "somebody" }
  for (let time = 0; time < 5; time += 1) expect((await take(turn)).allowed).toBe(true)
  expect(await take(turn)).toEqual({ allowed: false, retryAfterSeconds: 30 })
  portal.clock.advance({ seconds: 30 })
  expect((await take(turn)).allowed).toBe(true)
  expect(await take(turn)).toEqual({ allowed: false, retryAfterSeconds: 60 })
  portal.clock.advance({ hours: 23 })
  expect(await take(turn)).toEqual({ allowed: true, count: 7 })
  portal.clock.advance({ hours: 24 })
  expect(await take(turn)).toEqual({ allowed: true, count: 1 })
})

test("a flood from one address is turned away before any work, other addresses are served", async () => {
  const from = behindProxy(portal)
  const flood = await Promise.all(
    Array.from({ length: 300 }, () => portal.visitor().get("/api/login", from("203.0.113.9"))),
  )
  const refused = flood.filter(({ status }) => status === 429)
  expect(refused.length).toBeGreaterThan(0)
  expect([refused[0]?.body.code, refused[0]?.headers.get("retry-after")]).toEqual(["too-many-requests", "1"])
  expect((await portal.visitor().get("/api/login", from("198.51.100.7"))).status).toBe(200)
})

test("a forged X-Forwarded-For gives no fresh address: only what our own proxy added counts", async () => {
  const from = behindProxy(portal)
  const answers = await Promise.all(
    Array.from({ length: 300 }, (_, at) =>
      portal.visitor().get("/api/login", from(`10.0.0.${at}, 203.0.113.10`)),
    ),
  )
  expect(answers.some(({ status }) => status === 429)).toBe(true)
})

test("a house full of tablets behind one address opens the portal at once; only the API counts", async () => {
  const visitor = portal.visitor()
  const pages = await Promise.all(Array.from({ length: 300 }, () => visitor.get("/assets/weg.js")))
  expect(pages.filter((answer) => answer.status === 429)).toEqual([])
  const calls = await Promise.all(Array.from({ length: 300 }, () => visitor.get("/api/health")))
  const refused = calls.filter((answer) => answer.status === 429)
  expect(refused.length).toBeGreaterThan(50)
  expect(refused[0]?.headers.get("retry-after")).toBe("1")
})
