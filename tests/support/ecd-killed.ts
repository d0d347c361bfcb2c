// An import in a process of its own that kills itself, hard, at a commit: arguments are the database file, the keyring,
// the file to import, the commit at which to die (0: never) and the time.
import { randomBytes } from "node:crypto"
import { pino } from "pino"
import { openDatabase } from "../../db/knex.ts"
import type { Deps } from "../../server/deps.ts"
import { importFiles } from "../../server/ecd/import-files.ts"
import { readKeyring } from "../../server/sealing/keyring.ts"
import { createSealing } from "../../server/sealing/sealing.ts"

const [database = "", keyring = "", file = "", dieAt = "0", now = ""] = process.argv.slice(2)
const db = openDatabase(database)
let commits = 0
db.on("query", ({ sql }: { sql: string }) => {
  if (!/^COMMIT/i.test(sql)) return
  commits += 1
  if (commits === Number(dieAt)) process.kill(process.pid, "SIGKILL")
})
const deps: Pick<Deps, "db" | "sealing" | "now" | "log" | "random"> = {
  db,
  sealing: createSealing(readKeyring(keyring)),
  now: () => new Date(now),
  log: pino({ level: "silent" }),
  random: randomBytes,
}
// The importer reads no settings of the server.
const report = await importFiles(deps as Deps, {
  paths: [file],
  sourceName: "ecd",
  actor: { kind: "operator" },
})
process.stdout.write(
  JSON.stringify({ commits, status: report.status, invariantHolds: report.invariantHolds }),
)
await db.destroy()
