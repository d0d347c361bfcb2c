// What the vault keeps, shows and forgets: rules without a clock or a disk.
import { expect, test, vi } from "vitest"
import * as rules from "../../client/vault/manifest.ts"
import type { Entry, Manifest } from "../../client/vault/manifest.ts"
import { countTry, judgeTry, noTries, type Tries } from "../../client/vault/tries.ts"
import { inTurn } from "../../client/vault/turns.ts"

const now = Date.parse("2026-11-22T13:00:00.000Z")
const minutes = (count: number) => now + count * 60_000
const iso = (at: number) => new Date(at).toISOString()
const days = (count: number) => minutes(count * 24 * 60)

const grant = (patientId: string, endsAt: string | null = null) => ({
  patientId,
  sections: ["reports" as const, "agenda" as const],
  endsAt,
})
const ticket = { ticket: "t", now: iso(now), leaseUntil: iso(days(7)) }

function entry(id: string, change: Partial<Entry> = {}): Entry {
  const items = [{ kind: "report" as const, patientId: "mother", id, etag: "e" }]
  const place = { type: "report" as const, patientId: "mother", section: "reports" as const, id }
  return {
    ...place,
    key: `key-${id}`,
    seq: 1,
    viewedAt: iso(now),
    savedAt: iso(now),
    items,
    bytes: 2064,
    ...change,
  }
}
const manifest = (change: Partial<Manifest> = {}): Manifest => ({
  ...rules.newManifest(ticket, [grant("mother"), grant("father")]),
  ...change,
})
const many = (count: number, change: (n: number) => Partial<Entry> = () => ({})) =>
  Array.from({ length: count }, (_, n) => entry(`r${n}`, change(n)))

test("the lease: until its last instant, by the latest time seen, and not by a clock that went back", () => {
  const judge = (at: number, clockFloor = now) => rules.judgeLease(manifest({ clockFloor }), at)
  expect([judge(now), judge(days(7)), judge(days(7) + 1)]).toEqual(["open", "open", "lease-over"])
  expect([judge(minutes(-5)), judge(minutes(-5) - 1), judge(days(-1))]).toEqual([
    "open",
    "clock-behind",
    "clock-behind",
  ])
  expect([judge(days(8) - 60_000, days(8)), judge(now, days(8))]).toEqual(["lease-over", "clock-behind"])
})

test("the vault is wiped thirty days past its lease", () => {
  expect(rules.wipeAfterOf("2026-11-29T13:00:00.000Z")).toBe("2026-12-29")
  expect(rules.wipeAfterOf("2027-01-31T23:59:59.999Z")).toBe("2027-03-02")
})

test("a grant opens its own patient and sections, before its end, at the latest time seen", () => {
  const held = manifest({ grants: [grant("mother", iso(minutes(10)))] })
  const may = (change: Partial<Entry>, at = now) => rules.mayRead(held, entry("r1", change), at)
  expect([may({}), may({}, minutes(10) - 1), may({}, minutes(10))]).toEqual([true, true, false])
  expect([may({ section: "agenda" }), may({ section: "carePlan" }), may({ section: null })]).toEqual([
    true,
    false,
    true,
  ])
  expect([may({ patientId: "father" }), may({ patientId: null })]).toEqual([false, true])
  expect(rules.mayRead({ ...held, clockFloor: minutes(11) }, entry("r1"), now)).toBe(false)
})

test("kept: 200 reports, little of the rest, 10 MiB, nothing unviewed for 30 days", () => {
  expect(rules.withinLimits(many(210), now)).toHaveLength(200)
  expect(rules.withinLimits([entry("a", { type: "me" }), entry("b", { type: "me" })], now)).toHaveLength(1)
  expect(
    rules.withinLimits(
      many(200, () => ({ bytes: 65_552 })),
      now,
    ),
  ).toHaveLength(159)
  const items = (from: number) =>
    many(300 + from)
      .slice(from)
      .flatMap((one) => one.items)
  const lists = [0, 0, 100, 101].map((from, n) => entry(`l${n}`, { type: "agenda", items: items(from) }))
  // The fourth would make 401 things to ask about.
  expect(rules.withinLimits(lists, now).map(({ id }) => id)).toEqual(["l0", "l1", "l2"])
  const old = (ms: number) => rules.withinLimits([entry("r", { viewedAt: iso(ms) })], now).length
  expect([old(days(-30)), old(days(-30) - 1)]).toEqual([1, 0])
})

test("what is viewed comes to the front and stays longest; a later time is remembered", () => {
  const held = manifest({ entries: many(4, (n) => ({ viewedAt: iso(minutes(-n)) })) })
  const seen = rules.withSeen(held, new Map([["key-r3", iso(minutes(5))]]), minutes(6))
  expect(seen.entries.map(({ id }) => id)).toEqual(["r3", "r0", "r1", "r2"])
  expect(seen.clockFloor).toBe(minutes(6))
  expect(rules.withSeen(held, new Map(), days(-9)).clockFloor).toBe(now)
  expect(rules.withoutOldestQuarter(seen).entries.map(({ id }) => id)).toEqual(["r3", "r0", "r1"])
  expect(rules.withoutOldestQuarter(manifest({ entries: many(1) })).entries).toEqual([])
})

test("a new key is needed when sight is lost, not when it grows or ends later", () => {
  const held = manifest({ entries: many(1) })
  const loses = (...grants: ReturnType<typeof grant>[]) => rules.losesSight(held, grants)
  expect([
    loses(grant("mother"), grant("father")),
    loses(grant("mother", iso(now)), grant("father")),
  ]).toEqual([false, false])
  expect(loses(grant("mother"), grant("father"), grant("aunt"))).toBe(false)
  expect(rules.losesSight(held, [grant("mother"), { ...grant("father"), sections: ["reports"] }])).toBe(true)
  expect([loses(grant("father")), loses(grant("mother")), loses()]).toEqual([true, true, true])
})

test("a verdict: what is gone, changed or misfiled goes with every record that shows it; time is the server's", () => {
  const list = entry("lijst", { type: "reports", items: [...entry("r1").items, ...entry("r9").items] })
  const held = manifest({ entries: [...many(4), list], clockFloor: days(99) })
  const after = rules.withVerdict(held, {
    ...{ verdict: "open", vault: "v", now: iso(days(1)), leaseUntil: iso(days(8)) },
    ...{ grants: held.grants, gone: ["r0"], changed: ["r9"], misfiled: ["r2"] },
  })
  expect(after.entries.map(({ id }) => id)).toEqual(["r1", "r3"])
  expect(after).toMatchObject({ clockFloor: days(1), leaseUntil: iso(days(8)), ticket: "t" })
})

test("items: each once, those viewed last first, no more than may be asked", () => {
  const entries = [entry("r1"), entry("lijst", { items: [...entry("r2").items, ...entry("r1").items] })]
  expect(rules.itemsOf(manifest({ entries })).map(({ id }) => id)).toEqual(["r1", "r2"])
  expect(rules.itemsOf(manifest({ entries: many(500) }))).toHaveLength(400)
})

test("tries: five free, then longer and longer; the tenth is the last; a clock set back waits no longer than it must", () => {
  let state: Tries = noTries
  const waits: number[] = []
  for (let n = 0; n < 10; n++) {
    expect(judgeTry(state, state.waitUntil ?? now)).toBe("may-try")
    state = countTry(state, now)
    waits.push(((state.waitUntil ?? now) - now) / 1000)
  }
  expect(waits).toEqual([0, 0, 0, 0, 30, 60, 300, 900, 900, 900])
  expect(judgeTry(state, days(1))).toBe("spent")
  const waiting = countTry({ tries: 4, waitUntil: null }, now)
  expect([judgeTry(waiting, now + 29_999), judgeTry(waiting, now + 30_000)]).toEqual(["wait", "may-try"])
  expect(judgeTry(waiting, days(-1))).toBe("may-try")
})

test("without locks between tabs the page still does one thing at a time, and a failure stops nobody", async () => {
  vi.stubGlobal("navigator", {})
  const steps: string[] = []
  const work = (name: string, fails = false) =>
    inTurn("v", async () => {
      steps.push(`${name} begins`)
      await new Promise((done) => setTimeout(done, 5))
      steps.push(`${name} ends`)
      if (fails) throw new Error(name)
      return name
    })
  const results = await Promise.allSettled([work("a"), work("b", true), work("c")])
  expect(results.map(({ status }) => status)).toEqual(["fulfilled", "rejected", "fulfilled"])
  expect(steps).toEqual(["a begins", "a ends", "b begins", "b ends", "c begins", "c ends"])
})
