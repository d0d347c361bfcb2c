// The line between a browser and the portal. A test can pull it out, leave it hanging, or let somebody else answer;
// the address stays the same, for cookies and vaults go by it, and the portal and its clock live on.
import { once } from "node:events"
import { createServer, type RequestListener, type Server } from "node:http"
import type { AddressInfo } from "node:net"
import { createApp } from "../../server/app.ts"
import type { Portal } from "./portal.ts"

export type Wire = {
  url: string
  /** The portal answers. */
  plug(): Promise<void>
  /** No internet, or a server that is down: every connection is refused. */
  unplug(): Promise<void>
  /** Somebody takes the call and never says a word. */
  hang(): Promise<void>
  /** The Wi-Fi of a hotel: its own page, 200, whatever is asked. */
  capture(): Promise<void>
  close(): Promise<void>
}

const host = "127.0.0.1"
const hotelPage = "<!doctype html><html lang=nl><title>Wifi</title><h1>Welkom. Klik op Verbinden.</h1>"

const silence: RequestListener = () => {}
const hotel: RequestListener = (_, response) => {
  response.writeHead(200, { "content-type": "text/html; charset=utf-8" }).end(hotelPage)
}

/** Its own way in to a portal that is already running; `portal.url` keeps working beside it. */
export async function wireTo(portal: Portal, clientFolder = "dist/client"): Promise<Wire> {
  let server = await listen(0, silence)
  const { port } = server.address() as AddressInfo
  const url = `http://localhost:${port}`
  const config = { ...portal.deps.config, port, origin: url }
  const answer = createApp({ ...portal.deps, config }, clientFolder).callback()

  const change = async (listener: RequestListener | null) => {
    await hangUp(server)
    if (listener) server = await listen(port, listener)
  }
  await change(answer)
  return {
    url,
    plug: () => change(answer),
    unplug: () => change(null),
    hang: () => change(silence),
    capture: () => change(hotel),
    close: () => hangUp(server),
  }
}

async function listen(port: number, listener: RequestListener): Promise<Server> {
  const server = createServer(listener).listen(port, host)
  await once(server, "listening")
  return server
}

function hangUp(server: Server): Promise<void> {
  return new Promise((done) => {
    server.close(() => done())
    server.closeAllConnections()
  })
}
