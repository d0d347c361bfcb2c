// An organisation of thousands: clients through the importer; accounts, grants and years of log straight into the database.
import { spawnSync } from "node:child_process"
import { writeFileSync } from "node:fs"
import { join } from "node:path"
import type { Db } from "../../../db/knex.ts"
import { countedPeriods, everywhere, periodStart } from "../../../server/access/login-counts.ts"
import { bsnNumbers } from "../../support/bsn-numbers.ts"

const given = [
  "Anna",
  "Johanna",
  "Cornelis",
  "Maria",
  "Hendrik",
  "Willem",
  "Grietje",
  "Pieter",
  "Şevgi",
  "Jan",
]
const family = [
  "de Vries",
  "Bakker",
  "Jansen",
  "van den Berg",
  "Visser",
  "Smit",
  "Meijer",
  "de Boer",
  "Mulder",
]
const security = [{ system: "http://terminology.hl7.org/CodeSystem/v3-Confidentiality", code: "N" }]

/** @returns the BSN of the last client. */
export function importClients(folder: string, count: number): string {
  const bsns = bsnNumbers()
  let bsn = ""
  const lines = Array.from({ length: count }, (_, at) => {
    bsn = bsns.next().value
    const name = `${given[at % given.length]} ${family[(at * 7) % family.length]}-${at.toString(36)}`
    return JSON.stringify({
      resourceType: "Patient",
      id: `bench-${at}`,
      meta: { security },
      identifier: [{ system: "http://fhir.nl/fhir/NamingSystem/bsn", value: bsn }],
      name: [{ use: "official", text: name }],
      birthDate: new Date(Date.UTC(1925 + (at % 25), at % 12, 1 + (at % 28))).toISOString().slice(0, 10),
    })
  })
  const file = join(folder, "clients.ndjson")
  writeFileSync(file, `${lines.join("\n")}\n`)
  const bare = Object.entries(process.env).filter(([name]) => !name.startsWith("PORTAL_"))
  const { status, stderr } = spawnSync(
    process.execPath,
    ["dist/server/cli.js", "ecd", "import", file, "--source", "demo-ecd"],
    { env: { ...Object.fromEntries(bare), PORTAL_DATA: folder }, encoding: "utf8" },
  )
  if (status !== 0) throw new Error(`The import stopped: ${stderr}`)
  return bsn
}

const uuid = (kind: string, number: string) =>
  `substr('00000000' || printf('%x', ${number}), -8) || '-0000-4000-${kind}-000000000000'`

/** Two readers for each client that the bench made. Nobody logs in with them: what is sealed stays shut. */
export async function addReaders(db: Db): Promise<void> {
  await db.raw("CREATE TABLE bench_clients AS SELECT rowid AS n, id FROM patients")
  for (const slot of [1, 2]) {
    const id = uuid(`a00${slot}`, "n")
    await db.raw(`INSERT INTO accounts (id, state, email, email_index, mobile, mobile_index, password, registered_at)
      SELECT ${id}, 'active', x'00', 'bench-${slot}-' || n, x'00', 'bench-${slot}-' || n, x'00', '2024-01-01T00:00:00.000Z'
      FROM bench_clients`)
    await db.raw(`INSERT INTO grants (id, patient_id, slot, account_id, email, email_index, mobile, mobile_index, role,
        sections, form_date, form_reference, starts_at, created_at, created_by, revoked_at)
      SELECT ${uuid(`b00${slot}`, "n")}, id, ${slot}, ${id}, x'00', '', x'00', '', 'contactPerson', 'reports', '2024-01-01',
        'bench', '2024-01-01T00:00:00.000Z', '2024-01-01T00:00:00.000Z', 'bench', '2025-01-01T00:00:00.000Z'
      FROM bench_clients`)
  }
}

const AT_ONCE = 250_000
const event = `CASE WHEN i % 1009 = 0 THEN 'grant.sections' WHEN i % 11 = 0 THEN 'session.start'
  WHEN i % 7 = 0 THEN 'patient.list' ELSE 'record.read' END`

/**
 * Spread over two years, the newest a week ago. Indexes are made again afterwards: that is minutes faster. The one of time
 * stays, for the server looks through the log every second.
 */
export async function addLog(db: Db, rows: number): Promise<void> {
  await db.raw("PRAGMA cache_size = -400000")
  await db.raw("PRAGMA busy_timeout = 60000")
  const indexes = (await db("sqlite_master")
    .where({ type: "index", tbl_name: "audit_events" })
    .whereNotNull("sql")
    .whereNot({ name: "audit_events_at_index" })
    .select("name", "sql")) as { name: string; sql: string }[]
  for (const { name } of indexes) await db.raw(`DROP INDEX "${name}"`)
  const [{ clients = 1 } = {}] = (await db("bench_clients").max({ clients: "n" })) as { clients?: number }[]
  const newest = (Date.now() - 7 * 86_400_000) / 1000
  const step = (2 * 365 * 86_400) / rows
  for (let from = 0; from < rows; from += AT_ONCE)
    await db.raw(`WITH RECURSIVE numbers(i) AS (
        SELECT ${from} UNION ALL SELECT i + 1 FROM numbers WHERE i + 1 < ${Math.min(rows, from + AT_ONCE)})
      INSERT INTO audit_events (id, at, event, action, outcome, actor_kind, actor_id, actor_role, means, session_hash,
        address, browser, device, patient_id, object_kind, grant_id, hmac)
      SELECT ${uuid("9000", "i")}, strftime('%Y-%m-%dT%H:%M:%fZ', ${newest} - (${rows} - i) * ${step}, 'unixepoch'), ${event},
        'R', 'done', 'reader', ${uuid("a001", `1 + (i * 31) % ${clients}`)}, 'contactPerson', 'password+sms',
        printf('%064x', i), '192.0.2.1', 'Safari 26', 'iPad', bench_clients.id, 'report', NULL, printf('%064x', i)
      FROM numbers JOIN bench_clients ON bench_clients.n = 1 + (i * 31) % ${clients}`)
  for (const { sql } of indexes) await db.raw(sql)
  // Else the server's first write would carry all this into the file.
  await db.raw("PRAGMA wal_checkpoint(TRUNCATE)")
}

/** Two years of weeks and months at sixty locations. */
export async function addLoginCounts(db: Db): Promise<void> {
  const rows = countedPeriods.flatMap((period) => {
    const days = Array.from({ length: 730 }, (_, at) => new Date(Date.now() - at * 86_400_000))
    const starts = new Set(days.map((day) => periodStart(period, day.toISOString().slice(0, 10))))
    const places = Array.from({ length: 60 }, (_, at) => (at === 0 ? everywhere : `bench-${at}`))
    return [...starts].flatMap((starts_on) =>
      places.map((location_id) => ({ period, starts_on, location_id, count: 40 })),
    )
  })
  for (let from = 0; from < rows.length; from += 500)
    await db("login_counts")
      .insert(rows.slice(from, from + 500))
      .onConflict()
      .ignore()
}
