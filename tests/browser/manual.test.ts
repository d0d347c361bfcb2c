// The manual in Hulp: found by a word, opened by its address, on paper and without internet, before anybody logs in.
import { expect, expectAccessible } from "./portal-test.ts"
import { test, workerIsThere } from "./own-tablet.ts"

test("a subject is found by a word, marked, or there is a next step; an address opens one", async ({
  visitorPage: page,
  portal,
}) => {
  await page.goto(`${portal.url}/hulp`)
  const main = page.getByRole("main")
  const search = main.getByLabel("Zoek in de handleiding")
  const subject = (name: string) => main.getByRole("heading", { level: 4, name })
  await page.waitForLoadState("networkidle")
  const asked: string[] = []
  page.on("request", (request) => request.url().includes("/api/") && asked.push(request.url()))

  // The three ways to people stand above it.
  const headings = await main.getByRole("heading", { level: 2 }).allInnerTexts()
  expect(headings.slice(0, 4)).toEqual([
    "Vragen over de zorg",
    "Haast, of liever iemand spreken?",
    "Lukt er iets niet op de tablet?",
    "Handleiding",
  ])
  const all = await main.getByRole("heading", { level: 4 }).count()
  expect(all).toBeGreaterThan(15)

  await search.fill("CLIËNT KIEZEN")
  await expect(main.getByText("1 onderwerp gevonden.")).toBeVisible()
  await expect(subject("Lezen voor meer cliënten")).toBeVisible()
  await expect(
    main
      .locator("mark")
      .filter({ hasText: /^kiezen$/ })
      .first(),
  ).toBeVisible()
  await expectAccessible(page, "found in the manual")

  for (const nothing of ["%", "(", "q", "zeppelin", "x".repeat(500)]) {
    await search.fill(nothing)
    await expect(main.getByText("Niets gevonden")).toBeVisible()
  }
  await expect(main.getByText("Probeer een ander woord, of een deel van een woord.")).toBeVisible()
  await expect(main.getByRole("heading", { level: 4 })).toHaveCount(0)
  await expectAccessible(page, "nothing found in the manual")
  await main.getByRole("button", { name: "Toon alle onderwerpen" }).click()
  await expect(search).toBeFocused()
  await expect(main.getByRole("heading", { level: 4 })).toHaveCount(all)
  await expect(main.getByText("Zet in mijn eigen agenda")).toBeHidden()
  expect(asked).toEqual([])

  // By keyboard, and by its address.
  const agenda = main.locator("#agenda summary")
  await agenda.focus()
  await page.keyboard.press("Enter")
  await expect(main.getByText("Zet in mijn eigen agenda")).toBeInViewport()
  await page.goto(`${portal.url}/weergave`)
  await page.goto(`${portal.url}/hulp#voorlezen`)
  await expect(main.getByText("Vorige zin")).toBeInViewport()
  await expect(main.getByText("Zet in mijn eigen agenda")).toBeHidden()
  await expectAccessible(page, "one subject of the manual")
})

test("on paper each subject is whole and the foot stays away", async ({ visitorPage: page, portal }) => {
  await page.goto(`${portal.url}/hulp`)
  await expect(page.getByText("Zet in mijn eigen agenda")).toBeHidden()
  await expect(page.getByRole("contentinfo")).toBeVisible()
  await page.emulateMedia({ media: "print" })
  await expect(page.getByText("Zet in mijn eigen agenda")).toBeVisible()
  await expect(page.getByRole("contentinfo")).toBeHidden()
})

test("without internet, and before logging in, the manual opens too", async ({ visitorPage: page, wire }) => {
  await page.goto(`${wire.url}/inloggen`)
  await workerIsThere(page)
  await wire.unplug()
  await page.goto(`${wire.url}/hulp#storing`)
  await expect(page.getByText("Kijk of uw apparaat internet heeft.")).toBeInViewport()
  await page.getByLabel("Zoek in de handleiding").fill("stippellijn")
  await expect(page.getByText("Moeilijke woorden en")).toBeVisible()
})
