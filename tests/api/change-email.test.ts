// E-mailadres wijzigen, as readers walk it and as thieves, strangers, scanners and two tabs do.
import { afterEach, beforeEach, describe, expect, test } from "vitest"
import { emailIndexOf } from "../../server/credentials/email.ts"
import { removeOldRows } from "../../server/jobs/retention.ts"
import { importAll, logIn, password, patient, readerOf, relative } from "../support/family.ts"
import { startPortal, type Portal } from "../support/portal.ts"
import {
  behindProxy,
  henk,
  loggedIn,
  mailsTo,
  mark,
  newestCode,
  register,
  registered,
  smsOf,
  statementsOf,
  tokenFor,
  upToCode,
  wrongCode,
} from "../support/sign-in.ts"
import type { Answer, Visitor } from "../support/visitor.ts"

let portal: Portal
let reader: Visitor
beforeEach(async () => {
  portal = await startPortal()
  reader = await registered(portal, henk)
})
afterEach(() => portal.close())

const fresh = "henk.nieuw@voorbeeld.example"
const ask = (visitor = reader, change: Record<string, unknown> = {}, headers = {}) =>
  visitor.post("/api/account/email", { password: henk.password, email: fresh, ...change }, headers)
const enter = (code: string, visitor = reader) => visitor.post("/api/account/email/code", { code })
const again = (visitor = reader) => visitor.post("/api/account/email/resend")
const stepOf = async (visitor = reader) => (await visitor.get("/api/account/email")).body
const look = (token: string) => portal.visitor().post("/api/new-email/link", { token })
const press = (token: string, visitor = portal.visitor()) => visitor.post("/api/new-email", { token })
const undo = (token: string) => portal.visitor().post("/api/undo", { token })
const said = ({ status, body }: Answer) => [status, body?.code]
const alive = async (visitor: Visitor) => (await visitor.get("/api/me")).status
const addressOf = async (visitor = reader) => (await visitor.get("/api/me")).body.email

/** Password and code were right: the mail is on its way. @returns the token in the mailbox. */
async function mailed(visitor = reader, change: Record<string, unknown> = {}): Promise<string> {
  expect((await ask(visitor, change)).status).toBe(200)
  expect((await enter(await newestCode(portal), visitor)).body.step).toBe("mail")
  return tokenFor(portal, String(change["email"] ?? fresh))
}
async function changed(visitor = reader, change: Record<string, unknown> = {}) {
  const token = await mailed(visitor, change)
  expect((await press(token)).status).toBe(200)
  return token
}
const fails = async (token: string) =>
  expect([said(await look(token)), said(await press(token))]).toEqual([
    [410, "link-invalid"],
    [410, "link-invalid"],
  ])

test("password, code, link in the new mailbox; from then on one logs in with that address", async () => {
  const asked = await ask()
  expect(asked.body).toMatchObject({ step: "code", mobile: "06 •• •• •• 89", codeMinutes: 10 })
  expect(await stepOf()).toEqual(asked.body)
  expect((await smsOf(portal))[0]?.to).toBe("+31623456789")
  expect(await mailsTo(portal, fresh)).toEqual([])
  const sent = await enter(await newestCode(portal))
  expect(sent.body).toEqual({ step: "mail", email: fresh, mayResendAt: "2026-11-22T13:01:00.000Z" })
  expect(await stepOf()).toEqual(sent.body)
  const token = await tokenFor(portal, fresh)
  expect((await look(token)).body).toEqual({ state: "open", email: fresh })
  expect(await addressOf()).toBe(henk.email)

  const elsewhere = portal.visitor()
  expect((await press(token, elsewhere)).body).toEqual({ state: "done", email: fresh })
  expect([...elsewhere.cookies]).toEqual([])
  expect(await stepOf()).toEqual({ step: "none" })
  expect(await addressOf()).toBe(fresh)
  expect(said(await portal.visitor().post("/api/login", henkLogin))).toEqual([401, "credentials-wrong"])
  expect(await addressOf(await loggedIn(portal, { ...henk, email: fresh.toUpperCase() }))).toBe(fresh)
})
const henkLogin = { email: henk.email, password: henk.password }

test("both mailboxes are told, the old one with a way back; neither names anybody or the other address", async () => {
  await changed()
  const [asked] = await mailsTo(portal, fresh)
  expect(asked?.subject).toBe("Bevestig uw nieuwe e-mailadres")
  expect(asked?.text).toContain(`${portal.url}/nieuw-e-mailadres#`)
  const [told] = await mailsTo(portal, henk.email)
  expect(told?.subject).toBe("Uw e-mailadres is gewijzigd")
  expect(told?.text).toContain(`${portal.url}/ongedaan-maken#`)
  expect(`${asked?.text} ${told?.text}`).not.toMatch(/Henk|Willemsen|henk\.|06 ?2345/i)
})

describe("what ends", () => {
  test("other sessions, logins under way, links, kept copies, devices; the one that asked goes on, renewed where it pressed", async () => {
    await portal.db("accounts").update({ bsn_step_at: portal.clock.now().toISOString() })
    const other = await loggedIn(portal, henk)
    const keep = async (visitor: Visitor) =>
      (await visitor.post("/api/vault", { vault: crypto.randomUUID() })).body.ticket as string
    const [here, there] = [await keep(reader), await keep(other)]
    const token = await mailed()
    await portal.visitor().post("/api/forgotten", { email: henk.email })
    const reset = await tokenFor(portal, henk.email)
    const halfway = await upToCode(portal, henk)
    const code = await newestCode(portal)
    const copied = reader.copy()
    expect((await press(token, reader)).status).toBe(200)

    expect([await alive(reader), await alive(copied), await alive(other)]).toEqual([200, 401, 401])
    expect(said(await halfway.post("/api/login/code", { code }))).toEqual([401, "step-expired"])
    expect((await portal.visitor().post("/api/forgotten/link", { token: reset })).status).toBe(410)
    const verdict = async (ticket: string) =>
      (await portal.visitor().post("/api/vault/check", { ticket, items: [] })).body.verdict
    expect(await verdict(there)).toBe("wipe")
    const kept = await portal.db("vaults").whereNull("ended_at")
    expect(kept).toHaveLength(1)
    expect(here).not.toBe(there)
    expect(await portal.db("devices").whereNull("ended_at")).toHaveLength(1)
    expect(await portal.db("sessions").where({ end_reason: "new-email" })).toHaveLength(1)
  })

  test("a session on the lock stays there, whoever presses in its browser", async () => {
    const token = await mailed()
    portal.clock.advance({ minutes: 16 })
    expect((await press(token, reader)).status).toBe(200)
    expect(await alive(reader)).toBe(423)
    await reader.post("/api/session/unlock", { password: henk.password })
    expect(await addressOf()).toBe(fresh)
  })

  test("who logged out after asking can still press; nobody is logged in by that", async () => {
    const token = await mailed()
    await reader.post("/api/logout")
    expect((await press(token, reader)).body.state).toBe("done")
    expect(await alive(reader)).toBe(401)
    await loggedIn(portal, { ...henk, email: fresh })
  })
})

describe("an address that has an account", () => {
  test("from here it is like any other: answers, headers, statements; only its mailbox hears", async () => {
    await registered(portal, mark)
    const walk = async (email: string) => {
      await portal.db("rate_counters").delete()
      await portal.db("account_changes").delete()
      portal.clock.set("2026-11-23T09:00:00.000Z")
      reader = await loggedIn(portal, henk)
      const answers: Answer[] = []
      const statements = await statementsOf(portal, async () => {
        answers.push(await ask(reader, { email }))
        answers.push(await enter(await newestCode(portal)))
        portal.clock.advance({ minutes: 1 })
        answers.push(await again(), await reader.get("/api/account/email"))
      })
      const plain = answers.map(({ status, headers, text }) => [
        status,
        [...headers.keys()].sort(),
        text.replaceAll(email, "…"),
      ])
      return { plain, statements }
    }
    const [free, taken] = [await walk("niemand@voorbeeld.example"), await walk(mark.email)]
    expect(taken).toEqual(free)
    const mails = (await mailsTo(portal, mark.email)).filter(({ text }) => text.includes("ander account"))
    expect(mails.map(({ subject }) => subject)).toEqual(
      Array.from({ length: 2 }, () => "U heeft al een account voor het cliëntportaal"),
    )
    expect(mails[0]?.text).not.toContain("#")
    await loggedIn(portal, mark)
  })

  test("written otherwise it is the same address, and the word goes to the one that is stored", async () => {
    await registered(portal, mark)
    await ask(reader, { email: "MARK.Smit@Voorbeeld.example" })
    await enter(await newestCode(portal))
    expect((await mailsTo(portal, mark.email))[0]?.text).toContain("hoort al bij uw account")
    expect(await mailsTo(portal, "MARK.Smit@voorbeeld.example")).toEqual([])
  })

  test("it got one while the mail waited: told behind the link, and nothing changes", async () => {
    const token = await mailed()
    await registered(portal, { ...mark, email: fresh })
    expect(said(await press(token))).toEqual([409, "email-taken"])
    expect(await addressOf()).toBe(henk.email)
    await fails(token)
    const rows = await portal.db("audit_events").where({ event: "account.email" })
    expect(rows).toEqual([expect.objectContaining({ outcome: "refused", reason: "email-taken" })])
  })

  test("two accounts that press at once: one gets it", async () => {
    const other = await registered(portal, mark)
    const mine = await mailed()
    const theirs = await mailed(other, { password: mark.password })
    const answers = await Promise.all([press(mine), press(theirs)])
    expect(answers.map(said).sort()).toEqual([
      [200, undefined],
      [409, "email-taken"],
    ])
    expect([await addressOf(), await addressOf(other)].filter((email) => email === fresh)).toHaveLength(1)
  })

  test("while a registration of it is completed: one account has it, whoever was first", async () => {
    const token = await mailed()
    const newcomer = portal.visitor()
    await register(newcomer, { ...mark, email: fresh })
    await newcomer.post("/api/registration/confirm", { token: await tokenFor(portal, fresh) })
    const code = await newestCode(portal)
    const [pressed, entered] = await Promise.all([press(token), newcomer.post("/api/login/code", { code })])
    expect([
      [200, 401],
      [409, 200],
    ]).toContainEqual([pressed?.status, entered?.status])
    const index = emailIndexOf(portal.deps.sealing, fresh)
    expect(await portal.db("accounts").where({ email_index: index, state: "active" })).toHaveLength(1)
  })

  test("a registration of it that nobody finished stands in no way, and goes", async () => {
    const stranger = portal.visitor()
    await register(stranger, { ...mark, email: fresh })
    const old = await tokenFor(portal, fresh)
    await changed()
    expect((await portal.visitor().post("/api/registration/confirm", { token: old })).status).toBe(410)
    expect(await portal.db("accounts").where({ state: "unconfirmed" })).toEqual([])
  })
})

describe("the link", () => {
  test("pressed again, by a scanner or a reader, says the same for a day; then nothing, and never another change", async () => {
    const token = await mailed()
    const answers = await Promise.all(Array.from({ length: 10 }, () => press(token)))
    expect(new Set(answers.map(({ text }) => text)).size).toBe(1)
    expect(await portal.db("audit_events").where({ event: "account.email" })).toHaveLength(1)
    portal.clock.advance({ hours: 23, minutes: 59 })
    expect((await look(token)).body).toEqual({ state: "done", email: fresh })
    portal.clock.advance({ minutes: 1 })
    await fails(token)
  })

  test("works 24 hours and not a second more", async () => {
    const token = await mailed()
    portal.clock.advance({ hours: 24 })
    await fails(token)
    portal.clock.advance({ seconds: -1 })
    expect((await press(token)).status).toBe(200)
  })

  test("only the newest: a resend and another address take its place", async () => {
    const first = await mailed()
    portal.clock.advance({ minutes: 1 })
    await again()
    const second = await tokenFor(portal, fresh)
    await fails(first)
    const tab = reader.copy()
    const third = await mailed(tab, { email: "nog.een@voorbeeld.example" })
    await fails(second)
    expect((await press(third)).body.email).toBe("nog.een@voorbeeld.example")
  })

  test("of another purpose, made up, or of no shape leads nowhere; nor does this one elsewhere", async () => {
    const token = await mailed()
    await portal.visitor().post("/api/forgotten", { email: henk.email })
    for (const foreign of [await tokenFor(portal, henk.email), "A".repeat(43)]) await fails(foreign)
    for (const path of ["/api/undo", "/api/forgotten/link", "/api/registration/link", "/api/lost-phone/link"])
      expect((await portal.visitor().post(path, { token })).status, path).toBe(410)
    for (const shape of ["", "x", "A".repeat(10_000), 1])
      expect((await press(shape as string)).status).toBe(422)
    expect((await press(token)).status).toBe(200)
    await fails(await tokenFor(portal, henk.email))
  })

  const until: [string, () => Promise<unknown>][] = [
    ["given up", () => reader.post("/api/account/email/cancel")],
    [
      "the password changed",
      () => reader.post("/api/account/password", { current: henk.password, password: "Zonnescherm-4-tak" }),
    ],
    [
      "a forgotten password was replaced",
      async () => {
        const visitor = portal.visitor()
        await visitor.post("/api/forgotten", { email: henk.email })
        await visitor.post("/api/forgotten/confirm", { token: await tokenFor(portal, henk.email) })
        await visitor.post("/api/forgotten/code", { code: await newestCode(portal) })
        return visitor.post("/api/forgotten/password", { password: "Zonnescherm-4-tak" })
      },
    ],
    ["the account was closed", () => reader.post("/api/account/close", { password: henk.password })],
    [
      "its device was ended from elsewhere",
      async () => (await loggedIn(portal, henk)).post("/api/account/devices/end-others"),
    ],
    [
      "the number changed",
      async () => {
        const number = { password: henk.password, country: "NL", mobile: "06 55443322" }
        let last = await reader.post("/api/account/number", number)
        for (const step of ["old", "new"]) {
          const code = await newestCode(portal)
          last = await reader.post("/api/account/number/code", { step, code })
        }
        return last
      },
    ],
  ]
  test.each(until)("is worth nothing once %s", async (_, happen) => {
    await portal.db("accounts").update({ bsn_step_at: portal.clock.now().toISOString() })
    const token = await mailed()
    const answer = (await happen()) as Answer | undefined
    expect(answer?.status ?? 200).toBeLessThan(300)
    await fails(token)
  })
})

describe("undo", () => {
  test("gives the address back, ends every session and tells the old mailbox", async () => {
    const token = await changed()
    const back = await tokenFor(portal, henk.email)
    expect((await undo(back)).body).toEqual({ state: "done", email: henk.email, mobile: null })
    expect(await alive(reader)).toBe(401)
    await fails(token)
    expect((await mailsTo(portal, henk.email))[0]?.subject).toBe("De wijziging is ongedaan gemaakt")
    await loggedIn(portal, henk)
  })

  test("a thief who changes address and number keeps neither", async () => {
    await changed()
    const back = await tokenFor(portal, henk.email)
    await portal.db("rate_counters").delete()
    await reader.post("/api/account/number", { password: henk.password, country: "NL", mobile: "0655443322" })
    for (const step of ["old", "new"])
      await reader.post("/api/account/number/code", { step, code: await newestCode(portal) })
    expect((await undo(back)).body).toMatchObject({ email: henk.email, mobile: "06 23 45 67 89" })
    await upToCode(portal, henk)
    expect((await smsOf(portal))[0]?.to).toBe("+31623456789")
  })

  test("somebody registered with the old address since: nothing is undone, and only its link says why", async () => {
    await changed()
    const back = await tokenFor(portal, henk.email)
    await registered(portal, { ...mark, email: henk.email })
    expect(said(await undo(back))).toEqual([409, "email-taken"])
    expect(await addressOf()).toBe(fresh)
  })
})

describe("grants", () => {
  const son = { slot: 2, role: "contactPerson", bsn: "999900110", name: "zoon" } as const

  test("those it holds follow to the new address, and back", async () => {
    const id = await importAll(portal, [
      ...patient("mother", "999900018"),
      relative("son", "mother", "999900110"),
    ])
    const { email, grantId } = await readerOf(portal, {
      ...son,
      patientId: id("Patient/mother"),
      person: id("RelatedPerson/son"),
    })
    const visitor = await logIn(portal, email)
    const grant = async () =>
      (await portal.db("grants").where({ id: grantId }).first("email_index")) as { email_index: string }
    const index = (address: string) => emailIndexOf(portal.deps.sealing, address)
    await changed(visitor, { password })
    expect(await grant()).toEqual({ email_index: index(fresh) })
    expect((await visitor.get("/api/me")).body.patients).toHaveLength(1)
    expect((await undo(await tokenFor(portal, email))).status).toBe(200)
    expect(await grant()).toEqual({ email_index: index(email) })
    const rows = await portal.db("audit_events").where({ event: "grant.contact", reason: "email" })
    expect(rows).toHaveLength(2)
  })
})

describe("refused", () => {
  test("a wrong password: nothing is sent, the log says so, and guessing is no better than at the login", async () => {
    const before = (await smsOf(portal)).length
    expect(said(await ask(reader, { password: "Verkeerd-1-woord" }))).toEqual([401, "credentials-wrong"])
    expect((await smsOf(portal)).length).toBe(before)
    const rows = await portal.db("audit_events").where({ event: "email.ask", reason: "credentials-wrong" })
    expect(rows).toHaveLength(1)
    const from = behindProxy(portal)("192.0.2.9")
    const wrong = () => ask(reader, { password: "Verkeerd-1-woord" }, from)
    const answers = await Promise.all(Array.from({ length: 8 }, wrong))
    expect(answers.filter(({ status }) => status === 401)).toHaveLength(4)
    expect((await ask(reader, {}, from)).status).toBe(429)
  })

  test("the address it has already, however it is written; told only after the right password", async () => {
    for (const email of [henk.email, ` ${henk.email} `, henk.email.toUpperCase()])
      expect(said(await ask(reader, { email }))).toEqual([422, "email-unchanged"])
    const guess = await ask(reader, { email: henk.email, password: "Verkeerd-1-woord" })
    expect(said(guess)).toEqual([401, "credentials-wrong"])
    expect(await stepOf()).toEqual({ step: "none" })
  })

  test.each([
    "",
    "henk",
    "henk@",
    "henk@localhost",
    "a b@c.nl",
    "x@voorbeeld.example\r\nBcc: y@z.nl",
    "ﬁ@x.nl",
  ])("%j is no address: no try and no SMS is spent", async (email) => {
    const before = (await smsOf(portal)).length
    for (let time = 0; time < 6; time += 1)
      expect(said(await ask(reader, { email }))).toEqual([422, "email-invalid"])
    expect((await smsOf(portal)).length).toBe(before)
    expect((await ask()).status).toBe(200)
  })

  test("fields too many, too few, too long, of another type; on the lock, logged out, from another site", async () => {
    const typed = { password: henk.password, email: fresh }
    for (const body of [
      {},
      { email: fresh },
      { ...typed, account: "x" },
      { ...typed, email: `${"a".repeat(400)}@x.nl` },
      { ...typed, email: ["a@x.nl"] },
      { ...typed, password: "A".repeat(10_000) },
    ])
      expect(said(await reader.post("/api/account/email", body))).toEqual([422, "input-invalid"])
    expect((await ask(reader, {}, { "sec-fetch-site": "cross-site" })).status).toBe(403)
    await ask()
    const code = await newestCode(portal)
    await reader.post("/api/session/lock")
    expect([(await ask()).status, (await enter(code)).status]).toEqual([423, 423])
    await reader.post("/api/session/unlock", { password: henk.password })
    expect((await stepOf()).step).toBe("code")
    await reader.post("/api/logout")
    expect([(await ask()).status, (await enter(code)).status]).toEqual([401, 401])
  })
})

describe("codes and mails", () => {
  test("a code belongs to its own change and session, and counts once, also twenty times at once", async () => {
    const other = await loggedIn(portal, henk)
    await ask()
    const code = await newestCode(portal)
    expect(said(await enter(code, other))).toEqual([401, "step-expired"])
    expect(said(await reader.post("/api/account/number/code", { step: "old", code }))).toEqual([
      401,
      "step-expired",
    ])
    const tabs = Array.from({ length: 20 }, () => enter(code, reader.copy()))
    expect((await Promise.all(tabs)).filter(({ status }) => status === 200)).toHaveLength(1)
    expect(await mailsTo(portal, fresh)).toHaveLength(1)
    expect(said(await enter(code))).toEqual([401, "step-expired"])
  })

  test("thirty wrong codes at once: five are compared; ten minutes and not a second more", async () => {
    await ask()
    const wrong = wrongCode(await newestCode(portal))
    const answers = await Promise.all(Array.from({ length: 30 }, () => enter(wrong, reader.copy())))
    expect(answers.filter(({ body }) => body.code === "code-wrong")).toHaveLength(4)
    portal.clock.advance({ minutes: 1 })
    await again()
    const last = await newestCode(portal)
    portal.clock.advance({ minutes: 10 })
    expect(said(await enter(last))).toEqual([401, "code-expired"])
  })

  test("the mail again after one, two and five minutes, three times; then no more", async () => {
    await mailed()
    expect(said(await again())).toEqual([429, "resend-too-soon"])
    for (const minutes of [1, 2, 5]) {
      portal.clock.advance({ minutes })
      expect((await again()).status).toBe(200)
    }
    portal.clock.advance({ minutes: 5 })
    expect(said(await again())).toEqual([429, "resend-limit"])
    expect(await mailsTo(portal, fresh)).toHaveLength(4)
    expect((await press(await tokenFor(portal, fresh))).status).toBe(200)
  })

  test("nobody fills another person's mailbox: five mails a day; the answer stays the same, the last link works", async () => {
    for (const minutes of [0, 1, 2, 5]) {
      portal.clock.advance({ minutes })
      if (minutes === 0) await mailed()
      else await again()
    }
    await mailed()
    portal.clock.advance({ minutes: 1 })
    const token = await tokenFor(portal, fresh)
    expect((await again()).body.step).toBe("mail")
    expect(await mailsTo(portal, fresh)).toHaveLength(5)
    expect((await press(token)).status).toBe(200)
  })
})

test("what was never finished vanishes, what was done goes after a week; neither lies in the database in clear", async () => {
  await changed()
  await portal.db("rate_counters").delete()
  await mailed(reader, { email: "nog.een@voorbeeld.example" })
  const tables = await Promise.all(
    ["account_changes", "email_links", "accounts", "audit_events"].map((table) => portal.db(table)),
  )
  const dump = JSON.stringify(tables, (_key, value: unknown) =>
    Buffer.isBuffer(value) ? value.toString("latin1") : value,
  )
  expect(dump).not.toMatch(/voorbeeld\.example|henk|nog\.een/i)
  portal.clock.advance({ days: 2, hours: 2 })
  await removeOldRows(portal.deps)
  expect(await portal.db("account_changes")).toHaveLength(1)
  portal.clock.advance({ days: 5 })
  await removeOldRows(portal.deps)
  expect(await portal.db("account_changes")).toHaveLength(0)
})
