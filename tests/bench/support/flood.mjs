// A thread that floods the login from ever new network addresses, so that it is not the measuring that waits.
import { Agent, request } from "node:http"
import { parentPort, workerData } from "node:worker_threads"

const { url, atOnce } = workerData
const agent = new Agent({ keepAlive: true, maxSockets: atOnce })
const answers = {}
let isOver = false
let turn = 0

function logIn() {
  turn += 1
  const body = JSON.stringify({ email: `iemand${turn}@voorbeeld.example`, password: "Verkeerd-1-woord" })
  const address = [10, (turn >> 16) & 255, (turn >> 8) & 255, turn & 255].join(".")
  const headers = {
    "content-type": "application/json",
    "content-length": Buffer.byteLength(body),
    "sec-fetch-site": "same-origin",
    "x-forwarded-for": address,
  }
  return new Promise((done) => {
    const sent = request(`${url}/api/login`, { method: "POST", agent, headers }, (response) => {
      answers[response.statusCode] = (answers[response.statusCode] ?? 0) + 1
      response.resume().on("end", done)
    })
    sent.on("error", done).end(body)
  })
}

/** Nobody is nearer than this. */
const internet = () => new Promise((resolve) => setTimeout(resolve, 10))

parentPort.once("message", () => (isOver = true))
await Promise.all(
  Array.from({ length: atOnce }, async () => {
    while (!isOver) {
      await logIn()
      await internet()
    }
  }),
)
agent.destroy()
parentPort.postMessage(answers)
