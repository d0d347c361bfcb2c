// PORTAL_MAIL, PORTAL_MAIL_FROM and PORTAL_SMS: what an operator may write there, and what each mistake says.
import { chmodSync, mkdtempSync, rmSync, writeFileSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { afterAll, beforeAll, describe, expect, test } from "vitest"
import { readMailSettings } from "../../server/messages/mail-settings.ts"
import { smsSigns } from "../../server/messages/sms-alphabet.ts"
import { readSmsSettings } from "../../server/messages/sms-settings.ts"
import { securityCodeSms } from "../../server/messages/sms-texts.ts"

const from = "portaal@voorbeeld.nl"
function mail(url: string, sender = from) {
  const mistakes: string[] = []
  return { settings: readMailSettings(url, sender, mistakes), mistakes }
}
function sms(value: string) {
  const mistakes: string[] = []
  return { settings: readSmsSettings(value, mistakes), mistakes }
}

describe("PORTAL_MAIL", () => {
  test.each([
    ["smtp://mail.voorbeeld.nl", { port: 587, security: "starttls" }],
    ["smtp://mail.voorbeeld.nl:2525", { port: 2525, security: "starttls" }],
    ["smtps://mail.voorbeeld.nl", { port: 465, security: "tls" }],
    ["smtp://127.0.0.1:25", { port: 25, security: "loopback" }],
    ["smtp://localhost", { port: 587, security: "loopback" }],
    ["smtp://[::1]:25", { host: "[::1]", port: 25, security: "loopback" }],
    ["smtps://localhost", { port: 465, security: "tls" }],
  ])("%s", (url, settings) => {
    expect(mail(url)).toMatchObject({ settings, mistakes: [] })
  })

  test("a password with every sign of a keyboard arrives as it was meant", () => {
    const password = 'p@ss:w/o?r#d%41 "é€&'
    const { settings } = mail(
      `smtps://portaal%40voorbeeld.nl:${encodeURIComponent(password)}@mail.voorbeeld.nl`,
    )
    expect(settings?.login).toEqual({ user: "portaal@voorbeeld.nl", password })
  })

  test.each([
    ["mail.voorbeeld.nl", /no mail server's address/],
    ["https://mail.voorbeeld.nl", /no mail server's address/],
    ["smtp://", /names no server|cannot be read/],
    ["smtp://user:geheim/1@mail.voorbeeld.nl", /%2F/],
    ["smtp://user:geheim?1@mail.voorbeeld.nl", /%2F/],
    ["smtp://user:1234#geheim@mail.voorbeeld.nl", /%2F/],
    ["smtp://user:geheim%@mail.voorbeeld.nl", /%25/],
    ["smtp://user@mail.voorbeeld.nl", /without a password/],
    ["smtp://:geheim@mail.voorbeeld.nl", /without a user/],
    ["smtps://mail.voorbeeld.nl?pool=true", /cannot be read/],
  ])("%s is one sentence, without the password", (url, sentence) => {
    const { settings, mistakes } = mail(url)
    expect(settings).toBeUndefined()
    expect(mistakes).toHaveLength(1)
    expect(mistakes[0]).toMatch(sentence)
    expect(mistakes[0]).not.toMatch(/geheim|1234/)
  })

  test.each([
    ["portaal@voorbeeld.nl", { name: "", address: "portaal@voorbeeld.nl" }],
    [
      "Zorggroep De Linde <portaal@voorbeeld.nl>",
      { name: "Zorggroep De Linde", address: "portaal@voorbeeld.nl" },
    ],
    ['"Linde, De" <portaal@Voorbeeld.nl>', { name: "Linde, De", address: "portaal@voorbeeld.nl" }],
  ])("PORTAL_MAIL_FROM %s", (sender, expected) => {
    expect(mail("smtps://mail.voorbeeld.nl", sender).settings?.from).toEqual(expected)
  })

  test.each(["", "Zorggroep De Linde", "a@b@c.nl <x>", "De\u0007Linde <portaal@voorbeeld.nl>", "<portaal>"])(
    'PORTAL_MAIL_FROM "%s" is refused',
    (sender) => {
      const { settings, mistakes } = mail("smtps://mail.voorbeeld.nl", sender)
      expect(settings).toBeUndefined()
      expect(mistakes).toEqual([expect.stringContaining("PORTAL_MAIL_FROM")])
    },
  )

  test("both variables wrong are two sentences", () => {
    expect(mail("mail", "nobody").mistakes).toHaveLength(2)
  })
})

describe("PORTAL_SMS=kannel:…", () => {
  test("names sendsms, with or without its path", () => {
    const expected = { kind: "kannel", user: "portaal", password: "p/s#1", from: "De Linde" }
    for (const path of ["", "/", "/cgi-bin/sendsms"]) {
      const { settings, mistakes } = sms(
        `kannel:http://portaal:p%2Fs%231@127.0.0.1:13013${path}?from=De+Linde`,
      )
      expect(mistakes).toEqual([])
      expect(settings).toMatchObject(expected)
      expect((settings as { url: URL }).url.href).toBe("http://127.0.0.1:13013/cgi-bin/sendsms")
    }
  })

  test.each([
    ["kannel:127.0.0.1:13013", /cannot be read/],
    ["kannel:http://portaal:geheim@sms.voorbeeld.nl?from=Linde", /in clear/],
    ["kannel:https://sms.voorbeeld.nl?from=Linde", /user and password/],
    ["kannel:https://portaal:gehe%0Aim@sms.voorbeeld.nl?from=Linde", /user and password/],
    ["kannel:https://portaal:geheim@sms.voorbeeld.nl", /\?from=/],
    ["kannel:https://portaal:geheim@sms.voorbeeld.nl?from=Zorggroep De Linde", /\?from=/],
    ["kannel:https://portaal:geheim@sms.voorbeeld.nl?from=Linde&text=x", /\?from=/],
    ["twilio:geheim", /names no gateway/],
    ["http://geheim.voorbeeld.nl", /names no gateway/],
    ["http:", /names no gateway/],
  ])("%s is one sentence, without the password", (value, sentence) => {
    const { settings, mistakes } = sms(value)
    expect(settings).toBeUndefined()
    expect(mistakes).toEqual([expect.stringMatching(sentence)])
    expect(mistakes[0]).not.toMatch(/geheim/)
  })
})

describe("PORTAL_SMS=http:<file>", () => {
  let folder: string
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), "portal-sms-"))
  })
  afterAll(() => rmSync(folder, { recursive: true, force: true }))

  const good = {
    url: "https://api.provider.example/messages/{id}",
    headers: { authorization: "Bearer geheim" },
    body: { to: ["{to}"], text: "{text}", validity: "{seconds}" },
  }
  function file(content: unknown, mode = 0o600) {
    const path = join(folder, "sms.json")
    writeFileSync(path, typeof content === "string" ? content : JSON.stringify(content))
    chmodSync(path, mode)
    return `http:${path}`
  }

  test("describes a provider", () => {
    expect(sms(file(good))).toEqual({ settings: { kind: "http", method: "POST", ...good }, mistakes: [] })
  })

  test.each<[string, unknown, RegExp]>([
    ["no JSON", "{ geheim", /not JSON/],
    ["a list", [], /not JSON|not right/],
    ["an unknown field", { ...good, timeout: 5 }, /"timeout"/],
    ["another method", { ...good, method: "GET" }, /"method"/],
    [
      "a header with a line end",
      { ...good, headers: { authorization: "geheim\r\nx: y" } },
      /"headers.authorization"/,
    ],
    ["no address", { ...good, url: "api.provider.example" }, /https address/],
    ["http over the network", { ...good, url: "http://api.provider.example/" }, /in clear/],
    [
      "a password in the address",
      { ...good, url: "https://x:geheim@api.provider.example/" },
      /password in "url"/,
    ],
    ["the number in the address", { ...good, url: "https://api.provider.example/?to={to}" }, /only \{id\}/],
    ["the text in a header", { ...good, headers: { "x-text": "{text}" } }, /only \{id\}/],
    ["a placeholder that is none", { ...good, body: { to: "{to}", text: "{text} {name}" } }, /has \{name\}/],
    ["no text", { ...good, body: { to: "{to}" } }, /\{to\} and \{text\}/],
    ["no number", { ...good, body: { text: "{text}" } }, /\{to\} and \{text\}/],
  ])("%s is one sentence, without the secret", (_name, content, sentence) => {
    const { settings, mistakes } = sms(file(content))
    expect(settings).toBeUndefined()
    expect(mistakes).toEqual([expect.stringMatching(sentence)])
    expect(mistakes[0]).not.toMatch(/geheim/)
  })

  test("a file that others can read, that is not there, or named by half", () => {
    expect(sms(file(good, 0o644)).mistakes).toEqual([expect.stringMatching(/chmod o=/)])
    expect(sms(file(good, 0o640)).mistakes).toEqual([])
    expect(sms(`http:${folder}/other.json`).mistakes).toEqual([expect.stringMatching(/ENOENT/)])
    expect(sms("http:sms.json").mistakes).toEqual([expect.stringMatching(/full path/)])
  })
})

describe("the GSM-7 alphabet", () => {
  test.each<[string, number | undefined]>([
    ["", 0],
    ["@", 1],
    ["123456\n@portaal", 15],
    ["één café à la carte", 19],
    ["€5 [x]", 9],
    ["cliënt", undefined],
    ["“", undefined],
    ["😀", undefined],
  ])("%j takes %s", (text, signs) => {
    expect(smsSigns(text)).toBe(signs)
  })

  test("the SMS with the code fits, for a name of up to 71 signs", () => {
    const signsFor = (host: string) =>
      smsSigns(
        securityCodeSms({ code: "123456", at: new Date("2026-11-22T13:00:00Z"), origin: `https://${host}` }),
      )
    expect(signsFor("portaal.voorbeeld.nl")).toBeLessThanOrEqual(160)
    expect(signsFor(`${"a".repeat(60)}.voorbeeld.nl`)).toBeGreaterThan(160)
  })
})
