// "Bericht bij iets nieuws" on Mijn account, and the organisation's announcements on Start.
import type { Page } from "@playwright/test"
import { addAnnouncement } from "../../server/organisation/announcements.ts"
import { expectLocked, main, openPatient, settle, test, unlock, workerIsThere } from "./own-tablet.ts"
import { expect, expectAccessible, logIn, sizes } from "./portal-test.ts"

const by = { kind: "system", id: "test" } as const

async function expectBeautiful(page: Page, what: string) {
  await expectAccessible(page, what)
  for (const size of [sizes.phone, sizes.tablet]) {
    await page.setViewportSize(size)
    await page.evaluate(() => (document.documentElement.style.fontSize = "200%"))
    await expectAccessible(page, `${what}, 200 %, ${size.width}`)
    await page.evaluate(() => (document.documentElement.style.fontSize = ""))
  }
}
const heading = (page: Page, name: string) => page.getByRole("heading", { level: 1, name })
const radio = (page: Page, name: RegExp) => page.getByRole("radio", { name })

test("chosen by keyboard, kept at once, taken back, and the same after a reload", async ({
  visitorPage: page,
  portal,
}) => {
  const frequencies = async () =>
    (await portal.db("news_settings").select("frequency")).map(({ frequency }) => String(frequency))
  await logIn(page, portal, "henk")
  await page.goto(`${portal.url}/account`)
  await page.getByRole("link", { name: "Berichten kiezen" }).click()
  await expect(heading(page, "Bericht bij iets nieuws")).toBeFocused()
  await expect(radio(page, /^Elke dag/)).toBeChecked()
  await expectBeautiful(page, "Bericht bij iets nieuws")

  await radio(page, /^Elke dag/).focus()
  await page.keyboard.press("ArrowDown")
  await expect(radio(page, /^Elke week/)).toBeChecked()
  await expect(page.getByText("U krijgt hooguit 1 keer per week bericht.")).toBeVisible()
  await expect.poll(frequencies).toEqual(["weekly"])
  await expectBeautiful(page, "Opgeslagen")
  await page.getByRole("button", { name: "Ongedaan maken" }).click()
  await expect(radio(page, /^Elke dag/)).toBeChecked()
  await expect.poll(frequencies).toEqual(["daily"])
  await expect(page.getByRole("button", { name: "Ongedaan maken" })).toHaveCount(0)
  await expect(radio(page, /^Elke dag/)).toBeFocused()
  await radio(page, /^Geen bericht/).check()
  await expect.poll(frequencies).toEqual(["off"])
  await page.reload()
  await expect(radio(page, /^Geen bericht/)).toBeChecked()
})

test("without internet the choice goes back to what is kept, in words", async ({
  visitorPage: page,
  portal,
  wire,
}) => {
  await logIn(page, portal, "henk", { url: wire.url })
  await page.goto(`${wire.url}/account/berichten`)
  await expect(radio(page, /^Elke dag/)).toBeChecked()
  await wire.unplug()
  // Not check(): what was pressed goes back at once.
  await radio(page, /^Direct/).click()
  await expect(page.getByText("Uw keuze is niet bewaard.")).toBeVisible()
  await expect(radio(page, /^Elke dag/)).toBeChecked()
  expect(await portal.db("news_settings")).toEqual([])
})

test("an announcement on Start, read, put away, and gone on the next visit", async ({
  visitorPage: page,
  portal,
}) => {
  const add = (firstDay: string, title: string, body: string) =>
    addAnnouncement(portal.deps, { title, body, firstDay, lastDay: "2026-11-25" }, by, "test")
  await add("2026-11-21", "Nieuwe klantenservice", "Het nieuwe nummer is 0344 00 12 99.")
  await add(
    "2026-11-22",
    "Het portaal is even dicht",
    "Zondag van 8 tot 10 uur.\nDaarna werkt alles weer. <b>Niet vet</b>",
  )
  await logIn(page, portal, "henk")
  const first = main(page).getByRole("heading", { name: "Het portaal is even dicht" })
  await expect(first).toBeVisible()
  await expect(main(page).getByText("<b>Niet vet</b>")).toBeVisible()
  await expectBeautiful(page, "Start met aankondigingen")
  await page.getByRole("button", { name: "Gelezen Het portaal is even dicht" }).focus()
  await page.keyboard.press("Enter")
  await expect(first).toHaveCount(0)
  await expect(main(page).getByRole("heading", { name: "Nieuwe klantenservice" })).toBeFocused()
  await page.reload()
  await expect(main(page).getByRole("heading", { name: "Nieuwe klantenservice" })).toBeVisible()
  await expect(first).toHaveCount(0)
})

test("a tablet without internet shows what it was told, and puts nothing away", async ({
  visitorPage: page,
  portal,
  wire,
}) => {
  test.setTimeout(90_000)
  const text = {
    title: "Het portaal is even dicht",
    body: "Zondag.",
    firstDay: "2026-11-22",
    lastDay: "2026-11-25",
  }
  await addAnnouncement(portal.deps, text, by, "test")
  await logIn(page, portal, "anneke", { url: wire.url, keep: true })
  await expect(main(page).getByRole("heading", { name: text.title })).toBeVisible()
  await openPatient(page, /Ria de Vries/)
  await workerIsThere(page)
  await settle(page)
  await wire.unplug()
  await page.reload()
  await expectLocked(page)
  await unlock(page, "anneke")
  await expect(main(page).getByRole("heading", { name: text.title })).toBeVisible({ timeout: 20_000 })
  await expect(page.getByRole("button", { name: /^Gelezen/ })).toHaveCount(0)
})
