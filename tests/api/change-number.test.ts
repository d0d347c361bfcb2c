// Mobiel nummer wijzigen, as readers walk it and as thieves, strangers and two tabs do.
import { afterEach, beforeEach, describe, expect, test } from "vitest"
import { addGrant } from "../../server/access/grants.ts"
import { mobileIndexOf } from "../../server/credentials/mobile.ts"
import { removeOldRows } from "../../server/jobs/retention.ts"
import { importAll, patient, readerOf, relative } from "../support/family.ts"
import { startPortal, type Portal } from "../support/portal.ts"
import {
  behindProxy,
  henk,
  loggedIn,
  mailsTo,
  mark,
  register,
  registered,
  smsOf,
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

const old = "+31623456789"
const fresh = "+31655443322"
const ask = (visitor = reader, change: Record<string, unknown> = {}, headers = {}) =>
  visitor.post(
    "/api/account/number",
    { password: henk.password, country: "NL", mobile: fresh, ...change },
    headers,
  )
const enter = (step: "old" | "new", code: string, visitor = reader) =>
  visitor.post("/api/account/number/code", { step, code })
const stepOf = async (visitor = reader) => (await visitor.get("/api/account/number")).body
const said = ({ status, body }: Answer) => [status, body?.code]
const alive = async (visitor: Visitor) => (await visitor.get("/api/me")).status

/** The newest code to this number. */
async function codeTo(mobile: string): Promise<string> {
  const sms = (await smsOf(portal)).find(({ to, text }) => to === mobile && /^\d{6}/.test(text))
  if (!sms) throw new Error(`no code was sent to ${mobile}`)
  return sms.text.slice(0, 6)
}
async function upToNew(visitor = reader, mobile = fresh) {
  expect((await ask(visitor, { mobile })).status).toBe(200)
  expect((await enter("old", await codeTo(await currentNumber()), visitor)).status).toBe(200)
}
async function changed(visitor = reader, mobile = fresh) {
  await upToNew(visitor, mobile)
  const done = await enter("new", await codeTo(mobile), visitor)
  expect(done.status).toBe(200)
  return done
}
let known = old
beforeEach(() => (known = old))
const currentNumber = () => Promise.resolve(known)
const undo = (token: string, visitor = portal.visitor()) => visitor.post("/api/undo", { token })

test("password, code to the old number, code to the new one; the next login's code goes to the new one", async () => {
  const asked = await ask()
  expect(asked.body).toMatchObject({ step: "old", mobile: "06 •• •• •• 89", codeMinutes: 10 })
  expect(await stepOf()).toEqual(asked.body)
  const proven = await enter("old", await codeTo(old))
  expect(proven.body).toMatchObject({ step: "new", mobile: "06 55 44 33 22", codeMinutes: 10 })
  expect(await stepOf()).toEqual(proven.body)
  const done = await enter("new", await codeTo(fresh))
  expect(done.body).toEqual({ step: "done", mobile: "06 55 44 33 22" })
  expect(await stepOf()).toEqual({ step: "none" })
  expect((await reader.get("/api/me")).body.maskedMobile).toBe("06 •• •• •• 22")
  await upToCode(portal, henk)
  expect((await smsOf(portal))[0]?.to).toBe(fresh)
})

test("the old number and the mailbox are told, the mail with a way back; neither names anybody", async () => {
  await changed()
  const sms = (await smsOf(portal)).find(({ text }) => text.includes("gewijzigd"))
  expect(sms?.to).toBe(old)
  expect(sms?.text.length).toBeLessThanOrEqual(160)
  expect(sms?.text).not.toMatch(/ë|\d{6}/)
  const [mail] = await mailsTo(portal, henk.email)
  expect(mail?.subject).toBe("Uw mobiele nummer is gewijzigd")
  expect(mail?.text).toContain(`${portal.url}/ongedaan-maken#`)
  expect(`${mail?.text} ${sms?.text}`).not.toMatch(/Henk|Willemsen|5544/)
})

test("other sessions, logins under way, links, kept copies and known devices end; this one goes on, renewed", async () => {
  await portal.db("accounts").update({ bsn_step_at: portal.clock.now().toISOString() })
  const other = await loggedIn(portal, henk)
  const keep = async (visitor: Visitor) =>
    (await visitor.post("/api/vault", { vault: crypto.randomUUID() })).body.ticket as string
  const [here, there] = [await keep(reader), await keep(other)]
  await portal.visitor().post("/api/forgotten", { email: henk.email })
  const reset = await tokenFor(portal, henk.email)
  await ask()
  const halfway = await upToCode(portal, henk)
  const loginCode = await codeTo(old)
  // Only the newest SMS works: the login elsewhere overtook the code of the change.
  portal.clock.advance({ minutes: 2 })
  await reader.post("/api/account/number/resend")
  await enter("old", await codeTo(old))
  const copied = reader.copy()
  expect((await enter("new", await codeTo(fresh))).status).toBe(200)

  expect([await alive(reader), await alive(copied), await alive(other)]).toEqual([200, 401, 401])
  expect(said(await halfway.post("/api/login/code", { code: loginCode }))).toEqual([401, "step-expired"])
  expect((await portal.visitor().post("/api/forgotten/link", { token: reset })).status).toBe(410)
  const ends = await portal.db("vaults").orderBy("created_at").select("end_reason")
  expect(ends.map(({ end_reason }: { end_reason: string | null }) => end_reason).sort()).toEqual(
    ["credentials", null].sort(),
  )
  const verdict = (ticket: string) => portal.visitor().post("/api/vault/check", { ticket, items: [] })
  expect((await verdict(there)).body.verdict).toBe("wipe")
  expect(here).not.toBe(there)
  expect(await portal.db("devices").whereNull("ended_at")).toHaveLength(1)
})

describe("grants follow", () => {
  const nameOf = {
    patientId: "",
    person: "",
    slot: 2,
    role: "contactPerson",
    bsn: "999900110",
    name: "zoon",
  } as const

  test("those it holds and those that wait; undone they follow back; another's stay", async () => {
    const id = await importAll(portal, [
      ...patient("mother", "999900018"),
      ...patient("aunt", "999900031"),
      ...patient("uncle", "999900043"),
      relative("son", "mother", "999900110"),
      relative("nephew", "aunt", "999900110"),
      relative("other", "uncle", "999900122"),
    ])
    const son = { ...nameOf, patientId: id("Patient/mother"), person: id("RelatedPerson/son") }
    const { email, grantId } = await readerOf(portal, son)
    const account = await portal.db("grants").where({ id: grantId }).first()
    const number = portal.deps.sealing.open(
      await portal.deps.sealing.keyFor(portal.db, { kind: "patient", id: son.patientId }, portal.clock.now()),
      "grants.mobile",
      grantId,
      account.mobile,
    )
    known = number
    const visitor = await loggedIn(portal, { email, mobile: number, password: "Fluitketel-7-ladders" })
    const waiting = {
      patientId: id("Patient/aunt"),
      person: id("RelatedPerson/nephew"),
      slot: 2,
      role: "contactPerson" as const,
      email,
      formDate: "2026-11-01",
      formReference: "formulier",
      sections: ["agenda" as const],
    }
    await portal.db("patients").update({ has_decision_capacity: true })
    const operator = { kind: "operator", id: "test" } as const
    // Recorded with the number it is about to get: it is claimed as soon as the account has that number.
    const later = await addGrant(portal.deps, { ...waiting, mobile: fresh }, operator, "test")
    const stranger = {
      ...waiting,
      patientId: id("Patient/uncle"),
      person: id("RelatedPerson/other"),
      email: "ander@voorbeeld.example",
      mobile: number,
    }
    const strange = await addGrant(portal.deps, stranger, operator, "test")
    const grant = async (which: string) =>
      (await portal.db("grants").where({ id: which }).first("account_id", "mobile_index")) as {
        account_id: string | null
        mobile_index: string
      }
    const index = (mobile: string) => mobileIndexOf(portal.deps.sealing, mobile)
    expect((await grant(later)).account_id).toBeNull()

    await ask(visitor, { password: "Fluitketel-7-ladders" })
    await enter("old", await codeTo(number), visitor)
    expect((await enter("new", await codeTo(fresh), visitor)).status).toBe(200)
    expect((await visitor.get("/api/me")).body.patients).toHaveLength(2)
    expect((await grant(grantId)).mobile_index).toBe(index(fresh))
    expect((await grant(later)).account_id).toBe((await grant(grantId)).account_id)
    expect(await grant(strange)).toEqual({ account_id: null, mobile_index: index(number) })
    const rows = await portal.db("audit_events").where({ event: "grant.contact" })
    expect(rows.map(({ object_id }: { object_id: string }) => object_id)).toEqual([grantId])

    expect((await undo(await tokenFor(portal, email))).status).toBe(200)
    expect((await grant(grantId)).mobile_index).toBe(index(number))
    expect((await grant(strange)).mobile_index).toBe(index(number))
  })
})

describe("refused", () => {
  test("a wrong password: nothing is sent, and the log says so; guessing here is no better than at the login", async () => {
    const before = (await smsOf(portal)).length
    expect(said(await ask(reader, { password: "Verkeerd-1-woord" }))).toEqual([401, "credentials-wrong"])
    expect((await smsOf(portal)).length).toBe(before)
    expect(
      await portal.db("audit_events").where({ event: "number.ask", reason: "credentials-wrong" }),
    ).toHaveLength(1)
    const from = behindProxy(portal)("192.0.2.9")
    const wrong = () => ask(reader, { password: "Verkeerd-1-woord" }, from)
    const answers = await Promise.all(Array.from({ length: 8 }, wrong))
    expect(answers.filter(({ status }) => status === 401)).toHaveLength(4)
    expect((await ask(reader, {}, from)).status).toBe(429)
  })

  test("the number it has already, however it is written; told only after the right password", async () => {
    for (const mobile of ["06 23456789", "+31 6 2345 6789", "0031623456789", "+31(0)623456789"])
      expect(said(await ask(reader, { mobile }))).toEqual([422, "mobile-unchanged"])
    const guess = await ask(reader, { mobile: old, password: "Verkeerd-1-woord" })
    expect(said(guess)).toEqual([401, "credentials-wrong"])
    expect(await stepOf()).toEqual({ step: "none" })
  })

  test.each([
    ["", "mobile-invalid"],
    ["06", "mobile-invalid"],
    ["0201234567", "mobile-invalid"],
    ["097012345678", "mobile-invalid"],
    ["06 5544332\u202e2", "mobile-invalid"],
    ["+31655443322\r\nBcc: x", "mobile-invalid"],
    ["+32470123456", "mobile-country"],
  ])("%j: %s, without spending a try or an SMS", async (mobile, code) => {
    const before = (await smsOf(portal)).length
    for (let time = 0; time < 6; time += 1) expect(said(await ask(reader, { mobile }))).toEqual([422, code])
    expect((await smsOf(portal)).length).toBe(before)
    expect((await ask()).status).toBe(200)
  })

  test("pasted with spaces, dashes and other digits it is the same number; another country when that is allowed", async () => {
    expect((await ask(reader, { mobile: " 06-55 44\u00a033 22 " })).status).toBe(200)
    await enter("old", await codeTo(old))
    expect((await stepOf()).mobile).toBe("06 55 44 33 22")
    await portal.db("organisation").update({
      settings: portal.db.raw('replace(settings, \'["NL"]\', \'["NL","BE"]\')'),
    })
    expect((await ask(reader, { country: "BE", mobile: "0470 12 34 56" })).status).toBe(200)
    portal.clock.advance({ minutes: 1 })
    await enter("old", await codeTo(old))
    expect((await stepOf()).mobile).toBe("+32 470 12 34 56")
  })

  test("fields too many, too few, too long, of another type", async () => {
    const typed = { password: henk.password, country: "NL", mobile: fresh }
    for (const body of [
      {},
      { ...typed, account: "x" },
      { ...typed, mobile_confirmed_at: "2026-01-01" },
      { ...typed, mobile: "0".repeat(10_000) },
      { ...typed, mobile: 655443322 },
      { ...typed, country: "nl" },
      { ...typed, password: "A".repeat(10_000) },
      { country: "NL", mobile: fresh },
    ])
      expect(said(await reader.post("/api/account/number", body))).toEqual([422, "input-invalid"])
    for (const body of [{ code: "123456" }, { step: "done", code: "123456" }, { step: "old", code: 123456 }])
      expect((await reader.post("/api/account/number/code", body)).status).toBe(422)
    for (const token of ["", "x", "A".repeat(10_000), 1])
      expect((await reader.post("/api/undo", { token })).status).toBe(422)
  })

  test("on the lock, logged out, from another site", async () => {
    await ask()
    const code = await codeTo(old)
    expect((await ask(reader, {}, { "sec-fetch-site": "cross-site" })).status).toBe(403)
    await reader.post("/api/session/lock")
    expect([(await ask()).status, (await enter("old", code)).status]).toEqual([423, 423])
    await reader.post("/api/session/unlock", { password: henk.password })
    expect((await stepOf()).step).toBe("old")
    await reader.post("/api/logout")
    expect([(await ask()).status, (await enter("old", code)).status]).toEqual([401, 401])
  })
})

describe("codes", () => {
  test("the code of one number is no code of the other; nor of a login; nor in another session or account", async () => {
    await ask()
    const first = await codeTo(old)
    const other = await registered(portal, mark)
    expect(said(await enter("old", first, other))).toEqual([401, "step-expired"])
    expect(said(await enter("new", first))).toEqual([401, "step-expired"])
    const prelogin = portal.visitor()
    await prelogin.post("/api/login", { email: henk.email, password: henk.password })
    await prelogin.post("/api/login/confirm")
    const login = await codeTo(old)
    expect(said(await enter("old", first))).toEqual([401, "code-expired"])
    expect(said(await prelogin.post("/api/login/code", { code: first }))).toEqual([401, "code-wrong"])
    portal.clock.advance({ minutes: 1 })
    await reader.post("/api/account/number/resend")
    if (login !== (await codeTo(old))) expect(said(await enter("old", login))).toEqual([401, "code-wrong"])
    const second = await codeTo(old)
    expect((await enter("old", second)).status).toBe(200)
    expect(said(await enter("old", second))).toEqual([401, "step-expired"])
    if (second !== (await codeTo(fresh)))
      expect(said(await enter("new", second))).toEqual([401, "code-wrong"])
    const end = await codeTo(fresh)
    expect((await enter("new", end)).status).toBe(200)
    expect(said(await enter("new", end))).toEqual([401, "step-expired"])
  })

  test("a new session of the same reader does not go on with it", async () => {
    await ask()
    const other = await loggedIn(portal, henk)
    expect(await stepOf(other)).toEqual({ step: "none" })
    expect(said(await enter("old", await codeTo(old), other))).toEqual([401, "step-expired"])
  })

  test("five tries of each, spaces and other digits are fine, ten minutes and not a second more", async () => {
    await ask()
    const right = await codeTo(old)
    for (let time = 0; time < 4; time += 1)
      expect(said(await enter("old", wrongCode(right)))).toEqual([401, "code-wrong"])
    expect(said(await enter("old", "12 34"))).toEqual([422, "code-incomplete"])
    expect(said(await enter("old", wrongCode(right)))).toEqual([401, "code-locked"])
    expect(said(await enter("old", right))).toEqual([401, "code-locked"])
    const warned = (await mailsTo(portal, henk.email)).filter(({ subject }) => subject?.includes("3 keer"))
    expect(warned.map(({ text }) => text.includes("mobiele nummer of e-mailadres"))).toEqual([true])
    portal.clock.advance({ minutes: 1 })
    expect((await reader.post("/api/account/number/resend")).status).toBe(200)
    const again = await codeTo(old)
    expect((await enter("old", ` ${again.slice(0, 3)}-${again.slice(3)} `)).status).toBe(200)
    const last = await codeTo(fresh)
    portal.clock.advance({ minutes: 10 })
    expect(said(await enter("new", last))).toEqual([401, "code-expired"])
  })

  test("a new one after one, two and five minutes, three times; then no more", async () => {
    await ask()
    const again = () => reader.post("/api/account/number/resend")
    expect(said(await again())).toEqual([429, "resend-too-soon"])
    for (const minutes of [1, 2, 5]) {
      portal.clock.advance({ minutes })
      expect((await again()).status).toBe(200)
    }
    portal.clock.advance({ minutes: 5 })
    expect(said(await again())).toEqual([429, "resend-limit"])
  })

  test("an account sends no flood to strangers' numbers: account, device and number have their budgets", async () => {
    let sent = 0
    for (let time = 0; time < 12; time += 1) {
      const mobile = `+3165544${String(3300 + time)}`
      if ((await ask(reader, { mobile })).status !== 200) break
      if ((await enter("old", await codeTo(old))).status !== 200) break
      sent += 1
    }
    expect(sent).toBe(2)
    expect(said(await ask(reader, { mobile: "+31655443399" }))).toEqual([429, "resend-limit"])
  })

  test("the new number's own budget counts whoever asks, also on a known device", async () => {
    const limit = { name: "codes-unproven-hour", window: 4 }
    for (let time = 0; time < limit.window; time += 1) {
      const guest = { ...mark, email: `gast${time}@voorbeeld.example`, mobile: fresh }
      const visitor = portal.visitor()
      await register(visitor, guest)
      await visitor.post("/api/registration/confirm", { token: await tokenFor(portal, guest.email) })
    }
    await ask()
    const code = await codeTo(old)
    expect(said(await enter("old", code))).toEqual([429, "resend-limit"])
    // Nothing was lost: the code to the old number still counts when the hour is over.
    expect((await stepOf()).step).toBe("old")
  })
})

describe("at once", () => {
  test("the right code twenty times in parallel: one change", async () => {
    await upToNew()
    const code = await codeTo(fresh)
    const tabs = Array.from({ length: 20 }, () => reader.copy())
    const answers = await Promise.all(tabs.map((tab) => enter("new", code, tab)))
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(1)
    expect(await portal.db("audit_events").where({ event: "account.number", outcome: "done" })).toHaveLength(
      1,
    )
    expect(await portal.db("account_changes").whereNotNull("done_at")).toHaveLength(1)
  })

  test("thirty wrong codes in parallel: five are compared", async () => {
    await ask()
    const wrong = wrongCode(await codeTo(old))
    const answers = await Promise.all(Array.from({ length: 30 }, () => enter("old", wrong, reader.copy())))
    expect(answers.filter(({ body }) => body.code === "code-wrong")).toHaveLength(4)
    expect((await enter("old", await codeTo(old))).status).toBe(401)
  })

  test("two tabs with two numbers: the later one goes on, the earlier code is worth nothing", async () => {
    const tab = reader.copy()
    await ask()
    const first = await codeTo(old)
    expect((await ask(tab, { mobile: "+31655443300" })).status).toBe(200)
    const second = await codeTo(old)
    if (first !== second) expect(said(await enter("old", first))).toEqual([401, "code-wrong"])
    expect((await enter("old", second)).body.mobile).toBe("06 55 44 33 00")
    expect((await stepOf(tab)).step).toBe("new")
  })

  test("a number serves three accounts, told only after its own code; two that want the third place: one gets it", async () => {
    for (const name of ["een", "twee"])
      await registered(portal, { ...mark, email: `${name}@voorbeeld.example`, mobile: fresh })
    const other = await registered(portal, mark)
    await portal.db("rate_counters").delete()
    await upToNew()
    const mine = await codeTo(fresh)
    await other.post("/api/account/number", { password: mark.password, country: "NL", mobile: fresh })
    await enter("old", await codeTo("+31634567890"), other)
    const theirs = await codeTo(fresh)
    const answers = await Promise.all([enter("new", mine), enter("new", theirs, other)])
    expect(answers.map(said).sort()).toEqual([
      [200, undefined],
      [409, "mobile-shared"],
    ])
    const loser = answers[0].status === 200 ? other : reader
    expect(await alive(loser)).toBe(200)
    expect(await stepOf(loser)).toEqual({ step: "none" })
    const again = loser === other ? theirs : mine
    expect(said(await enter("new", again, loser))).toEqual([401, "step-expired"])
    expect(await portal.db("audit_events").where({ reason: "mobile-shared" })).toHaveLength(1)
  })

  test("a new password while it is under way ends it", async () => {
    await upToNew()
    const code = await codeTo(fresh)
    await reader.post("/api/account/password", {
      current: henk.password,
      password: "Zonnescherm-4-duiven-tak",
    })
    expect(said(await enter("new", code))).toEqual([401, "step-expired"])
  })

  test("given up: its codes are worth nothing", async () => {
    await ask()
    const code = await codeTo(old)
    expect((await reader.post("/api/account/number/cancel")).status).toBe(204)
    expect((await reader.post("/api/account/number/cancel")).status).toBe(204)
    expect(await stepOf()).toEqual({ step: "none" })
    expect(said(await enter("old", code))).toEqual([401, "step-expired"])
  })
})

describe("undo", () => {
  test("looking changes nothing; pressing gives the number back and ends every session; twice is no mistake", async () => {
    await changed()
    const token = await tokenFor(portal, henk.email)
    const preview = { email: null, mobile: "06 23 45 67 89" }
    const look = () => portal.visitor().post("/api/undo/link", { token })
    expect((await look()).body).toEqual({ state: "open", ...preview })
    expect(await alive(reader)).toBe(200)
    const done = await undo(token)
    expect([done.status, done.body, done.headers.get("set-cookie")]).toEqual([
      200,
      { state: "done", ...preview },
      null,
    ])
    expect(await alive(reader)).toBe(401)
    expect((await undo(token)).body).toEqual({ state: "done", email: null, mobile: null })
    expect((await mailsTo(portal, henk.email))[0]?.subject).toBe("De wijziging is ongedaan gemaakt")
    expect(
      (await mailsTo(portal, henk.email)).filter(({ subject }) => subject?.startsWith("De wij")),
    ).toHaveLength(1)
    await upToCode(portal, henk)
    expect((await smsOf(portal))[0]?.to).toBe(old)
  })

  test("ten presses at once: one undo", async () => {
    await changed()
    const token = await tokenFor(portal, henk.email)
    const answers = await Promise.all(Array.from({ length: 10 }, () => undo(token)))
    expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([200]))
    expect(await portal.db("audit_events").where({ event: "account.undo" })).toHaveLength(1)
  })

  test("a thief who changes it twice keeps nothing: the first link undoes all since; the second then changes nothing", async () => {
    await changed()
    const first = await tokenFor(portal, henk.email)
    known = fresh
    portal.clock.advance({ hours: 1 })
    await reader.post("/api/session/unlock", { password: henk.password })
    reader = await loggedIn(portal, henk)
    await changed(reader, "+31655443300")
    const second = await tokenFor(portal, henk.email)
    expect(second).not.toBe(first)
    expect((await undo(first)).body.mobile).toBe("06 23 45 67 89")
    expect((await undo(second)).body).toEqual({ state: "done", email: null, mobile: null })
    await upToCode(portal, henk)
    expect((await smsOf(portal))[0]?.to).toBe(old)
  })

  test("the second link undoes the second change only; then the first still works", async () => {
    await changed()
    const first = await tokenFor(portal, henk.email)
    known = fresh
    await portal.db("rate_counters").delete()
    await changed(reader, "+31655443300")
    expect((await undo(await tokenFor(portal, henk.email))).body.mobile).toBe("06 55 44 33 22")
    expect((await undo(first)).body.mobile).toBe("06 23 45 67 89")
  })

  test("72 hours and not a second more; not a link of another purpose; not made up; not after closing", async () => {
    await changed()
    const token = await tokenFor(portal, henk.email)
    await portal.visitor().post("/api/forgotten", { email: henk.email })
    const other = await tokenFor(portal, henk.email)
    expect(said(await undo(other))).toEqual([410, "link-invalid"])
    expect((await portal.visitor().post("/api/forgotten/link", { token })).status).toBe(410)
    expect(said(await undo("A".repeat(43)))).toEqual([410, "link-invalid"])
    await portal.db("accounts").update({ state: "closed" })
    expect(said(await undo(token))).toEqual([410, "link-invalid"])
    await portal.db("accounts").update({ state: "active" })
    portal.clock.advance({ hours: 72 })
    expect(said(await undo(token))).toEqual([410, "link-invalid"])
    portal.clock.advance({ seconds: -1 })
    expect((await undo(token)).status).toBe(200)
  })
})

test("what was never finished vanishes, what was done goes after a week; neither lies in the database in clear", async () => {
  await changed()
  known = fresh
  await portal.db("rate_counters").delete()
  await ask(reader, { mobile: "+31655443300" })
  const dump = JSON.stringify(await portal.db("account_changes"), (_key, value: unknown) =>
    Buffer.isBuffer(value) ? value.toString("latin1") : value,
  )
  expect(dump).not.toMatch(/55443322|23456789/)
  portal.clock.advance({ days: 2, hours: 2 })
  await removeOldRows(portal.deps)
  expect(await portal.db("account_changes")).toHaveLength(1)
  portal.clock.advance({ days: 5 })
  await removeOldRows(portal.deps)
  expect(await portal.db("account_changes")).toHaveLength(0)
})
