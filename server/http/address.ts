// A network address as a socket or a proxy writes it → one spelling, so that one sender is one key in the limits.
import { isIP, isIPv4 } from "node:net"

/** Without port, brackets, zone and the IPv6 dress of an IPv4 address; undefined when it is no address. */
export function readAddress(written: string): string | undefined {
  const bare = withoutPort(written.trim()).replace(/%.*$/, "").toLowerCase()
  const address = unmapped(bare)
  return isIP(address) ? address : undefined
}

function withoutPort(text: string): string {
  const [, bracketed] = /^\[([^\]]+)\](?::\d+)?$/.exec(text) ?? []
  if (bracketed) return bracketed
  return /^[\d.]+:\d+$/.test(text) ? text.replace(/:\d+$/, "") : text
}

/** `::ffff:1.2.3.4` and `::ffff:102:304` are 1.2.3.4. */
function unmapped(address: string): string {
  const [, tail] = /^(?:0{0,4}:){2,5}ffff:(.+)$/.exec(address) ?? []
  if (!tail) return address
  if (isIPv4(tail)) return tail
  const [, high, low] = /^([\da-f]{1,4}):([\da-f]{1,4})$/.exec(tail) ?? []
  if (!high || !low) return address
  const bytes = [parseInt(high, 16), parseInt(low, 16)].flatMap((group) => [group >> 8, group & 255])
  return bytes.join(".")
}
