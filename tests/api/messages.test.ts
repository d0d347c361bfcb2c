// The outbox: nothing leaves that was not committed, nothing is lost, nothing is sent twice.
import { afterEach, beforeEach, describe, expect, test } from "vitest"
import { deliverDue } from "../../server/messages/deliver.ts"
import { gatewaysFor } from "../../server/messages/gateways.ts"
import { NotDelivered, type Gateways } from "../../server/messages/gateway.ts"
import type { LeasedMessage } from "../../server/messages/outbox.queries.ts"
import { listPostvak } from "../../server/messages/postvak.ts"
import { queueMessage } from "../../server/messages/queue-message.ts"
import { startOutboxWorker, type OutboxWorker } from "../../server/messages/worker.ts"
import { startPortal, type Portal } from "../support/portal.ts"

let portal: Portal
let worker: OutboxWorker | undefined
beforeEach(async () => {
  portal = await startPortal()
})
afterEach(async () => {
  await worker?.stop()
  worker = undefined
  await portal.close()
})

const sms = (text: string, minutes = 10) => ({
  kind: "sms" as const,
  purpose: "security-code",
  accountId: null,
  to: "+31612345678",
  text,
  giveUpAt: new Date(portal.clock.now().getTime() + minutes * 60_000),
})
const mail = (subject: string) => ({
  ...sms("Goedendag"),
  kind: "mail" as const,
  to: "iemand@voorbeeld.example",
  subject,
})
const queue = (message: Parameters<typeof queueMessage>[2]) =>
  portal.db.transaction((trx) => queueMessage(trx, portal.deps, message))

/** A provider of which the test decides what it does with each message. */
function provider(act: (message: LeasedMessage) => Promise<void> = () => Promise.resolve()) {
  const got: string[] = []
  const take = async (message: LeasedMessage) => {
    got.push(message.text)
    await act(message)
  }
  return { got, gateways: { sms: take, mail: take } satisfies Gateways }
}
const rows = () => portal.db("outbox_messages").orderBy("seq")

describe("the worker", () => {
  test("sends what is committed, in order, and empties what it sent", async () => {
    const { got, gateways } = provider()
    worker = startOutboxWorker(portal.deps, gateways)
    await worker.idle()
    for (const text of ["een", "twee", "drie"]) await queue(sms(text))
    await worker.idle()
    expect(got).toEqual(["een", "twee", "drie"])
    for (const row of await rows())
      expect(row).toMatchObject({
        sealed: null,
        sent_at: "2026-11-22T13:00:00.000Z",
        tries: 1,
        leased_until: null,
      })
  })

  test("sends nothing of a transaction that was rolled back", async () => {
    const { got, gateways } = provider()
    worker = startOutboxWorker(portal.deps, gateways)
    await worker.idle()
    await portal.db
      .transaction(async (trx) => {
        await queueMessage(trx, portal.deps, sms("nooit"))
        throw new Error("something went wrong")
      })
      .catch(() => undefined)
    await queue(sms("wel"))
    await worker.idle()
    expect(got).toEqual(["wel"])
  })

  test("does not let a slow mail hold up an SMS", async () => {
    let finish = () => {}
    const slow = new Promise<void>((done) => (finish = done))
    const { got, gateways } = provider(({ kind }) => (kind === "mail" ? slow : Promise.resolve()))
    worker = startOutboxWorker(portal.deps, gateways)
    await queue(mail("traag"))
    await queue(sms("vlug"))
    await expect.poll(() => [...got].sort()).toEqual(["Goedendag", "vlug"])
    await expect.poll(async () => (await rows()).map((row) => row.sent_at !== null)).toEqual([false, true])
    finish()
    await worker.idle()
    expect((await rows()).every((row) => row.sent_at !== null)).toBe(true)
  })

  test("finishes the message it is busy with before it stops, and starts no other", async () => {
    let finish = () => {}
    const { got, gateways } = provider(() => new Promise<void>((done) => (finish = done)))
    worker = startOutboxWorker(portal.deps, gateways)
    await queue(sms("bezig"))
    await queue(sms("wacht"))
    await expect.poll(() => got).toEqual(["bezig"])
    const stopped = worker.stop()
    finish()
    await stopped
    expect((await rows()).map((row) => row.sent_at !== null)).toEqual([true, false])
    expect(got).toEqual(["bezig"])
  })
})

describe("a provider that does not take a message", () => {
  test("is tried again a little later each time, and gets the same id", async () => {
    const ids: string[] = []
    const { got, gateways } = provider((message) => {
      ids.push(message.id)
      return ids.length < 4 ? Promise.reject(new Error("+31612345678 refused")) : Promise.resolve()
    })
    await queue(sms("volhouden"))
    for (const seconds of [5, 15, 30]) {
      await deliverDue(portal.deps, gateways)
      portal.clock.advance({ seconds: seconds - 1 })
      await deliverDue(portal.deps, gateways)
      portal.clock.advance({ seconds: 1 })
    }
    await deliverDue(portal.deps, gateways)
    expect(got).toHaveLength(4)
    expect(new Set(ids).size).toBe(1)
    expect((await rows())[0]).toMatchObject({ tries: 4, error: "Error", sealed: null })
  })

  test("loses it when nobody waits any more: an old code is not sent", async () => {
    const { got, gateways } = provider()
    await queue(sms("te laat"))
    portal.clock.advance({ minutes: 10 })
    await deliverDue(portal.deps, gateways)
    expect(got).toEqual([])
    expect((await rows())[0]).toMatchObject({
      sealed: null,
      sent_at: null,
      failed_at: "2026-11-22T13:10:00.000Z",
    })
  })

  test("is given up when the next try would be too late", async () => {
    const { gateways } = provider(() => Promise.reject(new Error("down")))
    await queue(sms("kort", 0.05))
    await deliverDue(portal.deps, gateways)
    expect((await rows())[0]).toMatchObject({
      sealed: null,
      sent_at: null,
      failed_at: "2026-11-22T13:00:00.000Z",
    })
    expect(await portal.db("audit_events").select("event", "outcome")).toEqual([
      { event: "message.failed", outcome: "failed" },
    ])
  })
})

test("a message that a provider refuses for good is not tried again, and the log says so", async () => {
  const { got, gateways } = provider(() =>
    Promise.reject(new NotDelivered("EENVELOPE 550", { isFinal: true })),
  )
  await queue(mail("nergens"))
  await deliverDue(portal.deps, gateways)
  portal.clock.advance({ minutes: 5 })
  await deliverDue(portal.deps, gateways)
  expect(got).toHaveLength(1)
  expect((await rows())[0]).toMatchObject({ sealed: null, sent_at: null, error: "EENVELOPE 550" })
  expect((await rows())[0]?.failed_at).not.toBeNull()
  expect(await portal.db("audit_events").select("event", "reason")).toEqual([
    { event: "message.failed", reason: "security-code: i•••@v•••.example" },
  ])
})

describe("after a kill", () => {
  /** What a killed process leaves: a lease that nobody gives back. */
  async function killed(afterDelivery: boolean) {
    const hang = new Promise<void>(() => {})
    const keep = gatewaysFor(portal.deps)
    const { gateways } = provider(async (message) => {
      if (afterDelivery) await keep.sms(message)
      await hang
    })
    await queue(sms("eenmalig"))
    // Given up after a minute, when this portal and its database are gone.
    void deliverDue(portal.deps, gateways).catch(() => undefined)
    await expect.poll(async () => (await rows())[0]?.leased_until).not.toBeNull()
    if (afterDelivery) await expect.poll(() => listPostvak(portal.deps)).toHaveLength(1)
    return keep
  }

  test("a message is left alone until the lease is over, then sent", async () => {
    const gateways = await killed(false)
    await deliverDue(portal.deps, gateways)
    expect(await listPostvak(portal.deps)).toEqual([])
    portal.clock.advance({ minutes: 2 })
    await deliverDue(portal.deps, gateways)
    expect(await listPostvak(portal.deps)).toHaveLength(1)
  })

  test("a message that was delivered but not written down does not arrive twice", async () => {
    const gateways = await killed(true)
    portal.clock.advance({ minutes: 2 })
    await deliverDue(portal.deps, gateways)
    expect(await listPostvak(portal.deps)).toHaveLength(1)
    expect((await rows())[0]?.sent_at).not.toBeNull()
  })
})

test("two workers on one database send each message once", async () => {
  const { got, gateways } = provider()
  for (let at = 0; at < 20; at += 1) await queue(sms(`bericht ${at}`))
  await Promise.all([deliverDue(portal.deps, gateways), deliverDue(portal.deps, gateways)])
  expect([...got].sort()).toEqual(Array.from({ length: 20 }, (_, at) => `bericht ${at}`).sort())
})

test("the postvak shows the newest first, and the database holds nothing that can be read", async () => {
  await queue(sms("geheim een"))
  await queue(mail("Onderwerp\r\nBcc: kwaad@voorbeeld.example"))
  const before = (await rows()).map((row) => (row.sealed as Buffer).toString("latin1")).join()
  await deliverDue(portal.deps, gatewaysFor(portal.deps))
  const messages = await listPostvak(portal.deps)
  expect(messages.map(({ kind, to, subject, text }) => ({ kind, to, subject, text }))).toEqual([
    {
      kind: "mail",
      to: "iemand@voorbeeld.example",
      subject: "Onderwerp Bcc: kwaad@voorbeeld.example",
      text: "Goedendag",
    },
    { kind: "sms", to: "+31612345678", subject: undefined, text: "geheim een" },
  ])
  const after = ((await portal.db("postvak_messages")) as { sealed: Buffer }[]).map((row) =>
    row.sealed.toString("latin1"),
  )
  for (const stored of [before, after.join()]) expect(stored).not.toMatch(/geheim|voorbeeld|612345678/)
})

test("a mail goes out in both dresses; the postvak shows the one that people see", async () => {
  const html = '<p style="font-size: 18px">Goedendag</p>'
  await queue({ ...mail("Onderwerp"), html })
  const handed: LeasedMessage[] = []
  const { mail: keep } = gatewaysFor(portal.deps)
  const gateways = provider(async (message) => {
    handed.push(message)
    await keep(message)
  }).gateways
  await deliverDue(portal.deps, gateways)
  expect(handed).toMatchObject([{ subject: "Onderwerp", text: "Goedendag", html }])

  const visitor = portal.visitor()
  const [shown] = (await visitor.get("/postvak.json")).body
  expect(Object.keys(shown).sort()).toEqual(["at", "id", "kind", "subject", "text", "to"])
  expect((await visitor.get("/postvak")).text).toContain(`href="/postvak/${shown.id}"`)
  const page = await visitor.get(`/postvak/${shown.id}`)
  expect([page.text, page.headers.get("content-type")]).toEqual([html, "text/html; charset=utf-8"])
  expect(page.headers.get("content-security-policy")).toMatch(
    /^default-src 'none'; style-src 'unsafe-inline';/,
  )
  expect((await visitor.get("/postvak/bestaat-niet")).status).toBe(404)
})

test("the log says what was sent, to a masked number", async () => {
  await queue(sms("123456 is uw code"))
  await deliverDue(portal.deps, gatewaysFor(portal.deps))
  const [row] = (await portal.db("audit_events")) as { event: string; reason: string }[]
  expect(row).toMatchObject({
    event: "message.sent",
    reason: "security-code: 06 •• •• •• 78",
    object_kind: "sms",
  })
})

test("production does not keep messages in a postvak", () => {
  const config = { ...portal.deps.config, mode: "production" as const }
  expect(() => gatewaysFor({ ...portal.deps, config })).toThrow("PORTAL_SMS")
})
