// Registration → reading → log out → log in, as Peter Bakker walks it; once with the keyboard alone.
import type { Page } from "@playwright/test"
import type { Portal } from "../support/portal.ts"
import {
  answerKeeping,
  credentialsOf,
  expect,
  expectAccessible,
  logIn,
  newestCode,
  test,
} from "./portal-test.ts"

const peter = { email: "peter.bakker@voorbeeld.example", mobile: "06 87654321", bsn: "9999.00.079" }
const password = "Zeilboot-4-kersen-lamp"

async function mailedLink(portal: Portal): Promise<string> {
  const [mail] = (await portal.messages()).filter(
    (message) => message.kind === "mail" && message.to === peter.email,
  )
  const link = /https?:\/\/\S+#\S+/.exec(mail?.text ?? "")?.[0]
  if (!link) throw new Error("no mail with a link")
  return link
}

async function giveCode(page: Page, portal: Portal) {
  await expect(page.getByLabel("Beveiligingscode")).toBeVisible()
  const code = await newestCode(portal)
  await page.getByLabel("Beveiligingscode").fill(`${code.slice(0, 3)} ${code.slice(3)}`)
  await page.getByRole("button", { name: "Inloggen" }).click()
}

test("someone who is not registered yet gets in, reads, logs out and logs in again", async ({
  visitorPage: page,
  portal,
}) => {
  await page.goto(portal.url)
  await expect(page.getByRole("heading", { level: 1, name: "Cliëntportaal - Inloggen" })).toBeVisible()
  await expectAccessible(page, "login")

  await page.getByRole("link", { name: "Registreer" }).click()
  await expect(page.getByRole("heading", { level: 1 })).toBeFocused()
  await expectAccessible(page, "registration")
  await page.getByLabel("E-mailadres").fill(peter.email)
  await page.getByLabel("Mobiel nummer").fill(peter.mobile)
  await page.getByLabel("Nieuw wachtwoord", { exact: true }).fill(password)
  await page.getByLabel("Bevestig wachtwoord", { exact: true }).fill("Anders-4-dit")
  await page.getByRole("checkbox").check()
  await page.getByRole("button", { name: "Registreer" }).click()
  await expect(page.getByText("de wachtwoorden zijn niet gelijk").first()).toBeVisible()
  await expectAccessible(page, "registration with a mistake")
  await page.getByLabel("Nieuw wachtwoord", { exact: true }).fill(password)
  await page.getByLabel("Bevestig wachtwoord", { exact: true }).fill(password)
  await page.getByRole("button", { name: "Registreer" }).click()

  await expect(page).toHaveURL(/registreren\/e-mail/)
  await expect(page.getByText(peter.email).first()).toBeVisible()
  await expectAccessible(page, "look in your mail")

  await page.goto(await mailedLink(portal))
  await expect(page.getByText(peter.email).first()).toBeVisible()
  expect(page.url()).not.toContain("#")
  await expectAccessible(page, "confirm the address")
  await page.getByRole("button", { name: "Bevestig" }).click()
  await expect(page.getByLabel("Beveiligingscode")).toBeVisible()
  await expectAccessible(page, "code")
  await giveCode(page, portal)

  await expect(page).toHaveURL(/inloggen\/bsn/)
  await expectAccessible(page, "BSN")
  await page.getByRole("textbox").fill("123456782")
  await page.keyboard.press("Enter")
  await expect(page.locator(".wrong, [role=alert]").first()).toBeVisible()
  await page.getByRole("textbox").fill(peter.bsn)
  await page.keyboard.press("Enter")
  await expect(page).toHaveURL(/akkoord$/)
  await expectAccessible(page, "terms of use")
  await page.getByRole("checkbox", { name: /^Ik heb de gebruikersvoorwaarden gelezen/ }).check()
  await page.getByRole("button", { name: "Akkoord" }).click()
  await expect(page).toHaveURL(/\/dossier\//)
  await expect(page.getByText("Ria de Vries-Bakker").first()).toBeVisible()
  await expectAccessible(page, "home")

  await page
    .getByRole("link", { name: /^Rapportages/ })
    .first()
    .click()
  await expect(page.getByRole("heading", { level: 1, name: "Rapportages" })).toBeFocused()
  await expectAccessible(page, "reports")

  await page.getByRole("link", { name: "Uitloggen", exact: true }).click()
  await page.getByRole("button", { name: "Ja, uitloggen" }).click()
  await expect(page.getByText("U bent uitgelogd")).toBeVisible()
  await page.goBack()
  await expect(page.getByText("Ria de Vries-Bakker")).toHaveCount(0)

  await page.goto(`${portal.url}/inloggen`)
  await page.getByLabel("E-mailadres").fill(peter.email)
  await page.getByLabel("Wachtwoord", { exact: true }).fill(password)
  await page.keyboard.press("Enter")
  await page.getByRole("button", { name: "Bevestig" }).click()
  await giveCode(page, portal)
  await expect(page.getByRole("heading", { name: /ook zonder internet lezen\?$/ })).toBeFocused()
  await expectAccessible(page, "may this device keep it")
  await answerKeeping(page, false)
  await expect(page).toHaveURL(/\/dossier\//)
})

test("the way from the login page to a report takes a keyboard and nothing else", async ({
  visitorPage: page,
  portal,
}) => {
  const { email, password: own } = credentialsOf("anneke")
  const tabTo = async (name: RegExp) => {
    for (let presses = 0; presses < 60; presses += 1) {
      await page.keyboard.press("Tab")
      const text = await page.evaluate(() => {
        const element = document.activeElement as HTMLInputElement | null
        // Nothing has the focus: the words of the whole page are nobody's.
        if (element === document.body) return ""
        const label = element?.labels?.[0]?.textContent ?? ""
        const own = `${element?.getAttribute("aria-label") ?? ""} ${element?.textContent ?? ""}`
        return `${label} ${own}`.replaceAll("\u00ad", "").trim()
      })
      if (name.test(text)) return
    }
    throw new Error(`the keyboard never reaches ${String(name)}`)
  }
  await page.goto(`${portal.url}/inloggen`)
  await tabTo(/^E-mailadres/)
  await page.keyboard.type(email)
  await tabTo(/^Wachtwoord/)
  await page.keyboard.type(own)
  await page.keyboard.press("Enter")
  await expect(page).toHaveURL(/bevestigen/)
  await tabTo(/Bevestig/)
  await page.keyboard.press("Enter")
  await expect(page).toHaveURL(/code/)
  await tabTo(/^Beveiligingscode/)
  await page.keyboard.type(await newestCode(portal))
  await page.keyboard.press("Enter")
  await expect(page).toHaveURL(/zonder-internet/)
  await tabTo(/^Ja, dit is mijn eigen/)
  await page.keyboard.press("Enter")
  await expect(page).toHaveURL(/dossiers/, { timeout: 15_000 })
  await tabTo(/Ria de Vries/)
  await page.keyboard.press("Enter")
  await expect(page).toHaveURL(/\/dossier\//)
  await tabTo(/^Rapportages/)
  await page.keyboard.press("Enter")
  await expect(page.getByRole("heading", { level: 1, name: "Rapportages" })).toBeFocused()
  await expect(page.getByRole("link", { name: /Lees de hele rapportage/ }).first()).toBeVisible()
  await tabTo(/Lees de hele rapportage/)
  await page.keyboard.press("Enter")
  await expect(page).toHaveURL(/rapportages\/[0-9a-f-]{36}$/)
  await expect(page.getByRole("heading", { level: 1 })).toBeFocused()
})

test("a wrong password, code or link gets a sentence and a way on", async ({ visitorPage: page, portal }) => {
  const { email, password: own } = credentialsOf("henk")
  await page.goto(`${portal.url}/inloggen`)
  await page.getByRole("button", { name: "Inloggen" }).click()
  await expect(page.getByText(/^Fout:/).first()).toBeVisible()
  await page.getByLabel("E-mailadres").fill(email)
  await page.getByLabel("Wachtwoord", { exact: true }).fill("Dit-is-het-niet-9")
  await page.getByRole("button", { name: "Inloggen" }).click()
  await expect(page.getByText("uw e-mailadres of wachtwoord klopt niet").first()).toBeVisible()
  await expect(page.getByLabel("E-mailadres")).toHaveValue(email)
  await expectAccessible(page, "login with a mistake")
  await page.getByLabel("Wachtwoord", { exact: true }).fill(own)
  await page.getByRole("button", { name: "Inloggen" }).click()
  await page.getByRole("button", { name: "Bevestig" }).click()
  await page.getByLabel("Beveiligingscode").fill("12345")
  await page.getByRole("button", { name: "Inloggen" }).click()
  await expect(page.getByText("U vulde 5 cijfers in. De code heeft 6 cijfers.").first()).toBeVisible()
  const right = await newestCode(portal)
  await page.getByLabel("Beveiligingscode").fill(right === "111111" ? "222222" : "111111")
  await page.getByRole("button", { name: "Inloggen" }).click()
  await expect(page.getByText("deze code klopt niet").first()).toBeVisible()
  await page.reload()
  await page.getByLabel("Beveiligingscode").fill(right)
  await page.getByRole("button", { name: "Inloggen" }).click()
  await expect(page).toHaveURL(/\/dossier\//)

  await page.goto(`${portal.url}/bevestig#${"x".repeat(43)}`)
  await expect(page.getByRole("main")).toContainText(/link/i)
  await expectAccessible(page, "a link that does not work")
})

test("Hoog contrast can be switched before logging in and survives logging out", async ({
  visitorPage: page,
  portal,
}) => {
  await page.goto(`${portal.url}/inloggen`)
  await page.getByRole("switch", { name: /Hoog contrast/ }).click()
  await expect(page.locator("html")).toHaveAttribute("data-contrast", "hoog")
  await logIn(page, portal, "henk")
  await expect(page.locator("html")).toHaveAttribute("data-contrast", "hoog")
  await page.getByRole("link", { name: "Uitloggen", exact: true }).click()
  await page.getByRole("button", { name: "Ja, uitloggen" }).click()
  await page.reload()
  await expect(page.locator("html")).toHaveAttribute("data-contrast", "hoog")
})
