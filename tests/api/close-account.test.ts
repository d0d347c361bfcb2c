// Account sluiten: who may, what ends at once, what is kept for whom, and what is gone after 30 days.
import { afterEach, beforeEach, describe, expect, test } from "vitest"
import { accountCommands } from "../../server/cli/account-commands.ts"
import type { CommandArguments } from "../../server/cli/command.ts"
import { eraseClosedAccounts } from "../../server/jobs/erase-closed.ts"
import { removeOldRows } from "../../server/jobs/retention.ts"
import { importAll, logIn, password, patient, readerOf, relative } from "../support/family.ts"
import { startPortal, type Portal } from "../support/portal.ts"
import {
  behindProxy,
  mailsTo,
  newestCode,
  registered,
  smsOf,
  tokenFor,
  upToCode,
} from "../support/sign-in.ts"
import type { Visitor } from "../support/visitor.ts"

let portal: Portal
let reader: Visitor
let email: string
let patientId: string
let person: string
beforeEach(async () => {
  portal = await startPortal()
  const id = await importAll(portal, [
    ...patient("mother", "999900018"),
    relative("son", "mother", "999900110", "CURATOR"),
  ])
  patientId = id("Patient/mother")
  person = id("RelatedPerson/son")
  email = (await readerOf(portal, son())).email
  reader = await logIn(portal, email)
})
afterEach(() => portal.close())

const son = () =>
  ({
    patientId,
    person,
    slot: 2,
    role: "contactPerson",
    bsn: "999900110",
    name: "son",
  }) as const
const close = (visitor: Visitor, typed = password, headers = {}) =>
  visitor.post("/api/account/close", { password: typed }, headers)
const codeOf = ({ status, body }: { status: number; body: { code?: string } }) => [status, body.code]
const status = async (visitor: Visitor) => (await visitor.get("/api/me")).status
const subjects = async () => (await mailsTo(portal, email)).map(({ subject }) => subject)
const closed = "Uw account is gesloten"

describe("closed", () => {
  test("at once: sessions, logins under way, links, grants and kept copies end, and a mail says so", async () => {
    const other = await logIn(portal, email)
    const vault = crypto.randomUUID()
    const { ticket } = (await other.post("/api/vault", { vault })).body
    const halfway = await upToCode(portal, { email, mobile: "", password })
    const code = await newestCode(portal)
    await portal.visitor().post("/api/forgotten", { email })
    const token = await tokenFor(portal, email)

    expect((await reader.post("/api/account/close/password", { password })).status).toBe(204)
    expect(await status(reader)).toBe(200)
    const thief = reader.copy()
    expect((await close(reader)).status).toBe(204)

    for (const visitor of [reader, thief, other]) expect(await status(visitor)).toBe(401)
    expect(codeOf(await halfway.post("/api/login/code", { code }))).toEqual([401, "step-expired"])
    expect((await portal.visitor().post("/api/forgotten/link", { token })).status).toBe(410)
    expect(codeOf(await portal.visitor().post("/api/login", { email, password }))).toEqual([
      401,
      "credentials-wrong",
    ])
    // The tablet was offline: at its next contact it is told to wipe itself.
    const verdict = await portal.visitor().post("/api/vault/check", { ticket, items: [] })
    expect(verdict.body).toEqual({ verdict: "wipe", vault })
    // What waited to be sent is not sent any more, but for what was said about the account's safety.
    expect((await subjects())[0]).toBe(closed)
    expect(new Set(await subjects())).toEqual(new Set([closed, "Er is ingelogd op een nieuw apparaat"]))
    expect(await smsOf(portal)).toEqual([])
    const grants = await portal.db("grants").select("revoked_reason")
    expect(grants).toEqual([{ revoked_reason: "written notice by the reader" }])
    expect(await portal.db("devices").where({ ended_at: null })).toEqual([])
    const [log] = await portal.db("audit_events").where({ event: "account.close" })
    expect(log).toMatchObject({
      outcome: "done",
      actor_kind: "reader",
      reason: "written notice by the reader",
    })
  })

  test("the address can register anew at once, and gets nothing of the old account", async () => {
    await reader.post("/api/display", {
      changes: [{ field: "schaal", value: 150, changedAt: portal.clock.now().toISOString() }],
    })
    await close(reader)
    const again = await registered(portal, {
      email,
      mobile: "06 12345678",
      password: "Zonnescherm-4-duiven-tak",
    })
    const { body } = await again.get("/api/me")
    expect(body).toMatchObject({ email, patients: [], previousLoginAt: null })
    await portal.db("accounts").update({ bsn_step_at: portal.clock.now().toISOString() })
    expect((await again.get("/api/display")).body).toEqual({ fields: {} })
    // Access comes back only when staff record it again.
    await portal.db("accounts").where({ state: "active" }).delete()
    await readerOf(portal, son())
    expect((await (await logIn(portal, email)).get("/api/me")).body.patients).toHaveLength(1)
  })

  test("after 30 days nothing of the login is left; who it was stays sealed with the grant", async () => {
    const [account] = await portal.db("accounts").select("id")
    await close(reader)
    portal.clock.advance({ days: 29 })
    await eraseClosedAccounts(portal.deps)
    const [kept] = await portal.db("accounts").select("email")
    expect(kept.email.length).toBeGreaterThan(0)

    portal.clock.advance({ days: 1, seconds: 1 })
    await Promise.all([eraseClosedAccounts(portal.deps), eraseClosedAccounts(portal.deps)])
    await removeOldRows(portal.deps)
    const [row] = await portal.db("accounts")
    expect([row.state, row.email.length, row.mobile.length, row.password.length]).toEqual(["closed", 0, 0, 0])
    expect([row.email_index, row.mobile_index, row.bsn_index]).toEqual(["", "", null])
    for (const table of ["sessions", "logins", "devices", "challenges", "email_links", "account_changes"])
      expect(await portal.db(table).where({ account_id: account.id }), table).toEqual([])
    expect(await portal.db("outbox_messages").where({ account_id: account.id })).toEqual([])
    expect(await portal.db("data_keys").where({ owner_kind: "account" })).toEqual([])

    const [grant] = await portal.db("grants")
    const key = await portal.deps.sealing.keyFor(
      portal.db,
      { kind: "patient", id: patientId },
      portal.clock.now(),
    )
    const open = (column: string, sealed: Buffer) => portal.deps.sealing.open(key, column, grant.id, sealed)
    expect([grant.account_id, grant.role]).toEqual([account.id, "contactPerson"])
    expect(open("grants.reader_name", grant.reader_name)).not.toBe("")
    expect([open("grants.email", grant.email), open("grants.mobile", grant.mobile)]).toEqual(["", ""])
    expect([grant.email_index, grant.mobile_index]).toEqual(["", ""])
    expect(await portal.db("audit_events").where({ event: "account.erase" })).toHaveLength(1)
    expect(await portal.db("audit_events").where({ actor_id: account.id })).not.toEqual([])
  })

  test("by staff the same happens, with their reason and the same mail", async () => {
    const command = accountCommands.find(({ name }) => name === "account close")
    const given: Record<string, string> = { email, reason: "brief van 20 november" }
    const args: CommandArguments = {
      positionals: [],
      text: (option) => given[option],
      required: (option) => given[option] ?? "",
      isSet: () => false,
    }
    if (command?.kind !== "database") throw new Error("no such command")
    await command.run(portal.deps, args)
    expect(await status(reader)).toBe(401)
    expect(await subjects()).toContain(closed)
    expect(await portal.db("grants").select("revoked_reason")).toEqual([{ revoked_reason: given["reason"] }])
    const rows = await portal.db("audit_events").where({ event: "account.close" })
    expect(rows).toEqual([expect.objectContaining({ actor_kind: "operator", reason: given["reason"] })])
    expect(await portal.db("accounts").whereNotNull("closed_at")).toHaveLength(1)
    await expect(command.run(portal.deps, args)).rejects.toThrow(/no active/)
  })
})

describe("refused, and nothing ends", () => {
  test("a wrong password, at both steps, is in the log", async () => {
    for (const path of ["/api/account/close/password", "/api/account/close"])
      expect(codeOf(await reader.post(path, { password: "Verkeerd-1-woord" }))).toEqual([
        401,
        "credentials-wrong",
      ])
    expect(await status(reader)).toBe(200)
    expect(await subjects()).not.toContain(closed)
    const rows = await portal.db("audit_events").where({ event: "account.close" })
    expect(rows.map(({ outcome, reason }: Record<string, unknown>) => [outcome, reason])).toEqual([
      ["refused", "credentials-wrong"],
      ["refused", "credentials-wrong"],
    ])
  })

  test("guessing it here is no better than at the login: the same counters, over both steps", async () => {
    const from = behindProxy(portal)("192.0.2.9")
    const paths = ["/api/account/close/password", "/api/account/close"]
    const answers = await Promise.all(
      Array.from({ length: 9 }, (_, at) =>
        reader.post(paths[at % 2] ?? "", { password: "Verkeerd-1-woord" }, from),
      ),
    )
    expect(answers.filter(({ status }) => status === 401)).toHaveLength(5)
    expect((await close(reader, password, from)).status).toBe(429)
    expect((await reader.copy().post("/api/login", { email, password }, from)).status).toBe(429)
    portal.clock.advance({ seconds: 31 })
    expect((await close(reader, password, from)).status).toBe(204)
  })

  test("on the lock, from another site, and with a field too many or too long", async () => {
    expect((await close(reader, password, { "sec-fetch-site": "cross-site" })).status).toBe(403)
    for (const body of [{}, { password, accountId: "x" }, { password: 1 }, { password: "A".repeat(10_000) }])
      expect((await reader.post("/api/account/close", body)).status).toBe(422)
    await reader.post("/api/session/lock")
    expect((await close(reader)).status).toBe(423)
    expect(await portal.db("accounts").whereNotNull("closed_at")).toEqual([])
  })
})

describe("at the same time", () => {
  test("twice, in two tabs: closed once, one mail", async () => {
    const answers = await Promise.all([close(reader), close(reader.copy())])
    expect(answers.map(({ status }) => status).sort()).toEqual([204, 401])
    expect((await subjects()).filter((subject) => subject === closed)).toHaveLength(1)
    expect(codeOf(await close(reader))).toEqual([401, "session-required"])
    expect(await portal.db("audit_events").where({ event: "grant.end" })).toHaveLength(1)
  })

  test("while somebody logs in: whoever was first, no session is left", async () => {
    const halfway = await upToCode(portal, { email, mobile: "", password })
    const code = await newestCode(portal)
    const [done, login] = await Promise.all([close(reader), halfway.post("/api/login/code", { code })])
    expect(done?.status).toBe(204)
    expect([200, 401]).toContain(login?.status)
    expect(await status(halfway)).toBe(401)
    expect(await portal.db("sessions").where({ ended_at: null })).toEqual([])
  })

  test("while the password changes: whoever typed the old one closes nothing after that", async () => {
    const other = await logIn(portal, email)
    const change = { current: password, password: "Zonnescherm-4-duiven-tak" }
    const [done, changed] = await Promise.all([close(reader), other.post("/api/account/password", change)])
    const outcomes = [done?.status, changed?.status].map((code) => code === 204)
    expect(outcomes.filter(Boolean)).toHaveLength(1)
    expect(await portal.db("accounts").whereNotNull("closed_at")).toHaveLength(done?.status === 204 ? 1 : 0)
  })
})

test("a legal representative who closes the account makes the first place free for another", async () => {
  await portal.db("grants").delete()
  await portal.db("accounts").delete()
  await portal.db("patients").update({ has_decision_capacity: false })
  const representative = {
    patientId,
    person,
    slot: 1,
    role: "legalRepresentative",
    basis: "curator",
    bsn: "999900110",
    name: "son",
  } as const
  await readerOf(portal, representative)
  await close(await logIn(portal, email))
  await readerOf(portal, representative)
  expect((await (await logIn(portal, email)).get("/api/me")).body.patients).toHaveLength(1)
})
