// What a form elsewhere, or a form with more in it than ours, could do: each route that changes something, by the
// application's own list.
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest"
import { routersOf } from "../../server/app.ts"
import { startPortal, type Portal } from "../support/portal.ts"
import { henk, loggedIn, mark, registered, upToCode } from "../support/sign-in.ts"
import type { Visitor } from "../support/visitor.ts"

let portal: Portal
let routes: string[]
/** Logged in, and half-way another login: with all cookies there are. */
let reader: Visitor

beforeAll(async () => {
  // There are more routes than a stranger may ask at once.
  const settings = { houseAddresses: ["127.0.0.1", "::1"] }
  portal = await startPortal({ bucketByClock: true, settings })
  await registered(portal, henk)
  reader = await loggedIn(portal, henk)
  await upToCode(portal, henk, reader)
  routes = routersOf(portal.deps).flatMap((router) =>
    router.stack.filter((layer) => !layer.methods.includes("GET")).map((layer) => String(layer.path)),
  )
})
beforeEach(() => portal.clock.advance({ seconds: 10 }))
afterAll(() => portal.close())

/** But for when a session was used last. */
const everything = async () => {
  const tables = ["accounts", "challenges", "security_codes", "devices", "email_links", "rate_counters"]
  const rows = await Promise.all(tables.map((table) => portal.db(table).select().orderBy(1)))
  const sessions = await portal.db("sessions").orderBy("id").select("id", "token_hash", "account_id")
  const told = [(await portal.messages()).length, await portal.db("audit_events").count()]
  return JSON.stringify([rows, sessions, told])
}

test("the list of routes is the real one", () => {
  expect(routes.length).toBeGreaterThan(15)
})

const elsewhere: [string, Record<string, string>][] = [
  ["another site", { "sec-fetch-site": "cross-site" }],
  ["a neighbouring subdomain", { "sec-fetch-site": "same-site" }],
  ["an address bar", { "sec-fetch-site": "none" }],
  [
    "another origin, in a browser without fetch metadata",
    { "sec-fetch-site": "", origin: "https://kwaad.example" },
  ],
  ["an origin that begins like ours", { "sec-fetch-site": "", origin: "http://localhost.kwaad.example" }],
  ["no origin (a sandboxed frame)", { "sec-fetch-site": "", origin: "null" }],
  ["nowhere", { "sec-fetch-site": "" }],
  ["another site that names our origin as well", { "sec-fetch-site": "cross-site", origin: "OURS" }],
  ["our own site, twice and otherwise", { "sec-fetch-site": "same-origin, cross-site" }],
]

describe.each(elsewhere)("a request with the reader's cookies from %s", (_name, headers) => {
  test("is refused by every route and changes nothing", async () => {
    const before = await everything()
    for (const path of routes) {
      const sent = { ...headers, ...(headers["origin"] === "OURS" && { origin: portal.url }) }
      const answer = await reader.post(path, {}, sent)
      expect([path, answer.status, answer.body.code]).toEqual([path, 403, "cross-site"])
      expect(answer.headers.get("access-control-allow-origin")).toBeNull()
    }
    expect(await everything()).toBe(before)
  })
})

test.each([
  "text/plain",
  "application/x-www-form-urlencoded",
  "multipart/form-data; boundary=x",
  "application/jsonp",
  "",
])("a body as %j, which a form elsewhere can send, is refused by every route", async (type) => {
  const before = await everything()
  for (const path of routes)
    expect([path, (await reader.post(path, {}, { "content-type": type })).status]).toEqual([path, 415])
  expect(await everything()).toBe(before)
})

test("a request that asks whether it may come from elsewhere (preflight) is told nothing", async () => {
  for (const path of routes) {
    const { headers } = await fetch(portal.url + path, {
      method: "OPTIONS",
      headers: { origin: "https://kwaad.example", "access-control-request-method": "POST" },
    })
    expect([...headers.keys()].filter((name) => name.startsWith("access-control"))).toEqual([])
  }
})

describe("a form with more in it than ours", () => {
  const extras = {
    role: "admin",
    isAdmin: true,
    id: "00000000-0000-4000-8000-000000000000",
    accountId: "00000000-0000-4000-8000-000000000000",
    account_id: "x",
    state: "active",
    stage: "open",
    bsnCheckedAt: "2026-01-01T00:00:00.000Z",
    emailConfirmedAt: "2026-01-01T00:00:00.000Z",
    mobileConfirmedAt: "2026-01-01T00:00:00.000Z",
    purpose: "login",
    constructor: { prototype: { stage: "open" } },
  }
  const forms: [string, Record<string, unknown>][] = [
    [
      "/api/registration",
      {
        email: mark.email,
        country: "NL",
        mobile: mark.mobile,
        password: mark.password,
        privacyStatementVersion: "2026-1",
      },
    ],
    ["/api/registration/link", { token: "A".repeat(43) }],
    ["/api/registration/confirm", { token: "A".repeat(43) }],
    ["/api/login", { email: henk.email, password: henk.password }],
    ["/api/login/code", { code: "123456" }],
    ["/api/login/bsn", { bsn: "999900079" }],
    ["/api/forgotten", { email: henk.email }],
    ["/api/forgotten/confirm", { token: "A".repeat(43) }],
    ["/api/forgotten/password", { password: henk.password }],
    ["/api/account/password", { current: henk.password, password: "Boterham-9-kaas-plank" }],
    ["/api/session/unlock", { password: henk.password }],
  ]

  test.each(forms)("%s refuses each field that is not its own, before anything else", async (path, form) => {
    const before = await everything()
    for (const [name, value] of Object.entries(extras)) {
      const answer = await reader.post(path, { ...form, [name]: value })
      expect([name, answer.status, answer.body.code]).toEqual([name, 422, "input-invalid"])
      expect(answer.body.fields).toEqual([{ path: name, code: "invalid" }])
    }
    expect(await everything()).toBe(before)
  })

  test("a choice of display takes no other field along", async () => {
    for (const [name, value] of Object.entries(extras))
      expect((await reader.post("/api/display", { changes: {}, [name]: value })).status).not.toBeLessThan(400)
  })
})
