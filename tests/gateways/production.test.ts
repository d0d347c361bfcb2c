// Production as an operator starts it: the built program, a keyring, https in front, mail and SMS to peers over TLS.
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { afterAll, beforeAll, expect, test } from "vitest"
import { openDatabase } from "../../db/knex.ts"
import { forThisMachine, makeCertificate } from "../support/certificates.ts"
import { freePorts } from "../support/free-ports.ts"
import { runCommand, startServer, type Program } from "../support/program.ts"
import { startSmsPeer, type SmsPeer } from "../support/sms-peer.ts"
import { startSmtpPeer, type SmtpPeer } from "../support/smtp-peer.ts"
import { createVisitor } from "../support/visitor.ts"

const origin = "https://portaal.linde.example"
const peter = {
  email: "p.bakker@lezer.example",
  mobile: "06 87654321",
  password: "Vuurtoren-4-kastanjes-boot",
}
const address = "203.0.113.7"

let folder: string
let env: Record<string, string>
let url: string
let mails: SmtpPeer
let phones: SmsPeer
let program: Program | undefined
const logs: string[] = []
let beforeMailIsTaken: () => Promise<void> | void = () => {}

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), "portal-production-"))
  const tls = makeCertificate(forThisMachine)
  const login = { user: "portaal", password: "post-geheim/1" }
  mails = await startSmtpPeer({ tls, secure: true, login, beforeAnswer: () => beforeMailIsTaken() })
  phones = await startSmsPeer({ tls })
  const [port = 0] = await freePorts(1)
  url = `http://127.0.0.1:${port}`
  mkdirSync(join(folder, "etc"))
  writeFileSync(join(folder, "authority.pem"), tls.cert)
  const provider = {
    url: `${phones.url}/messages`,
    headers: { Authorization: "Bearer sms-geheim" },
    body: { to: "{to}", text: "{text}" },
  }
  writeFileSync(join(folder, "etc/sms.json"), JSON.stringify(provider), { mode: 0o600 })
  env = {
    PORTAL_MODE: "production",
    PORTAL_ORIGIN: origin,
    PORTAL_PORT: String(port),
    PORTAL_TRUST_PROXY: "1",
    PORTAL_DATA: join(folder, "data"),
    PORTAL_KEYRING: join(folder, "etc/keyring.json"),
    PORTAL_SMS: `http:${join(folder, "etc/sms.json")}`,
    PORTAL_MAIL: `smtps://portaal:post-geheim%2F1@localhost:${mails.port}`,
    PORTAL_MAIL_FROM: "Zorggroep De Linde <portaal@linde.example>",
    NODE_EXTRA_CA_CERTS: join(folder, "authority.pem"),
  }
})
afterAll(async () => {
  await program?.kill("SIGKILL")
  await Promise.all([mails.close(), phones.close()])
  rmSync(folder, { recursive: true, force: true })
})

async function portal(...args: string[]): Promise<unknown> {
  const { code, out, text } = await runCommand([...args, "--json"], env)
  if (code !== 0) throw new Error(`portal ${args.join(" ")}: ${text}`)
  return JSON.parse(out)
}
/** A reader's browser, behind the proxy that brings TLS. */
function reader() {
  const visitor = createVisitor(url)
  const headers = { "x-forwarded-for": `198.51.100.9, ${address}`, "x-forwarded-proto": "https" }
  return {
    get: (path: string) => visitor.get(path, headers),
    post: (path: string, body: unknown = {}) => visitor.post(path, body, headers),
  }
}
const newestText = () =>
  (JSON.parse(phones.got.at(-1)?.body ?? "{}") as { to?: string; text?: string }).text ?? ""
/** What a promise of the outbox brings, once it is there. */
async function codeAfter(act: () => Promise<{ status: number }>) {
  const before = phones.got.length
  expect((await act()).status).toBeLessThan(300)
  await expect.poll(() => phones.got.length, { timeout: 10_000 }).toBe(before + 1)
  return newestText().slice(0, 6)
}
async function readDatabase<T>(ask: (db: ReturnType<typeof openDatabase>) => Promise<T>): Promise<T> {
  const db = openDatabase(join(folder, "data/portal.sqlite"))
  try {
    return await ask(db)
  } finally {
    await db.destroy()
  }
}

test("the steps of docs/installing.md, up to the form", async () => {
  await portal("keys", "new", env["PORTAL_KEYRING"] ?? "")
  await portal("organisation", "set", "name", "Zorggroep De Linde")
  for (const [kind, file] of [
    ["privacyStatement", "privacyverklaring.txt"],
    ["termsOfUse", "gebruikersvoorwaarden.txt"],
  ] as const)
    await portal(
      ...["legal-text", "add", kind, "--file", `db/demo/${file}`],
      ...["--version", "2026-1", "--effective", "2026-01-01"],
    )
  await runCommand(["ecd", "import", "db/demo", "--absent-confidentiality", "hide"], env)
  const patients = (await portal("patient", "list")) as {
    id: string
    name: string
    relatives: { id: string; name: string }[]
  }[]
  const ria = patients.find(({ name }) => name.includes("Ria"))
  const relative = ria?.relatives.find(({ name }) => name.includes("Peter"))
  if (!ria || !relative) throw new Error(`Ria or Peter was not imported: ${JSON.stringify(patients)}`)
  await portal("patient", "capacity", ria.id, "no")
  const form = ["--form-date", "2026-11-20", "--form-ref", "F-2026-014", "--sections", "reports,agenda"]
  const who = [
    "--email",
    peter.email,
    "--mobile",
    peter.mobile,
    "--role",
    "legalRepresentative",
    "--basis",
    "mentor",
  ]
  await portal("grant", "add", "--patient", ria.id, "--slot", "1", "--person", relative.id, ...who, ...form)
}, 60_000)

test("it starts, and has nothing of the demo", async () => {
  program = await startServer(env)
  expect(program.text()).toContain(`The portal runs on ${origin}`)
  const { get } = reader()
  const home = await get("/")
  expect(home.status).toBe(200)
  expect(home.headers.get("strict-transport-security")).toMatch(/max-age=63072000/)
  expect((await get("/api/health")).body).toEqual({ status: "ok" })
  for (const path of ["/postvak", "/postvak.json"]) expect((await get(path)).status, path).toBe(404)
  expect(await readDatabase((db) => db("accounts").first("id"))).toBeUndefined()
})

test("an operator tries both gateways by hand", async () => {
  expect(await portal("messages", "test", "--mail", "beheer@linde.example")).toMatchObject({ sent: true })
  expect(mails.got.at(-1)).toMatchObject({ to: ["beheer@linde.example"] })
  expect(await portal("messages", "test", "--sms", "06 12345678")).toMatchObject({
    sent: true,
    to: "06 •• •• •• 78",
  })
  expect(newestText()).toMatch(/^Dit is een proef/)
  const untrusting = await runCommand(["messages", "test", "--mail", "beheer@linde.example"], {
    ...env,
    NODE_EXTRA_CA_CERTS: "",
  })
  expect(untrusting).toMatchObject({ code: 2 })
  expect(untrusting.text).toMatch(/certificate/)
  expect(await portal("messages", "status")).toMatchObject({ waiting: 0, failedLastDay: 0 })
}, 60_000)

test("a reader registers by mail and SMS, proves who he is, and reads", async () => {
  const { get, post } = reader()
  const form = {
    email: peter.email,
    country: "NL",
    mobile: peter.mobile,
    password: peter.password,
    privacyStatementVersion: "2026-1",
  }
  const before = mails.got.length
  expect((await post("/api/registration", form)).status).toBe(202)
  await expect.poll(() => mails.got.length, { timeout: 10_000 }).toBe(before + 1)
  const mail = mails.got.at(-1)
  expect(mail).toMatchObject({ from: "portaal@linde.example", to: [peter.email] })
  expect(mail?.headers["from"]).toBe("Zorggroep De Linde <portaal@linde.example>")
  expect(mails.encrypted.every(Boolean)).toBe(true)
  const link = /https:\S+/.exec(mail?.text ?? "")?.[0] ?? ""
  expect(link.startsWith(`${origin}/`)).toBe(true)
  expect(mail?.html).toContain(link)
  const token = link.split("#")[1] ?? ""
  const code = await codeAfter(() => post("/api/registration/confirm", { token }))
  expect(phones.got.at(-1)?.headers.authorization).toBe("Bearer sms-geheim")
  expect(JSON.parse(phones.got.at(-1)?.body ?? "")).toMatchObject({ to: "+31687654321" })
  expect(newestText()).toMatch(/\n@portaal\.linde\.example #\d{6}$/)
  const session = await post("/api/login/code", { code })
  expect(session.status).toBe(200)
  expect(session.headers.getSetCookie().join()).toMatch(/__Host-session=[^;]+;.*secure/i)
  expect((await post("/api/login/bsn", { bsn: "999900079" })).status).toBe(200)
  expect((await post("/api/terms", { kind: "termsOfUse", version: "2026-1" })).body).toEqual({ next: "open" })
  const me = await get("/api/me")
  expect(me.status).toBe(200)
  expect(me.text).toContain("Ria")
})

test("he logs in again, and the log knows his own address from behind the proxy", async () => {
  const { get, post } = reader()
  expect((await post("/api/login", { email: peter.email, password: peter.password })).status).toBe(200)
  const code = await codeAfter(() => post("/api/login/confirm"))
  expect((await post("/api/login/code", { code })).status).toBe(200)
  expect((await get("/api/me")).text).toContain("Ria")
  await expect
    .poll(() => mails.got.at(-1)?.headers["subject"], { timeout: 10_000 })
    .toBe("Er is ingelogd op een nieuw apparaat")
  const addresses = await readDatabase((db) => db("audit_events").whereNotNull("address").distinct("address"))
  expect(addresses).toEqual([{ address }])
})

test("killed after the mail server has a mail and before that is written down: it comes again, as the same mail", async () => {
  const before = mails.got.length
  let letGo = () => {}
  beforeMailIsTaken = () => new Promise((done) => (letGo = done))
  expect((await reader().post("/api/forgotten", { email: peter.email })).status).toBe(202)
  await expect.poll(() => mails.got.length, { timeout: 10_000 }).toBe(before + 1)
  await program?.kill("SIGKILL")
  logs.push(program?.text() ?? "")
  beforeMailIsTaken = () => {}
  letGo()
  const lost = await readDatabase((db) => db("outbox_messages").whereNull("sent_at").first())
  expect(lost).toMatchObject({ tries: 1, failed_at: null })
  // Two minutes pass: the lease of the dead is over.
  await readDatabase((db) =>
    db("outbox_messages").whereNull("sent_at").update({ leased_until: "2026-01-01T00:00:00.000Z" }),
  )
  program = await startServer(env)
  await expect.poll(() => mails.got.length, { timeout: 10_000 }).toBe(before + 2)
  const [first, second] = mails.got.slice(before)
  expect(first?.text).toContain(`${origin}/`)
  expect([second?.text, second?.html, second?.headers["message-id"]]).toEqual([
    first?.text,
    first?.html,
    first?.headers["message-id"],
  ])
  expect(first?.headers["message-id"]).toMatch(/^<[\da-f-]{36}@linde\.example>$/)
  await expect
    .poll(() => readDatabase((db) => db("outbox_messages").whereNull("sent_at").first()))
    .toBeUndefined()
})

test("it stops in order, and its log tells no address, number, code or secret", async () => {
  expect(await program?.kill("SIGTERM")).toBe(0)
  const log = [...logs, program?.text() ?? ""].join()
  expect(log).toContain('"route":"/api/forgotten"')
  expect(log).not.toMatch(/lezer|bakker|87654321|geheim|203\.0\.113|uw code/)
  program = undefined
})
