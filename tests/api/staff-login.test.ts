// Staff logging in: password and code, and what an attacker tries with either.
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

const auditOf = (event: string) => portal.db("audit_events").where({ event }).orderBy("at")

describe("logging in", () => {
  test("asks the right password and the code of now, a period earlier or later", async () => {
    for (const seconds of [-30, 0, 30]) {
      portal.clock.advance({ minutes: 3 })
      const now = portal.clock.now().toISOString()
      portal.clock.advance({ seconds })
      const code = appCode(portal, sanne.secret)
      portal.clock.set(now)
      const login = { email: sanne.email, password: staffPassword, code }
      expect((await portal.visitor().post("/api/staff/login", login)).status, `${seconds}`).toBe(204)
    }
    portal.clock.advance({ minutes: 3 })
    const code = appCode(portal, sanne.secret)
    portal.clock.advance({ seconds: 61 })
    const late = { email: sanne.email, password: staffPassword, code }
    expect((await portal.visitor().post("/api/staff/login", late)).body.code).toBe("credentials-wrong")
  })

  test("a code works once: again, and the one before it, is refused like a wrong one", async () => {
    const before = appCode(portal, sanne.secret)
    portal.clock.advance({ seconds: 30 })
    expect((await staffLogin(portal, sanne)).status).toBe(204)
    const again = await staffLogin(portal, sanne)
    const older = await portal
      .visitor()
      .post("/api/staff/login", { email: sanne.email, password: staffPassword, code: before })
    for (const answer of [again, older]) expect(answer.body.code).toBe("credentials-wrong")
    const reasons = (await auditOf("staff.login")).map(({ reason }) => reason as string)
    expect(reasons.filter((reason) => reason === "code-used")).toHaveLength(2)
  })

  test("one code sent twenty times at once opens one session", async () => {
    const before = (await portal.db("staff_sessions")).length
    const answers = await Promise.all(Array.from({ length: 20 }, () => staffLogin(portal, sanne)))
    expect(answers.filter(({ status }) => status === 204)).toHaveLength(1)
    expect(await portal.db("staff_sessions")).toHaveLength(before + 1)
  })

  test("an unknown address, a wrong password and a wrong code get one answer", async () => {
    const tries = [
      { email: "niemand@delinde.example", password: staffPassword, code: appCode(portal, sanne.secret) },
      { email: sanne.email, password: "Regenpijp-4-kastanje-lam", code: appCode(portal, sanne.secret) },
      { email: sanne.email, password: staffPassword, code: "000000" },
      { email: sanne.email, password: staffPassword, code: "" },
    ]
    const texts = new Set<string>()
    for (const body of tries) texts.add((await portal.visitor().post("/api/staff/login", body)).text)
    expect(texts.size).toBe(1)
  })

  test("after five misses one waits, whoever it is; the log says why", async () => {
    const waits = async () =>
      (await auditOf("staff.login")).filter(({ reason }) => reason === "too-many-requests").length
    const before = await waits()
    for (const email of [sanne.email, "niemand@delinde.example"]) {
      const miss = () =>
        portal
          .visitor()
          .post("/api/staff/login", { email, password: "Regenpijp-4-anders-lamp", code: "123456" })
      for (let at = 0; at < 5; at += 1) expect((await miss()).body.code).toBe("credentials-wrong")
      expect((await miss()).body).toMatchObject({ code: "too-many-requests", retryAfterSeconds: 30 })
    }
    expect(await waits()).toBe(before + 2)
  })

  test("with the right password at most ten codes a day are compared, however many come at once", async () => {
    const guess = (at: number) =>
      portal.visitor().post("/api/staff/login", {
        email: sanne.email,
        password: staffPassword,
        code: String(at).padStart(6, "0"),
      })
    // Past the counters of the password, as from many addresses and hours.
    for (let round = 0; round < 6; round += 1) {
      await portal.db("rate_counters").whereNot({ name: "staff-codes-account" }).delete()
      await Promise.all(Array.from({ length: 5 }, (_, at) => guess(900_000 + round * 5 + at)))
    }
    const rows = (await auditOf("staff.login")) as { reason: string; at: string }[]
    const here = rows.filter(({ at }) => at === portal.clock.now().toISOString())
    expect(here.filter(({ reason }) => reason === "code")).toHaveLength(10)
    await portal.db("rate_counters").whereNot({ name: "staff-codes-account" }).delete()
    expect((await staffLogin(portal, sanne)).body.code).toBe("too-many-requests")
    portal.clock.advance({ days: 1 })
    expect((await staffLogin(portal, sanne)).status).toBe(204)
  })

  test("what readers miss and what staff miss is counted apart", async () => {
    const body = { email: sanne.email, password: "Verkeerd-1-woord" }
    for (let at = 0; at < 8; at += 1) await portal.visitor().post("/api/login", body)
    expect((await portal.visitor().post("/api/login", body)).status).toBe(429)
    expect((await staffLogin(portal, sanne)).status).toBe(204)
  })
})
