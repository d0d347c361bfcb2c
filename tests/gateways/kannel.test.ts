// SMS through Kannel itself, to its own fake telephone network.
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from "vitest"
import { createSmsGateway } from "../../server/messages/sms-gateway.ts"
import { readSmsSettings } from "../../server/messages/sms-settings.ts"
import { securityCodeSms } from "../../server/messages/sms-texts.ts"
import { startKannel, type Kannel } from "../support/kannel.ts"
import { outboxOf, type Outbox } from "../support/outbox.ts"
import { startPortal, type Portal } from "../support/portal.ts"

let kannel: Kannel
let portal: Portal
let outbox: Outbox
beforeAll(async () => {
  kannel = await startKannel()
})
afterAll(() => kannel.stop())
beforeEach(async () => {
  portal = await startPortal()
  outbox = outboxOf(portal)
})
afterEach(() => portal.close())

function gateway(setting = kannel.setting) {
  const settings = readSmsSettings(setting, [])
  if (!settings) throw new Error("the settings of this test are not right")
  return createSmsGateway(settings, portal.clock.now)
}
/** What the telephones got of this act, once it is all there. */
async function gotFrom(act: () => Promise<unknown>, lines: number) {
  const before = kannel.got().length
  await act()
  await expect.poll(() => kannel.got().length - before, { timeout: 10_000 }).toBe(lines)
  return kannel.got().slice(before)
}

describe("an SMS through Kannel", () => {
  test("arrives with both lines, from the organisation, at the number in E.164", async () => {
    const at = new Date("2026-11-22T13:00:00Z")
    const text = securityCodeSms({ code: "123456", at, origin: "https://portaal.linde.example" })
    await outbox.queue({ kind: "sms", text })
    expect(await gotFrom(() => outbox.deliver(gateway()), 2)).toEqual([
      "DeLinde +31612345678 text 123456 is uw code van 14:00 voor het clientportaal. Geef deze code aan niemand.",
      "@portaal.linde.example #123456",
    ])
    expect((await outbox.rows())[0]).toMatchObject({ sealed: null, error: null, tries: 1 })
  })

  test("keeps every letter of the alphabet, and is one SMS up to 160 signs", async () => {
    const letters = "@£$¥èéùìòÇØøÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ!#¤%&()*+,-./:;<=>?¡ÄÖÑÜ§¿äöñüà{}[]~^€|"
    const text = letters + "a".repeat(160 - letters.length - 8)
    await outbox.queue({ kind: "sms", text })
    expect(await gotFrom(() => outbox.deliver(gateway()), 1)).toEqual([`DeLinde +31612345678 text ${text}`])
  })
})

test("a wrong password is refused: the SMS waits, and nothing tells the password, the number or the code", async () => {
  await outbox.queue({ kind: "sms" })
  await outbox.deliver(gateway(kannel.setting.replace(/portaal:[^@]*@/, "portaal:fout-wachtwoord@")))
  expect((await outbox.rows())[0]).toMatchObject({ error: "HTTP 403", sent_at: null, failed_at: null })
  expect(await outbox.everythingWritten()).not.toMatch(/fout-wachtwoord|612345678|geheime-woord/)
})

test("a Kannel that was killed and comes back gets the SMS then", async () => {
  await kannel.killSmsbox()
  await outbox.queue({ kind: "sms", text: "na de storing" })
  await outbox.deliver(gateway())
  expect((await outbox.rows())[0]).toMatchObject({ error: "ECONNREFUSED", failed_at: null })
  await kannel.startSmsbox()
  portal.clock.advance({ minutes: 1 })
  expect(await gotFrom(() => outbox.deliver(gateway()), 1)).toEqual([
    "DeLinde +31612345678 text na de storing",
  ])
  expect((await outbox.rows())[0]).toMatchObject({ tries: 2, sealed: null })
})
