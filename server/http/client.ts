// Who is at the other end: address behind our own proxies, and the browser in two words for logs a reader can check.
import type { Context } from "koa"

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

function clientAddress(ctx: Context, trustProxy: number): string {
  const direct = (ctx.req.socket.remoteAddress ?? "").replace(/^::ffff:/, "")
  if (trustProxy === 0) return direct
  const hops = ctx
    .get("X-Forwarded-For")
    .split(",")
    .map((hop) => hop.trim())
  return hops.at(-trustProxy) || direct
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
