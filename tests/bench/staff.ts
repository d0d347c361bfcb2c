// An access desk and an auditor in a large organisation: 5,000 clients, 10,000 accounts, 5 million rows of log
// (`-- staff --rows=500000` for fewer). SQLite, over the wire, the row about the question included.
import { join } from "node:path"
import type { LogPage } from "#contract/staff-log"
import { openDatabase } from "../../db/knex.ts"
import { demoStaff } from "../../server/demo/staff.ts"
import { createVisitor, type Visitor } from "../support/visitor.ts"
import { inTurns, type Bench, type Row } from "./support/bench.ts"
import { addLog, addLoginCounts, addReaders, importClients } from "./support/many-clients.ts"

const CLIENTS = 5000
const ROUNDS = 15
const ROWS = Number(process.env["PORTAL_BENCH_ROWS"] ?? 5_000_000)

const bench: Bench = async ({ url }) => {
  const folder = process.env["PORTAL_BENCH_DATA"] ?? ""
  const bsn = importClients(folder, CLIENTS)
  const db = openDatabase(join(folder, "portal.sqlite"))
  await addReaders(db)
  await addLog(db, ROWS)
  await addLoginCounts(db)
  const [patient] = (await db("bench_clients").where({ n: 2500 }).select("id")) as { id: string }[]
  const [reader] = (await db("grants").where({ created_by: "bench", slot: 1 }).select("account_id")) as {
    account_id: string
  }[]
  await db.destroy()
  const staff = await logIn(url)
  const person = { kind: "reader", id: reader?.account_id }
  const deep = await placeAt(staff, "2025-06-30")
  const log = (filter: object) => () => ask(staff, "/api/staff/log", filter)
  const find = (text: string) => () => ask(staff, "/api/staff/patients/find", { text })
  const searches = await inTurns(ROUNDS, {
    "client by a name that hundreds have": find("vries"),
    "client by first name and family name": find("anna bakker-"),
    "client by day of birth": find("1-1-1925"),
    "client by BSN": find(bsn),
  })
  const pages = await inTurns(ROUNDS, {
    "log, the newest page": log({}),
    "log, a page of 17 months ago": log({ before: deep }),
    "log of one client": log({ patientId: patient?.id }),
    "log of one person": log({ person }),
    "… of one client and one person": log({ patientId: patient?.id, person }),
    "log of a frequent group": log({ group: "reading" }),
    "log of a rare group": log({ group: "access" }),
    "log of a group without rows in a period": log({
      group: "staff",
      from: "2025-03-01",
      until: "2025-03-31",
    }),
    "log of a month, one client, rare events": log({
      patientId: patient?.id,
      group: "access",
      from: "2025-03-01",
      until: "2025-03-31",
    }),
  })
  const usage = await inTurns(ROUNDS, { "how much the portal is used": () => ask(staff, "/api/staff/usage") })
  return [...rowsOf(searches, "≤ 50"), ...rowsOf({ ...pages, ...usage }, "≤ 100")]
}
export default bench

const rowsOf = (values: Record<string, number[]>, goal: string): Row[] =>
  Object.entries(values).map(([what, times]) => ({ what, unit: "ms", values: times, goal }))

let places = 0
const elsewhere = () => ({ "x-forwarded-for": `192.0.2.${(places = (places + 1) % 250)}` })

/** Without a body it is a GET. */
async function ask(staff: Visitor, path: string, body?: object): Promise<number> {
  const since = performance.now()
  const { status, text } = await (body ? staff.post(path, body, elsewhere()) : staff.get(path, elsewhere()))
  const ms = performance.now() - since
  if (status !== 200) throw new Error(`${path} answered ${status} ${text}`)
  return ms
}

async function placeAt(staff: Visitor, until: string): Promise<LogPage["before"]> {
  const { body } = await staff.post("/api/staff/log", { until }, elsewhere())
  return (body as LogPage).before
}

/** The last in the postvak is what the app on the demo's telephone shows. */
async function logIn(url: string): Promise<Visitor> {
  const visitor = createVisitor(url)
  const sent = (await (await fetch(`${url}/postvak.json`)).json()) as { text: string }[]
  const code = /^\d{6}/.exec(sent.at(-1)?.text ?? "")?.[0] ?? ""
  const { email, password } = demoStaff
  const { status, text } = await visitor.post("/api/staff/login", { email, password, code }, elsewhere())
  if (status !== 204) throw new Error(`The login stopped: ${status} ${text}`)
  return visitor
}
