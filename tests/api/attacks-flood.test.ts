// A flood of logins with the real, heavy hash: 503 for those that find the line full, no more memory than four hashes take,
// and everybody else is served meanwhile.
import { afterEach, beforeEach, expect, test } from "vitest"
import { hashQueueSize } from "../../server/credentials/password-hash.ts"
import { startPortal, type Portal } from "../support/portal.ts"
import { behindProxy, henk, register, registered } from "../support/sign-in.ts"

let portal: Portal
let from: (address: string) => Record<string, string>
beforeEach(async () => {
  portal = await startPortal({ bucketByClock: true })
  await registered(portal, henk)
  from = behindProxy(portal)
})
afterEach(() => portal.close())

const MEGABYTE = 1024 * 1024
const inside = hashQueueSize.atOnce + hashQueueSize.waiting

test(
  "two hundred at once: sixty-eight are judged, the others come back later",
  { timeout: 120_000 },
  async () => {
    ;(portal.deps.config as { passwordHash: object }).passwordHash = { memoryKiB: 46 * 1024, passes: 1 }
    let most = 0
    const before = process.memoryUsage().rss
    const timer = setInterval(() => (most = Math.max(most, process.memoryUsage().rss)), 5)
    const logins = Array.from({ length: 200 }, (_, at) =>
      portal
        .visitor()
        .post(
          "/api/login",
          { email: `iemand${at}@voorbeeld.example`, password: "Verkeerd-1-woord" },
          from(`10.1.0.${at}`),
        ),
    )
    const asked = await Promise.all(Array.from({ length: 10 }, () => portal.visitor().get("/api/health")))
    const answers = await Promise.all(logins)
    clearInterval(timer)
    const codes = answers.map(({ body }) => body.code as string)
    expect(codes.filter((code) => code === "credentials-wrong").length).toBeGreaterThanOrEqual(inside)
    const sentAway = answers.filter(({ body }) => body.code === "busy")
    expect(sentAway.length).toBeGreaterThan(50)
    expect(sentAway.length + codes.filter((code) => code === "credentials-wrong").length).toBe(200)
    expect([sentAway[0]?.status, sentAway[0]?.headers.get("retry-after")]).toEqual([503, "5"])
    expect(asked.map(({ status }) => status)).toEqual(asked.map(() => 200))
    // Four hashes of 46 MiB, and what two hundred requests need. All at once would be nine gigabytes.
    expect((most - before) / MEGABYTE).toBeLessThan(500)
    // Who was sent away was not counted, and logs in as soon as there is room.
    const counted = await portal.db("rate_counters").where({ name: "login-misses-here" })
    expect(counted).toHaveLength(200 - sentAway.length)
    const { email, password } = henk
    expect((await portal.visitor().post("/api/login", { email, password })).status).toBe(200)
  },
)

test("a form with a full line of others in front keeps nobody's place and leaves nothing", async () => {
  const before = await portal.db("accounts").count()
  const people = Array.from({ length: 150 }, (_, at) => ({ ...henk, email: `nieuw${at}@voorbeeld.example` }))
  const answers = await Promise.all(
    people.map((person, at) => register(portal.visitor(), person, {}, from(`10.2.0.${at}`))),
  )
  const done = answers.filter(({ status }) => status === 202).length
  expect(done).toBeGreaterThanOrEqual(inside)
  expect(answers.filter(({ status }) => status === 503)).toHaveLength(150 - done)
  const [{ count }] = (await portal.db("accounts").count({ count: "*" })) as [{ count: number }]
  expect(count).toBe(1 + done)
  expect(before).toHaveLength(1)
})
