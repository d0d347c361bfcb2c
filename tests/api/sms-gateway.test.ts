// SMS to a provider over HTTP: what reaches it, and what happens when it is difficult. Kannel itself: tests/gateways.
import { mkdtempSync, rmSync, writeFileSync } from "node:fs"
import { createServer } from "node:net"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { afterEach, beforeEach, describe, expect, test } from "vitest"
import { queueMessage } from "../../server/messages/queue-message.ts"
import { createSmsGateway } from "../../server/messages/sms-gateway.ts"
import { readSmsSettings } from "../../server/messages/sms-settings.ts"
import { securityCodeSms } from "../../server/messages/sms-texts.ts"
import { outboxOf, type Outbox } from "../support/outbox.ts"
import { startPortal, type Portal } from "../support/portal.ts"
import { startSmsPeer, type SmsPeer, type SmsWishes } from "../support/sms-peer.ts"

let portal: Portal
let outbox: Outbox
let folder: string
const peers: SmsPeer[] = []
beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), "portal-sms-"))
  portal = await startPortal()
  outbox = outboxOf(portal)
})
afterEach(async () => {
  await Promise.all(peers.splice(0).map((peer) => peer.close()))
  await portal.close()
  rmSync(folder, { recursive: true, force: true })
})

async function peer(wishes: SmsWishes = {}) {
  const started = await startSmsPeer(wishes)
  peers.push(started)
  return started
}
/** The gateway of an operator who wrote this in PORTAL_SMS. */
function gatewayOf(setting: string, deadlineMs?: number) {
  const mistakes: string[] = []
  const settings = readSmsSettings(setting, mistakes)
  if (!settings) throw new Error(mistakes.join())
  return createSmsGateway(settings, portal.clock.now, deadlineMs)
}
function provider(url: string, change: object = {}, deadlineMs?: number) {
  const description = {
    url: `${url}/messages`,
    headers: { Authorization: "AccessKey geheim-van-de-linde", "Idempotency-Key": "{id}" },
    body: { recipients: ["{to}"], originator: "DeLinde", body: "{text}", reference: "{id}" },
    ...change,
  }
  const file = join(folder, "sms.json")
  writeFileSync(file, JSON.stringify(description), { mode: 0o600 })
  return gatewayOf(`http:${file}`, deadlineMs)
}
const later = () => portal.clock.advance({ minutes: 1 })
const text = securityCodeSms({
  code: "123456",
  at: new Date("2026-11-22T13:00:00Z"),
  origin: "https://portaal.linde.example",
})

describe("a provider described in a file", () => {
  test("gets the number in E.164, both lines of the text, and an id that stays the same", async () => {
    const server = await peer()
    const id = await outbox.queue({ kind: "sms", text })
    await outbox.deliver(provider(server.url))
    expect(server.got).toHaveLength(1)
    expect(server.got[0]).toMatchObject({
      method: "POST",
      path: "/messages",
      headers: {
        authorization: "AccessKey geheim-van-de-linde",
        "idempotency-key": id,
        "content-type": "application/json",
      },
    })
    expect(JSON.parse(server.got[0]?.body ?? "")).toEqual({
      recipients: ["+31612345678"],
      originator: "DeLinde",
      body: "123456 is uw code van 14:00 voor het clientportaal. Geef deze code aan niemand.\n@portaal.linde.example #123456",
      reference: id,
    })
    expect((await outbox.rows())[0]).toMatchObject({ sealed: null, error: null, tries: 1 })
  })

  test("may want its own method, its own way to write a number, and how long the code is of use", async () => {
    const server = await peer({ answer: () => 201 })
    const body = {
      msisdn: "{to-digits}",
      dial: "{to-00}",
      text: "{text}",
      ttl: "{seconds}",
      note: "ttl {seconds}",
      n: 1,
    }
    const id = await outbox.queue({ kind: "sms", text: 'een "citaat" \\ en {to}', minutes: 5 })
    await outbox.deliver(provider(server.url, { method: "PUT", url: `${server.url}/sms/{id}`, body }))
    expect(server.got[0]).toMatchObject({ method: "PUT", path: `/sms/${id}` })
    expect(JSON.parse(server.got[0]?.body ?? "")).toEqual({
      ...{ msisdn: "31612345678", dial: "0031612345678", ttl: 300, note: "ttl 300", n: 1 },
      text: 'een "citaat" \\ en {to}',
    })
  })
})

describe("what may pass is tried again", () => {
  test("a provider that is down, and comes back", async () => {
    const gone = await startSmsPeer()
    await gone.close()
    const id = await outbox.queue({ kind: "sms" })
    await outbox.deliver(provider(gone.url))
    expect((await outbox.rows())[0]).toMatchObject({ error: "ECONNREFUSED", failed_at: null })
    later()
    const back = await peer({ port: gone.port })
    await outbox.deliver(provider(back.url))
    expect(back.got.map(({ headers }) => headers["idempotency-key"])).toEqual([id])
    expect((await outbox.rows())[0]).toMatchObject({ tries: 2, sealed: null })
  })

  test.each([302, 401, 403, 404, 408, 429, 500, 503])("the answer %i", async (status) => {
    const server = await peer({ answer: () => status })
    await outbox.queue({ kind: "sms" })
    await outbox.deliver(provider(server.url))
    expect(server.got).toHaveLength(1)
    expect((await outbox.rows())[0]).toMatchObject({
      error: `HTTP ${status}`,
      failed_at: null,
      sent_at: null,
    })
    expect(await outbox.everythingWritten()).not.toMatch(/geheim-van|612345678|geheime-woord/)
  })

  test("a provider that hangs up without a word", async () => {
    const rude = createServer((socket) => socket.destroy()).listen(0, "127.0.0.1")
    await new Promise((done) => rude.once("listening", done))
    await outbox.queue({ kind: "sms" })
    await outbox.deliver(provider(`http://127.0.0.1:${(rude.address() as { port: number }).port}`))
    rude.close()
    expect((await outbox.rows())[0]).toMatchObject({ error: "ECONNRESET", failed_at: null })
  })
})

test.each([400, 413, 422])("the answer %i is about this SMS, and the last word", async (status) => {
  const server = await peer({ answer: () => status })
  await outbox.queue({ kind: "sms" })
  await outbox.deliver(provider(server.url))
  later()
  await outbox.deliver(provider(server.url))
  expect(server.got).toHaveLength(1)
  expect((await outbox.rows())[0]).toMatchObject({ error: `HTTP ${status}`, sealed: null, sent_at: null })
  expect((await outbox.rows())[0]?.failed_at).not.toBeNull()
})

test.each([
  [
    "letters that a telephone may not have",
    { text: "123456 is de code van uw cliënt" },
    "letters outside GSM-7",
  ],
  ["more than one SMS", { text: "a".repeat(161) }, "longer than one SMS"],
  ["a number that is none", { to: "0612345678" }, "number not in E.164"],
])("%s never leaves", async (_name, change, error) => {
  const server = await peer()
  await outbox.queue({ kind: "sms", ...change })
  await outbox.deliver(provider(server.url))
  expect(server.got).toEqual([])
  expect((await outbox.rows())[0]).toMatchObject({ error, sealed: null, tries: 1 })
  expect((await outbox.rows())[0]?.failed_at).not.toBeNull()
})

test("a provider that is slow is waited for", async () => {
  const server = await peer({ answer: () => new Promise((done) => setTimeout(() => done(202), 300)) })
  await outbox.queue({ kind: "sms" })
  await outbox.deliver(provider(server.url))
  expect((await outbox.rows())[0]).toMatchObject({ tries: 1, sealed: null })
})

test("a provider that answers after our patience gets the same id again, and can drop the second", async () => {
  let answer: (status: number) => void = () => {}
  const late = new Promise<number>((done) => (answer = done))
  const server = await peer({ answer: () => (server.got.length === 1 ? late : 202) })
  await outbox.queue({ kind: "sms" })
  await outbox.deliver(provider(server.url, {}, 250))
  answer(202)
  expect((await outbox.rows())[0]).toMatchObject({ error: "ETIMEDOUT", sent_at: null })
  later()
  await outbox.deliver(provider(server.url))
  expect((await outbox.rows())[0]).toMatchObject({ tries: 2, sealed: null })
  expect(server.got).toHaveLength(2)
  expect(new Set(server.got.map(({ headers }) => headers["idempotency-key"])).size).toBe(1)
})

test("a code that is too old when the provider is back is not sent", async () => {
  const gone = await startSmsPeer()
  await gone.close()
  await outbox.queue({ kind: "sms", minutes: 10 })
  await outbox.deliver(provider(gone.url))
  portal.clock.advance({ minutes: 10 })
  const back = await peer({ port: gone.port })
  await outbox.deliver(provider(back.url))
  expect(back.got).toEqual([])
  expect((await outbox.rows())[0]).toMatchObject({ error: "ECONNREFUSED", sealed: null, sent_at: null })
})

test("an SMS of a transaction that was rolled back never reaches the provider", async () => {
  const server = await peer()

  const giveUpAt = new Date(portal.clock.now().getTime() + 600_000)
  await portal.db
    .transaction(async (trx) => {
      const sms = {
        kind: "sms",
        purpose: "security-code",
        accountId: null,
        to: "+31612345678",
        text,
        giveUpAt,
      } as const
      await queueMessage(trx, portal.deps, sms)
      throw new Error("the session could not be made")
    })
    .catch(() => undefined)
  await outbox.queue({ kind: "sms", text: "wel" })
  await outbox.deliver(provider(server.url))
  expect(server.got.map(({ body }) => (JSON.parse(body) as { body: string }).body)).toEqual(["wel"])
})
