// Loaded into the server that a bench measures (--import): how long its loop was held up, and the processor time of its
// threads. Answers on this machine only.
import { readdirSync, readFileSync } from "node:fs"
import { createServer } from "node:http"
import { monitorEventLoopDelay } from "node:perf_hooks"

const RESOLUTION_MS = 5
const delay = monitorEventLoopDelay({ resolution: RESOLUTION_MS })
delay.enable()

/** Processor time in ms: of the threads that hash (they alone have a priority of their own) and of all others. */
function processorTime() {
  const spent = { hashing: 0, others: 0 }
  for (const thread of readdirSync("/proc/self/task")) {
    const read = (name) => readFileSync(`/proc/self/task/${thread}/${name}`, "utf8")
    const nice = Number(
      read("stat")
        .replace(/^.*\) /s, "")
        .split(" ")[16],
    )
    spent[nice > 0 ? "hashing" : "others"] += Number(read("schedstat").split(" ")[0]) / 1e6
  }
  return spent
}

/** Each question begins the watch over the loop anew. */
createServer((_, response) => {
  const longestDelay = Math.max(delay.max / 1e6 - RESOLUTION_MS, 0)
  delay.reset()
  response.end(JSON.stringify({ longestDelay, ...processorTime() }))
})
  .listen(Number(process.env.PORTAL_BENCH_WATCH), "127.0.0.1")
  .unref()
