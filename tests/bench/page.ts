// What a visit costs: Lighthouse as a phone on slow 4G, the next visit from the service worker, and bytes.
import { readFileSync } from "node:fs"
import { gzipSync } from "node:zlib"
import { chromium, type Browser, type BrowserContext } from "@playwright/test"
import lighthouse from "lighthouse"
import { launch } from "puppeteer-core"
import { chromiumPath } from "../../scripts/debian-paths.mjs"
import { inTurns, type Bench, type Row } from "./support/bench.ts"

const executablePath = chromiumPath()
const args = ["--no-sandbox", "--disable-dev-shm-usage", "--disable-background-networking"]
const LIGHTHOUSE_ROUNDS = 3
const VISIT_ROUNDS = 9

const bench: Bench = async ({ url }) => [
  ...(await lighthouseRows(url)),
  ...(await visitRows(url)),
  ...(await byteRows(url)),
]
export default bench

async function lighthouseRows(url: string): Promise<Row[]> {
  const figures: Record<"score" | "lcp" | "tbt" | "cls", number[]> = { score: [], lcp: [], tbt: [], cls: [] }
  for (let round = 0; round < LIGHTHOUSE_ROUNDS; round += 1) {
    const browser = await launch({ executablePath, args })
    try {
      const flags = { onlyCategories: ["performance"] }
      const result = await lighthouse(`${url}/inloggen`, flags, undefined, await browser.newPage())
      const audit = (name: string) => result?.lhr.audits[name]?.numericValue ?? NaN
      figures.score.push((result?.lhr.categories["performance"]?.score ?? NaN) * 100)
      figures.lcp.push(audit("largest-contentful-paint"))
      figures.tbt.push(audit("total-blocking-time"))
      figures.cls.push(audit("cumulative-layout-shift"))
    } finally {
      await browser.close()
    }
  }
  return [
    { what: "Lighthouse mobile, performance", unit: "points", values: figures.score, goal: "≥ 95" },
    { what: "largest contentful paint", unit: "ms", values: figures.lcp, goal: "≤ 2000" },
    { what: "total blocking time", unit: "ms", values: figures.tbt, goal: "≤ 150" },
    { what: "cumulative layout shift", unit: "", values: figures.cls, goal: "< 0.02" },
  ]
}

/** Runs in the page: when the header is there, and when the page under it is. */
function watchShell() {
  const times = window as unknown as { shellAt?: number; pageAt?: number }
  new MutationObserver(() => {
    if (document.querySelector(".app > header")) times.shellAt ??= performance.now()
    if (document.querySelector(".app h1")) times.pageAt ??= performance.now()
  }).observe(document, { childList: true, subtree: true })
}

async function visit(context: BrowserContext, url: string, what: "shellAt" | "pageAt", slower = 1) {
  const page = await context.newPage()
  const session = await context.newCDPSession(page)
  await session.send("Emulation.setCPUThrottlingRate", { rate: slower })
  await page.addInitScript(watchShell)
  await page.goto(`${url}/inloggen`)
  const handle = await page.waitForFunction(
    (name) => (window as unknown as Record<string, number>)[name],
    what,
  )
  const time = (await handle.jsonValue()) ?? NaN
  await page.close()
  return time
}

async function visitRows(url: string): Promise<Row[]> {
  const browser = await chromium.launch({ executablePath, args })
  try {
    const returning = await withWorker(browser, url)
    const fromWorker = (slower: number, what: "shellAt" | "pageAt") => () =>
      visit(returning, url, what, slower)
    const fromNetwork = async () => {
      const context = await browser.newContext({ serviceWorkers: "block" })
      return await visit(context, url, "shellAt").finally(() => context.close())
    }
    const values = await inTurns(VISIT_ROUNDS, {
      "first visit, shell from the network": fromNetwork,
      "next visit, shell from the worker": fromWorker(1, "shellAt"),
      "next visit, shell from the worker, 4× slower processor": fromWorker(4, "shellAt"),
      "next visit, login page readable": fromWorker(1, "pageAt"),
    })
    return Object.entries(values).map(([what, times]) => ({
      what,
      unit: "ms",
      values: times,
      ...(what.includes("worker") && { goal: "≤ 400" }),
    }))
  } finally {
    await browser.close()
  }
}

async function withWorker(browser: Browser, url: string): Promise<BrowserContext> {
  const context = await browser.newContext()
  const page = await context.newPage()
  await page.goto(`${url}/inloggen`)
  await page.waitForFunction(() => navigator.serviceWorker.controller !== null)
  await page.close()
  return context
}

async function byteRows(url: string): Promise<Row[]> {
  const browser = await chromium.launch({ executablePath, args })
  const sums = { program: 0, letters: 0 }
  try {
    const page = await (await browser.newContext({ serviceWorkers: "block" })).newPage()
    page.on("response", (response) => {
      const { pathname } = new URL(response.url())
      const size = Number(response.headers()["content-length"] ?? 0)
      if (/\.(js|css)$/.test(pathname)) sums.program += size
      if (pathname.endsWith(".woff2")) sums.letters += size
    })
    await page.goto(`${url}/inloggen`, { waitUntil: "networkidle" })
  } finally {
    await browser.close()
  }
  const worker = gzipSync(readFileSync("dist/client/sw.js"), { level: 9 }).length
  return [
    {
      what: "script and style of the login page, brotli",
      unit: "bytes",
      values: [sums.program],
      goal: "≤ 90000",
    },
    { what: "letters of the login page", unit: "bytes", values: [sums.letters] },
    { what: "service worker, gzip", unit: "bytes", values: [worker], goal: "≤ 12000" },
  ]
}
