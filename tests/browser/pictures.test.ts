// Pictures of the life book: in their chapter, with their words, without internet as far as they were seen, and broken.
import type { Page } from "@playwright/test"
import { demoActor } from "../../server/demo/load-demo.ts"
import { importResources } from "../../server/ecd/import-resources.ts"
import { document as documentOf } from "../support/family.ts"
import { expectLocked, main, openPatient, settle, test, unlock, workerIsThere } from "./own-tablet.ts"
import { expect, expectAccessible, logIn, sizes } from "./portal-test.ts"

const chapter = (page: Page, name: string) =>
  main(page)
    .locator("section")
    .filter({ has: page.getByRole("heading", { name }) })
const picture = (page: Page, name: string) => page.getByRole("img", { name: `Foto: ${name}` })
/** Scrolled to, drawn, and from the memory of the page only. */
async function expectDrawn(page: Page, name: string) {
  await main(page).getByText(name, { exact: true }).scrollIntoViewIfNeeded()
  await expect(picture(page, name)).toBeVisible()
  await expect(picture(page, name)).toHaveJSProperty("complete", true)
  const { width, source } = await picture(page, name).evaluate((image: HTMLImageElement) => {
    return { width: image.naturalWidth, source: image.src }
  })
  expect(width).toBeGreaterThan(800)
  expect(source).toMatch(/^blob:/)
}

test("pictures stand in the chapter of their year, and those that were seen open without internet", async ({
  visitorPage: page,
  portal,
  wire,
}) => {
  await logIn(page, portal, "anneke", { url: wire.url, keep: true })
  await openPatient(page, /Ria de Vries/)
  await workerIsThere(page)
  const tiles = page.getByRole("navigation", { name: "Onderdelen" })
  await tiles.getByRole("link", { name: /^Persoons/ }).click()
  await expectDrawn(page, "Aan de keukentafel")
  await expect(main(page)).toContainText("Een schaal met appels op een geruit kleed")
  await page.getByRole("link", { name: "Lees ook Dit is mijn leven" }).click()
  await expectDrawn(page, "De bakkerij in Tiel")
  await expect(chapter(page, "De dochter van de bakker").locator("figure")).toHaveCount(1)
  await expect(chapter(page, "Met Gerrit op de fiets").locator("figure")).toHaveCount(2)
  await expectDrawn(page, "Onze trouwdag")
  await expect(chapter(page, "Met Gerrit op de fiets")).toContainText("Ria draagt een witte jurk met sluier")
  await expectDrawn(page, "Twee fietsen aan de rivier")
  await expectAccessible(page, "pictures")
  await settle(page)

  await wire.unplug()
  await page.reload()
  await expectLocked(page)
  await unlock(page, "anneke")
  for (const name of ["De bakkerij in Tiel", "Onze trouwdag"]) await expectDrawn(page, name)

  // One is withdrawn: at the first contact its copy goes, with the page that showed it.
  await portal.db("pictures").where({ section: "portrait" }).update({ visible: false })
  await page.reload()
  await expectLocked(page)
  await wire.plug()
  await unlock(page, "anneke")
  await page.getByRole("link", { name: "Lees ook het persoonsbeeld" }).click()
  await main(page).getByText("Aan de keukentafel").scrollIntoViewIfNeeded()
  await expect(main(page)).toContainText("De foto kon niet worden opgehaald.")
  await expect(main(page)).toContainText("Een schaal met appels op een geruit kleed")
  await expectAccessible(page, "a picture that did not come")
  await portal.db("pictures").update({ visible: true })
  await main(page).getByRole("button", { name: "Probeer opnieuw" }).click()
  await expectDrawn(page, "Aan de keukentafel")
})

test("without internet a picture that was never seen says so; one that is broken is told in words", async ({
  visitorPage: page,
  portal,
}) => {
  const svg = Buffer.from(`<svg xmlns="http://www.w3.org/2000/svg"/>`).toString("base64")
  const attachment = { contentType: "image/svg+xml", title: "Het tuinhek", data: svg }
  const resource = documentOf("jopie-hek", "jopie-van-dam", [attachment], {
    type: { text: "levensverhaal" },
    description: "Jopie zwaait bij het groene hek",
  })
  const resources = [{ resource, location: "hek#1" }]
  await importResources(portal.deps, { resources, sourceName: "demo-ecd", actor: demoActor })
  await logIn(page, portal, "anneke")
  await page.goto(`${portal.url}/leven`)
  await page.getByRole("link", { name: /Jopie van Dam/ }).click()
  await expect(main(page)).toContainText("Deze foto kan niet worden getoond. In woorden:")
  await expect(main(page)).toContainText("Jopie zwaait bij het groene hek")
  await expectAccessible(page, "a broken picture")

  const address = "**/api/patients/*/*/pictures/*"
  await page.route(address, (route) => route.abort())
  await page.goto(`${portal.url}/leven`)
  await page.getByRole("link", { name: /Ria de Vries/ }).click()
  await main(page).getByText("De bakkerij in Tiel").scrollIntoViewIfNeeded()
  await expect(main(page)).toContainText(
    "Deze foto staat niet op dit apparaat. Met internet ziet u de foto wel.",
  )
  await page.unroute(address)
  // An answer that is no picture after all.
  const json = { id: "x", etag: "x", type: "image/webp", base64: "bm90IGEgcGljdHVyZQ==" }
  await page.route(address, (route) => route.fulfill({ json }))
  await page.reload()
  await main(page).getByText("De bakkerij in Tiel").scrollIntoViewIfNeeded()
  await expect(main(page)).toContainText("Deze foto kan niet worden getoond. In woorden:")
  await page.unroute(address)
  for (const viewport of Object.values(sizes)) {
    await page.setViewportSize(viewport)
    for (const kept of [
      { versie: 1, schaal: 200 },
      { versie: 1, thema: "donker", contrast: "aan" },
    ]) {
      await page.evaluate((value) => localStorage.setItem("weergave", JSON.stringify(value)), kept)
      await page.reload()
      await expectDrawn(page, "Onze trouwdag")
      await expectAccessible(page, `${viewport.width} ${JSON.stringify(kept)}`)
      const sideways = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)
      expect(sideways).toBeLessThanOrEqual(0)
    }
  }
  await portal
    .db("life_story_chapters")
    .whereIn("id", portal.db("fhir_resources").where({ resource_id: "jopie-hek" }).select("id"))
    .delete()
})
