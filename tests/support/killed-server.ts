// The portal in a process of its own, on a database that is there already, which kills itself, hard: before or after the
// first statement that looks like the one it was told, or when all is done but the answer. Arguments are the configuration,
// the time, "before", "after" or "answer", and the pattern.
import { randomBytes } from "node:crypto"
import { createServer } from "node:http"
import type { AddressInfo } from "node:net"
import { pino } from "pino"
import { openDatabase } from "../../db/knex.ts"
import { createApp } from "../../server/app.ts"
import type { Config } from "../../server/config.ts"
import { readKeyring } from "../../server/sealing/keyring.ts"
import { createSealing } from "../../server/sealing/sealing.ts"

const [configuration = "", now = "", moment = "", pattern = ""] = process.argv.slice(2)
const config = JSON.parse(configuration) as Config
const db = openDatabase(config.database)
const die = () => process.kill(process.pid, "SIGKILL")
const judge = (sql: string) => {
  if (new RegExp(pattern).test(sql)) die()
}
if (moment === "before") db.on("query", ({ sql }: { sql: string }) => judge(sql))
if (moment === "after") db.on("query-response", (_: unknown, { sql }: { sql: string }) => judge(sql))
const server = createServer().listen(0, "127.0.0.1", () => {
  const { port } = server.address() as AddressInfo
  const app = createApp({
    config: { ...config, origin: `http://localhost:${port}` },
    db,
    sealing: createSealing(readKeyring(config.keyring)),
    now: () => new Date(now),
    log: pino({ level: "silent" }),
    random: randomBytes,
  })
  server.on("request", (_, response) => {
    if (moment === "answer") Object.assign(response, { end: die })
  })
  server.on("request", app.callback())
  process.stdout.write(`${port}\n`)
})
