// No flash of another look: from the first style there is, the ground is the chosen one, in all 16 combinations.
import type { Page } from "@playwright/test"
import { displayFields } from "#contract/display"
import { expect, test } from "./portal-test.ts"

/** Every ground a frame could have shown while the page came up. */
async function groundsWhileLoading(page: Page, address: string, kept: object): Promise<string[]> {
  await page.evaluate((values) => localStorage.setItem("weergave", values), JSON.stringify(kept))
  await page.goto(address)
  await expect(page.getByRole("heading", { level: 1 })).toBeVisible()
  return await page.evaluate(() => (globalThis as unknown as { grounds: string[] }).grounds)
}

test("the right ground from the first frame on, whatever was chosen", async ({
  visitorPage: page,
  portal,
}) => {
  await page.addInitScript(() => {
    const grounds: string[] = []
    Object.assign(globalThis, { grounds })
    const look = () => {
      const isStyled = document.body && getComputedStyle(document.documentElement).getPropertyValue("--page")
      const ground = isStyled ? getComputedStyle(document.body).backgroundColor : null
      if (ground && grounds.at(-1) !== ground) grounds.push(ground)
      requestAnimationFrame(look)
    }
    look()
  })
  await page.goto(`${portal.url}/inloggen`)
  const expected: Record<string, string> = {
    "licht uit": "rgb(243, 241, 236)",
    "licht aan": "rgb(255, 255, 255)",
    "donker uit": "rgb(20, 23, 26)",
    "donker aan": "rgb(0, 0, 0)",
  }
  for (const thema of ["licht", "donker"])
    for (const contrast of ["uit", "aan"])
      for (const kleuren of displayFields.kleuren) {
        const kept = { versie: 1, thema, contrast, kleuren }
        const grounds = await groundsWhileLoading(page, `${portal.url}/inloggen`, kept)
        expect(grounds, JSON.stringify(kept)).toEqual([expected[`${thema} ${contrast}`]])
      }
})

test("a device that is dark stays dark while a page is fetched", async ({ visitorPage: page, portal }) => {
  await page.emulateMedia({ colorScheme: "dark" })
  await page.route("**/assets/**/*.js", async (route) => {
    await new Promise((done) => setTimeout(done, 300))
    await route.continue()
  })
  await page.goto(`${portal.url}/inloggen`, { waitUntil: "commit" })
  await page.waitForFunction(() => document.body && getComputedStyle(document.body).margin === "0px")
  expect(await page.evaluate(() => getComputedStyle(document.body).backgroundColor)).toBe("rgb(20, 23, 26)")
})
