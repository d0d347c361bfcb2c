// The portal kept on the device: what opens without the server, what never comes from there, and what is never kept.
import { comeBack, expect, keptPaths, notice, openKept, test } from "./pwa-portal.ts"

const record = "/dossier/0b7f3a52-6c1d-4c7e-9a57-1f2d3c4b5a69/rapportages"

test("after one visit the program opens without the server: at the door, deep in a record, and again", async ({
  visitorPage: page,
  moving,
}) => {
  await openKept(page, `${moving.url}/inloggen`)
  await moving.stop()
  for (const path of ["/inloggen", "/", `${record}?week=2026-W48#x`, "/hulp#handleiding"]) {
    const response = await page.goto(moving.url + path)
    expect(response?.fromServiceWorker(), path).toBe(true)
    await expect(page.getByRole("banner")).toContainText("De Linde")
    await expect(page.getByRole("heading", { level: 1 })).toBeVisible()
  }
  await page.reload()
  await expect(page.getByRole("heading", { level: 1 })).toBeVisible()
  await expect(page).toHaveTitle(/^Cliëntportaal - /)
})

test("the API and the page of a mailed link are the server's, and nothing of them is kept", async ({
  visitorPage: page,
  moving,
}) => {
  await openKept(page, `${moving.url}/inloggen`)
  moving.seen.length = 0
  await page.goto(`${moving.url}/hulp`)
  await page.getByRole("heading", { level: 1 }).waitFor()
  expect(moving.seen).not.toContain("/hulp")
  expect(moving.seen).toContain("/api/organisation")
  await page.goto(`${moving.url}/bevestig?van=mail#${"x".repeat(43)}`)
  await page.getByRole("heading", { level: 1 }).waitFor()
  expect(moving.seen).toContain("/bevestig")
  for (const path of ["/postvak", "/postvak.json", "/.well-known/change-password", "/bestaat-niet"]) {
    await page.goto(moving.url + path)
    expect(moving.seen, path).toContain(path)
  }
  await page.goto(`${moving.url}/hulp`)
  const kept = await keptPaths(page)
  expect(kept.length).toBeGreaterThan(20)
  expect(kept.filter((path) => !/^\/(|weergave\.js|icon\.svg|assets\/[^/]+)$/.test(path))).toEqual([])
  expect(kept.filter((path) => /zxcvbn|opendyslexic/.test(path))).toEqual([])
  await moving.stop()
  await expect(page.goto(`${moving.url}/bevestig`)).rejects.toThrow(/ERR_CONNECTION_REFUSED/)
})

test("a network's own login page is never kept in the place of the program", async ({
  visitorPage: page,
  moving,
  newer,
}) => {
  const loginPage = (paths: RegExp) =>
    moving.interfere((request, response) => {
      const isOfWorker = request.headers["sec-fetch-dest"] === "empty"
      if (!isOfWorker || !paths.test(request.url ?? "")) return false
      response.writeHead(200, { "Content-Type": "text/html" }).end("<h1>Welkom bij Hotel-wifi</h1>")
      return true
    })
  for (const paths of [/^\/$/, /^\/assets\/AgendaPage.*\.js$/, /^\/weergave\.js$/]) {
    loginPage(paths)
    const answered = page.waitForFunction(
      async () => (await navigator.serviceWorker.getRegistration())?.installing === null,
    )
    await page.goto(`${moving.url}/inloggen`)
    await answered
    await page.waitForTimeout(1500)
    const registration = await page.evaluate(async () => {
      const { active, waiting } = (await navigator.serviceWorker.getRegistration()) ?? {}
      return { active: Boolean(active), waiting: Boolean(waiting) }
    })
    expect(registration, String(paths)).toEqual({ active: false, waiting: false })
  }
  moving.interfere(null)
  await openKept(page, `${moving.url}/inloggen`)

  moving.serve(newer)
  loginPage(/^\/$/)
  moving.seen.length = 0
  await comeBack(page, 31)
  await expect.poll(() => moving.seen).toContain("/")
  await page.waitForTimeout(1000)
  await expect(notice(page)).toBeHidden()
  await moving.stop()
  await page.reload()
  await expect(page.getByRole("heading", { level: 1 })).toBeVisible()
})

test("only the letters that the reader chose are kept beside the ordinary ones", async ({
  visitorPage: page,
  moving,
}) => {
  const dyslexic = async () => (await keptPaths(page)).filter((path) => path.includes("opendyslexic")).length
  await openKept(page, `${moving.url}/inloggen`)
  expect(await dyslexic()).toBe(0)
  await page.evaluate(() => document.documentElement.setAttribute("data-letters", "dyslexie"))
  await expect.poll(dyslexic).toBe(2)
  await moving.stop()
  const loaded = await page.evaluate(async () => (await document.fonts.load("1em OpenDyslexic")).length)
  expect(loaded).toBe(1)
  await page.evaluate(() => document.documentElement.setAttribute("data-letters", "gewoon"))
  await expect.poll(dyslexic).toBe(0)
})

test("the worker's file is asked for each time and may do nothing but fetch", async ({ portal }) => {
  const { headers } = await fetch(`${portal.url}/sw.js`)
  expect(headers.get("cache-control")).toBe("no-cache")
  expect(headers.get("content-type")).toMatch(/^text\/javascript/)
  expect(headers.get("content-security-policy")).toMatch(/^default-src 'none'; connect-src 'self'; /)
})
