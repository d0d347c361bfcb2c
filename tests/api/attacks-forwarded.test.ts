// X-Forwarded-For and its like, written by an attacker: only what our own proxies added counts.
import { afterEach, beforeEach, describe, expect, test } from "vitest"
import { changeOrganisation } from "../../server/organisation/settings.ts"
import { startPortal, type Portal } from "../support/portal.ts"
import { henk } from "../support/sign-in.ts"

let portal: Portal
beforeEach(async () => {
  portal = await startPortal()
})
afterEach(() => portal.close())

const trust = (proxies: number) => void ((portal.deps.config as { trustProxy: number }).trustProxy = proxies)

const guess = (headers: Record<string, string>) =>
  portal.visitor().post("/api/login", { email: henk.email, password: "Verkeerd-1-woord" }, headers)

const spellings: [string, (at: number) => Record<string, string>][] = [
  ["X-Forwarded-For", (at) => ({ "x-forwarded-for": `198.51.100.${at}` })],
  ["several addresses", (at) => ({ "x-forwarded-for": `198.51.100.${at}, 203.0.113.${at}, 192.0.2.${at}` })],
  ["Forwarded", (at) => ({ forwarded: `for=198.51.100.${at}` })],
  ["X-Real-IP", (at) => ({ "x-real-ip": `198.51.100.${at}`, "x-client-ip": `198.51.100.${at}` })],
  [
    "True-Client-IP",
    (at) => ({ "true-client-ip": `198.51.100.${at}`, "cf-connecting-ip": `198.51.100.${at}` }),
  ],
]

describe("with no proxy in front", () => {
  test.each(spellings)("%s gives no fresh address for the sixth guess", async (_name, headers) => {
    const statuses: number[] = []
    for (let at = 0; at < 6; at += 1) statuses.push((await guess(headers(at))).status)
    expect(statuses).toEqual([401, 401, 401, 401, 401, 429])
    const addresses = await portal.db("audit_events").where({ event: "login.password" }).distinct("address")
    expect(addresses).toEqual([{ address: "127.0.0.1" }])
  })
})

describe("with one proxy, which adds the address it saw", () => {
  const seenByProxy = "203.0.113.77"

  test.each([
    (at: number) => `198.51.100.${at}, ${seenByProxy}`,
    (at: number) => `${seenByProxy}, 198.51.100.${at}, ${seenByProxy}`,
    (at: number) => `${"10.0.0.1, ".repeat(400)}198.51.100.${at}, ${seenByProxy}`,
    (at: number) => `198.51.100.${at},,, ::ffff:${seenByProxy}`,
    (at: number) => `"198.51.100.${at}", ${seenByProxy}:4${at}11`,
  ])("what stood there before is not read (%#)", async (written) => {
    trust(1)
    const statuses: number[] = []
    for (let at = 0; at < 6; at += 1) statuses.push((await guess({ "x-forwarded-for": written(at) })).status)
    expect(statuses).toEqual([401, 401, 401, 401, 401, 429])
  })

  test("nobody becomes a house of the organisation by writing its address", async () => {
    trust(1)
    await changeOrganisation(portal.db, { houseAddresses: ["192.0.2.1"] }, "test", portal.clock.now())
    const ask = (at: number) =>
      portal
        .visitor()
        .post(
          "/api/forgotten",
          { email: `iemand${at}@voorbeeld.example` },
          { "x-forwarded-for": `192.0.2.1, ${seenByProxy}` },
        )
    for (let at = 0; at < 30; at += 1) expect((await ask(at)).status).toBe(202)
    expect((await ask(30)).status).toBe(429)
  })
})

test("two proxies: the second from the right; when that is no address, the connection itself", async () => {
  trust(2)
  for (let at = 0; at < 5; at += 1)
    await guess({ "x-forwarded-for": `198.51.100.${at}, 203.0.113.5, 10.0.0.${at}` })
  expect((await guess({ "x-forwarded-for": "1.1.1.1, 203.0.113.5, 10.0.0.9" })).status).toBe(429)
  for (const nonsense of ["onzin, 10.0.0.1", "10.0.0.1", ""]) await guess({ "x-forwarded-for": nonsense })
  const direct = await portal.db("audit_events").where({ event: "login.password", address: "127.0.0.1" })
  expect(direct).toHaveLength(3)
})
