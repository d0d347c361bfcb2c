// A client with 20,000 reports: what the first page, a filtered one and one deep down cost beside those of a small record;
// how long a search through all of them takes, and whether others are served meanwhile; and how the list scrolls.
import { spawnSync } from "node:child_process"
import { createServer } from "node:http"
import { writeFileSync } from "node:fs"
import type { AddressInfo } from "node:net"
import { join } from "node:path"
import { chromium, type Page } from "@playwright/test"
import { chromiumPath } from "../../scripts/debian-paths.mjs"
import { demoPeople } from "../../server/demo/people.ts"
import type { ReportList, ReportMatches } from "#contract/dossier"
import { createVisitor, type Visitor } from "../support/visitor.ts"
import { inTurns, type Bench, type Row } from "./support/bench.ts"
import { manyReports } from "./support/many-reports.ts"

const REPORTS = 20_000
const ROUNDS = 15
const SEARCHES = 5
const PAGES = 20

const bench: Bench = async ({ url }) => {
  load()
  const large = await readerOf(url, "henk")
  const small = await readerOf(url, "anneke")
  return [...(await pageRows(large, small)), ...(await searchRows(large, small)), ...(await scrollRows(url))]
}
export default bench

/** Through the importer, as an ECD would bring them. */
function load() {
  const folder = process.env["PORTAL_BENCH_DATA"] ?? ""
  const file = join(folder, "reports.ndjson")
  writeFileSync(file, manyReports(REPORTS, "henk-willemsen"))
  const bare = Object.entries(process.env).filter(([name]) => !name.startsWith("PORTAL_"))
  const { status, stderr } = spawnSync(
    process.execPath,
    ["dist/server/cli.js", "ecd", "import", file, "--source", "demo-ecd"],
    { env: { ...Object.fromEntries(bare), PORTAL_DATA: folder }, encoding: "utf8" },
  )
  if (status !== 0) throw new Error(`The import stopped: ${stderr}`)
}

type Reader = { visitor: Visitor; base: string }

let places = 0
const elsewhere = () => ({ "x-forwarded-for": `192.0.2.${(places = (places + 1) % 250)}` })

async function readerOf(url: string, name: string): Promise<Reader> {
  const visitor = createVisitor(url)
  const seen = await codesSent(url)
  await must(visitor.post("/api/login", personOf(name), elsewhere()))
  await must(visitor.post("/api/login/confirm", {}, elsewhere()))
  await must(visitor.post("/api/login/code", { code: await newCode(url, seen) }, elsewhere()))
  const me = (await must(visitor.get("/api/me", elsewhere()))).body as { patients: { id: string }[] }
  return { visitor, base: `/api/patients/${me.patients[0]?.id}/reports` }
}

async function must(asked: ReturnType<Visitor["get"]>) {
  const answer = await asked
  if (answer.status >= 300) throw new Error(`The login stopped: ${answer.status} ${answer.text}`)
  return answer
}

function personOf(name: string) {
  const person = demoPeople.find(({ email }) => email.startsWith(name))
  if (!person?.password) throw new Error(`the demo has no ${name}`)
  return { email: person.email, password: person.password }
}

type Message = { id: string; kind: string; text: string }

async function codesSent(url: string): Promise<Message[]> {
  const sent = (await (await fetch(`${url}/postvak.json`)).json()) as Message[]
  return sent.filter(({ kind }) => kind === "sms")
}

async function newCode(url: string, seen: Message[]): Promise<string> {
  for (;;) {
    const sms = (await codesSent(url)).find(({ id }) => !seen.some((one) => one.id === id))
    if (sms) return sms.text.slice(0, 6)
  }
}

async function ask<Answer>(
  { visitor }: Reader,
  path: string,
): Promise<{ ms: number; body: Answer; text: string }> {
  const since = performance.now()
  const { status, body, text } = await visitor.get(path, elsewhere())
  const ms = performance.now() - since
  if (status !== 200) throw new Error(`${path.replace(/[0-9a-f-]{36}/g, "…")} answered ${status}`)
  return { ms, body: body as Answer, text }
}

async function pageRows(large: Reader, small: Reader): Promise<Row[]> {
  const first = await ask<ReportList>(large, large.base)
  let deep = first.body.olderThan ?? ""
  for (let page = 0; page < PAGES; page += 1)
    deep = (await ask<ReportList>(large, `${large.base}?olderThan=${deep}`)).body.olderThan ?? deep
  const limit = await constant(first.text)
  const one = first.body.reports[10]?.id ?? ""
  const timed = (reader: Reader, path: string) => async () => (await ask(reader, path)).ms
  const values = await inTurns(ROUNDS, {
    "node:http, the same bytes": limit.ask,
    "first page of a small record": timed(small, small.base),
    "first page of 20,000 reports": timed(large, large.base),
    "… of a discipline that is rare": timed(large, `${large.base}?discipline=ergotherapie`),
    "… of a month, years ago": timed(large, `${large.base}?from=2020-03-01&until=2020-03-31`),
    "a page further down": timed(large, `${large.base}?olderThan=${deep}`),
    "one report, with its neighbours": timed(large, `${large.base}/${one}`),
  })
  limit.stop()
  const rows: Row[] = Object.entries(values).map(([what, times]) => ({
    what,
    unit: "ms",
    values: times,
    ...(!/node:http|small/.test(what) && { goal: "≤ 30" }),
  }))
  const [, few = [], many = []] = Object.values(values)
  const ratios = many.map((time, at) => time / (few[at] ?? NaN))
  return [
    ...rows,
    { what: "first page, 20,000 reports ÷ small record", unit: "×", values: ratios, goal: "≤ 2" },
  ]
}

/** What no program of ours can beat: the bytes, without a question. */
async function constant(text: string) {
  const server = createServer((_, response) => response.end(text))
  await new Promise<void>((done) => server.listen(0, "127.0.0.1", done))
  const address = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  return {
    async ask() {
      const since = performance.now()
      await (await fetch(address)).text()
      return performance.now() - since
    },
    stop: () => void server.close(),
  }
}

async function search({ visitor, base }: Reader, words: string): Promise<{ ms: number; searched: number }> {
  const since = performance.now()
  let searched = 0
  let olderThan: string | null = null
  do {
    const asked = { words, ...(olderThan && { olderThan }) }
    const { status, body } = await visitor.post(`${base}/search`, asked, elsewhere())
    if (status !== 200) throw new Error(`A search was answered with ${status}.`)
    const part = body as ReportMatches
    searched += part.searched
    olderThan = part.reports.length > 0 ? null : part.olderThan
  } while (olderThan)
  return { ms: performance.now() - since, searched }
}

async function searchRows(large: Reader, small: Reader): Promise<Row[]> {
  const whole: number[] = []
  const letter: number[] = []
  const quiet: number[] = []
  const meanwhile: number[] = []
  const delay: number[] = []
  for (let round = 0; round < SEARCHES; round += 1) {
    quiet.push((await ask(small, small.base)).ms)
    await watch()
    let isBusy = true
    const probing = (async () => {
      while (isBusy) {
        meanwhile.push((await ask(small, small.base)).ms)
        await new Promise((resolve) => setTimeout(resolve, 40))
      }
    })()
    const { ms, searched } = await search(large, "hooiberg naaldenkussen")
    isBusy = false
    await probing
    if (searched < REPORTS) throw new Error(`Only ${searched} reports were looked through.`)
    whole.push(ms)
    delay.push((await watch()).longestDelay)
    letter.push((await search(large, "a")).ms)
  }
  return [
    { what: "search through 20,000 reports, nothing found", unit: "ms", values: whole, goal: "≤ 1500" },
    { what: "search for one letter, the first fifty", unit: "ms", values: letter },
    { what: "another reader's first page, nobody searches", unit: "ms", values: quiet },
    { what: "another reader's first page during the search", unit: "ms", values: meanwhile },
    { what: "longest hold-up of the loop in a search", unit: "ms", values: delay, goal: "≤ 50" },
  ]
}

const watch = async () =>
  (await (await fetch(`http://127.0.0.1:${process.env["PORTAL_BENCH_WATCH"] ?? ""}`)).json()) as {
    longestDelay: number
  }

/** On a processor 4× slower, with 400 reports on the page. */
async function scrollRows(url: string): Promise<Row[]> {
  const args = ["--no-sandbox", "--disable-dev-shm-usage", "--disable-background-networking"]
  const browser = await chromium.launch({ executablePath: chromiumPath(), args })
  try {
    const page = await browser.newPage({ viewport: { width: 820, height: 1180 } })
    await logIn(page, url)
    const session = await page.context().newCDPSession(page)
    await session.send("Emulation.setCPUThrottlingRate", { rate: 4 })
    const more: number[] = []
    const older = page.getByRole("button", { name: "Toon eerdere rapportages" })
    for (let count = 1; count < PAGES; count += 1) {
      const reports = page.getByRole("article")
      const before = await reports.count()
      const since = performance.now()
      await older.click()
      await page.waitForFunction((had) => document.querySelectorAll("article").length > had, before)
      more.push(performance.now() - since)
    }
    const frames = await page.evaluate(scrollThrough)
    return [
      { what: "20 reports more, 4× slower processor", unit: "ms", values: more },
      { what: "scrolling 400 reports, 4× slower: a frame", unit: "ms", values: frames, goal: "median ≤ 17" },
      {
        what: "… frames over 50 ms, of all",
        unit: "%",
        values: [(100 * frames.filter((ms) => ms > 50).length) / frames.length],
        goal: "≤ 1",
      },
    ]
  } finally {
    await browser.close()
  }
}

/** Runs in the page: 40 pixels each frame, from top to bottom. No function in it may have a name of its own. */
async function scrollThrough(): Promise<number[]> {
  const frames: number[] = []
  window.scrollTo(0, 0)
  let last = await new Promise<number>(requestAnimationFrame)
  while (window.scrollY + innerHeight < document.documentElement.scrollHeight - 2 && frames.length < 600) {
    window.scrollBy({ top: 40, behavior: "instant" })
    const now = await new Promise<number>(requestAnimationFrame)
    frames.push(now - last)
    last = now
  }
  return frames
}

async function logIn(page: Page, url: string) {
  const { email, password } = personOf("henk")
  await page.goto(`${url}/inloggen`)
  await page.getByLabel("E-mailadres").fill(email)
  await page.getByLabel("Wachtwoord", { exact: true }).fill(password)
  await page.getByRole("button", { name: "Inloggen" }).click()
  const seen = await codesSent(url)
  await page.getByRole("button", { name: "Bevestig" }).click()
  await page.getByLabel("Beveiligingscode").waitFor()
  await page.getByLabel("Beveiligingscode").fill(await newCode(url, seen))
  await page.getByRole("button", { name: "Inloggen" }).click()
  await page.getByRole("button", { name: "Nee" }).click()
  await page
    .getByRole("link", { name: /^Rapportages/ })
    .first()
    .click()
  await page.getByRole("article").first().waitFor()
}
