// The listening server: how long a client may take, how much it may send before anything is read, how many may come.
import { createServer, type RequestListener, type Server } from "node:http"

export const connectionLimits = {
  headersTimeout: 10_000,
  requestTimeout: 30_000,
  keepAliveTimeout: 10_000,
  /** How often Node looks for clients that are too slow; its own 30 s would let them stay three times as long. */
  connectionsCheckingInterval: 5000,
  maxHeaderSize: 16_384,
}
export const MOST_CONNECTIONS = 2000

export function createEdge(handle: RequestListener, limits = connectionLimits): Server {
  const server = createServer(limits, handle)
  server.maxConnections = MOST_CONNECTIONS
  return server
}
