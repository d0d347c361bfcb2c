// Guessing security codes by somebody who knows the password: over many attempts, many browsers, many days.
import { afterEach, beforeEach, expect, test } from "vitest"
import { startPortal, type Portal } from "../support/portal.ts"
import { behindProxy, henk, loggedIn, newestCode, registered, smsOf, wrongCode } from "../support/sign-in.ts"
import type { Visitor } from "../support/visitor.ts"

let portal: Portal
let tablet: Visitor
let from: (address: string) => Record<string, string>
beforeEach(async () => {
  portal = await startPortal({ bucketByClock: true })
  tablet = await registered(portal, henk)
  from = behindProxy(portal)
})
afterEach(() => portal.close())

let places = 0
const elsewhere = () => from(`198.51.${(places += 1) >> 8}.${places & 255}`)

const login = { email: henk.email, password: henk.password }

/** A new attempt in a new browser at a new address. @returns undefined when no code is sent. */
async function attempt(): Promise<Visitor | undefined> {
  const visitor = portal.visitor()
  const here = elsewhere()
  if ((await visitor.post("/api/login", login, here)).status !== 200) return undefined
  return (await visitor.post("/api/login/confirm", {}, here)).status === 200 ? visitor : undefined
}

/** Wrong guesses at the same moment. */
async function guessAll(visitors: Visitor[], guesses: number): Promise<void> {
  const wrong = wrongCode(await newestCode(portal))
  const answers = await Promise.all(
    Array.from({ length: guesses }, (_, at) => {
      const visitor = visitors[at % visitors.length] ?? portal.visitor()
      return visitor.post("/api/login/code", { code: wrong }, elsewhere())
    }),
  )
  expect(answers.every(({ status }) => status >= 400)).toBe(true)
}

const misses = async () => (await portal.db("accounts").first("code_misses")).code_misses as number

test("ten open attempts in ten browsers: only the newest code is compared, five times", async () => {
  await portal.db("rate_counters").delete()
  const visitors: Visitor[] = []
  for (let at = 0; at < 5; at += 1) {
    const visitor = await attempt()
    if (visitor) visitors.push(visitor)
  }
  // One of the five an hour went to the registration.
  expect(visitors.length).toBeGreaterThanOrEqual(4)
  await guessAll(visitors, 100)
  expect(await misses()).toBe(5)
})

test("spread over days, each code in parallel: ten in a row, then a wait that doubles, fifty in all", async () => {
  const before = (await smsOf(portal)).length
  let compared = 0
  for (let day = 0; day < 90; day += 1) {
    portal.clock.advance({ days: 1, minutes: 1 })
    for (let time = 0; time < 3; time += 1) {
      const visitor = await attempt()
      if (!visitor) break
      await guessAll([visitor], 8)
      compared = await misses()
    }
  }
  expect(compared).toBeGreaterThanOrEqual(50)
  // What was compared at the very moment of the stop: the rest of that one code.
  expect(compared).toBeLessThanOrEqual(54)
  expect((await smsOf(portal)).length - before).toBeLessThanOrEqual(50)
  expect(await attempt()).toBeUndefined()
  // Its owner, at home, never noticed.
  await loggedIn(portal, henk, tablet)
})

test("a right code forgives the misses before it, and no miss after it", async () => {
  const visitor = (await attempt()) as Visitor
  await guessAll([visitor], 4)
  expect(await misses()).toBe(4)
  expect((await visitor.post("/api/login/code", { code: await newestCode(portal) })).status).toBe(200)
  expect(await misses()).toBe(0)
  await guessAll([visitor], 4)
  expect(await misses()).toBe(0)
})

test("neither the clock of the guesser nor a second window gives a code more than its ten minutes or five tries", async () => {
  const visitor = (await attempt()) as Visitor
  const window = visitor.copy()
  const code = await newestCode(portal)
  for (const at of [visitor, window, visitor, window, visitor])
    await at.post("/api/login/code", { code: wrongCode(code) }, { date: "Sun, 22 Nov 2026 12:00:00 GMT" })
  expect((await window.post("/api/login/code", { code })).body.code).toBe("code-locked")
  const next = (await attempt()) as Visitor
  const late = await newestCode(portal)
  portal.clock.advance({ minutes: 10 })
  expect((await next.post("/api/login/code", { code: late })).body.code).toBe("code-expired")
})
