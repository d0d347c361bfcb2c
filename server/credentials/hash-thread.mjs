// One thread that does nothing but argon2id, after everything else of this process. Plain JavaScript: Node starts it by its
// file, from server/ as well as beside the built program in dist/.
import { setPriority } from "node:os"
import { parentPort } from "node:worker_threads"
import { hashSync, verifySync } from "@node-rs/argon2"

const NICE = 10

// Linux gives each thread a priority of its own; elsewhere it would be that of the whole server.
if (process.platform === "linux") setPriority(NICE)

parentPort?.on("message", ({ phc, password, options }) => {
  try {
    const result = phc === undefined ? hashSync(password, options) : verifySync(phc, password)
    parentPort?.postMessage({ result })
  } catch (error) {
    parentPort?.postMessage({ problem: error instanceof Error ? error.message : "no hash" })
  }
})
