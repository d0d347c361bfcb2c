// `npm start`: from a fresh clone to a running portal. The server runs in this process, so signals and exit codes are its own.
import { ensureBuilt } from "./build.mjs"
import { main } from "./run.mjs"

await main(async () => {
  await ensureBuilt()
  process.setSourceMapsEnabled(true)
  await import("../dist/server/main.js")
})
