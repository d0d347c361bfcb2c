import { describe, expect, test } from "vitest"
import { createBuckets } from "../../server/limits/address-bucket.ts"
import { addressKey } from "../../server/limits/address-key.ts"
import { waitAfter } from "../../server/limits/counters.ts"
import { limits } from "../../server/limits/table.ts"

describe("the bucket of an address", () => {
  const bucket = () => createBuckets({ burst: 100, perSecond: 20 })

  test("lets a hundred pass at once and then twenty a second", () => {
    const waitFor = bucket()
    for (let at = 0; at < 100; at += 1) expect(waitFor("a", 0)).toBe(0)
    expect(waitFor("a", 0)).toBeCloseTo(0.05)
    expect(waitFor("a", 49)).toBeGreaterThan(0)
    expect(waitFor("a", 50)).toBe(0)
    let passed = 0
    for (let at = 0; at < 100; at += 1) if (waitFor("a", 1050) === 0) passed += 1
    expect(passed).toBe(20)
  })

  test("is no other address's bucket", () => {
    const waitFor = bucket()
    for (let at = 0; at < 101; at += 1) waitFor("a", 0)
    expect(waitFor("b", 0)).toBe(0)
  })

  test("stays small in memory, and goes on working, with more addresses than it remembers", () => {
    const waitFor = bucket()
    for (let at = 0; at < 25_000; at += 1) expect(waitFor(`address ${at}`, at)).toBe(0)
  })
})

test.each([
  ["203.0.113.9", "203.0.113.9"],
  ["2001:db8:1:2:3:4:5:6", "2001:db8:1:2"],
  ["2001:DB8:0001:0002::1", "2001:db8:1:2"],
  ["2001:db8::1", "2001:db8:0:0"],
  ["::1", "0:0:0:0"],
  ["fe80::1%eth0", "fe80:0:0:0"],
])("%s counts as %s", (address, key) => expect(addressKey(address)).toBe(key))

test("the fifth miss asks half a minute, each further one longer, the last wait stays", () => {
  const waits = [1, 4, 5, 6, 7, 8, 9, 50].map((count) => waitAfter(limits["login-misses-here"], count))
  expect(waits).toEqual([0, 0, 30, 60, 120, 300, 900, 900])
  expect(waitAfter(limits["login-misses-account"], 30)).toBe(0)
})

test("every limit says why it is there", () => {
  for (const [name, limit] of Object.entries(limits)) {
    expect(limit.reason.length, name).toBeGreaterThan(10)
    expect(limit.windowSeconds, name).toBeGreaterThanOrEqual(60)
    expect(limit.maximum, name).toBeGreaterThanOrEqual(1)
  }
})
