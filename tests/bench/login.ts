// What a login costs beyond the deliberate hash, what its time tells about an address, and whether a flood of logins holds up
// anybody else. Everything stays on this machine; the flood lasts seconds.
import { Worker } from "node:worker_threads"
import { demoPeople } from "../../server/demo/people.ts"
import { createVisitor, type Visitor } from "../support/visitor.ts"
import type { Bench, Row } from "./support/bench.ts"

/** Five codes an hour for each person. */
const LOGINS = 5
/** Of the thirty misses an hour for each person. */
const GUESSES = 25
const FLOOD = { rounds: 5, atOnce: 120, seconds: 3, probeEveryMs: 40 }

type Watched = { longestDelay: number; hashing: number; others: number }
const watch = async (): Promise<Watched> =>
  (await (await fetch(`http://127.0.0.1:${process.env["PORTAL_BENCH_WATCH"] ?? ""}`)).json()) as Watched

let places = 0
/** Each guess comes from a place of its own, as far as the limits can see. */
const elsewhere = () => {
  places += 1
  return { "x-forwarded-for": `192.0.${places >> 8}.${places & 255}` }
}

const bench: Bench = async ({ url }) => [
  // The guesses first: they warm the server up.
  ...(await guessRows(url)),
  ...(await costRows(url)),
  ...(await floodRows(url)),
]
export default bench

type Person = { email: string; password: string }
const people = demoPeople.flatMap(({ email, password }): Person[] => (password ? [{ email, password }] : []))

type Spent = Pick<Watched, "others" | "hashing">

const steps = ["password", "Bevestig", "code"] as const

async function costRows(url: string): Promise<Row[]> {
  const nothing = await spentOn(() => Promise.resolve(), 20)
  const others = { password: [] as number[], Bevestig: [] as number[], code: [] as number[] }
  const hashing: number[] = []
  for (const person of people) {
    const visitor = createVisitor(url)
    // The first five warm the server up, the last of them makes the device known: it has five codes of its own.
    for (let round = 0; round < 2 * LOGINS; round += 1) {
      const spent = await costOfLogin(round < LOGINS - 1 ? createVisitor(url) : visitor, person)
      if (round < LOGINS) continue
      for (const [at, step] of steps.entries()) others[step].push((spent[at]?.others ?? NaN) - nothing.others)
      hashing.push(spent.reduce((sum, step) => sum + step.hashing, 0))
    }
  }
  const total = others.code.map(
    (code, at) => code + (others.password[at] ?? NaN) + (others.Bevestig[at] ?? NaN),
  )
  return [
    { what: "login, the deliberate hash", unit: "ms CPU", values: hashing },
    { what: "login, all beyond the hash", unit: "ms CPU", values: total, goal: "≤ 10" },
    ...steps.map((step) => ({ what: `of which ${step}`, unit: "ms CPU", values: others[step] })),
  ]
}

/** Asking what was spent costs something itself. */
async function spentOn(act: () => Promise<unknown>, times = 1): Promise<Spent> {
  const sum = { others: 0, hashing: 0 }
  for (let time = 0; time < times; time += 1) {
    const before = await watch()
    await act()
    const after = await watch()
    sum.others += (after.others - before.others) / times
    sum.hashing += (after.hashing - before.hashing) / times
  }
  return sum
}

/** Password, Bevestig, code; reading the code in the postvak does not count. */
async function costOfLogin(visitor: Visitor, { email, password }: Person): Promise<Spent[]> {
  const from = elsewhere()
  const seen = new Set((await codesIn(visitor)).map(({ id }) => id))
  const spent = [
    await spentOn(() => must(visitor.post("/api/login", { email, password }, from))),
    await spentOn(() => must(visitor.post("/api/login/confirm", {}, from))),
  ]
  let sms: Message | undefined
  while (!sms) sms = (await codesIn(visitor)).find(({ id }) => !seen.has(id))
  const code = sms.text.slice(0, 6)
  spent.push(await spentOn(() => must(visitor.post("/api/login/code", { code }, from))))
  return spent
}

type Message = { id: string; kind: string; text: string }
const codesIn = async (visitor: Visitor) =>
  ((await visitor.get("/postvak.json", elsewhere())).body as Message[]).filter(({ kind }) => kind === "sms")

async function must(answer: ReturnType<Visitor["post"]>) {
  const { status, text } = await answer
  if (status >= 300) throw new Error(`The login stopped: ${status} ${text}`)
}

/** A wrong password for a known and for an unknown address, in turns. */
async function guessRows(url: string): Promise<Row[]> {
  const times = { known: [] as number[], unknown: [] as number[] }
  const guess = async (kind: keyof typeof times, email: string) => {
    const visitor = createVisitor(url)
    const since = performance.now()
    const { status } = await visitor.post("/api/login", { email, password: "Verkeerd-1-woord" }, elsewhere())
    if (status !== 401) throw new Error(`A guess was answered with ${status}.`)
    times[kind].push(performance.now() - since)
  }
  for (let round = 0; round < GUESSES; round += 1)
    for (const [at, { email }] of people.entries()) {
      const turns = [
        () => guess("known", email),
        () => guess("unknown", `niemand${round}-${at}@voorbeeld.example`),
      ]
      for (const turn of Math.random() < 0.5 ? turns : turns.reverse()) await turn()
    }
  return [
    { what: "wrong password, known address", unit: "ms", values: times.known },
    { what: "wrong password, unknown address", unit: "ms", values: times.unknown },
    {
      what: "chance that the known one answers later",
      unit: "",
      values: [chanceOfLater(times)],
      goal: "near 0.5",
    },
  ]
}

/** Of all pairs: 0.5 is a coin. */
function chanceOfLater({ known, unknown }: { known: number[]; unknown: number[] }): number {
  const later = known.flatMap((one) => unknown.map((other) => Number(one > other)))
  return later.reduce((sum, is) => sum + is, 0) / later.length
}

async function floodRows(url: string): Promise<Row[]> {
  const quiet = await probe(url, "/api/health")
  const figures = {
    health: [] as number[],
    reading: [] as number[],
    delay: [] as number[],
    judged: [] as number[],
    sentAway: [] as number[],
  }
  for (let round = 0; round < FLOOD.rounds; round += 1) {
    const flood = new Worker(new URL("./support/flood.mjs", import.meta.url), {
      execArgv: [],
      workerData: { url, atOnce: FLOOD.atOnce },
    })
    const ended = new Promise<Record<number, number>>((done) => flood.once("message", done))
    await new Promise((resolve) => setTimeout(resolve, 500))
    await watch()
    const [health, reading] = await Promise.all([probe(url, "/api/health"), probe(url, "/api/organisation")])
    figures.health.push(percentile95(health))
    figures.reading.push(percentile95(reading))
    figures.delay.push((await watch()).longestDelay)
    flood.postMessage("stop")
    const answers = await ended
    figures.judged.push(answers[401] ?? 0)
    figures.sentAway.push(answers[503] ?? 0)
  }
  return [
    { what: "health check, nobody else", unit: "ms", values: quiet },
    {
      what: "health check in a flood of logins, 95 of 100",
      unit: "ms",
      values: figures.health,
      goal: "< 50",
    },
    { what: "the organisation's page in that flood, 95 of 100", unit: "ms", values: figures.reading },
    { what: "longest hold-up of the loop in that flood", unit: "ms", values: figures.delay, goal: "≤ 50" },
    { what: "logins judged in a round of the flood", unit: "", values: figures.judged },
    { what: "logins sent away in a round (503)", unit: "", values: figures.sentAway },
  ]
}

async function probe(url: string, path: string): Promise<number[]> {
  const visitor = createVisitor(url)
  const times: number[] = []
  const end = performance.now() + FLOOD.seconds * 1000
  for (let since = performance.now(); since < end; since = performance.now()) {
    const { status } = await visitor.get(path, elsewhere())
    times.push(status === 200 ? performance.now() - since : Infinity)
    await new Promise((resolve) => setTimeout(resolve, FLOOD.probeEveryMs))
  }
  return times
}

const percentile95 = (values: number[]) =>
  values.toSorted((a, b) => a - b)[Math.floor(values.length * 0.95)] ?? NaN
