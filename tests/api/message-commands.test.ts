// An operator tries the gateways by hand, and looks at what waits.
import { afterEach, beforeEach, describe, expect, test } from "vitest"
import type { CommandArguments } from "../../server/cli/command.ts"
import { messageCommands } from "../../server/cli/message-commands.ts"
import { NotDelivered } from "../../server/messages/gateway.ts"
import type { OutboxStatus } from "../../server/messages/outbox-status.queries.ts"
import { smsSigns } from "../../server/messages/sms-alphabet.ts"
import { testSms } from "../../server/messages/sms-texts.ts"
import { outboxOf, type Outbox } from "../support/outbox.ts"
import { startPortal, type Portal } from "../support/portal.ts"
import { startSmtpPeer, type SmtpPeer } from "../support/smtp-peer.ts"

let portal: Portal
let outbox: Outbox
let server: SmtpPeer | undefined
beforeEach(async () => {
  portal = await startPortal()
  outbox = outboxOf(portal)
})
afterEach(async () => {
  await server?.close()
  server = undefined
  await portal.close()
})

function run(name: string, options: Record<string, string> = {}, settings: Record<string, string> = {}) {
  const command = messageCommands.find((one) => one.name === name)
  if (command?.kind !== "database") throw new Error(`no command ${name}`)
  const args: CommandArguments = {
    positionals: [],
    text: (option) => options[option],
    required: (option) => options[option] ?? "",
    isSet: () => false,
  }
  const config = {
    ...portal.deps.config,
    mode: "production" as const,
    mailFrom: "portaal@linde.example",
    ...settings,
  }
  return command.run({ ...portal.deps, config }, args)
}
const status = async () => {
  const { json, text, exitCode } = await run("messages status")
  return { ...(json as OutboxStatus), text, exitCode }
}

describe("messages test", () => {
  test("sends one mail at once, past the outbox, and the log says so", async () => {
    server = await startSmtpPeer()
    const outcome = await run(
      "messages test",
      { mail: "beheer@linde.example" },
      { mail: `smtp://127.0.0.1:${server.port}` },
    )
    expect(outcome).toMatchObject({ json: { sent: true, to: "b•••@l•••.example" } })
    expect(outcome.exitCode ?? 0).toBe(0)
    expect(server.got[0]).toMatchObject({
      to: ["beheer@linde.example"],
      headers: { subject: "Proef van het cliëntportaal" },
    })
    expect(server.got[0]?.text).toContain("Zorggroep De Linde")
    expect(await outbox.rows()).toEqual([])
    expect(await portal.db("audit_events").select("event", "outcome", "reason", "actor_kind")).toEqual([
      { event: "message.test", outcome: "done", reason: "b•••@l•••.example", actor_kind: "operator" },
    ])
  })

  test("says what to look at when it was not sent", async () => {
    server = await startSmtpPeer({ login: { user: "portaal", password: "goed" } })
    const settings = { mail: `smtp://portaal:fout-wachtwoord@127.0.0.1:${server.port}` }
    const outcome = await run("messages test", { mail: "beheer@linde.example" }, settings)
    expect(outcome).toMatchObject({ exitCode: 2, json: { sent: false, why: "EAUTH 535" } })
    expect(outcome.text).toBe("Not sent: EAUTH 535. The user, the password or the secret is not accepted.")
    expect(JSON.stringify(outcome)).not.toContain("fout-wachtwoord")
  })

  test("says that an SMS gateway does not listen", async () => {
    const gone = await startSmtpPeer()
    await gone.close()
    const sms = `kannel:http://portaal:geheim@127.0.0.1:${gone.port}?from=DeLinde`
    const outcome = await run("messages test", { sms: "06 12345678" }, { sms })
    expect(outcome).toMatchObject({ exitCode: 2, json: { why: "ECONNREFUSED", to: "06 •• •• •• 78" } })
    expect(outcome.text).toMatch(/Nothing listens/)
  })

  test.each([
    [{}, /--mail or --sms/],
    [{ mail: "a@b.nl", sms: "0612345678" }, /--mail or --sms/],
    [{ mail: "nobody" }, /not an e-mail address/],
    [{ sms: "0344 001200" }, /not a mobile number of NL/],
  ])("%j is a mistake at the keyboard", async (options, sentence) => {
    await expect(run("messages test", options)).rejects.toThrow(sentence)
  })

  test("tells a setting that is not right", async () => {
    await expect(run("messages test", { mail: "a@b.nl" }, { mail: "mail.voorbeeld.nl" })).rejects.toThrow(
      /PORTAL_MAIL is no/,
    )
  })

  test("in the demo it goes to the postvak, and its SMS is one SMS", async () => {
    await run("messages test", { sms: "0612345678" }, { mode: "demo" })
    expect(await portal.db("postvak_messages").select("kind")).toEqual([{ kind: "sms" }])

    expect(smsSigns(testSms(`https://${"a".repeat(71)}`))).toBeLessThanOrEqual(160)
  })
})

describe("messages status", () => {
  test("is quiet when everything was sent", async () => {
    await outbox.queue({ kind: "sms" })
    await outbox.deliver(() => Promise.resolve())
    expect(await status()).toMatchObject({
      waiting: 0,
      oldestWaitingAt: null,
      sentLastDay: 1,
      failedLastDay: 0,
      troubles: [],
      exitCode: 0,
    })
  })

  test("shows what waits and why, masked, and asks for attention after five minutes", async () => {
    const id = await outbox.queue({ kind: "mail", minutes: 60 })
    await outbox.deliver(() => Promise.reject(new NotDelivered("EAUTH 535")))
    const trouble = {
      id,
      kind: "mail",
      purpose: "confirm-email",
      to: "i•••@o•••.example",
      tries: 1,
      state: "waiting",
      why: "EAUTH 535",
    }
    expect(await status()).toMatchObject({
      waiting: 1,
      oldestWaitingAt: "2026-11-22T13:00:00.000Z",
      troubles: [trouble],
      exitCode: 0,
    })
    portal.clock.advance({ minutes: 6 })
    const later = await status()
    expect(later.exitCode).toBe(2)
    expect(later.text).toContain("EAUTH 535")
    expect(JSON.stringify(later)).not.toMatch(/ontvanger|geheime-woord/)
  })

  test("asks for attention when nobody takes messages from the outbox", async () => {
    await outbox.queue({ kind: "mail", minutes: 60 })
    portal.clock.advance({ minutes: 6 })
    expect(await status()).toMatchObject({ waiting: 1, troubles: [], exitCode: 2 })
  })

  test("shows for a day what was given up", async () => {
    server = await startSmtpPeer()
    await outbox.queue({ kind: "mail" })
    await outbox.deliver(() => Promise.reject(new NotDelivered("EENVELOPE 550", { isFinal: true })))
    expect(await status()).toMatchObject({
      waiting: 0,
      failedLastDay: 1,
      troubles: [{ state: "failed", to: null, why: "EENVELOPE 550" }],
      exitCode: 2,
    })
    portal.clock.advance({ days: 1, minutes: 1 })
    expect(await status()).toMatchObject({ failedLastDay: 0, troubles: [], exitCode: 0 })
  })
})
