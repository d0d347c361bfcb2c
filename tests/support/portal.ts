// The real portal on a throw-away database, with a clock that stands still. Only time, the SMS and the mail are ours.
import { randomBytes } from "node:crypto"
import { mkdtempSync, rmSync } from "node:fs"
import type { AddressInfo } from "node:net"
import { createServer, type Server } from "node:http"
import { join } from "node:path"
import { pino } from "pino"
import { openDatabase } from "../../db/knex.ts"
import { createApp } from "../../server/app.ts"
import type { Config } from "../../server/config.ts"
import type { Deps } from "../../server/deps.ts"
import { readKeyring, writeKeyring } from "../../server/sealing/keyring.ts"
import { createSealing, systemOwner } from "../../server/sealing/sealing.ts"
import { addLegalText } from "../../server/organisation/legal-texts.ts"
import { changeOrganisation, type OrganisationSettings } from "../../server/organisation/settings.ts"
import { throwAwayFolder } from "../../scripts/debian-paths.mjs"
import { throwAwayDatabase } from "./throw-away-database.ts"
import { createVisitor, type Visitor } from "./visitor.ts"

export type SentMessage = {
  id: string
  kind: "sms" | "mail"
  to: string
  subject?: string
  text: string
  html?: string
  at: string
}

export type Portal = {
  url: string
  deps: Deps
  db: Deps["db"]
  clock: { now(): Date; set(instant: string): void; advance(step: Step): void }
  visitor(): Visitor
  /** What the outbox holds or held, newest first. */
  messages(only?: Only): Promise<SentMessage[]>
  close(): Promise<void>
}
type Only = { kind: "sms" | "mail"; newest: number }
type Step = { seconds?: number; minutes?: number; hours?: number; days?: number }
export type PortalOptions = {
  now?: string
  settings?: Partial<OrganisationSettings>
  /** The built browser program, for tests in a real browser. */
  clientFolder?: string
  /** The bucket in front of everything goes by this portal's clock too: a morning of sixty people takes no minute. */
  bucketByClock?: boolean
  /** The demo brings its own organisation and texts. */
  demo?: boolean
}

export const quietLog = pino({ level: process.env["PORTAL_TEST_LOG"] ?? "silent" })
/** Cheap on purpose: the tests judge the road, not the mountain. */
const cheapHash = { memoryKiB: 1024, passes: 1 }

export async function startPortal(options: PortalOptions = {}): Promise<Portal> {
  const folder = mkdtempSync(join(throwAwayFolder(), "portal-test-"))
  const database = await throwAwayDatabase(folder)
  const db = openDatabase(database.address)
  const clock = testClock(options.now ?? "2026-11-22T13:00:00.000Z")
  const server = createServer()
  await new Promise<void>((done) => server.listen(0, "127.0.0.1", done))
  const port = (server.address() as AddressInfo).port
  const config = testConfig(port, folder, database.address)
  writeKeyring(config.keyring)
  const deps: Deps = {
    config,
    db,
    sealing: createSealing(readKeyring(config.keyring)),
    log: quietLog,
    now: clock.now,
    random: randomBytes,
  }
  if (!options.demo) await prepareOrganisation(deps, options.settings ?? {})
  const ticks = options.bucketByClock ? () => clock.now().getTime() : undefined
  server.on("request", createApp(deps, options.clientFolder, ticks).callback())
  return {
    url: deps.config.origin,
    deps,
    db,
    clock,
    visitor: () => createVisitor(deps.config.origin),
    messages: (only) => readMessages(deps, only),
    async close() {
      await stop(server)
      await db.destroy()
      await database.drop()
      rmSync(folder, { recursive: true, force: true })
    },
  }
}

function testConfig(port: number, folder: string, database: string): Config {
  return {
    mode: "demo",
    port,
    host: "127.0.0.1",
    origin: `http://localhost:${port}`,
    trustProxy: 0,
    dataFolder: folder,
    database,
    keyring: join(folder, "keyring.json"),
    sms: "postvak",
    mail: "postvak",
    smsBudget: { hour: 300, day: 2000 },
    mailFrom: "",
    passwordHash: cheapHash,
  }
}

function testClock(start: string) {
  let at = Date.parse(start)
  return {
    now: () => new Date(at),
    set(instant: string) {
      at = Date.parse(instant)
    },
    advance({ seconds = 0, minutes = 0, hours = 0, days = 0 }: Step) {
      at += (((days * 24 + hours) * 60 + minutes) * 60 + seconds) * 1000
    },
  }
}

async function prepareOrganisation(deps: Deps, settings: Partial<OrganisationSettings>) {
  const now = deps.now()
  await changeOrganisation(deps.db, { name: "Zorggroep De Linde", ...settings }, "test", now)
  // Without terms of use: who registers would have to accept them before anything else. See api/terms.
  await addLegalText(
    deps.db,
    { kind: "privacyStatement", version: "2026-1", effectiveOn: "2026-01-01", body: "# Titel\nTekst." },
    now,
  )
}

async function readMessages(deps: Deps, only?: Only): Promise<SentMessage[]> {
  const key = await deps.sealing.keyFor(deps.db, systemOwner, deps.now())
  const asked = deps.db("outbox_messages").orderBy("seq", "desc")
  if (only) void asked.where({ kind: only.kind }).limit(only.newest)
  const rows = (await asked) as {
    id: string
    kind: "sms" | "mail"
    sealed: Buffer
    created_at: string
  }[]
  return rows.map((row) => ({
    id: row.id,
    kind: row.kind,
    at: row.created_at,
    ...(JSON.parse(deps.sealing.open(key, "outbox_messages.sealed", row.id, row.sealed)) as {
      to: string
      text: string
    }),
  }))
}

const stop = (server: Server) =>
  new Promise<void>((done) => {
    server.close(() => done())
    server.closeAllConnections()
  })
