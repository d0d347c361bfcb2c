// Equal from outside: nobody learns from text, status, length, headers, hashes or statements whether an address has an
// account, or whose number is known.
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest"
import { request } from "node:http"
import * as hashing from "../../server/credentials/hash-threads.ts"
import { startPortal, type Portal } from "../support/portal.ts"
import {
  behindProxy,
  henk,
  mailsTo,
  mark,
  register,
  registered,
  smsOf,
  statementsOf,
  type Newcomer,
} from "../support/sign-in.ts"
import type { Answer, Visitor } from "../support/visitor.ts"

let portal: Portal
beforeEach(async () => {
  portal = await startPortal({ bucketByClock: true })
  await registered(portal, henk)
  // What Henk's own registration counted would be the only difference.
  await portal.db("rate_counters").delete()
})
afterEach(async () => {
  vi.restoreAllMocks()
  await portal.close()
})

/** No account; its name is as long as Henk's. */
const nobody: Newcomer = { ...henk, email: "niks.willemsen@voorbeeld.example", mobile: "06 23456780" }
const everybody = [henk, nobody]

/** What an attacker can see, and what a stopwatch could feel. */
async function seen(act: () => Promise<Answer>, own: Newcomer) {
  const hashes = vi.spyOn(hashing, "runHashJob")
  hashes.mockClear()
  let answer = undefined as unknown as Answer
  const statements = await statementsOf(portal, async () => (answer = await act()))
  const headers = [...answer.headers]
    .filter(([name]) => name !== "date")
    .map(([name, value]) => [name, name === "set-cookie" ? value.replace(/=[\w-]{43}/g, "=…") : value])
  // What one typed oneself comes back; nothing else may differ.
  const text = answer.text.replaceAll(own.email, "<typed>")
  const lengths = [Buffer.byteLength(answer.text)]
  return { status: answer.status, text, lengths, headers, statements, hashes: hashes.mock.calls.length }
}

async function expectEqual(
  act: (person: Newcomer) => Promise<Answer>,
  prepare?: (person: Newcomer) => Promise<void>,
) {
  const sights = []
  for (const person of everybody) {
    await prepare?.(person)
    sights.push(await seen(() => act(person), person))
  }
  expect(sights[1]).toEqual(sights[0])
  return sights[0]
}

test("logging in: wrong password or unknown address, also when it is held up", async () => {
  for (let time = 0; time < 7; time += 1) {
    const sight = await expectEqual(({ email }) =>
      portal.visitor().post("/api/login", { email, password: "Verkeerd-1-woord" }),
    )
    expect([sight?.status, sight?.hashes]).toEqual(time < 5 ? [401, 1] : [429, 0])
  }
})

test("logging in from ever new places, until the account's hour is full", async () => {
  const from = behindProxy(portal)
  for (let time = 0; time < 32; time += 1) {
    const here = from(`198.51.100.${time}`)
    const sight = await expectEqual(({ email }) =>
      portal.visitor().post("/api/login", { email, password: "Verkeerd-1-woord" }, here),
    )
    expect(sight?.status).toBe(time < 30 ? 401 : 429)
  }
})

test("registering: a new address or one that has an account", async () => {
  for (let time = 0; time < 6; time += 1) {
    portal.clock.advance({ minutes: 10 })
    const sight = await expectEqual((person) => register(portal.visitor(), person))
    expect([sight?.status, sight?.hashes]).toEqual([202, 1])
  }
})

test("a form with mistakes says the same about both", async () => {
  const sight = await expectEqual((person) =>
    register(portal.visitor(), person, { mobile: "0612", password: "kort", privacyStatementVersion: null }),
  )
  expect([sight?.status, sight?.hashes]).toEqual([422, 0])
})

describe("asking for the mail again", () => {
  const waiting = new Map<string, Visitor>()
  const registerBoth = async (person: Newcomer) => {
    const visitor = portal.visitor()
    await register(visitor, person)
    waiting.set(person.email, visitor)
  }

  test("too soon, in time, and once too often; and the page that waits", async () => {
    for (const person of everybody) await registerBoth(person)
    const visitorOf = ({ email }: Newcomer) => waiting.get(email) ?? portal.visitor()
    const statuses: (number | undefined)[] = []
    for (const minutes of [0, 1, 2, 5, 10]) {
      portal.clock.advance({ minutes })
      const sight = await expectEqual((person) => visitorOf(person).post("/api/registration/resend"))
      statuses.push(sight?.status)
      const page = await expectEqual((person) => visitorOf(person).get("/api/registration"))
      expect(page?.status).toBe(200)
    }
    expect(statuses).toEqual([429, 202, 202, 202, 429])
  })
})

test("a forgotten password", async () => {
  for (let time = 0; time < 5; time += 1) {
    const sight = await expectEqual(({ email }) => portal.visitor().post("/api/forgotten", { email }))
    expect([sight?.status, sight?.hashes]).toEqual([202, 0])
  }
})

test("links: made up, of another purpose, of nobody", async () => {
  for (const path of [
    "/api/registration/link",
    "/api/registration/confirm",
    "/api/forgotten/link",
    "/api/forgotten/confirm",
  ]) {
    const answers = [
      await portal.visitor().post(path, { token: "A".repeat(43) }),
      await portal.visitor().post(path, { token: "b_-".repeat(14) + "c" }),
    ]
    expect(new Set(answers.map(({ status, text }) => `${status} ${text}`)).size).toBe(1)
    expect(answers[0]?.status).toBe(410)
  }
})

describe("one's own challenge tells nothing about others", () => {
  test("a number that somebody else has gets the same page and SMS as a new one", async () => {
    const sights = []
    for (const mobile of [henk.mobile, "06 55443322"]) {
      const visitor = portal.visitor()
      const person = { ...mark, email: `nieuw${sights.length}@voorbeeld.example`, mobile }
      await register(visitor, person)
      const [mail] = await mailsTo(portal, person.email)
      const token = mail?.text.match(/#([\w-]{43})/)?.[1]
      const sight = await seen(() => visitor.post("/api/registration/confirm", { token }), person)
      sights.push({ ...sight, text: sight.text.replace(/•• \d\d"/, '••"') })
    }
    expect(sights[1]).toEqual(sights[0])
  })
})

describe("an address that looks like another one", () => {
  const tricks = [
    ["a Cyrillic letter", "hеnk.willemsen@voorbeeld.example"],
    ["a Cyrillic letter in the domain", "henk.willemsen@voоrbeeld.example"],
    ["a full-width @", "henk.willemsen＠voorbeeld.example"],
    ["full-width letters", "ｈenk.willemsen@voorbeeld.example"],
    ["a hidden sign", "henk.willemsen\u200b@voorbeeld.example"],
    ["reversed text", "\u202ehenk.willemsen@voorbeeld.example"],
    ["the dotless i", "henk.wıllemsen@voorbeeld.example"],
    ["the Kelvin sign, which is a k in small letters", "hen\u212a.willemsen@voorbeeld.example"],
    ["a dotted capital I", "henk.w\u0130llemsen@voorbeeld.example"],
    ["a line end and a second address", "henk.willemsen@voorbeeld.example\r\nBcc: dief@kwaad.example"],
    ["two addresses", "henk.willemsen@voorbeeld.example,dief@kwaad.example"],
    ["a route", "henk.willemsen@voorbeeld.example@kwaad.example"],
    ["quotes", '"henk.willemsen"@voorbeeld.example'],
    ["a comment", "henk.willemsen(dief)@voorbeeld.example"],
    ["a null", "henk.willemsen@voorbeeld.example\u0000"],
  ] as const

  test.each(tricks)(
    "%s: is not Henk's, opens nothing of his, and nothing is mailed",
    async (_name, email) => {
      const before = (await portal.messages()).length
      const login = await portal.visitor().post("/api/login", { email, password: henk.password })
      expect([login.status, login.body.code]).toEqual([401, "credentials-wrong"])
      for (const answer of [
        await portal.visitor().post("/api/forgotten", { email }),
        await register(portal.visitor(), henk, { email }),
      ])
        // A foreign domain may be a real one: its own mailbox gets the mail, and nobody else's.
        if (answer.status !== 202) expect([answer.status, answer.body.code]).toEqual([422, "email-invalid"])
      const sent = (await portal.messages()).slice(0, (await portal.messages()).length - before)
      for (const { to } of sent) expect(to).toMatch(/^[\x21-\x7e]+@xn--/)
    },
  )
})

describe("a request that calls itself otherwise", () => {
  const forged = (path: string, body: unknown, headers: Record<string, string>) =>
    new Promise<number | undefined>((done, failed) => {
      const sent = request(
        portal.url + path,
        {
          method: "POST",
          headers: { "content-type": "application/json", "sec-fetch-site": "same-origin", ...headers },
        },
        (response) => {
          response.resume()
          done(response.statusCode)
        },
      )
      sent.on("error", failed).end(JSON.stringify(body))
    })

  test.each([
    [{ host: "kwaad.example" }],
    [{ host: "kwaad.example:443", "x-forwarded-host": "kwaad.example" }],
    [{ "x-forwarded-host": "kwaad.example", "x-forwarded-proto": "https", "x-forwarded-port": "443" }],
    [
      {
        "x-original-url": "https://kwaad.example/",
        "x-rewrite-url": "https://kwaad.example/",
        forwarded: "host=kwaad.example",
      },
    ],
    [{ origin: "https://kwaad.example", referer: "https://kwaad.example/" }],
  ])("gets links to our own site in its mails, and our own name in its SMS: %j", async (headers) => {
    ;(portal.deps.config as { mode: string }).mode = "production"
    expect(await forged("/api/forgotten", { email: henk.email }, headers)).toBe(202)
    const typed = { email: mark.email, country: "NL", mobile: mark.mobile, password: mark.password }
    expect(await forged("/api/registration", { ...typed, privacyStatementVersion: "2026-1" }, headers)).toBe(
      202,
    )
    const mails = [...(await mailsTo(portal, henk.email)), ...(await mailsTo(portal, mark.email))]
    expect(mails.length).toBeGreaterThan(2)
    for (const { text } of mails) {
      expect(text).not.toContain("kwaad")
      for (const [link] of text.matchAll(/https?:\/\/\S+/g)) expect(link.startsWith(portal.url)).toBe(true)
    }
    for (const { text } of await smsOf(portal)) expect(text).toMatch(/\n@localhost #\d{6}$/)
  })
})
