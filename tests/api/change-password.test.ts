// Changing the password on Mijn account: who may, what goes on, what ends.
import { afterEach, beforeEach, describe, expect, test } from "vitest"
import { startPortal, type Portal } from "../support/portal.ts"
import {
  behindProxy,
  henk,
  loggedIn,
  mailsTo,
  registered,
  tokenFor,
  upToCode,
  newestCode,
} from "../support/sign-in.ts"
import type { Visitor } from "../support/visitor.ts"

let portal: Portal
let reader: Visitor
beforeEach(async () => {
  portal = await startPortal()
  reader = await registered(portal, henk)
})
afterEach(() => portal.close())

const fresh = "Zonnescherm-4-duiven-tak"
const change = (visitor: Visitor, password = fresh, current = henk.password, headers = {}) =>
  visitor.post("/api/account/password", { current, password }, headers)
const codeOf = ({ status, body }: { status: number; body: { code?: string } }) => [status, body.code]
const status = async (visitor: Visitor) => (await visitor.get("/api/me")).status

test("this session goes on with a new cookie; the old password and the old cookie are worth nothing", async () => {
  const thief = reader.copy()
  expect((await change(reader)).status).toBe(204)
  expect(await status(reader)).toBe(200)
  expect(await status(thief)).toBe(401)
  expect((await reader.post("/api/session/unlock", { password: henk.password })).status).toBe(401)
  expect((await reader.post("/api/session/unlock", { password: fresh })).status).toBe(204)
  expect((await upToCode(portal, { ...henk, password: fresh })).cookies.size).toBeGreaterThan(0)
  expect((await portal.visitor().post("/api/login", henk)).status).toBe(422)
  const old = await portal.visitor().post("/api/login", { email: henk.email, password: henk.password })
  expect(codeOf(old)).toEqual([401, "credentials-wrong"])
})

test("other sessions, logins under way, links to a new password and kept copies end; a mail says so", async () => {
  await portal.db("accounts").update({ bsn_step_at: portal.clock.now().toISOString() })
  const other = await loggedIn(portal, henk)
  const vault = crypto.randomUUID()
  const { ticket } = (await other.post("/api/vault", { vault })).body
  const halfway = await upToCode(portal, henk)
  const code = await newestCode(portal)
  await portal.visitor().post("/api/forgotten", { email: henk.email })
  const token = await tokenFor(portal, henk.email)

  expect((await change(reader)).status).toBe(204)
  expect(await status(other)).toBe(401)
  expect(codeOf(await halfway.post("/api/login/code", { code }))).toEqual([401, "step-expired"])
  expect((await portal.visitor().post("/api/forgotten/link", { token })).status).toBe(410)
  const verdict = await portal.visitor().post("/api/vault/check", { ticket, items: [] })
  expect(verdict.body).toEqual({ verdict: "wipe", vault })
  expect(await portal.db("vaults").select("end_reason")).toEqual([{ end_reason: "credentials" }])
  const [mail] = await mailsTo(portal, henk.email)
  expect(mail?.subject).toBe("Uw wachtwoord is gewijzigd")
  expect(mail?.text).toContain("Was u dit niet? Neem dan meteen contact met ons op.")
  expect((await reader.post("/api/vault", { vault: crypto.randomUUID() })).status).toBe(200)
})

describe("refused", () => {
  test("a wrong current password: nothing changes, and the log says so", async () => {
    const other = await loggedIn(portal, henk)
    expect(codeOf(await change(reader, fresh, "Verkeerd-1-woord"))).toEqual([401, "credentials-wrong"])
    expect([await status(reader), await status(other)]).toEqual([200, 200])
    expect((await mailsTo(portal, henk.email)).map(({ subject }) => subject)).not.toContain(
      "Uw wachtwoord is gewijzigd",
    )
    const rows = await portal.db("audit_events").where({ event: "account.password" })
    expect(rows.map(({ outcome, reason }: Record<string, unknown>) => [outcome, reason])).toEqual([
      ["refused", "wrong"],
    ])
  })

  test("guessing it here is no better than at the login: the same counters", async () => {
    const from = behindProxy(portal)("192.0.2.9")
    const wrong = () => change(reader, fresh, "Verkeerd-1-woord", from)
    const answers = await Promise.all(Array.from({ length: 9 }, wrong))
    expect(answers.filter(({ status }) => status === 401)).toHaveLength(5)
    expect((await change(reader, fresh, henk.password, from)).status).toBe(429)
    const login = { email: henk.email, password: henk.password }
    expect((await reader.copy().post("/api/login", login, from)).status).toBe(429)
    portal.clock.advance({ seconds: 31 })
    expect((await change(reader, fresh, henk.password, from)).status).toBe(204)
  })

  test.each([
    ["Kort-1", "password-too-short"],
    ["geenhoofdletter", "password-needs-capital"],
    ["Welkom2026!", "password-too-common"],
    ["Portaal-bezoek-9", "password-contains-own"],
    [henk.password, "password-unchanged"],
  ])("%s: %s, without spending a try", async (password, code) => {
    for (let time = 0; time < 6; time += 1)
      expect(codeOf(await change(reader, password))).toEqual([422, code])
    expect((await change(reader)).status).toBe(204)
  })

  test("on the lock, logged out, and from another site", async () => {
    expect((await change(reader, fresh, henk.password, { "sec-fetch-site": "cross-site" })).status).toBe(403)
    await reader.post("/api/session/lock")
    expect((await change(reader)).status).toBe(423)
    await reader.post("/api/logout")
    expect((await change(reader)).status).toBe(401)
  })

  test("a field too many, none at all, and 10,000 characters", async () => {
    const typed = { current: henk.password, password: fresh }
    for (const body of [
      { ...typed, email: "x@y.example" },
      { password: fresh },
      {},
      { ...typed, password: "A".repeat(10_000) },
    ])
      expect((await reader.post("/api/account/password", body)).status).toBe(422)
  })
})

test("twice at once: one counts, and it is the one that answered well", async () => {
  const second = await loggedIn(portal, henk)
  const words = [fresh, "Waterlelie-6-kano-fluit"]
  const answers = await Promise.all([change(reader, words[0]), change(second, words[1])])
  const won = answers.findIndex(({ status }) => status === 204)
  expect(answers.map(({ status }) => status).sort()).toEqual([204, 401])
  expect((await upToCode(portal, { ...henk, password: words[won] ?? "" })).cookies.size).toBeGreaterThan(0)
  expect(await status([reader, second][won]!)).toBe(200)
  expect(await status([second, reader][won]!)).toBe(401)
})

test("twice at once in one session, as two tabs do: one counts", async () => {
  const tab = reader.copy()
  const answers = await Promise.all([change(reader), change(tab, "Waterlelie-6-kano-fluit")])
  expect(answers.map(({ status }) => status).sort()).toEqual([204, 401])
  const changes = await portal.db("audit_events").where({ event: "account.password", outcome: "done" })
  expect(changes).toHaveLength(1)
})

test("an accent typed in another way makes no other password", async () => {
  const composed = "Caf\u00e9-zonder-3-ramen"
  expect((await change(reader, composed)).status).toBe(204)
  expect(codeOf(await change(reader, composed.normalize("NFD"), composed))).toEqual([
    422,
    "password-unchanged",
  ])
  expect((await change(reader, henk.password, composed.normalize("NFD"))).status).toBe(204)
})
