import { describe, expect, test } from "vitest"
import { holdsAddress, judgeNetwork } from "../../server/limits/networks.ts"

describe("a network as an operator writes it", () => {
  test.each([
    "203.0.113.9",
    "203.0.113.0/24",
    "10.20.0.0/16",
    "2001:db8:12::/48",
    "2001:db8::7",
    "2001:DB8::/32",
  ])("%s is one", (written) => expect(judgeNetwork(written)).toBeNull())

  test.each([
    ["", /no IPv4 or IPv6 address/],
    ["de-beuk", /no IPv4 or IPv6 address/],
    ["203.0.113", /no IPv4 or IPv6 address/],
    ["203.0.113.256", /no IPv4 or IPv6 address/],
    ["203.0.113.0-203.0.113.9", /no IPv4 or IPv6 address/],
    ["203.0.113.0/24/8", /no IPv4 or IPv6 address/],
    ["fe80::1%eth0", /no IPv4 or IPv6 address/],
    ["203.0.113.0/33", /up to 32/],
    ["203.0.113.0/", /up to 32/],
    ["203.0.113.0/-1", /up to 32/],
    ["2001:db8::/129", /up to 128/],
    ["::ffff:203.0.113.9", /without ::/],
    ["0.0.0.0/0", /too wide/],
    ["203.0.0.0/15", /too wide/],
    ["::/0", /too wide/],
    ["2001:db8::/31", /too wide/],
  ])("%j is not: the reason is told", (written, reason) => expect(judgeNetwork(written)).toMatch(reason))
})

describe("an address in the list", () => {
  const houses = ["203.0.113.9", "198.51.100.16/28", "2001:db8:12::/48", "2001:db8:99:1::7"]

  test.each([
    ["203.0.113.9", true],
    ["203.0.113.10", false],
    ["198.51.100.16", true],
    ["198.51.100.31", true],
    ["198.51.100.32", false],
    ["2001:db8:12:ffff::1", true],
    ["2001:db8:13::1", false],
    ["2001:db8:99:1:abcd::", true],
    ["2001:db8:99:2::7", false],
    ["", false],
    ["unknown", false],
  ])("%j: %s", (address, expected) => expect(holdsAddress(houses, address)).toBe(expected))

  test("an empty list holds nobody, a broken entry harms no other", () => {
    expect(holdsAddress([], "203.0.113.9")).toBe(false)
    expect(holdsAddress(["kapot", "0.0.0.0/0", "203.0.113.9"], "203.0.113.9")).toBe(true)
    expect(holdsAddress(["kapot", "0.0.0.0/0"], "203.0.113.9")).toBe(false)
  })
})
