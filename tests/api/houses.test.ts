// Many people behind one address: a house in the morning, listed by the organisation or not, and a stranger at another.
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest"
import { createAccount } from "../../server/credentials/accounts.queries.ts"
import { hashPassword } from "../../server/credentials/password-hash.ts"
import { changeOrganisation } from "../../server/organisation/settings.ts"
import { startPortal, type Portal } from "../support/portal.ts"
import { behindProxy, henk, newestCode, register, smsOf, tokenFor } from "../support/sign-in.ts"
import type { Visitor } from "../support/visitor.ts"

vi.setConfig({ testTimeout: 60_000 })

const house = "203.0.113.9"
const elsewhere = "198.51.100.7"

let portal: Portal
let from: (address: string) => Record<string, string>
beforeEach(async () => {
  portal = await startPortal({ bucketByClock: true })
  from = behindProxy(portal)
})
afterEach(() => portal.close())

const listed = () =>
  changeOrganisation(portal.db, { houseAddresses: [house, "2001:db8:12::/48"] }, "test", portal.clock.now())

const personAt = (at: number) => ({
  ...henk,
  email: `bewoner${at}@voorbeeld.example`,
  mobile: `06 1234${String(at).padStart(4, "0")}`,
})

/** Sixty people who logged in before. */
async function residents() {
  const passwordHash = await hashPassword(portal.deps, henk.password)
  const now = portal.clock.now()
  await portal.db.transaction(async (trx) => {
    for (let at = 0; at < 60; at += 1) {
      const mobile = `+31${personAt(at).mobile.replace(/\D/g, "").slice(1)}`
      const account = { state: "active", email: personAt(at).email, mobile, passwordHash } as const
      await createAccount(trx, portal.deps.sealing, { ...account, mobileConfirmedAt: now }, now)
    }
    await trx("accounts").update({ last_login_at: now.toISOString() })
  })
}

async function logIn(at: number, address: string, visitor = portal.visitor()) {
  const here = from(address)
  const { email, password } = personAt(at)
  const steps = [await visitor.post("/api/login", { email, password }, here)]
  steps.push(await visitor.post("/api/login/confirm", {}, here))
  steps.push(await visitor.post("/api/login/code", { code: await newestCode(portal) }, here))
  return steps.map(({ status }) => status)
}

/** The whole way of a newcomer. @returns how the step that sends the SMS answered. */
async function newcomer(
  at: number,
  address: string,
): Promise<{ status: number; step: string; visitor: Visitor }> {
  const visitor = portal.visitor()
  const { status } = await register(visitor, personAt(at), {}, from(address))
  if (status !== 202) return { status, step: "none", visitor }
  const token = await tokenFor(portal, personAt(at).email)
  const answer = await visitor.post("/api/registration/confirm", { token }, from(address))
  return { status: answer.status, step: answer.body.step, visitor }
}

describe.each([
  ["whose address nobody listed", false],
  ["of the organisation", true],
])("a house %s", (_name, isListed) => {
  test("sixty people log in one morning, each with a typing error, on tablets that are new to them", async () => {
    if (isListed) await listed()
    await residents()
    for (let at = 0; at < 60; at += 1) {
      portal.clock.advance({ minutes: 3 })
      const wrong = { email: personAt(at).email, password: "Verkeerd-1-woord" }
      expect((await portal.visitor().post("/api/login", wrong, from(house))).status).toBe(401)
      expect([at, await logIn(at, house)]).toEqual([at, [200, 200, 200]])
    }
  })
})

test("in a house of the organisation they may all begin within the same minute", async () => {
  await listed()
  await residents()
  const first = await Promise.all(
    Array.from({ length: 60 }, (_, at) =>
      portal
        .visitor()
        .post("/api/login", { email: personAt(at).email, password: "Verkeerd-1-woord" }, from(house)),
    ),
  )
  expect(first.map(({ status }) => status).filter((status) => status !== 401)).toEqual([])
  for (let at = 0; at < 60; at += 1) expect(await logIn(at, house)).toEqual([200, 200, 200])
})

test("an information evening: forty newcomers register in a house; elsewhere a place gets thirty codes a day", async () => {
  await listed()
  for (let at = 0; at < 40; at += 1) {
    if (at % 20 === 0) portal.clock.advance({ hours: 1 })
    expect([at, (await newcomer(at, house)).step]).toEqual([at, "code"])
  }
  const steps: string[] = []
  for (let at = 100; at < 132; at += 1) {
    if (at % 10 === 0) portal.clock.advance({ hours: 1 })
    steps.push((await newcomer(at, elsewhere)).step)
  }
  // The mailbox is confirmed, the page stays at Bevestig: tomorrow, or at another place, the code comes.
  expect(steps).toEqual([...Array<string>(30).fill("code"), "confirm", "confirm"])
})

describe("a stranger who registers with one number after the other", () => {
  test("cannot spend the budget for SMS: thirty, then the place waits and says how long", async () => {
    const before = (await smsOf(portal)).length
    let last: Visitor | undefined
    for (let at = 0; at < 45; at += 1) {
      if (at % 15 === 0) portal.clock.advance({ hours: 1 })
      last = (await newcomer(at, elsewhere)).visitor
    }
    expect((await smsOf(portal)).length - before).toBe(30)
    const refused = await last?.post("/api/login/confirm", {}, from(elsewhere))
    expect([refused?.status, refused?.body.code]).toEqual([429, "too-many-requests"])
    expect(Number(refused?.headers.get("retry-after"))).toBeGreaterThan(20 * 3600)
    // Other places, and who logged in before at this one, notice nothing.
    expect((await newcomer(90, house)).step).toBe("code")
    await residents()
    expect(await logIn(7, elsewhere)).toEqual([200, 200, 200])
  })

  test("addresses of one IPv6 network are one place", async () => {
    for (let at = 0; at < 31; at += 1) {
      if (at % 15 === 0) portal.clock.advance({ hours: 1 })
      await newcomer(at, `2001:db8:7:7::${at.toString(16)}`)
    }
    expect(await smsOf(portal)).toHaveLength(30)
  })

  test("nor lock a known device out, whatever else is tried from everywhere", async () => {
    await residents()
    const tablet = portal.visitor()
    expect(await logIn(5, house, tablet)).toEqual([200, 200, 200])
    await tablet.post("/api/logout", {}, from(house))
    const wrong = { email: personAt(5).email, password: "Verkeerd-1-woord" }
    for (let at = 0; at < 60; at += 1) {
      portal.clock.advance({ seconds: 10 })
      await portal.visitor().post("/api/login", wrong, from(at % 2 ? house : `192.0.2.${at}`))
    }
    expect((await portal.visitor().post("/api/login", wrong, from("192.0.2.200"))).status).toBe(429)
    expect(await logIn(5, house, tablet)).toEqual([200, 200, 200])
  })
})

test("a flood out of a house is let through twenty times as far, and a stranger's is not", async () => {
  await listed()
  const flood = (address: string) =>
    Promise.all(Array.from({ length: 300 }, () => portal.visitor().get("/api/login", from(address))))
  expect((await flood(house)).filter(({ status }) => status === 429)).toEqual([])
  expect((await flood("2001:db8:12:3::4")).filter(({ status }) => status === 429)).toEqual([])
  expect((await flood(elsewhere)).filter(({ status }) => status === 429)).toHaveLength(200)
})

test("at 80 % of the budget for SMS the log warns, once for the hour and once for the day", async () => {
  const warned: unknown[] = []
  portal.deps.log = { ...portal.deps.log, warn: (fields: unknown) => void warned.push(fields) } as never
  ;(portal.deps.config as { smsBudget: object }).smsBudget = { hour: 10, day: 10 }
  await residents()
  for (let at = 0; at < 10; at += 1) expect(await logIn(at, house)).toEqual([200, 200, 200])
  expect(warned).toEqual([{ limit: "codes-all-hour" }, { limit: "codes-all-day" }])
  expect((await logIn(11, house)).slice(0, 2)).toEqual([200, 503])
})

test.each([
  [["203.0.113.9", "geen-adres"], /houseAddresses\.1: "geen-adres" is no IPv4/],
  [["0.0.0.0/0"], /houseAddresses\.0: "0\.0\.0\.0\/0" is too wide/],
  [Array.from({ length: 101 }, (_, at) => `203.0.113.${at}`), /houseAddresses: /],
])(
  "a list of houses that is not right changes nothing, and says which entry",
  async (houseAddresses, said) => {
    const change = changeOrganisation(portal.db, { houseAddresses }, "test", portal.clock.now())
    await expect(change).rejects.toThrow(said)
  },
)
