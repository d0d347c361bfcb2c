// A newer version: it waits, it comes when it is asked or when nothing can be lost, and it never takes a word along.
import type { Page } from "@playwright/test"
import { changeOrganisation } from "../../server/organisation/settings.ts"
import { comeBack, expect, newerHeading, notice, openKept, test } from "./pwa-portal.ts"

const update = (page: Page) => page.getByRole("button", { name: "Nu bijwerken" })

function countLoads(page: Page) {
  const loads = { count: 0 }
  page.on("load", () => (loads.count += 1))
  return loads
}

const isWaiting = (page: Page) =>
  page.evaluate(async () => Boolean((await navigator.serviceWorker.getRegistration())?.waiting))

/** Behind another tab or app; a browser without a screen shows every tab. */
const hide = (page: Page) =>
  page.evaluate(() => Object.defineProperty(document, "visibilityState", { get: () => "hidden" }))

async function expectNewer(page: Page, isNewer: boolean) {
  await page.getByRole("link", { name: "Hulp" }).first().click()
  await expect(page.getByRole("heading", { level: 1 })).toHaveText(isNewer ? newerHeading : "Hulp")
}

test("a new version waits, says so quietly, keeps what is being typed, and comes when asked", async ({
  visitorPage: page,
  moving,
  newer,
}) => {
  await openKept(page, `${moving.url}/inloggen`)
  moving.serve(newer)
  const email = page.getByLabel("E-mailadres")
  await email.fill("anneke")
  await comeBack(page, 31)
  await expect(notice(page)).toBeVisible()
  await expect(email).toBeFocused()

  const loads = countLoads(page)
  await update(page).click()
  await expect(page.getByText("Maak eerst af wat u invult", { exact: false })).toBeVisible()
  await expect(email).toHaveValue("anneke")
  expect(loads.count).toBe(0)

  await email.fill("")
  await update(page).click()
  await expect(notice(page)).toBeHidden()
  await expectNewer(page, true)
  expect(loads.count).toBe(1)
})

test("one tab takes the new version: an empty one behind it follows, one with text waits for its reader", async ({
  visitorPage: page,
  context,
  moving,
  newer,
}) => {
  await openKept(page, `${moving.url}/registreren`)
  await page.getByLabel("E-mailadres").fill("peter@voorbeeld.example")
  await hide(page)
  const empty = await context.newPage()
  await openKept(empty, `${moving.url}/inloggen`)
  await hide(empty)
  const other = await context.newPage()
  await openKept(other, `${moving.url}/inloggen`)
  moving.serve(newer)
  await comeBack(other, 31)
  const loads = countLoads(page)
  const emptyLoads = countLoads(empty)
  await update(other).click()
  await expectNewer(other, true)
  await expectNewer(empty, true)
  expect(emptyLoads.count).toBe(1)

  await expect(notice(page)).toBeVisible()
  await expect(page.getByLabel("E-mailadres")).toHaveValue("peter@voorbeeld.example")
  expect(loads.count).toBe(0)
  await page.getByLabel("E-mailadres").fill("")
  await update(page).click()
  await expect(notice(page)).toBeHidden()
  await expectNewer(page, true)
  expect(loads.count).toBe(1)
})

test("a version that was waiting takes over at the next start, unless another tab would be taken along", async ({
  visitorPage: page,
  context,
  moving,
  newer,
}) => {
  await openKept(page, `${moving.url}/inloggen`)
  const other = await context.newPage()
  await openKept(other, `${moving.url}/registreren`)
  moving.serve(newer)
  await comeBack(page, 31)
  await expect(notice(page)).toBeVisible()
  await page.reload()
  await expect(notice(page)).toBeVisible()
  await page.waitForTimeout(1000)
  expect(await isWaiting(page)).toBe(true)
  await other.close()

  // Once by the reader, once by the version that takes over.
  const loads = countLoads(page)
  await page.reload()
  await expect.poll(() => loads.count).toBe(2)
  await expectNewer(page, true)
})

test("the organisation's new name reaches the page that is kept", async ({
  visitorPage: page,
  moving,
  portal,
}) => {
  const rename = (name: string) => changeOrganisation(portal.db, { name }, "test", portal.clock.now())
  const kept = page.locator("meta[name=organisation]")
  await openKept(page, `${moving.url}/inloggen`)
  await rename("Zorggroep De Wilg")
  try {
    await comeBack(page, 31)
    await update(page).click()
    await expect(notice(page)).toBeHidden()
    await moving.stop()
    await page.reload()
    await expect(kept).toHaveAttribute("content", "Zorggroep De Wilg")
  } finally {
    await rename("Zorggroep De Linde")
  }
})

test.describe("without a worker", () => {
  test.use({ serviceWorkers: "block" })

  test("a part that a new version took away makes the page load again, once", async ({
    visitorPage: page,
    moving,
    newer,
  }) => {
    await page.goto(`${moving.url}/inloggen`)
    await page.getByRole("heading", { level: 1 }).waitFor()
    moving.serve(newer)
    const loads = countLoads(page)
    await page.getByRole("link", { name: "Hulp" }).first().click()
    await expect.poll(() => loads.count).toBe(1)
    await expectNewer(page, true)
    expect(loads.count).toBe(1)
  })

  test("without internet the page stays, and says what is the matter", async ({
    visitorPage: page,
    moving,
  }) => {
    await page.goto(`${moving.url}/inloggen`)
    await page.getByRole("heading", { level: 1 }).waitFor()
    await moving.stop()
    const loads = countLoads(page)
    await page.getByRole("link", { name: "Hulp" }).first().click()
    await expect(page.getByRole("heading", { level: 1, name: "Niet opgehaald" })).toBeVisible()
    await page.waitForTimeout(500)
    expect(loads.count).toBe(0)
  })

  test("over a half-filled form it does not load again either", async ({
    visitorPage: page,
    moving,
    newer,
  }) => {
    await page.goto(`${moving.url}/inloggen`)
    await page.getByLabel("E-mailadres").fill("anneke")
    moving.serve(newer)
    const loads = countLoads(page)
    await page.getByRole("link", { name: "Hulp" }).first().click()
    await expect(page.getByRole("heading", { level: 1, name: "Niet opgehaald" })).toBeVisible()
    await page.waitForTimeout(500)
    expect(loads.count).toBe(0)
  })
})
