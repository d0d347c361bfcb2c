// Who is at the other end: address behind our own proxies, and the browser in two words for logs a reader can check.
import type { Context } from "koa"
import { readAddress } from "./address.ts"

export type ClientInfo = { address: string; browser: string; device: string; requestId: string }

/** @param trustProxy how many proxies of our own stand in front: N takes the N-th X-Forwarded-For from the right. */
export function clientInfo(ctx: Context, trustProxy: number): ClientInfo {
  const agent = ctx.get("User-Agent")
  return {
    address: clientAddress(ctx, trustProxy),
    browser: browserFamily(agent),
    device: deviceKind(agent),
    requestId: String(ctx.state["requestId"] ?? ""),
  }
}

/** What a proxy wrote counts only when it is an address; else the connection itself does. */
function clientAddress(ctx: Context, trustProxy: number): string {
  const direct = readAddress(ctx.req.socket.remoteAddress ?? "") ?? ""
  if (trustProxy === 0) return direct
  const hop = ctx.get("X-Forwarded-For").split(",").at(-trustProxy)
  return readAddress(hop ?? "") ?? direct
}

function browserFamily(agent: string): string {
  if (/Edg\//.test(agent)) return "Edge"
  if (/Firefox\//.test(agent)) return "Firefox"
  if (/Chrome\/|CriOS\//.test(agent)) return "Chrome"
  if (/Safari\//.test(agent)) return "Safari"
  return "onbekend"
}

function deviceKind(agent: string): string {
  if (/iPad|Tablet|Android(?!.*Mobile)/.test(agent)) return "tablet"
  if (/iPhone|Mobile/.test(agent)) return "telefoon"
  return "computer"
}
