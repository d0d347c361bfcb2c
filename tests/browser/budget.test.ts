// What a first visit costs. Bytes, not seconds: the same on every machine.
import { readdirSync, readFileSync } from "node:fs"
import { gzipSync } from "node:zlib"
import { expect, test } from "./portal-test.ts"

const budget = 90_000
const workerBudget = 12_000

type Part = { file: string; isEntry?: boolean; imports?: string[]; name?: string }
const parts = JSON.parse(readFileSync("dist/client-manifest.json", "utf8")) as Record<string, Part>

/** The part and everything that is fetched with it. */
function withImports(key: string, found = new Set<string>()): Set<string> {
  if (found.has(key)) return found
  found.add(key)
  for (const imported of parts[key]?.imports ?? []) withImports(imported, found)
  return found
}

test("the first screen needs at most 90 kB of script and style, compressed", async ({
  visitorPage: page,
  portal,
}) => {
  // What comes after the first paint: it registers the worker.
  const later = parts["pwa/worker.ts"]?.file ?? ""
  const sizes = new Map<string, number>()
  page.on("response", (response) => {
    const { pathname } = new URL(response.url())
    if (!/\.(js|css)$/.test(pathname) || pathname === `/${later}`) return
    const { "content-encoding": encoding, "content-length": size } = response.headers()
    // Under half a kilobyte compression costs more than it saves.
    if (Number(size) > 512) expect(encoding, response.url()).toBe("br")
    sizes.set(response.url(), Number(size))
  })
  await page.goto(`${portal.url}/inloggen`, { waitUntil: "networkidle" })
  const total = [...sizes.values()].reduce((sum, size) => sum + size, 0)
  expect(sizes.size).toBeGreaterThan(2)
  expect(total).toBeGreaterThan(10_000)
  expect(total, JSON.stringify(Object.fromEntries(sizes))).toBeLessThanOrEqual(budget)
})

test("the first screen carries nothing of the worker or of what estimates a password", () => {
  const entry = Object.keys(parts).find((key) => parts[key]?.isEntry) ?? ""
  const files = [...withImports(entry)].map((key) => parts[key]?.file ?? "")
  expect(files.length).toBeGreaterThan(1)
  for (const file of files) {
    expect(file).not.toMatch(/zxcvbn/)
    expect(readFileSync(`dist/client/${file}`, "utf8"), file).not.toMatch(/SKIP_WAITING|api\/staff/)
  }
  expect(readFileSync(`dist/client/${parts["pwa/worker.ts"]?.file ?? ""}`, "utf8")).toMatch(/SKIP_WAITING/)
})

test("the styles of Beheer are a file of their own, which readers never load", () => {
  const sheets = readdirSync("dist/client/assets").filter((name) => name.endsWith(".css"))
  const withBeheer = sheets.filter((name) =>
    readFileSync(`dist/client/assets/${name}`, "utf8").includes(".log-row"),
  )
  expect(withBeheer).toHaveLength(1)
  expect(withBeheer[0]).toMatch(/^admin-/)
  const entry = readFileSync("dist/client/index.html", "utf8")
  expect(entry).not.toContain(withBeheer[0] ?? "admin-")
})

test("the service worker stays under 12 kB, compressed, and leaves out what is large", () => {
  const worker = readFileSync("dist/client/sw.js", "utf8")
  expect(gzipSync(worker, { level: 9 }).length).toBeLessThanOrEqual(workerBudget)
  const kept = [...worker.matchAll(/"url":"([^"]+)"/g)].map(([, path]) => path ?? "")
  expect(kept.length).toBeGreaterThan(20)
  expect(kept.filter((path) => /zxcvbn|admin-|opendyslexic|noto-sans-latin-ext/.test(path))).toEqual([])
  const sizes = kept.map((path) => readFileSync(`dist/client/${path}`).length)
  expect(Math.max(...sizes)).toBeLessThan(250_000)
  for (const page of ["LockPage", "ReportsPage", "AgendaPage"]) expect(kept.join(" "), page).toContain(page)
})

test("hashed files may be kept for ever, the page itself is asked for each time", async ({
  visitorPage: page,
  portal,
}) => {
  const headers = new Map<string, string>()
  page.on("response", (response) =>
    headers.set(new URL(response.url()).pathname, response.headers()["cache-control"] ?? ""),
  )
  await page.goto(`${portal.url}/inloggen`, { waitUntil: "networkidle" })
  expect(headers.get("/inloggen")).toBe("no-cache")
  const assets = [...headers].filter(([path]) => path.startsWith("/assets/"))
  expect(assets.length).toBeGreaterThan(2)
  for (const [path, header] of assets) expect(header, path).toBe("public, max-age=31536000, immutable")
})
