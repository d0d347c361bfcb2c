import { expect, test } from "vitest"
import { readAddress } from "../../server/http/address.ts"

test.each([
  ["192.0.2.7", "192.0.2.7"],
  [" 192.0.2.7 ", "192.0.2.7"],
  ["192.0.2.7:51234", "192.0.2.7"],
  ["::ffff:192.0.2.7", "192.0.2.7"],
  ["::FFFF:c000:207", "192.0.2.7"],
  ["0:0:0:0:0:ffff:192.0.2.7", "192.0.2.7"],
  ["2001:db8::1", "2001:db8::1"],
  ["[2001:db8::1]:443", "2001:db8::1"],
  ["fe80::1%eth0", "fe80::1"],
])("%j is %s, however a proxy writes it", (written, address) => {
  expect(readAddress(written)).toBe(address)
})

test.each(["", "unknown", "_hidden", "1.2.3", "x".repeat(200), "1.2.3.4, 5.6.7.8"])(
  "%j is no address",
  (written) => {
    expect(readAddress(written)).toBeUndefined()
  },
)
