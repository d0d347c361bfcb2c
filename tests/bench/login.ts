// What a login costs beyond the deliberate hash, what its time tells about an address, and whether a flood of logins holds up
// anybody else. Everything stays on this machine; the flood lasts seconds.
import { Worker } from "node:worker_threads"
import { demoPeople } from "../../server/demo/people.ts"
import { createVisitor, type Visitor } from "../support/visitor.ts"
import type { Bench, Row } from "./support/bench.ts"

/** Of the five codes an hour for each person, the registration takes one. */
const LOGINS = 4
const NEWCOMERS = 30
/** The logins that warm the server up: it compiles what it runs often. */
const WARM_UP = 50
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
const newcomers = Array.from({ length: NEWCOMERS }, (_, at) => ({
  email: `nieuw${at}@voorbeeld.example`,
  password: `Fluitketel-${at}-ladders-wolk`,
  mobile: `06 5${String(1_000_000 + at)}`,
}))

type Spent = Pick<Watched, "others" | "hashing">

const steps = ["password", "Bevestig", "code"] as const

/** On devices that know their reader, as nearly every login is. */
async function costRows(url: string): Promise<Row[]> {
  const nothing = await spentOn(() => Promise.resolve(), 20)
  const devices = []
  for (const person of newcomers) devices.push({ person, visitor: await register(url, person) })
  const logins: Spent[][] = []
  for (let round = 0; round < LOGINS; round += 1)
    for (const { person, visitor } of devices) logins.push(await costOfLogin(visitor, person))
  const measured = logins.slice(WARM_UP)
  const beyond = (spent: Spent | undefined) => (spent?.others ?? NaN) - nothing.others
  const sumOf = (values: number[]) => values.reduce((sum, value) => sum + value, 0)
  return [
    {
      what: "login, the deliberate hash",
      unit: "ms CPU",
      values: measured.map((spent) => sumOf(spent.map(({ hashing }) => hashing))),
    },
    {
      what: "login, all beyond the hash",
      unit: "ms CPU",
      values: measured.map((spent) => sumOf(spent.map(beyond))),
      goal: "≤ 10",
    },
    ...steps.map((step, at) => ({
      what: `of which ${step}`,
      unit: "ms CPU",
      values: measured.map((spent) => beyond(spent[at])),
    })),
  ]
}

/** From the form to the first session. @returns the browser, known from now on. */
async function register(url: string, { email, password, mobile }: (typeof newcomers)[number]) {
  const visitor = createVisitor(url)
  const from = elsewhere()
  const { body } = await visitor.get("/api/organisation", from)
  const { privacyStatementVersion } = body as { privacyStatementVersion: string }
  const form = { email, password, mobile, country: "NL", privacyStatementVersion }
  const before = await idsOf(visitor)
  await must(visitor.post("/api/registration", form, from))
  const mail = await newIn(visitor, before, "mail")
  const token = /#([\w-]{43})/.exec(mail.text)?.[1] ?? ""
  await must(visitor.post("/api/registration/confirm", { token }, from))
  const sms = await newIn(visitor, before, "sms")
  await must(visitor.post("/api/login/code", { code: sms.text.slice(0, 6) }, from))
  return visitor
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
  const before = await idsOf(visitor)
  const spent = [
    await spentOn(() => must(visitor.post("/api/login", { email, password }, from))),
    await spentOn(() => must(visitor.post("/api/login/confirm", {}, from))),
  ]
  const code = (await newIn(visitor, before, "sms")).text.slice(0, 6)
  spent.push(await spentOn(() => must(visitor.post("/api/login/code", { code }, from))))
  return spent
}

type Message = { id: string; kind: string; text: string }
const messagesIn = async (visitor: Visitor) =>
  (await visitor.get("/postvak.json", elsewhere())).body as Message[]
const idsOf = async (visitor: Visitor) => new Set((await messagesIn(visitor)).map(({ id }) => id))

async function newIn(visitor: Visitor, before: Set<string>, kind: "mail" | "sms"): Promise<Message> {
  for (;;) {
    const found = (await messagesIn(visitor)).find((one) => one.kind === kind && !before.has(one.id))
    if (found) return found
  }
}

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
