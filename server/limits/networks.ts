// Networks as an operator writes them: one address, or a block (203.0.113.0/24, 2001:db8:12::/48).
import { BlockList, isIP } from "node:net"
import { addressKey } from "./address-key.ts"

/** A wider block would lift the limits for half of a provider. */
const WIDEST = { 4: 16, 6: 32 } as const

type Network = { address: string; bits: number; family: "ipv4" | "ipv6" }

/** @returns what is wrong with it, in words for the operator; null when it is right. */
export function judgeNetwork(written: string): string | null {
  const [address = "", bits, more] = written.split("/")
  const family = isIP(address)
  if ((family !== 4 && family !== 6) || address.includes("%") || more !== undefined)
    return `"${written}" is no IPv4 or IPv6 address and no block like 203.0.113.0/24`
  if (/^::(ffff:)?\d+\./i.test(address)) return `"${written}": write the IPv4 address without ::`
  if (bits === undefined) return null
  const longest = family === 4 ? 32 : 128
  if (!/^\d{1,3}$/.test(bits) || Number(bits) > longest)
    return `"${written}": after / stands a number up to ${longest}`
  return Number(bits) < WIDEST[family]
    ? `"${written}" is too wide: /${WIDEST[family]} is the widest block of IPv${family}`
    : null
}

/** What is not right is passed over: the settings were judged when they were made. */
export function holdsAddress(networks: readonly string[], address: string): boolean {
  const family = isIP(address)
  if (family === 0) return false
  const list = new BlockList()
  for (const written of networks) {
    if (judgeNetwork(written) !== null) continue
    const network = readNetwork(written)
    list.addSubnet(network.address, network.bits, network.family)
  }
  return list.check(address, family === 4 ? "ipv4" : "ipv6")
}

/** The limits take an IPv6 /64 for one address, so a single address or a smaller block stands for its /64. */
function readNetwork(written: string): Network {
  const [address = "", bits] = written.split("/")
  if (isIP(address) === 4) return { address, bits: Number(bits ?? 32), family: "ipv4" }
  const asked = Number(bits ?? 128)
  return asked <= 64
    ? { address, bits: asked, family: "ipv6" }
    : { address: `${addressKey(address)}::`, bits: 64, family: "ipv6" }
}
