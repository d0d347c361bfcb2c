// The life book as a reader meets it: from home, chapter by chapter, without internet; and its absence where it does not belong.
import type { Page } from "@playwright/test"
import { demoActor } from "../../server/demo/load-demo.ts"
import { importResources } from "../../server/ecd/import-resources.ts"
import { expectLocked, main, openPatient, settle, test, unlock, workerIsThere } from "./own-tablet.ts"
import { expect, expectAccessible, logIn, sizes } from "./portal-test.ts"

const title = (page: Page, name: string) => page.getByRole("heading", { level: 1, name })
const tile = (page: Page, name: string) => page.getByRole("link", { name: new RegExp(`^${name}`) })
const chapter = (page: Page, name: string) =>
  main(page)
    .locator("section")
    .filter({ has: page.getByRole("heading", { name }) })

test("the life of one's mother is one tap from home, and opens again without internet until it is withdrawn", async ({
  visitorPage: page,
  portal,
  wire,
}) => {
  await logIn(page, portal, "anneke", { url: wire.url, keep: true })
  await openPatient(page, /Ria de Vries/)
  await workerIsThere(page)
  await tile(page, "Dit is mijn leven").click()
  await expect(title(page, "Dit is mijn leven")).toBeFocused()
  await expect(main(page)).toContainText("Ria de Vries-Bakker, geboren op 4 mei 1938")
  const who = chapter(page, "Wie ik ben")
  await expect(who.getByRole("term").filter({ hasText: "Hier word ik rustig van" })).toBeVisible()
  await expect(who.getByRole("definition").nth(2)).toHaveText("Handcrème en een warme deken")
  await expect(chapter(page, "De dochter van de bakker")).toContainText("1938 – 1956")
  await expect(main(page).getByRole("heading", { level: 2 }).nth(2)).toHaveText("Met Gerrit op de fiets")
  expect(await page.title()).toBe("Cliëntportaal - Dit is mijn leven")
  await expect(page.getByRole("button", { name: "Lees voor" })).toBeVisible()
  await expectAccessible(page, "life story")

  await page.getByRole("link", { name: "Lees ook het persoonsbeeld" }).click()
  await expect(title(page, "Persoonsbeeld")).toBeFocused()
  await expect(chapter(page, "Zo helpt u mij")).toContainText("Loop een stukje mee, of zing met mij.")
  await expect(main(page)).toContainText("Zingen in het koor")
  await expectAccessible(page, "portrait")
  await page.getByRole("link", { name: "Lees ook Dit is mijn leven" }).click()
  await expect(chapter(page, "De dochter van de bakker")).toBeVisible()
  // Pictures come when they are near: what is said meanwhile is not of the story.
  const chapters = async () =>
    (await main(page).locator("section.chapter").allInnerTexts()).map((text) =>
      text.replaceAll(/Bezig met ophalen\s*/g, ""),
    )
  const told = await chapters()
  await settle(page)

  await wire.unplug()
  await page.reload()
  await expectLocked(page)
  await unlock(page, "anneke")
  await expect(page.getByText(/Bewaard op/)).toBeVisible()
  expect(await chapters()).toEqual(told)
  await page.getByRole("link", { name: "Lees ook het persoonsbeeld" }).click()
  await expect(main(page)).toContainText("Zingen in het koor")

  // The ECD withdraws the story: at the first contact the copy goes, and the portrait stays.
  const story = () => portal.db("life_story_chapters").where({ section: "lifeStory" })
  await story().update({ visible: false })
  await page.reload()
  await expectLocked(page)
  await wire.plug()
  await unlock(page, "anneke")
  await expect(main(page)).toContainText("Zingen in het koor")
  await settle(page)
  await wire.unplug()
  await page.reload()
  await unlock(page, "anneke")
  await expect(main(page)).toContainText("Zingen in het koor")
  await page.getByRole("link", { name: "Lees ook Dit is mijn leven" }).click()
  await expect(page.getByText("Deze pagina is niet bewaard op dit apparaat")).toBeVisible()
  await story().update({ visible: true })
})

test("outside a PG location there is no such page; nothing told yet, and not fetched, say their own words", async ({
  visitorPage: page,
  portal,
}) => {
  await logIn(page, portal, "henk")
  await expect(tile(page, "Zorgplan").first()).toBeVisible()
  await expect(tile(page, "Persoonsbeeld")).toHaveCount(0)
  await expect(tile(page, "Dit is mijn leven")).toHaveCount(0)
  await page.goto(`${portal.url}/leven`)
  await expect(page).toHaveURL(/\/dossier\/[0-9a-f-]{36}\/leven$/)
  await expect(main(page)).toContainText("U kunt het levensverhaal van dit dossier niet bekijken.")
  await page.goto(page.url().replace("/leven", "/persoonsbeeld"))
  await expect(main(page)).toContainText("U kunt het persoonsbeeld van dit dossier niet bekijken.")
  await page.goto(`${portal.url}/uitloggen`)
  await page.getByRole("button", { name: "Uitloggen" }).click()

  await logIn(page, portal, "anneke")
  await page.goto(`${portal.url}/persoonsbeeld`)
  await page.getByRole("link", { name: /Jopie van Dam/ }).click()
  await expect(main(page)).toContainText("Er is nog geen persoonsbeeld.")
  await expectAccessible(page, "no portrait yet")
  const address = "**/api/patients/*/portrait"
  await page.route(address, (route) => route.abort())
  await page.reload()
  await expect(main(page)).toContainText("Het persoonsbeeld kon niet worden opgehaald.")
  await page.unroute(address)
  await page.getByRole("button", { name: "Probeer opnieuw" }).click()
  await expect(main(page)).toContainText("Er is nog geen persoonsbeeld.")
})

test("an odd life, at 200 %, on a phone and in dark high contrast: all of it is there and nothing breaks", async ({
  visitorPage: page,
  portal,
}) => {
  test.setTimeout(120_000)
  const security = [{ system: "http://terminology.hl7.org/CodeSystem/v3-Confidentiality", code: "N" }]
  const form = {
    resourceType: "QuestionnaireResponse",
    id: "jopie-raar",
    meta: { security },
    questionnaire: "persoonsbeeld",
    status: "amended",
    subject: { reference: "Patient/jopie-van-dam" },
    item: [
      { text: "<b>Vraag</b>", answer: [{ valueString: "<img src=x onerror=alert(1)>" }] },
      { text: "L".repeat(190), answer: [{ valueString: "zonderspaties".repeat(80) }] },
      { text: "Lang", answer: [{ valueString: "woord ".repeat(5_000) + "einde" }] },
    ],
  }
  const items = [{ resource: form, location: "odd#0" }]
  await importResources(portal.deps, { resources: items, sourceName: "demo-ecd", actor: demoActor })
  await logIn(page, portal, "anneke")
  await page.goto(`${portal.url}/persoonsbeeld`)
  await page.getByRole("link", { name: /Jopie van Dam/ }).click()
  await expect(main(page)).toContainText("<img src=x onerror=alert(1)>")
  await expect(main(page)).toContainText(/woord einde/)
  await expect(main(page)).toContainText("Gewijzigd op")
  const odd = page.url()
  await page.goto(`${portal.url}/leven`)
  await page.getByRole("link", { name: /Ria de Vries/ }).click()
  await expect(title(page, "Dit is mijn leven")).toBeVisible()
  const life = page.url()
  for (const viewport of Object.values(sizes)) {
    await page.setViewportSize(viewport)
    for (const kept of [
      { versie: 1, schaal: 200 },
      { versie: 1, thema: "donker", contrast: "aan" },
    ]) {
      await page.evaluate((value) => localStorage.setItem("weergave", JSON.stringify(value)), kept)
      for (const address of [life, odd]) {
        await page.goto(address)
        await expect(main(page).locator("section.chapter").first()).toBeVisible()
        await expectAccessible(page, `${address} ${JSON.stringify(kept)}`)
        const sideways = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)
        expect(sideways).toBeLessThanOrEqual(0)
      }
    }
  }
  await portal
    .db("life_story_chapters")
    .whereIn("id", portal.db("fhir_resources").where({ resource_id: "jopie-raar" }).select("id"))
    .delete()
})
