// What goes wrong on the way in, and the way on from there: a wrong address or number, another browser, no SMS, a lock-out.
import type { Page } from "@playwright/test"
import { mobileIndexOf } from "../../server/credentials/mobile.ts"
import type { Portal } from "../support/portal.ts"
import { credentialsOf, expect, expectAccessible, fillCode, newestCode, sizes, test } from "./portal-test.ts"

const guest = {
  email: "gast@voorbeeld.example",
  mobile: "06 55 66 77 88",
  password: "Zeilboot-4-kersen-lamp",
}

const field = (page: Page, name: string) => page.getByRole("textbox", { name, exact: true })
const button = (page: Page, name: string) => page.getByRole("button", { name, exact: true })
const title = (page: Page, name: string) => page.getByRole("heading", { level: 1, name })

async function fillIn(page: Page, email: string) {
  await field(page, "E-mailadres").fill(email)
  await field(page, "Mobiel nummer").fill(guest.mobile)
  await passwords(page)
  await page.getByRole("checkbox").check()
}

async function passwords(page: Page) {
  await field(page, "Nieuw wachtwoord").fill(guest.password)
  await field(page, "Bevestig wachtwoord").fill(guest.password)
}

async function linkFor(portal: Portal, email: string): Promise<string> {
  const mails = (await portal.messages()).filter(({ kind, to }) => kind === "mail" && to === email)
  const link = /http\S+\/bevestig#[\w-]{43}/.exec(mails[0]?.text ?? "")?.[0]
  if (!link) throw new Error(`no link was mailed to ${email}`)
  return link
}

test("a wrong address is corrected: what was typed is still there, but for the passwords", async ({
  visitorPage: page,
  portal,
}) => {
  await page.goto(`${portal.url}/registreren`)
  await fillIn(page, "gsat@voorbeeld.example")
  await button(page, "Registreer").click()
  await expect(page.getByText("gsat@voorbeeld.example")).toBeVisible()
  await button(page, "E-mailadres verbeteren").click()
  await expect(field(page, "E-mailadres")).toHaveValue("gsat@voorbeeld.example")
  await expect(field(page, "Mobiel nummer")).toHaveValue(guest.mobile)
  await expect(page.getByRole("checkbox")).toBeChecked()
  await expect(field(page, "Nieuw wachtwoord")).toHaveValue("")
  await field(page, "E-mailadres").fill(guest.email)
  await passwords(page)
  await button(page, "Registreer").click()
  await expect(page.getByText(guest.email)).toBeVisible()
  // The app was closed and opened again: the address is known, and can be corrected.
  await page.reload()
  await button(page, "E-mailadres verbeteren").click()
  await expect(field(page, "E-mailadres")).toHaveValue(guest.email)
})

test("Bevestig is pressed in another browser: the app that waits says so, and goes on with its own password", async ({
  visitorPage: page,
  portal,
  browser,
}) => {
  await page.goto(`${portal.url}/registreren`)
  await fillIn(page, guest.email)
  await button(page, "Registreer").click()
  await expect(title(page, "Kijk in uw e-mail.")).toBeVisible()

  const elsewhere = await browser.newContext()
  const other = await elsewhere.newPage()
  await other.clock.setFixedTime(portal.clock.now())
  await other.goto(await linkFor(portal, guest.email))
  await expect(other.getByText("06 •• •• •• 88")).toBeVisible()
  await expect(other.getByText("Klopt het nummer niet?")).toBeVisible()
  await button(other, "Bevestig").click()
  await expect(field(other, "Beveiligingscode")).toBeVisible()
  await elsewhere.close()

  await page.evaluate(() => window.dispatchEvent(new Event("focus")))
  await expect(title(page, "Uw e-mailadres is bevestigd")).toBeVisible()
  await page.getByRole("link", { name: "Inloggen" }).click()
  await expect(field(page, "E-mailadres")).toHaveValue(guest.email)
  await field(page, "Wachtwoord").fill(guest.password)
  await page.keyboard.press("Enter")
  await button(page, "Bevestig").click()
  await fillCode(page, portal)
  await page.keyboard.press("Enter")
  await expect(page).toHaveURL(/inloggen\/bsn/)
})

test("no SMS, or to a number that is not mine: the code page leads on, in each way that leads there", async ({
  visitorPage: page,
  portal,
}) => {
  await page.goto(`${portal.url}/registreren`)
  await fillIn(page, guest.email)
  await button(page, "Registreer").click()
  await expect(page.getByText(guest.email)).toBeVisible()
  await page.goto(await linkFor(portal, guest.email))
  await button(page, "Bevestig").click()
  await expect(page.getByRole("heading", { level: 2, name: "Geen sms gekregen?" })).toBeVisible()
  await expect(page.getByText("U kunt om 14:01 een nieuwe code vragen.")).toBeVisible()
  for (const size of [sizes.phone, sizes.tablet]) {
    await page.setViewportSize(size)
    await expectAccessible(page, `code of a registration, ${size.width}`)
  }
  await page.getByRole("link", { name: "Nummer verbeteren" }).click()
  await expect(title(page, "Cliëntportaal - Registratie")).toBeVisible()

  const { email, password } = credentialsOf("henk")
  await page.goto(`${portal.url}/inloggen`)
  await field(page, "E-mailadres").fill(email)
  await field(page, "Wachtwoord").fill(password)
  await page.keyboard.press("Enter")
  await button(page, "Bevestig").click()
  await expect(page.getByText("Heeft u een ander nummer, of is uw telefoon weg?")).toBeVisible()
  await expect(page.getByRole("main").getByRole("link", { name: /^0344/ })).toBeVisible()
  await expect(page.getByRole("link", { name: "Nummer verbeteren" })).toHaveCount(0)
})

test("a fourth account on one number is told what is the matter, and the code stays in the field", async ({
  visitorPage: page,
  portal,
}) => {
  const number = { mobile_index: mobileIndexOf(portal.deps.sealing, "+31655667788") }
  const three = (await portal.db("accounts").where({ state: "active" }).limit(3)) as {
    id: string
    mobile_index: string
  }[]
  for (const { id } of three) await portal.db("accounts").where({ id }).update(number)
  await page.goto(`${portal.url}/registreren`)
  await fillIn(page, guest.email)
  await button(page, "Registreer").click()
  await expect(page.getByText(guest.email)).toBeVisible()
  await page.goto(await linkFor(portal, guest.email))
  await button(page, "Bevestig").click()
  await fillCode(page, portal)
  const code = await newestCode(portal)
  await page.keyboard.press("Enter")
  await expect(page.getByText("Met dit mobiele nummer zijn er al 3 accounts.").first()).toBeVisible()
  await expect(field(page, "Beveiligingscode")).toHaveValue(code)
})

test("whoever is locked out for a while reads until when, as a time", async ({
  visitorPage: page,
  portal,
}) => {
  const { email, password } = credentialsOf("henk")
  await page.goto(`${portal.url}/inloggen`)
  for (let time = 0; time < 6; time += 1) {
    await field(page, "E-mailadres").fill(email)
    await field(page, "Wachtwoord").fill("Niet-mijn-wachtwoord-1")
    const answer = page.waitForResponse("**/api/login")
    await page.keyboard.press("Enter")
    await (await answer).finished()
    await expect(field(page, "Wachtwoord")).toHaveValue("")
  }
  await expect(
    page.getByText("U heeft te vaak geprobeerd. Wacht tot 14:01 uur of kies Wachtwoord vergeten.").first(),
  ).toBeVisible()

  await portal.db("rate_counters").delete()
  await field(page, "Wachtwoord").fill(password)
  await page.keyboard.press("Enter")
  await button(page, "Bevestig").click()
  await expect(field(page, "Beveiligingscode")).toBeVisible()
  const until = new Date(portal.clock.now().getTime() + 15 * 60_000).toISOString()
  await portal.db("accounts").update({ codes_blocked_until: until })
  await portal.db("devices").update({ codes_blocked_until: until })
  await field(page, "Beveiligingscode").fill("123456")
  await page.keyboard.press("Enter")
  await expect(page.getByText("U heeft te vaak geprobeerd. Wacht tot 14:15 uur.").first()).toBeVisible()
  await expectAccessible(page, "locked out at the code")
})
