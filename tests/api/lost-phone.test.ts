// A lost telephone, through staff only: one asks, another approves, a day passes in which the owner can say no, and then the
// new number proves itself.
import { afterEach, beforeEach, describe, expect, test } from "vitest"
import { mobileIndexOf } from "../../server/credentials/mobile.ts"
import {
  approveLostPhone,
  cancelLostPhone,
  listLostPhones,
  requestLostPhone,
  sendLostPhoneLinks,
  type Staff,
} from "../../server/login/lost-phone-staff.ts"
import { importAll, logIn, patient, readerOf, relative } from "../support/family.ts"
import { startPortal, type Portal } from "../support/portal.ts"
import {
  henk,
  loggedIn,
  mailsTo,
  mark,
  newestCode,
  registered,
  smsOf,
  tokenFor,
  upToCode,
  wrongCode,
} from "../support/sign-in.ts"
import type { Answer, Visitor } from "../support/visitor.ts"

const staff = (id: string): Staff => ({ kind: "operator", id, means: "command line" })
const [petra, karin] = [staff("Petra Jansen"), staff("Karin Smit")]
const wanted = { email: henk.email, mobile: "+31655554444", proof: "Paspoort gezien aan de balie" }

let portal: Portal
let old: Visitor
beforeEach(async () => {
  portal = await startPortal()
  old = await registered(portal, henk)
  await portal.db("rate_counters").delete()
})
afterEach(() => portal.close())

const ask = () => requestLostPhone(portal.deps, wanted, petra)
async function approved() {
  const id = await ask()
  portal.clock.advance({ seconds: 1 })
  await approveLostPhone(portal.deps, id, karin)
  return { id, stop: await tokenFor(portal, henk.email) }
}
async function linkOf(): Promise<string> {
  portal.clock.advance({ hours: 24 })
  await sendLostPhoneLinks(portal.deps)
  return tokenFor(portal, henk.email)
}
const post = (path: string, body: unknown, visitor = portal.visitor()) =>
  visitor.post(`/api/lost-phone/${path}`, body)
const enter = (visitor: Visitor, code: string) => post("code", { code }, visitor)
const codeOf = ({ status, body }: Answer) => [status, (body as { code?: string } | undefined)?.code]
const events = async () =>
  (
    (await portal.db("audit_events").where("event", "like", "lost-phone%").orderBy("at")) as {
      event: string
    }[]
  ).map(({ event }) => event)

test("the whole way: asked, approved, waited for, proven; then one logs in with the new number", async () => {
  await approved()
  const token = await linkOf()
  const visitor = portal.visitor()
  expect((await post("link", { token }, visitor)).body).toEqual({
    email: henk.email,
    maskedMobile: "06 •• •• •• 44",
  })
  portal.clock.advance({ seconds: 1 })
  const step = await post("confirm", { token }, visitor)
  expect(step.body).toMatchObject({ step: "code", purpose: "lost-phone", maskedMobile: "06 •• •• •• 44" })
  expect((await visitor.get("/api/lost-phone")).body).toEqual(step.body)
  expect((await smsOf(portal))[0]?.to).toBe(wanted.mobile)
  portal.clock.advance({ seconds: 1 })
  expect((await enter(visitor, await newestCode(portal))).status).toBe(204)
  // It makes no session, and the old telephone has none any more.
  expect(visitor.cookies.has("portal-session")).toBe(false)
  expect((await old.get("/api/me")).status).toBe(401)
  expect(await portal.db("devices").whereNull("ended_at")).toEqual([])
  const [sms] = await smsOf(portal)
  expect([sms?.to, sms?.text]).toEqual(["+31623456789", expect.stringContaining("een ander mobiel nummer")])
  expect((await mailsTo(portal, henk.email))[0]?.text).toContain("heeft een ander mobiel nummer")
  await loggedIn(portal, henk)
  expect((await smsOf(portal))[0]?.to).toBe(wanted.mobile)
  expect(await events()).toEqual([
    "lost-phone.request",
    "lost-phone.approve",
    "lost-phone.link",
    "lost-phone.confirm",
    "lost-phone.done",
  ])
})

test("what the reader may read stays: the grant follows the account to the new number, and to the next one", async () => {
  const id = await importAll(portal, [
    ...patient("mother", "999900018"),
    relative("son", "mother", "999900110"),
  ])
  const son = {
    patientId: id("Patient/mother"),
    person: id("RelatedPerson/son"),
    slot: 2,
    role: "contactPerson",
    bsn: "999900110",
    name: "zoon",
  } as const
  const { email, grantId } = await readerOf(portal, son)
  const numberOf = async () =>
    ((await portal.db("grants").where({ id: grantId }).first("mobile_index")) as { mobile_index: string })
      .mobile_index
  const index = (mobile: string) => mobileIndexOf(portal.deps.sealing, mobile)
  for (const mobile of ["+31655554444", "+31655554445"]) {
    const request = await requestLostPhone(portal.deps, { ...wanted, email, mobile }, petra)
    await approveLostPhone(portal.deps, request, karin)
    portal.clock.advance({ hours: 24 })
    await sendLostPhoneLinks(portal.deps)
    const visitor = portal.visitor()
    await post("confirm", { token: await tokenFor(portal, email) }, visitor)
    expect((await enter(visitor, await newestCode(portal))).status).toBe(204)
    expect(await numberOf()).toBe(index(mobile))
    await portal.db("rate_counters").delete()
    const { patients } = (await (await logIn(portal, email)).get("/api/me")).body
    expect(patients).toEqual([expect.objectContaining({ id: son.patientId, role: "contactPerson" })])
  }
  const followed = await portal.db("audit_events").where({ event: "grant.contact", object_id: grantId })
  expect(followed).toHaveLength(2)
})

test("a change of address that was under way ends with the old telephone: its mailed link leads nowhere", async () => {
  await approved()
  const token = await linkOf()
  const reader = await loggedIn(portal, henk)
  const email = "henk.nieuw@voorbeeld.example"
  await reader.post("/api/account/email", { email, password: henk.password })
  await reader.post("/api/account/email/code", { code: await newestCode(portal) })
  const link = { token: await tokenFor(portal, email) }
  expect((await reader.post("/api/new-email/link", link)).status).toBe(200)
  const visitor = portal.visitor()
  await post("confirm", { token }, visitor)
  expect((await enter(visitor, await newestCode(portal))).status).toBe(204)
  expect(codeOf(await visitor.post("/api/new-email", link))).toEqual([410, "link-invalid"])
})

describe("two members of staff", () => {
  test.each(["Petra Jansen", " petra  jansen", "PETRA JANSEN"])(
    "%j approves nothing that Petra Jansen asked",
    async (name) => {
      const id = await ask()
      await expect(approveLostPhone(portal.deps, id, staff(name))).rejects.toThrow("own request")
      expect(await mailsTo(portal, henk.email)).toHaveLength(1)
    },
  )

  test("approve once, also at the same moment", async () => {
    const id = await ask()
    const both = await Promise.allSettled(
      [karin, staff("Joke Post")].map((one) => approveLostPhone(portal.deps, id, one)),
    )
    expect(both.map(({ status }) => status).sort()).toEqual(["fulfilled", "rejected"])
    expect(await mailsTo(portal, henk.email)).toHaveLength(2)
  })

  test("ask once, also at the same moment; what was cancelled makes room", async () => {
    const both = await Promise.allSettled([ask(), ask()])
    expect(both.map(({ status }) => status).sort()).toEqual(["fulfilled", "rejected"])
    const [entry] = await listLostPhones(portal.deps)
    expect(entry).toMatchObject({ email: "h•••@v•••.example", mobile: "06 •• •• •• 44", by: "Petra Jansen" })
    await cancelLostPhone(portal.deps, entry?.id ?? "", karin)
    await ask()
  })

  test("ask with a proof, a name, an account that is there, and a number that has room", async () => {
    const refused = (change: Partial<typeof wanted>, who = petra) =>
      expect(requestLostPhone(portal.deps, { ...wanted, ...change }, who)).rejects
    await refused({ proof: "  " }).toThrow("how you know")
    await refused({}, staff(" ")).toThrow("who you are")
    await refused({ email: "niemand@voorbeeld.example" }).toThrow("no active account")
    for (const name of ["een", "twee", "drie"])
      await registered(portal, { ...mark, email: `${name}@voorbeeld.example` })
    await refused({ mobile: "+31634567890" }).toThrow("3 accounts")
  })
})

describe("in the 24 hours", () => {
  test("nothing is mailed a second too early, and two servers mail one link", async () => {
    await approved()
    portal.clock.advance({ hours: 23, minutes: 59, seconds: 59 })
    await sendLostPhoneLinks(portal.deps)
    expect(await mailsTo(portal, henk.email)).toHaveLength(2)
    portal.clock.advance({ seconds: 1 })
    await Promise.all([sendLostPhoneLinks(portal.deps), sendLostPhoneLinks(portal.deps)])
    expect(await mailsTo(portal, henk.email)).toHaveLength(3)
  })

  test("the owner is told at the address and the number of old, and goes on logging in", async () => {
    await approved()
    const [sms] = await smsOf(portal)
    expect([sms?.to, sms?.text]).toEqual(["+31623456789", expect.stringContaining("Was u dit niet?")])
    expect((await old.get("/api/me")).status).toBe(200)
    await loggedIn(portal, henk)
  })

  test("'dit was ik niet' stops it for good and makes an alert for staff; looking does not", async () => {
    const { id, stop } = await approved()
    expect((await post("stop/link", { token: stop })).status).toBe(200)
    const stops = () => portal.db("staff_tasks").where({ kind: "lost-phone-stopped" })
    expect(await stops()).toEqual([])
    expect((await post("stop", { token: stop })).status).toBe(204)
    expect(await stops()).toMatchObject([{ object_id: id, handled_at: null }])
    expect(codeOf(await post("stop", { token: stop }))).toEqual([410, "link-invalid"])
    portal.clock.advance({ days: 2 })
    await sendLostPhoneLinks(portal.deps)
    expect(await mailsTo(portal, henk.email)).toHaveLength(2)
    await expect(approveLostPhone(portal.deps, id, staff("Joke Post"))).rejects.toThrow("no open request")
  })

  test("'dit was ik niet' also stops who stands at the code", async () => {
    const { stop } = await approved()
    const token = await linkOf()
    const thief = portal.visitor()
    await post("confirm", { token }, thief)
    const code = await newestCode(portal)
    await post("stop", { token: stop })
    expect(codeOf(await enter(thief, code))).toEqual([401, "step-expired"])
    await loggedIn(portal, henk)
    expect((await smsOf(portal))[0]?.to).toBe("+31623456789")
  })
})

describe("the link and its code", () => {
  test("lead nowhere when they are old, cancelled, done, made up, or of another purpose", async () => {
    const { id, stop } = await approved()
    const token = await linkOf()
    for (const foreign of [stop, "A".repeat(43)])
      expect(codeOf(await post("confirm", { token: foreign }))).toEqual([410, "link-invalid"])
    expect(codeOf(await post("stop", { token }))).toEqual([410, "link-invalid"])
    portal.clock.advance({ hours: 71, minutes: 59 })
    expect((await post("link", { token })).status).toBe(200)
    portal.clock.advance({ minutes: 1 })
    expect(codeOf(await post("link", { token }))).toEqual([410, "link-invalid"])
    await cancelLostPhone(portal.deps, id, petra)
    expect(codeOf(await post("stop", { token: stop }))).toEqual([410, "link-invalid"])
  })

  test("pressed by a scanner gives it nothing; the code works in the browser that asked it only", async () => {
    await approved()
    const token = await linkOf()
    const [scanner, person] = [portal.visitor(), portal.visitor()]
    await post("confirm", { token }, scanner)
    await post("confirm", { token }, person)
    await post("confirm", { token }, person)
    const code = await newestCode(portal)
    expect(codeOf(await enter(scanner, code))).toEqual([401, "code-expired"])
    expect((await enter(person, code)).status).toBe(204)
    expect(codeOf(await post("confirm", { token }, person))).toEqual([410, "link-invalid"])
  })

  test("open no session, and a login's code is none of theirs", async () => {
    await approved()
    const token = await linkOf()
    const visitor = portal.visitor()
    await post("confirm", { token }, visitor)
    const code = await newestCode(portal)
    expect(codeOf(await visitor.post("/api/login/code", { code }))).toEqual([401, "step-expired"])
    const other = await upToCode(portal, henk)
    expect(codeOf(await enter(other, await newestCode(portal)))).toEqual([401, "step-expired"])
  })

  test("five times at once: one change", async () => {
    await approved()
    const visitor = portal.visitor()
    await post("confirm", { token: await linkOf() }, visitor)
    const code = await newestCode(portal)
    const answers = await Promise.all(Array.from({ length: 5 }, () => enter(visitor, code)))
    expect(answers.filter(({ status }) => status === 204)).toHaveLength(1)
    expect((await events()).filter((event) => event === "lost-phone.done")).toHaveLength(1)
  })

  test("three wrong codes are told to the owner; five end the code", async () => {
    await approved()
    const visitor = portal.visitor()
    await post("confirm", { token: await linkOf() }, visitor)
    const wrong = wrongCode(await newestCode(portal))
    for (let time = 0; time < 3; time += 1) await enter(visitor, wrong)
    expect((await mailsTo(portal, henk.email))[0]?.text).toContain("uw nieuwe mobiele nummer")
    for (let time = 0; time < 2; time += 1) await enter(visitor, wrong)
    expect(codeOf(await enter(visitor, await newestCode(portal)))).toEqual([401, "code-locked"])
    expect(await events()).not.toContain("lost-phone.done")
  })
})

test("who was stopped by wrong codes on the old number gets in with the new one", async () => {
  await portal.db("accounts").update({ code_misses: 50, codes_blocked_until: "9999-12-31T23:59:59.999Z" })
  await approved()
  const visitor = portal.visitor()
  await post("confirm", { token: await linkOf() }, visitor)
  expect((await enter(visitor, await newestCode(portal))).status).toBe(204)
  await loggedIn(portal, henk)
})

test("the log holds who did it, and neither number, address, proof nor token", async () => {
  await approved()
  const token = await linkOf()
  const rows = JSON.stringify(await portal.db("audit_events").where("event", "like", "lost-phone%"))
  expect(rows).toContain("Petra Jansen")
  expect(rows).toContain("Karin Smit")
  for (const secret of [henk.email, "655554444", "Paspoort", token]) expect(rows).not.toContain(secret)
  const stored = JSON.stringify(await portal.db("lost_phones"))
  for (const secret of ["655554444", "Paspoort", token]) expect(stored).not.toContain(secret)
})
