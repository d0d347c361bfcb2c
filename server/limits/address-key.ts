// One household or house per key: its IPv4 address, or the /64 that an IPv6 connection gets.
import { isIPv6 } from "node:net"

export function addressKey(address: string): string {
  if (!isIPv6(address)) return address
  const [head = "", tail] = address.replace(/%.*$/, "").toLowerCase().split("::")
  const groups = (part: string) => part.split(":").filter(Boolean)
  const left = groups(head)
  const right = groups(tail ?? "")
  const zeros = tail === undefined ? 0 : Math.max(8 - left.length - right.length, 0)
  const all = [...left, ...Array.from({ length: zeros }, () => "0"), ...right]
  return all
    .slice(0, 4)
    .map((group) => group.replace(/^0+(?=.)/, ""))
    .join(":")
}
