// `npm start`: from a fresh clone to a running portal. The server runs in this process, so signals and exit codes are its own.
import { ensureBuilt } from "./build.mjs"
import { main } from "./run.mjs"

await main(async () => {
  await ensureBuilt()
  process.setSourceMapsEnabled(true)
  stopWithNpm()
  await import("../dist/server/main.js")
})

/** Whoever ends npm reaches its shell, not us: a server without them would keep the port and the data to itself. */
function stopWithNpm() {
  if (process.env.npm_lifecycle_event !== "start") return
  const shell = process.ppid
  setInterval(() => {
    if (process.ppid !== shell) process.kill(process.pid, "SIGTERM")
  }, 500).unref()
}
