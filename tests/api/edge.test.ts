// The edge of the server: headers, cross-site requests, bodies that are no bodies.
import { request } from "node:http"
import { afterAll, beforeAll, describe, expect, test } from "vitest"
import { startPortal, type Portal } from "../support/portal.ts"
import type { Visitor } from "../support/visitor.ts"

let portal: Portal
let visitor: Visitor
beforeAll(async () => {
  portal = await startPortal()
  visitor = portal.visitor()
})
afterAll(() => portal.close())

const login = { email: "iemand@voorbeeld.example", password: "Onbekend-1-woord" }

describe("a request that changes something", () => {
  test.each([
    ["from another site", { "sec-fetch-site": "cross-site" }],
    ["from a neighbouring subdomain", { "sec-fetch-site": "same-site" }],
    ["typed in by hand", { "sec-fetch-site": "none" }],
    ["with another origin and no fetch metadata", { "sec-fetch-site": "", origin: "https://kwaad.example" }],
    ["with neither", { "sec-fetch-site": "" }],
  ])("%s is refused", async (_name, headers) => {
    const answer = await visitor.post("/api/login", login, headers)
    expect([answer.status, answer.body.code]).toEqual([403, "cross-site"])
  })

  test("from an older browser of ours, which sends only its origin, is let through", async () => {
    const answer = await visitor.post("/api/login", login, { "sec-fetch-site": "", origin: portal.url })
    expect(answer.body.code).toBe("credentials-wrong")
  })

  test.each(["text/plain", "application/x-www-form-urlencoded", "multipart/form-data"])(
    "as %s is refused: a form elsewhere can send that",
    async (type) => {
      const answer = await visitor.post("/api/login", login, { "content-type": type })
      expect([answer.status, answer.body.code]).toEqual([415, "media-type"])
    },
  )
})

describe("a body", () => {
  const send = async (body: string) => {
    const response = await fetch(`${portal.url}/api/login`, {
      method: "POST",
      headers: { "content-type": "application/json", "sec-fetch-site": "same-origin" },
      body,
    })
    return { status: response.status, code: ((await response.json()) as { code: string }).code }
  }
  const nested = `${'{"a":'.repeat(25)}1${"}".repeat(25)}`

  test.each([
    ["broken JSON", '{"email":', 400, "json-invalid"],
    ["a bare string", '"hallo"', 400, "json-invalid"],
    [
      "a prototype trick",
      '{"__proto__":{"isAdmin":true},"email":"a@b.nl","password":"x"}',
      400,
      "json-invalid",
    ],
    ["25 levels deep", nested, 400, "json-invalid"],
    ["over 64 kB", JSON.stringify({ email: "a".repeat(70_000), password: "x" }), 413, "body-too-large"],
    ["an unknown field", JSON.stringify({ ...login, role: "admin" }), 422, "input-invalid"],
    ["a number for a word", JSON.stringify({ ...login, email: 5 }), 422, "input-invalid"],
    ["a list for a word", JSON.stringify({ ...login, email: ["a@b.nl"] }), 422, "input-invalid"],
    ["nothing", "{}", 422, "input-invalid"],
  ])("%s gets one clear answer", async (_name, body, status, code) => {
    expect(await send(body)).toEqual({ status, code })
  })

  test("a refused field is named, its value never comes back", async () => {
    const answer = await visitor.post("/api/login", { email: "geheim@voorbeeld.example", password: 7 })
    expect(answer.body.fields).toEqual([{ path: "password", code: "invalid" }])
    expect(answer.text).not.toMatch(/geheim/)
  })
})

describe("an answer", () => {
  test("of the API may not be framed, run, stored or guessed at", async () => {
    const { headers } = await visitor.get("/api/health")
    expect(headers.get("content-security-policy")).toBe("default-src 'none'; frame-ancestors 'none'; sandbox")
    expect(headers.get("cache-control")).toBe("no-store")
    expect(headers.get("x-content-type-options")).toBe("nosniff")
    expect(headers.get("cross-origin-resource-policy")).toBe("same-origin")
    expect(headers.get("x-powered-by")).toBeNull()
  })

  test("of a page runs our own scripts only, through Trusted Types", async () => {
    const policy = (await visitor.get("/")).headers.get("content-security-policy") ?? ""
    for (const part of [
      "default-src 'none'",
      "script-src 'self'",
      "require-trusted-types-for 'script'",
      "base-uri 'none'",
    ])
      expect(policy).toContain(part)
    expect(policy).not.toMatch(/unsafe|data:|\*/)
  })

  test("about something unknown is 404 in problem+json, with no stack and no page", async () => {
    const answer = await visitor.get("/api/bestaat-niet")
    expect(answer.status).toBe(404)
    expect(answer.headers.get("content-type")).toMatch(/application\/problem\+json/)
    expect(answer.body).toEqual({
      type: "urn:clientportaal:not-found",
      title: "not-found",
      status: 404,
      code: "not-found",
    })
    expect((await visitor.get("/assets/weg.js")).text).not.toMatch(/<html/)
  })

  test("has one spelling of its address: another letter case opens nothing", async () => {
    for (const path of ["/API/organisation", "/Api/me", "/api/Health"])
      expect((await visitor.get(path)).status, path).toBe(404)
  })

  test("that is nobody's file is never stored by the browser", async () => {
    for (const path of ["/postvak", "/api/organisation", "/bestaat-niet.txt"])
      expect((await visitor.get(path)).headers.get("cache-control"), path).toBe("no-store")
  })

  test("to the wrong method says so", async () => {
    expect((await visitor.post("/api/health")).status).toBe(405)
  })
})

test("the demo answers to its own name only, so a page elsewhere cannot reach it by another", async () => {
  const { port } = new URL(portal.url)
  const status = await new Promise((done, failed) => {
    const sent = request(
      { host: "127.0.0.1", port, path: "/postvak.json", headers: { host: `kwaad.example:${port}` } },
      (response) => done(response.statusCode),
    )
    sent.on("error", failed).end()
  })
  expect(status).toBe(421)
})

test("a busy database is not gone: the health check waits for nobody who holds it", async () => {
  const other = await startPortal()
  const health = () => other.visitor().get("/api/health")
  expect((await health()).status).toBe(200)
  // As in a flood of logins: what SQLite's one connection is busy with, or all of PostgreSQL's.
  const held = await Promise.all(
    Array.from({ length: other.db.client.pool.max }, () => other.db.transaction()),
  )
  const since = performance.now()
  const answers = await Promise.all(Array.from({ length: 20 }, health))
  expect(answers.map(({ status }) => status)).toEqual(answers.map(() => 200))
  expect(other.db.client.pool.numPendingAcquires()).toBe(1)
  expect(performance.now() - since).toBeLessThan(5000)
  for (const trx of held) await trx.rollback()
  expect((await health()).status).toBe(200)
  await other.close()
})

test("the health check says when the database is gone", async () => {
  const other = await startPortal()
  expect((await other.visitor().get("/api/health")).body).toEqual({ status: "ok" })
  await other.db.destroy()
  expect((await other.visitor().get("/api/health")).status).toBe(503)
  other.db.initialize()
  await other.close()
})
