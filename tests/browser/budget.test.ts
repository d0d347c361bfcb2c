// What a first visit costs. Bytes, not seconds: the same on every machine.
import { expect, test } from "./portal-test.ts"

const budget = 90_000

test("the first screen needs at most 90 kB of script and style, compressed", async ({
  visitorPage: page,
  portal,
}) => {
  const sizes = new Map<string, number>()
  page.on("response", (response) => {
    if (!/\.(js|css)$/.test(new URL(response.url()).pathname)) return
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
