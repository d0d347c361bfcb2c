// Clients that are slow on purpose, or send more than is read: each is cut off, and everybody else is served meanwhile.
import { connect, type Socket } from "node:net"
import type { AddressInfo } from "node:net"
import type { Server } from "node:http"
import { afterAll, beforeAll, expect, test } from "vitest"
import { createApp } from "../../server/app.ts"
import { connectionLimits, createEdge, MOST_CONNECTIONS } from "../../server/http/listen.ts"
import { startPortal, type Portal } from "../support/portal.ts"

/** A tenth of the real times: the same server, in less time. */
const quick = {
  ...connectionLimits,
  headersTimeout: connectionLimits.headersTimeout / 10,
  requestTimeout: connectionLimits.requestTimeout / 10,
  connectionsCheckingInterval: connectionLimits.connectionsCheckingInterval / 50,
}

let portal: Portal
let edge: Server
let port: number
beforeAll(async () => {
  portal = await startPortal()
  edge = createEdge(createApp(portal.deps).callback(), quick)
  await new Promise<void>((done) => edge.listen(0, "127.0.0.1", done))
  port = (edge.address() as AddressInfo).port
  ;(portal.deps.config as { mode: string }).mode = "production"
})
afterAll(async () => {
  edge.closeAllConnections()
  await new Promise((done) => edge.close(done))
  await portal.close()
})

type Slow = { socket: Socket; ended: Promise<string> }
function open(start: string): Slow {
  const socket = connect(port, "127.0.0.1")
  let answer = ""
  socket.on("data", (part: Buffer) => (answer += part.toString("latin1")))
  socket.on("error", () => {})
  const ended = new Promise<string>((done) => socket.on("close", () => done(answer)))
  socket.write(start)
  return { socket, ended }
}

/** A byte now and then, for as long as the other side listens. */
async function drip({ socket, ended }: Slow, part: string): Promise<string> {
  const timer = setInterval(() => socket.writable && socket.write(part), 50)
  return ended.finally(() => clearInterval(timer))
}

const isWell = async () => (await fetch(`http://127.0.0.1:${port}/api/health`)).status

const head = "POST /api/login HTTP/1.1\r\nHost: x\r\n"
const own = `${head}Sec-Fetch-Site: same-origin\r\nContent-Type: application/json\r\n`

test("two hundred clients that never finish their headers are cut off, and others are served meanwhile", async () => {
  const slow = Array.from({ length: 200 }, () => open(head))
  const all = Promise.all(slow.map((one) => drip(one, "X-Nog: een\r\n")))
  expect(await isWell()).toBe(200)
  for (const answer of await all) expect(answer).toMatch(/^HTTP\/1\.1 408 /)
  expect(await isWell()).toBe(200)
})

test("a body that comes byte by byte ends with its request", async () => {
  const slow = Array.from({ length: 50 }, () => open(`${own}Content-Length: 60000\r\n\r\n{"email":"`))
  const all = Promise.all(slow.map((one) => drip(one, "a")))
  expect(await isWell()).toBe(200)
  for (const answer of await all) expect(answer).toMatch(/^(HTTP\/1\.1 408 |$)/)
})

test("a connection that says nothing at all is not kept", async () => {
  expect(await open("").ended).toMatch(/^(HTTP\/1\.1 408 |$)/)
})

test("more headers than are read are refused at once", async () => {
  const { ended } = open(`${head}X-Groot: ${"a".repeat(20_000)}\r\n\r\n`)
  expect(await ended).toMatch(/^HTTP\/1\.1 431 /)
})

test.each([
  ["a length of a gigabyte", `${own}Content-Length: 1073741824\r\n\r\n{`, /^HTTP\/1\.1 413 /],
  [
    "pieces without an end",
    `${own}Transfer-Encoding: chunked\r\n\r\n${`4000\r\n${"a".repeat(0x4000)}\r\n`.repeat(8)}`,
    /^HTTP\/1\.1 413 /,
  ],
  ["two lengths", `${own}Content-Length: 2\r\nContent-Length: 3\r\n\r\n{}`, /^HTTP\/1\.1 400 /],
  [
    "a length and pieces (smuggling)",
    `${own}Content-Length: 2\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n`,
    /^HTTP\/1\.1 400 /,
  ],
  [
    "a packed body",
    `${own}Content-Encoding: gzip\r\nContent-Length: 4\r\n\r\n\x1f\x8b\b\0`,
    /^HTTP\/1\.1 4\d\d /,
  ],
  ["no HTTP", "GET / HTTP/9.9\r\n\r\n", /^HTTP\/1\.1 400 /],
  ["a header in a header", "GET / HTTP/1.1\r\nHost: x\r\nX: a\rSet-Cookie: b\r\n\r\n", /^HTTP\/1\.1 400 /],
])("%s is refused and never read to its end", async (_name, sent, answered) => {
  const { ended, socket } = open(sent)
  setTimeout(() => socket.end(), 1000).unref()
  expect(await ended).toMatch(answered)
  expect(await isWell()).toBe(200)
})

test("the real server gives ten seconds for headers, thirty for a request, and room to so many", () => {
  expect(connectionLimits).toMatchObject({
    headersTimeout: 10_000,
    requestTimeout: 30_000,
    maxHeaderSize: 16_384,
  })
  expect(createEdge(() => {}).maxConnections).toBe(MOST_CONNECTIONS)
})
