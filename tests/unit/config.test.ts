import { expect, test } from "vitest"
import { ConfigError, readConfig } from "../../server/config.ts"

const production = {
  PORTAL_ORIGIN: "https://portaal.voorbeeld.nl",
  PORTAL_KEYRING: "/etc/portaal/keyring.json",
  PORTAL_DATA: "/var/lib/portaal",
  PORTAL_SMS: "kannel:http://portaal:geheim@127.0.0.1:13013?from=DeLinde",
  PORTAL_MAIL: "smtps://portaal:geheim@mail.voorbeeld.nl",
  PORTAL_MAIL_FROM: "portaal@voorbeeld.nl",
}
const mistakesOf = (env: Record<string, string>, purpose: "server" | "command" = "server") => {
  try {
    readConfig(purpose, env)
    return []
  } catch (error) {
    return (error as ConfigError).mistakes
  }
}

test("an empty environment is the demo on this machine", () => {
  expect(readConfig("server", {})).toMatchObject({
    mode: "demo",
    port: 3000,
    origin: "http://localhost:3000",
    sms: "postvak",
  })
})

test("another port moves the demo's address along", () => {
  expect(readConfig("server", { PORTAL_PORT: "3001" }).origin).toBe("http://localhost:3001")
})

test("production settings leave no demo and no postvak", () => {
  expect(readConfig("server", production)).toMatchObject({ mode: "production", sms: production.PORTAL_SMS })
})

test("every mistake is told at once", () => {
  const mistakes = mistakesOf({
    PORTAL_PORT: "abc",
    PORTAL_TRUST_PROXY: "-1",
    PORTAL_ORIGIN: "portaal",
    PORTAL_MODE: "test",
  })
  for (const name of ["PORTAL_PORT", "PORTAL_TRUST_PROXY", "PORTAL_ORIGIN", "PORTAL_MODE"])
    expect(mistakes.some((mistake) => mistake.startsWith(name))).toBe(true)
})

test.each([
  ["http origin", { PORTAL_ORIGIN: "http://portaal.voorbeeld.nl" }, /https/],
  ["no keyring", { PORTAL_KEYRING: "" }, /PORTAL_KEYRING is empty/],
  ["a relative keyring", { PORTAL_KEYRING: "keys.json" }, /full path/],
  ["the keyring beside its data", { PORTAL_KEYRING: "/var/lib/portaal/keyring.json" }, /inside PORTAL_DATA/],
  ["the demo's postvak", { PORTAL_SMS: "postvak", PORTAL_MAIL: "postvak" }, /postvak/],
  ["no gateways", { PORTAL_SMS: "", PORTAL_MAIL: "" }, /PORTAL_SMS is empty/],
  ["an SMS gateway that cannot be read", { PORTAL_SMS: "kannel:13013" }, /PORTAL_SMS cannot be read/],
  [
    "a mail server that cannot be read",
    { PORTAL_MAIL: "mail.voorbeeld.nl" },
    /PORTAL_MAIL is no mail server/,
  ],
  ["no sender", { PORTAL_MAIL_FROM: "" }, /PORTAL_MAIL_FROM is empty/],
  [
    "a name that makes the SMS too long",
    { PORTAL_ORIGIN: `https://${"a".repeat(60)}.voorbeeld.nl` },
    /PORTAL_ORIGIN has a name that is too long/,
  ],
  ["a database address that is none", { PORTAL_DATABASE_URL: "mysql://x" }, /postgres/],
])("production refuses %s", (_name, change, sentence) => {
  expect(mistakesOf({ ...production, ...change }).join("\n")).toMatch(sentence)
})

test("the command line needs no gateways", () => {
  const without = { PORTAL_SMS: "", PORTAL_MAIL: "nonsense", PORTAL_MAIL_FROM: "" }
  expect(mistakesOf({ ...production, ...without }, "command")).toEqual([])
})

test("the demo never runs under a public name", () => {
  expect(mistakesOf({ PORTAL_MODE: "demo", PORTAL_ORIGIN: "https://portaal.voorbeeld.nl" }).join()).toMatch(
    /localhost/,
  )
})
