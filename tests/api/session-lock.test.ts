// The lock on a session: when it falls, what it closes, and that it is no better place to guess a password.
import { afterEach, beforeEach, describe, expect, test } from "vitest"
import { organisationCommands } from "../../server/cli/organisation-commands.ts"
import { changeOrganisation } from "../../server/organisation/settings.ts"
import { startPortal, type Portal } from "../support/portal.ts"
import { behindProxy, henk, loggedIn, registered, statementsOf } from "../support/sign-in.ts"
import type { Visitor } from "../support/visitor.ts"

let portal: Portal
let reader: Visitor
beforeEach(async () => {
  portal = await startPortal()
  reader = await registered(portal, henk)
})
afterEach(() => portal.close())

const status = async (visitor: Visitor) => (await visitor.get("/api/me")).status
const lock = (visitor: Visitor) => visitor.post("/api/session/lock")
const unlock = (visitor: Visitor, password = henk.password, headers = {}) =>
  visitor.post("/api/session/unlock", { password }, headers)
const lastUse = async () => (await portal.db("sessions").first("last_used_at")).last_used_at as string
const wrong = "Verkeerd-1-woord"

describe("it falls", () => {
  test("after fifteen minutes without a touch, to the second", async () => {
    portal.clock.advance({ minutes: 14, seconds: 59 })
    expect(await status(reader)).toBe(200)
    portal.clock.advance({ minutes: 15 })
    const answer = await reader.get("/api/me")
    expect([answer.status, answer.body.code]).toEqual([423, "session-locked"])
  })

  test("when the reader says so", async () => {
    expect((await lock(reader)).status).toBe(204)
    expect(await status(reader)).toBe(423)
  })

  test("not while somebody touches the page", async () => {
    for (let touches = 0; touches < 4; touches += 1) {
      portal.clock.advance({ minutes: 14 })
      expect((await reader.post("/api/session/alive")).status).toBe(204)
    }
    expect(await status(reader)).toBe(200)
  })

  test("not before the page's own time: being told that somebody is there counts to the second", async () => {
    portal.clock.advance({ seconds: 45 })
    await reader.post("/api/session/alive")
    portal.clock.advance({ minutes: 14, seconds: 59 })
    expect(await status(reader)).toBe(200)
  })

  test.each([5, 10] as const)("after %i minutes when the organisation chose that", async (lockMinutes) => {
    await changeOrganisation(portal.db, { lockMinutes }, "test", portal.clock.now())
    const second = await loggedIn(portal, henk)
    expect((await second.get("/api/me")).body.lockMinutes).toBe(lockMinutes)
    expect((await reader.get("/api/me")).body.lockMinutes).toBe(15)
    portal.clock.advance({ minutes: lockMinutes - 1, seconds: 59 })
    expect(await status(second)).toBe(200)
    portal.clock.advance({ minutes: lockMinutes })
    expect(await status(second)).toBe(423)
  })
})

describe("on the lock", () => {
  test("another window of the same browser is locked, another device is not", async () => {
    const other = await loggedIn(portal, henk)
    await lock(reader)
    expect(await status(reader.copy())).toBe(423)
    expect(await status(other)).toBe(200)
  })

  test("a request keeps nothing alive: thirty minutes after the last touch it is over", async () => {
    await lock(reader)
    portal.clock.advance({ minutes: 29, seconds: 59 })
    await status(reader)
    expect((await reader.post("/api/session/alive")).status).toBe(423)
    await lock(reader)
    expect(await lastUse()).toBe("2026-11-22T13:00:00.000Z")
    portal.clock.advance({ seconds: 1 })
    for (const answer of [await unlock(reader), await lock(reader), await reader.get("/api/me")])
      expect([answer.status, answer.body.code]).toEqual([401, "session-required"])
  })

  test("the BSN step is closed too", async () => {
    expect((await reader.get("/api/me")).body.stage).toBe("bsn")
    await lock(reader)
    expect((await reader.post("/api/login/bsn", { bsn: "999900031" })).status).toBe(423)
    await unlock(reader)
    expect((await reader.post("/api/login/bsn", { bsn: "999900031" })).status).toBe(403)
  })

  test("logging out works", async () => {
    await lock(reader)
    const copy = reader.copy()
    expect((await reader.post("/api/logout")).status).toBe(204)
    expect((await unlock(copy)).status).toBe(401)
  })

  test("logging in anew works, and ends the locked one", async () => {
    await lock(reader)
    const thief = reader.copy()
    await loggedIn(portal, henk, reader)
    expect(await status(reader)).toBe(200)
    expect(await status(thief)).toBe(401)
  })
})

describe("the password", () => {
  test("opens it, and the session goes on from there", async () => {
    portal.clock.advance({ minutes: 20 })
    expect(await status(reader)).toBe(423)
    expect((await unlock(reader)).status).toBe(204)
    expect(await lastUse()).toBe("2026-11-22T13:20:00.000Z")
    portal.clock.advance({ minutes: 14 })
    expect(await status(reader)).toBe(200)
  })

  test("makes no session last longer than twelve hours", async () => {
    for (let hours = 0; hours < 12; hours += 1)
      for (const minutes of [20, 20, 20]) {
        portal.clock.advance({ minutes })
        if (hours < 11) expect((await unlock(reader)).status).toBe(204)
        else await unlock(reader)
      }
    expect((await unlock(reader)).status).toBe(401)
  })

  test("is also judged when nothing was locked", async () => {
    expect((await unlock(reader)).status).toBe(204)
    expect((await unlock(reader, wrong)).body.code).toBe("credentials-wrong")
    expect(await status(reader)).toBe(200)
  })

  test("wrong: nothing opens, and the row in the log says so", async () => {
    await lock(reader)
    const answer = await unlock(reader, wrong)
    expect([answer.status, answer.body.code]).toEqual([401, "credentials-wrong"])
    expect(await status(reader)).toBe(423)
    await unlock(reader)
    const rows = await portal.db("audit_events").whereLike("event", "session.%lock").orderBy("event")
    expect(rows.map((row: Record<string, unknown>) => [row["event"], row["outcome"], row["reason"]])).toEqual(
      expect.arrayContaining([
        ["session.lock", "done", null],
        ["session.unlock", "refused", "wrong"],
        ["session.unlock", "done", null],
      ]),
    )
    expect(JSON.stringify(rows)).not.toContain(wrong)
  })

  test("wrong five times: the right one waits as well, here and at the login", async () => {
    await lock(reader)
    for (let miss = 0; miss < 5; miss += 1) expect((await unlock(reader, wrong)).status).toBe(401)
    expect((await unlock(reader)).body).toMatchObject({ code: "too-many-requests", retryAfterSeconds: 30 })
    const { email, password } = henk
    expect((await reader.copy().post("/api/login", { email, password })).status).toBe(429)
    portal.clock.advance({ seconds: 30 })
    expect((await unlock(reader)).status).toBe(204)
    expect(await portal.db("rate_counters").whereLike("name", "login-misses%")).toEqual([])
  })

  test("of sixty guesses at the same moment at most five are judged", async () => {
    const from = behindProxy(portal)
    const answers = await Promise.all(
      Array.from({ length: 60 }, (_, at) =>
        unlock(reader.copy(), `Verkeerd-${at}-woord`, from("203.0.113.9")),
      ),
    )
    expect(answers.filter(({ body }) => body.code === "credentials-wrong")).toHaveLength(5)
    expect(answers.filter(({ status: code }) => code === 429)).toHaveLength(55)
  })

  test("of somebody else opens nothing", async () => {
    const answer = await unlock(reader, "Kruiwagen-8-pluimen-brug")
    expect(answer.status).toBe(401)
  })

  test.each([{}, { password: 7 }, { password: "x".repeat(1001) }, { password: "x", account: "y" }])(
    "%j is refused and counts for nothing",
    async (body) => {
      expect((await reader.post("/api/session/unlock", body)).status).toBe(422)
      expect(await portal.db("rate_counters").where("name", "like", "login-misses%")).toEqual([])
    },
  )
})

test("a closed account has no session to unlock", async () => {
  await portal.db("accounts").update({ state: "closed" })
  expect((await unlock(reader)).status).toBe(401)
})

test("the command line takes the settings of lock and offline reading, and refuses what is out of reach", async () => {
  const command = organisationCommands.find(({ name }) => name === "organisation set")
  if (command?.kind !== "database") throw new Error("no such command")
  const set = (...positionals: string[]) =>
    command.run(portal.deps, {
      positionals,
      text: () => undefined,
      required: () => "",
      isSet: () => false,
    })
  await set("lockMinutes", "10")
  const offline = { allowed: true, days: 3, loginDays: 14 }
  expect((await set("offline", JSON.stringify(offline))).json).toMatchObject({ lockMinutes: 10, offline })
  for (const wrong of [{ days: 8 }, { days: 0 }, { loginDays: 31 }, { allowed: "ja" }, { weeks: 1 }])
    await expect(set("offline", JSON.stringify({ ...offline, ...wrong }))).rejects.toThrow(/offline/)
  await expect(set("lockMinutes", "7")).rejects.toThrow(/lockMinutes/)
})

test("who is asking costs one statement", async () => {
  const seen = await statementsOf(portal, () => reader.post("/api/session/alive"))
  expect(seen.map((sql) => sql.split(" ")[0])).toEqual(["select", "update"])
})
