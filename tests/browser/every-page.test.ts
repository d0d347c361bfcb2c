// axe on every page that the other stories do not already judge, and a canary that proves axe looks.
import findings from "./axe.ts"
import { credentialsOf, expect, expectAccessible, logIn, test } from "./portal-test.ts"

const open = [
  "/hulp",
  "/privacyverklaring",
  "/gebruikersvoorwaarden",
  "/toegankelijkheid",
  "/wachtwoord-vergeten",
  "/bestaat-niet",
]

test("pages for everyone", async ({ visitorPage: page, portal }) => {
  for (const path of open) {
    await page.goto(portal.url + path)
    await expect(page.getByRole("heading", { level: 1 })).toBeVisible()
    await page.waitForLoadState("networkidle")
    await expectAccessible(page, path)
  }
})

test("the step between password and code", async ({ visitorPage: page, portal }) => {
  const { email, password } = credentialsOf("henk")
  await page.goto(`${portal.url}/inloggen`)
  await page.getByLabel("E-mailadres").fill(email)
  await page.getByLabel("Wachtwoord", { exact: true }).fill(password)
  await page.keyboard.press("Enter")
  await expect(page.getByRole("button", { name: "Bevestig" })).toBeVisible()
  await expect(page.getByText("06 •• •• •• 89")).toBeVisible()
  await expectAccessible(page, "Bevestig")
})

test("pages of one's own", async ({ visitorPage: page, portal }) => {
  await logIn(page, portal, "anneke")
  for (const path of [
    "/dossiers",
    "/account",
    "/account/wachtwoord",
    "/account/nummer",
    "/account/e-mail",
    "/account/sluiten",
    "/account/gegevens",
    "/uitloggen",
    "/gedeeld-apparaat",
    "/hulp",
  ]) {
    await page.goto(portal.url + path)
    await expect(page.getByRole("heading", { level: 1 })).toBeVisible()
    await page.waitForLoadState("networkidle")
    await expectAccessible(page, path)
  }
})

test("the check itself sees a field without a name, small grey letters and a button too small", async ({
  visitorPage: page,
  portal,
}) => {
  await page.goto(`${portal.url}/hulp`)
  await expect(page.getByRole("heading", { level: 1, name: "Hulp" })).toBeVisible()
  await page.waitForLoadState("networkidle")
  await page.evaluate(() => {
    const main = document.querySelector("main")
    const field = document.createElement("input")
    const grey = document.createElement("p")
    grey.textContent = "Dit is te licht om te lezen."
    grey.style.color = "#6a6a6a"
    const small = document.createElement("button")
    small.textContent = "x"
    Object.assign(small.style, { width: "12px", height: "12px", padding: "0", font: "10px sans-serif" })
    const other = small.cloneNode(true)
    main?.append(field, grey, small, other)
  })
  const found = (await findings(page)).join("\n")
  for (const rule of ["label", "color-contrast-enhanced", "target-size"]) expect(found).toContain(`${rule}:`)
})
