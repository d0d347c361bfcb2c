// The portal on the home screen: what the browser asks for it, and how a reader is helped.
import { chromium, type Page } from "@playwright/test"
import { mkdtempSync, readFileSync, rmSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { chromiumPath } from "../../scripts/debian-paths.mjs"
import { expectAccessible, logIn, sizes } from "./portal-test.ts"
import { expect, openKept, test } from "./pwa-portal.ts"

test("Chromium finds nothing that keeps the portal from being installed", async ({ moving }) => {
  const folder = mkdtempSync(join(tmpdir(), "portal-profile-"))
  // A private window can install nothing: this one keeps its profile.
  const context = await chromium.launchPersistentContext(folder, {
    executablePath: chromiumPath(),
    args: ["--no-sandbox", "--disable-dev-shm-usage"],
  })
  try {
    const page = await context.newPage()
    await openKept(page, `${moving.url}/inloggen`)
    const session = await context.newCDPSession(page)
    const { errors, data } = await session.send("Page.getAppManifest")
    expect(errors).toEqual([])
    expect(data).toContain("Zorggroep De Linde")
    expect((await session.send("Page.getInstallabilityErrors")).installabilityErrors).toEqual([])
    const { appId } = await session.send("Page.getAppId")
    expect(appId).toBe(`${moving.url}/`)
  } finally {
    await context.close()
    rmSync(folder, { recursive: true, force: true })
  }
})

type Picture = { src: string; sizes: string; purpose?: string; form_factor?: string; label?: string }

test("the manifest says whose portal it is, and its pictures are what it says", async ({ portal }) => {
  const answer = await fetch(`${portal.url}/manifest.webmanifest`)
  expect(answer.headers.get("content-type")).toMatch(/^application\/manifest\+json/)
  expect(answer.headers.get("cache-control")).toBe("no-cache")
  const manifest = (await answer.json()) as Record<string, unknown> & {
    icons: Picture[]
    screenshots: Picture[]
  }
  expect(manifest).toMatchObject({
    name: "Cliëntportaal Zorggroep De Linde",
    lang: "nl",
    id: "/",
    start_url: "/",
    scope: "/",
    display: "standalone",
    orientation: "any",
  })
  expect(String(manifest["short_name"]).length).toBeLessThanOrEqual(12)
  const tokens = readFileSync("client/kit/tokens.css", "utf8")
  expect(tokens).toContain(`--bg: ${String(manifest["theme_color"])}`)
  expect(tokens).toContain(`--surface: ${String(manifest["background_color"])}`)
  expect(manifest.icons.map(({ sizes, purpose }) => `${sizes} ${String(purpose)}`)).toEqual([
    "192x192 any",
    "512x512 any",
    "512x512 maskable",
  ])
  expect(manifest.screenshots.map(({ form_factor }) => form_factor)).toEqual(["wide", "narrow"])
  for (const { src, sizes } of [
    ...manifest.icons,
    ...manifest.screenshots,
    { src: "/apple-touch-icon.png", sizes: "180x180" },
  ]) {
    const response = await fetch(portal.url + src)
    expect(response.headers.get("content-type"), src).toBe("image/png")
    const bytes = Buffer.from(await response.arrayBuffer())
    expect(`${bytes.readUInt32BE(16)}x${bytes.readUInt32BE(20)}`, src).toBe(sizes)
    expect(bytes.length, src).toBeLessThan(120_000)
  }
})

/** What Chromium does in a window that is not private. */
async function offerInstall(page: Page) {
  await page.evaluate(() => {
    const offer = new Event("beforeinstallprompt", { cancelable: true })
    const prompt = () => {
      window.dispatchEvent(new Event("appinstalled"))
      return Promise.resolve({ outcome: "accepted" })
    }
    window.dispatchEvent(Object.assign(offer, { prompt }))
  })
}

test("the page about the home screen begins with this device, asks when it can, and says when it is done", async ({
  visitorPage: page,
  moving,
}) => {
  await page.goto(`${moving.url}/installeren`)
  await expect(page.locator("main ol.plain-list").first()).toContainText("adresbalk")
  await offerInstall(page)
  await expectAccessible(page, "install page")
  await page.getByRole("button", { name: "Zet op beginscherm" }).click()
  await expect(page.getByText("Het portaal staat nu bij uw apps.")).toBeVisible()
  await expect(page.getByRole("button", { name: "Zet op beginscherm" })).toBeHidden()
})

test("the card on Start stays away once it is put away", async ({ visitorPage: page, portal }) => {
  const card = page.getByRole("region", { name: "Zet het portaal op uw beginscherm" })
  await logIn(page, portal, "henk")
  await expect(page.getByRole("heading", { level: 1 })).toBeVisible()
  await expect(card).toBeHidden()
  await offerInstall(page)
  await expect(card).toBeVisible()
  for (const size of [sizes.tablet, sizes.phone]) {
    await page.setViewportSize(size)
    await expectAccessible(page, "Start with the card")
  }
  await card.getByRole("button", { name: "Niet nu" }).click()
  await expect(card).toBeHidden()
  await page.reload()
  await expect(page.getByRole("heading", { level: 1 })).toBeVisible()
  await offerInstall(page)
  await expect(card).toBeHidden()
})

test.describe("on an iPad", () => {
  test.use({
    hasTouch: true,
    viewport: sizes.standing,
    userAgent: "Mozilla/5.0 (iPad; CPU OS 18_6 like Mac OS X) Version/18.6 Safari/604.1",
  })

  test("the steps are those of Safari, and fit with the largest letters", async ({
    visitorPage: page,
    moving,
  }) => {
    await page.goto(`${moving.url}/installeren`)
    const first = page.locator("main ol.plain-list").first()
    await expect(first).toContainText("Zet op beginscherm")
    await expectAccessible(page, "install page on an iPad")
    await page.evaluate(() => localStorage.setItem("weergave", JSON.stringify({ versie: 1, schaal: 200 })))
    for (const size of [sizes.standing, sizes.phone, { width: 320, height: 640 }]) {
      await page.setViewportSize(size)
      await page.reload()
      await expect(first).toContainText("Zet op beginscherm")
      await expectAccessible(page, `install page, 200 %, ${size.width}`)
    }
  })
})
