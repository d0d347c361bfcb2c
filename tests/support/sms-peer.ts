// An SMS provider over HTTP: it keeps each request, and answers as a test wants.
import { once } from "node:events"
import { createServer, type IncomingHttpHeaders, type RequestListener, type Server } from "node:http"
import { createServer as createTlsServer } from "node:https"
import type { AddressInfo } from "node:net"

export type GotRequest = { method: string; path: string; headers: IncomingHttpHeaders; body: string }
export type SmsPeer = { url: string; port: number; got: GotRequest[]; close(): Promise<void> }
export type SmsWishes = {
  /** @returns the status; 202 when nothing is wished. */
  answer?: (request: GotRequest) => number | Promise<number>
  tls?: { key: string; cert: string }
  port?: number
}

export async function startSmsPeer({ answer = () => 202, tls, port = 0 }: SmsWishes = {}): Promise<SmsPeer> {
  const got: GotRequest[] = []
  const take: RequestListener = (request, response) => {
    const parts: Buffer[] = []
    request.on("data", (part: Buffer) => parts.push(part))
    request.on("end", () => {
      const { method = "", url: path = "", headers } = request
      const one = { method, path, headers, body: Buffer.concat(parts).toString() }
      got.push(one)
      void Promise.resolve(answer(one)).then((status) =>
        response
          .writeHead(status, status < 400 && status >= 300 ? { location: "/elsewhere" } : {})
          .end(`${one.body} from ${JSON.stringify(headers)}`),
      )
    })
  }
  const server: Server = tls ? createTlsServer(tls, take) : createServer(take)
  server.listen(port, "127.0.0.1")
  await once(server, "listening")
  const { port: chosen } = server.address() as AddressInfo
  return {
    port: chosen,
    url: `${tls ? "https" : "http"}://127.0.0.1:${chosen}`,
    got,
    close: () =>
      new Promise((done) => {
        server.close(() => done())
        server.closeAllConnections()
      }),
  }
}
