// Mail to a real mail server: what arrives there, and what happens when that server is difficult.
import { afterEach, beforeEach, describe, expect, test } from "vitest"
import { createMailGateway, type MailLimits } from "../../server/messages/mail-gateway.ts"
import { readMailSettings, type MailSettings } from "../../server/messages/mail-settings.ts"
import { outboxOf, type Outbox } from "../support/outbox.ts"
import { startPortal, type Portal } from "../support/portal.ts"
import { refusing, startSmtpPeer, type SmtpPeer, type SmtpWishes } from "../support/smtp-peer.ts"

let portal: Portal
let outbox: Outbox
const peers: SmtpPeer[] = []
beforeEach(async () => {
  portal = await startPortal()
  outbox = outboxOf(portal)
})
afterEach(async () => {
  await Promise.all(peers.splice(0).map((peer) => peer.close()))
  await portal.close()
})

async function peer(wishes: SmtpWishes = {}) {
  const started = await startSmtpPeer(wishes)
  peers.push(started)
  return started
}
function settingsFor(port: number, login = ""): MailSettings {
  const settings = readMailSettings(
    `smtp://${login}127.0.0.1:${port}`,
    "De Linde <portaal@linde.example>",
    [],
  )
  if (!settings) throw new Error("the settings of this test are not right")
  return settings
}
const gatewayTo = ({ port }: { port: number }, login?: string, limits?: MailLimits) =>
  createMailGateway(settingsFor(port, login), limits)
const later = () => portal.clock.advance({ minutes: 1 })

test("a mail arrives as it was written, from the organisation, and asks no automatic answer", async () => {
  const server = await peer({ login: { user: "portaal", password: "geheim %" } })
  const text = `Beste mevrouw,\n\nOpen deze link:\nhttps://portaal.linde.example/bevestigen#${"a".repeat(43)}\n.\nDat was ’t – tot ziens, cliënt.\n`
  const id = await outbox.queue({
    kind: "mail",
    subject: "Bevestig uw e-mailadres voor het cliëntportaal",
    text,
  })
  await outbox.deliver(gatewayTo(server, "portaal:geheim%20%25@"))
  expect(server.got).toHaveLength(1)
  expect(server.got[0]).toMatchObject({
    from: "portaal@linde.example",
    to: ["iemand@ontvanger.example"],
    text,
  })
  expect(server.got[0]?.html).toBeUndefined()
  expect(server.got[0]?.headers).toMatchObject({
    from: "De Linde <portaal@linde.example>",
    to: "iemand@ontvanger.example",
    subject: "Bevestig uw e-mailadres voor het cliëntportaal",
    "message-id": `<${id}@linde.example>`,
    "auto-submitted": "auto-generated",
    "x-auto-response-suppress": "All",
  })
  expect((await outbox.rows())[0]).toMatchObject({ sealed: null, error: null, tries: 1 })
})

test("a mail with a page of its own carries both", async () => {
  const server = await peer()
  await gatewayTo(server)({
    ...{ id: "een", kind: "mail", purpose: "x", accountId: null, tries: 1, leasedUntil: "", giveUpAt: "" },
    ...{ to: "iemand@ontvanger.example", subject: "Dag", text: "Dag\n", html: "<p>Dág</p>\n" },
  })
  expect(server.got[0]).toMatchObject({ text: "Dag\n", html: "<p>Dág</p>\n" })
})

describe("what may pass is tried again", () => {
  test("a server that is down, and comes back", async () => {
    const gone = await startSmtpPeer()
    await gone.close()
    const id = await outbox.queue({ kind: "mail" })
    await outbox.deliver(gatewayTo(gone))
    expect((await outbox.rows())[0]).toMatchObject({ error: "ECONNREFUSED", sent_at: null, failed_at: null })
    later()
    const back = await peer({ port: gone.port })
    await outbox.deliver(gatewayTo(back))
    expect(back.got[0]?.headers["message-id"]).toBe(`<${id}@linde.example>`)
    expect((await outbox.rows())[0]).toMatchObject({ tries: 2, sealed: null })
  })

  test("a wrong password: the mails wait until it is mended", async () => {
    const server = await peer({ login: { user: "portaal", password: "het-nieuwe" } })
    await outbox.queue({ kind: "mail", minutes: 30 })
    await outbox.deliver(gatewayTo(server, "portaal:het-oude@"))
    expect((await outbox.rows())[0]).toMatchObject({ error: "EAUTH 535", failed_at: null })
    later()
    await outbox.deliver(gatewayTo(server, "portaal:het-nieuwe@"))
    expect(server.got).toHaveLength(1)
    expect(await outbox.everythingWritten()).not.toMatch(/het-oude|het-nieuwe|ontvanger|geheime-woord/)
  })

  test("a server that asks no password does not get the mail of somebody who has one", async () => {
    const server = await peer()
    await outbox.queue({ kind: "mail" })
    await outbox.deliver(gatewayTo(server, "portaal:geheim@"))
    expect(server.got).toEqual([])
    expect((await outbox.rows())[0]?.error).toMatch(/^EAUTH/)
  })

  test.each([421, 450, 451, 452])("the answer %i about this mailbox", async (code) => {
    const server = await peer({
      judgeRecipient: () => {
        throw refusing(code)
      },
    })
    await outbox.queue({ kind: "mail" })
    await outbox.deliver(gatewayTo(server))
    expect((await outbox.rows())[0]).toMatchObject({ failed_at: null, sent_at: null })
    expect((await outbox.rows())[0]?.error).toMatch(new RegExp(`${code}$`))
  })

  test("a refusal of our own sender, which is ours to mend", async () => {
    const server = await peer({
      judgeSender: () => {
        throw refusing(550)
      },
    })
    await outbox.queue({ kind: "mail" })
    await outbox.deliver(gatewayTo(server))
    expect((await outbox.rows())[0]).toMatchObject({ error: "EENVELOPE 550", failed_at: null })
  })
})

test.each([
  [
    "this mailbox",
    550,
    {
      judgeRecipient: () => {
        throw refusing(550, "iemand@ontvanger.example is unknown")
      },
    },
  ],
  [
    "this text",
    554,
    {
      beforeAnswer: () => {
        throw refusing(554, "het-geheime-woord looks like spam")
      },
    },
  ],
] as [string, number, SmtpWishes][])("a 5xx about %s is the last word", async (_name, code, wishes) => {
  const server = await peer(wishes)
  await outbox.queue({ kind: "mail" })
  await outbox.deliver(gatewayTo(server))
  const [row] = await outbox.rows()
  expect(row).toMatchObject({ sealed: null, sent_at: null, tries: 1 })
  expect(row?.failed_at).not.toBeNull()
  expect(row?.error).toMatch(new RegExp(`${code}$`))
  // Its words quoted an address and a code: they are written down nowhere.
  expect(await outbox.everythingWritten()).not.toMatch(/iemand@|geheime-woord|spam|unknown/)
})

test("a server that is slow is waited for", async () => {
  const server = await peer({ beforeAnswer: () => new Promise((done) => setTimeout(done, 300)) })
  await outbox.queue({ kind: "mail" })
  await outbox.deliver(gatewayTo(server))
  expect((await outbox.rows())[0]).toMatchObject({ tries: 1, sealed: null, error: null })
})

test("a server that answers after our patience gets the mail twice, with one Message-ID", async () => {
  let answer = () => {}
  const late = new Promise<void>((done) => (answer = done))
  const server = await peer({ beforeAnswer: () => (server.got.length === 1 ? late : undefined) })
  await outbox.queue({ kind: "mail" })
  await outbox.deliver(gatewayTo(server, "", { deadlineMs: 250 }))
  answer()
  expect((await outbox.rows())[0]).toMatchObject({ error: "ETIMEDOUT", sent_at: null })
  later()
  await outbox.deliver(gatewayTo(server))
  expect((await outbox.rows())[0]).toMatchObject({ tries: 2, sealed: null })
  expect(server.got).toHaveLength(2)
  expect(new Set(server.got.map(({ headers }) => headers["message-id"])).size).toBe(1)
})
