// Invited by the organisation: from the mail to the record, by keyboard; and what a link says that opens nothing any more.
import { button, field, tabTo } from "./by-keyboard.ts"
import { cancelInvitation, inviteHolder } from "../../server/access/invitations.ts"
import { emailIndexOf } from "../../server/credentials/email.ts"
import type { Portal } from "../support/portal.ts"
import { expect, expectAccessible, newestCode, sizes, test as base } from "./portal-test.ts"

const peter = { email: "peter.bakker@voorbeeld.example", bsn: "9999.00.079" }
const password = "Zeilboot-4-kersen-lamp"
const staff = { kind: "operator", id: "test" } as const

const test = base.extend<{ grantId: string }>({
  grantId: async ({ portal }, use) => {
    const index = { email_index: emailIndexOf(portal.deps.sealing, peter.email) }
    const grant = (await portal.db("grants").where(index).first("id")) as { id: string }
    await use(grant.id)
  },
})

async function linkFor(portal: Portal): Promise<string> {
  const mails = (await portal.messages()).filter(({ kind, to }) => kind === "mail" && to === peter.email)
  const link = /http\S+\/welkom#[\w-]{43}/.exec(mails[0]?.text ?? "")?.[0]
  if (!link) throw new Error("no invitation was mailed")
  return link
}

test("from the mail to the record with the keyboard alone", async ({
  visitorPage: page,
  portal,
  grantId,
}) => {
  test.setTimeout(120_000)
  await inviteHolder(portal.deps, grantId, false, staff, "test")
  await page.goto(await linkFor(portal))
  await expect(page.getByRole("heading", { level: 1, name: "Welkom" })).toBeVisible()
  expect(page.url()).toBe(`${portal.url}/welkom`)
  await expect(page.getByText(peter.email)).toBeVisible()
  await expect(page.getByText("06 •• •• •• 21")).toBeVisible()
  for (const size of [sizes.phone, sizes.tablet]) {
    await page.setViewportSize(size)
    await expectAccessible(page, `Welkom, ${size.width}`)
    await page.evaluate(() => (document.documentElement.style.fontSize = "200%"))
    await expectAccessible(page, `Welkom, 200 %, ${size.width}`)
    await page.evaluate(() => (document.documentElement.style.fontSize = ""))
  }
  await tabTo(page, field(page, "Nieuw wachtwoord"))
  await page.keyboard.type("kort")
  await page.keyboard.press("Enter")
  await expect(page.getByText("Fout: dit wachtwoord is te kort.").first()).toBeVisible()
  await expect(page.getByText("Fout: vink aan dat u akkoord gaat.").first()).toBeVisible()
  await expectAccessible(page, "Welkom with mistakes")
  await tabTo(page, field(page, "Nieuw wachtwoord"))
  await page.keyboard.press("Control+A")
  await page.keyboard.type(password)
  await tabTo(page, field(page, "Bevestig wachtwoord"))
  await page.keyboard.type(password)
  await tabTo(page, page.getByRole("checkbox"))
  await page.keyboard.press("Space")
  await tabTo(page, button(page, "Bevestig"))
  await page.keyboard.press("Enter")

  await expect(field(page, "Beveiligingscode")).toBeVisible()
  await tabTo(page, field(page, "Beveiligingscode"))
  await page.keyboard.type(await newestCode(portal))
  await page.keyboard.press("Enter")
  await expect(page).toHaveURL(/inloggen\/bsn/)
  await expect(page.getByText("Uw eenmalige registratie is voltooid.")).toBeVisible()
  await tabTo(page, page.getByRole("textbox"))
  await page.keyboard.type(peter.bsn)
  await page.keyboard.press("Enter")
  await expect(page).toHaveURL(/akkoord/)
  await tabTo(page, page.getByRole("checkbox"))
  await page.keyboard.press("Space")
  await tabTo(page, button(page, "Akkoord"))
  await page.keyboard.press("Enter")
  await expect(page).toHaveURL(/\/dossier\//)
  await expect(page.getByText("Ria de Vries-Bakker").first()).toBeVisible()
})

test("a link that opens nothing any more says why, and whom to call", async ({
  visitorPage: page,
  portal,
  grantId,
}) => {
  const openDead = async (link: string, title: string) => {
    await page.goto("about:blank")
    await page.goto(link)
    await expect(page.getByRole("heading", { level: 1, name: title })).toBeVisible()
    await expect(page.getByRole("main").getByRole("link", { name: /^0344/ })).toBeVisible()
    await expectAccessible(page, title)
  }
  await openDead(`${portal.url}/welkom#${"x".repeat(43)}`, "Deze link werkt niet")
  await inviteHolder(portal.deps, grantId, false, staff, "test")
  const first = await linkFor(portal)
  await inviteHolder(portal.deps, grantId, true, staff, "test")
  await openDead(first, "Er is een nieuwere uitnodiging")
  const second = await linkFor(portal)
  await cancelInvitation(portal.deps, grantId, staff)
  await openDead(second, "Deze uitnodiging geldt niet meer")
})

test("cancelled while the password was being chosen: what was typed leads to the sentence, not to an error", async ({
  visitorPage: page,
  portal,
  grantId,
}) => {
  await inviteHolder(portal.deps, grantId, false, staff, "test")
  await page.goto(await linkFor(portal))
  await field(page, "Nieuw wachtwoord").fill(password)
  await field(page, "Bevestig wachtwoord").fill(password)
  await page.getByRole("checkbox").check()
  await cancelInvitation(portal.deps, grantId, staff)
  await button(page, "Bevestig").click()
  await expect(
    page.getByRole("heading", { level: 1, name: "Deze uitnodiging geldt niet meer" }),
  ).toBeVisible()
})
