// Encryption and certificates, with servers that really have them.
import { mkdtempSync, rmSync, writeFileSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { afterEach, beforeAll, beforeEach, describe, expect, test } from "vitest"
import { createMailGateway } from "../../server/messages/mail-gateway.ts"
import type { MailSettings } from "../../server/messages/mail-settings.ts"
import { createSmsGateway } from "../../server/messages/sms-gateway.ts"
import { readSmsSettings } from "../../server/messages/sms-settings.ts"
import { forThisMachine, makeCertificate, type Certificate } from "../support/certificates.ts"
import { outboxOf, type Outbox } from "../support/outbox.ts"
import { startPortal, type Portal } from "../support/portal.ts"
import { startSmsPeer } from "../support/sms-peer.ts"
import { startSmtpPeer, type SmtpPeer, type SmtpWishes } from "../support/smtp-peer.ts"

let portal: Portal
let outbox: Outbox
let peer: SmtpPeer | undefined
let own: Certificate
let foreign: Certificate
beforeAll(() => {
  own = makeCertificate(forThisMachine)
  foreign = makeCertificate("DNS:mail.iemand-anders.example")
})
beforeEach(async () => {
  portal = await startPortal()
  outbox = outboxOf(portal)
})
afterEach(async () => {
  await peer?.close()
  peer = undefined
  await portal.close()
})

const login = { user: "portaal", password: "geheim-van-de-linde" }

/** One mail to such a server. @param trusted whose certificate this machine knows. */
async function send(wishes: SmtpWishes, security: MailSettings["security"], trusted?: Certificate) {
  peer = await startSmtpPeer({ login, ...wishes })
  const from = { name: "", address: "portaal@linde.example" }
  const settings: MailSettings = { host: "localhost", port: peer.port, security, login, from }
  await outbox.queue({ kind: "mail" })
  await outbox.deliver(createMailGateway(settings, trusted ? { ca: trusted.cert } : {}))
  const [row] = await outbox.rows()
  return { got: peer.got.length, encrypted: peer.encrypted, row }
}

describe("mail", () => {
  test.each(["tls", "starttls"] as const)("by %s goes out encrypted", async (security) => {
    const sent = await send({ tls: own, secure: security === "tls" }, security, own)
    expect(sent).toMatchObject({ got: 1, encrypted: [true], row: { sealed: null, error: null } })
  })

  test.each(["tls", "starttls"] as const)(
    "by %s waits when nobody vouches for the certificate",
    async (security) => {
      const { got, row } = await send({ tls: own, secure: security === "tls" }, security)
      expect(got).toBe(0)
      expect(row).toMatchObject({ sent_at: null, failed_at: null })
      expect(row?.error).toBe("DEPTH_ZERO_SELF_SIGNED_CERT")
    },
  )

  test.each(["tls", "starttls"] as const)(
    "by %s waits when the certificate is of another server",
    async (security) => {
      const { got, row } = await send({ tls: foreign, secure: security === "tls" }, security, foreign)
      expect(got).toBe(0)
      expect(row).toMatchObject({ sent_at: null, failed_at: null })
      expect(row?.error).toBe("ERR_TLS_CERT_ALTNAME_INVALID")
    },
  )

  test("never goes in clear to a server without STARTTLS, nor does the password", async () => {
    const { got, row } = await send({}, "starttls")
    expect(got).toBe(0)
    expect(row).toMatchObject({ sent_at: null, failed_at: null, sealed: expect.anything() as unknown })
    expect(row?.error).toMatch(/^ETLS/)
  })

  test("to a mail server on this machine uses the encryption it has, whoever vouches for it", async () => {
    expect(await send({ tls: foreign }, "loopback")).toMatchObject({ got: 1, encrypted: [true] })
  })
})

test("an SMS does not go to a provider whose certificate nobody vouches for", async () => {
  const folder = mkdtempSync(join(tmpdir(), "portal-sms-"))
  const provider = await startSmsPeer({ tls: own })
  try {
    const file = join(folder, "sms.json")
    writeFileSync(file, JSON.stringify({ url: provider.url, body: { to: "{to}", text: "{text}" } }), {
      mode: 0o600,
    })
    const settings = readSmsSettings(`http:${file}`, [])
    if (!settings) throw new Error("the settings of this test are not right")
    await outbox.queue({ kind: "sms" })
    await outbox.deliver(createSmsGateway(settings, portal.clock.now))
    expect(provider.got).toEqual([])
    expect((await outbox.rows())[0]).toMatchObject({ error: "DEPTH_ZERO_SELF_SIGNED_CERT", failed_at: null })
  } finally {
    await provider.close()
    rmSync(folder, { recursive: true, force: true })
  }
})
