// The organisation's logo by keyboard: a picture is chosen, seen, saved, stands in the head of the reader's pages, and goes.
import { button, heading, pressOn } from "./by-keyboard.ts"
import { expect, expectAccessible, test } from "./portal-test.ts"
import { expectBeautiful, staffLogIn } from "./staff-page.ts"

const drawing = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 300 100"><script>document.title = "kwaad"</script>
  <rect width="300" height="100" rx="20" fill="#0f4c8a"/><circle cx="50" cy="50" r="30" fill="#ffffff"/></svg>`

test("a logo is chosen, stands on every page, and is put back", async ({ visitorPage: page, portal }) => {
  test.setTimeout(120_000)
  await staffLogIn(page, portal, "/organisatie")
  await pressOn(page, page.getByRole("link", { name: /^Logo/ }))
  await expect(heading(page, "Logo")).toBeFocused()
  await pressOn(page, button(page, "Logo opslaan"))
  await expect(page.getByText("Fout: kies eerst een plaatje.").first()).toBeVisible()
  const file = page.getByLabel("Plaatje kiezen")
  await file.setInputFiles({ name: "logo.png", mimeType: "image/png", buffer: Buffer.from("geen plaatje") })
  await expect(page.getByText(/Fout: dit bestand is geen plaatje/).first()).toBeVisible()

  await file.setInputFiles({ name: "logo.svg", mimeType: "image/svg+xml", buffer: Buffer.from(drawing) })
  await expect(page.getByRole("img", { name: "Uw logo, zoals lezers het zien" })).toBeVisible()
  expect(await page.title()).not.toBe("kwaad")
  await expectBeautiful(page, "logo chosen")
  await pressOn(page, button(page, "Logo opslaan"))
  await expect(page.getByText("Uw logo staat nu boven aan elke pagina.")).toBeVisible()
  await expect(page.getByRole("banner").locator("img.mark")).toBeVisible()

  await page.goto(`${portal.url}/inloggen`)
  const mark = page.getByRole("banner").locator("img.mark")
  await expect(mark).toBeVisible()
  expect(
    await mark.evaluate((image: HTMLImageElement) => image.naturalWidth / image.naturalHeight),
  ).toBeCloseTo(3, 1)
  await expectAccessible(page, "login with a logo")

  await page.goto(`${portal.url}/beheer/organisatie/wijzigingen`)
  await expect(page.getByText("Werd: Eigen logo").first()).toBeVisible()
  await pressOn(page, button(page, "Zet terug van Logo"))
  await expect(page.getByText("Teruggezet. Dat geldt nu.")).toBeVisible()
  await page.goto(`${portal.url}/inloggen`)
  await expect(page.getByRole("banner").locator("svg.leaf")).toBeVisible()
  await expect(mark).toHaveCount(0)
})
