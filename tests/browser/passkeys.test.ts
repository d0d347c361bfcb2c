// Passkeys of staff in a real browser with an authenticator of its own (CDP): added, used, removed, and made on an
// invitation instead of an app.
import type { CDPSession, Page } from "@playwright/test"
import { inviteMember } from "../../server/admin/members.ts"
import { demoStaff } from "../../server/demo/staff.ts"
import { staffPassword } from "../support/staff.ts"
import { button, field, heading, pressOn, typeIn } from "./by-keyboard.ts"
import { expect, test } from "./portal-test.ts"
import { expectBeautiful, staffLogIn } from "./staff-page.ts"

async function authenticatorOf(page: Page): Promise<{ cdp: CDPSession; authenticatorId: string }> {
  const cdp = await page.context().newCDPSession(page)
  await cdp.send("WebAuthn.enable")
  const { authenticatorId } = await cdp.send("WebAuthn.addVirtualAuthenticator", {
    options: {
      protocol: "ctap2",
      transport: "internal",
      hasResidentKey: true,
      hasUserVerification: true,
      isUserVerified: true,
      automaticPresenceSimulation: true,
    },
  })
  return { cdp, authenticatorId }
}

async function logInWithPasskey(page: Page) {
  await typeIn(page, field(page, "E-mailadres"), demoStaff.email)
  await typeIn(page, field(page, "Wachtwoord"), demoStaff.password)
  await pressOn(page, button(page, "Inloggen met passkey"))
}

test("a passkey is added, logs in, and is removed", async ({ visitorPage: page, portal }) => {
  test.setTimeout(120_000)
  const { cdp, authenticatorId } = await authenticatorOf(page)
  await staffLogIn(page, portal)
  await pressOn(page, page.getByRole("link", { name: "Mijn account" }))
  await expect(heading(page, "Mijn account")).toBeFocused()
  await expectBeautiful(page, "account of staff")
  await pressOn(page, page.getByRole("link", { name: /^Passkeys/ }))
  await expect(heading(page, "Passkeys")).toBeFocused()
  await expect(page.getByText("U heeft nog geen passkey")).toBeVisible()
  await pressOn(page, button(page, "Passkey toevoegen"))
  await expect(page.getByText("Fout: geef de passkey een naam.").first()).toBeVisible()
  await typeIn(page, field(page, "Naam van het apparaat"), "Laptop van het werk")
  await page.keyboard.press("Enter")
  await expect(page.getByText("Passkey “Laptop van het werk” is toegevoegd.")).toBeVisible()
  await expect(page.getByRole("heading", { name: "Laptop van het werk" })).toBeVisible()
  await expect(page.getByText("Nog niet gebruikt.")).toBeVisible()
  await expectBeautiful(page, "passkeys")

  // The same device again: the browser says that it has one.
  await typeIn(page, field(page, "Naam van het apparaat"), "Nog eens")
  await page.keyboard.press("Enter")
  await expect(page.getByText(/Fout: er is geen passkey gemaakt/).first()).toBeVisible()

  await pressOn(page, button(page, "Uitloggen"))
  await logInWithPasskey(page)
  await expect(heading(page, /^Beheer$/)).toBeVisible()
  await page.goto(`${portal.url}/beheer/account/passkeys`)
  await expect(page.getByText(/Laatst gebruikt vandaag om 14:00 uur/)).toBeVisible()

  await pressOn(page, button(page, "Verwijderen: Laptop van het werk"))
  await expect(page.getByText("Passkey “Laptop van het werk” verwijderen?")).toBeFocused()
  await expectBeautiful(page, "removing a passkey")
  await pressOn(page, button(page, "Ja, verwijderen"))
  await expect(page.getByText("Passkey “Laptop van het werk” is verwijderd.")).toBeVisible()
  await pressOn(page, button(page, "Uitloggen"))
  await logInWithPasskey(page)
  await expect(
    page.getByText(/Fout: e-mailadres, wachtwoord, code of passkey klopt niet/).first(),
  ).toBeVisible()
  await cdp.send("WebAuthn.clearCredentials", { authenticatorId })
  await logInWithPasskey(page)
  await expect(page.getByText(/Fout: er is geen passkey gebruikt/).first()).toBeVisible()
})

test("ten minutes later password and second step are asked again", async ({ visitorPage: page, portal }) => {
  await authenticatorOf(page)
  await staffLogIn(page, portal)
  const old = new Date(portal.clock.now().getTime() - 11 * 60_000).toISOString()
  await portal.db("staff_sessions").update({ proven_at: old })
  await page.goto(`${portal.url}/beheer/account/passkeys`)
  await expect(page.getByRole("heading", { name: "Laat eerst zien dat u het bent" })).toBeVisible()
  await expect(button(page, "Passkey toevoegen")).toHaveCount(0)
  await expectBeautiful(page, "proving again")
  await typeIn(page, field(page, "Huidig wachtwoord"), demoStaff.password)
  await typeIn(page, field(page, "Code uit uw app"), "000000")
  await page.keyboard.press("Enter")
  await expect(page.getByText(/Fout: uw wachtwoord, of de code/).first()).toBeVisible()
})

test("an invitation is accepted with a passkey; it is the only second step, so it stays", async ({
  visitorPage: page,
  portal,
}) => {
  test.setTimeout(120_000)
  await authenticatorOf(page)
  const email = `passkey-${Date.now()}@delinde.example`
  const operator = { kind: "operator", id: "test" } as const
  const { link } = await inviteMember(portal.deps, { name: "Joris Bos", email, roles: ["auditor"] }, operator)
  await page.goto(link)
  await typeIn(page, field(page, "Nieuw wachtwoord"), staffPassword)
  await typeIn(page, field(page, "Bevestig wachtwoord"), staffPassword)
  await page.getByRole("radio", { name: "Met een code uit een app op mijn telefoon" }).focus()
  await page.keyboard.press("ArrowDown")
  await expect(page.getByRole("img", { name: "QR-code" })).toHaveCount(0)
  await expectBeautiful(page, "invitation with a passkey")
  await typeIn(page, field(page, "Naam van het apparaat"), "Tablet")
  await page.keyboard.press("Enter")
  await expect(heading(page, /^Beheer$/)).toBeVisible()

  await page.goto(`${portal.url}/beheer/account`)
  await expect(field(page, "Code uit uw app")).toHaveCount(0)
  await typeIn(page, field(page, "Huidig wachtwoord"), staffPassword)
  await typeIn(page, field(page, "Nieuw wachtwoord"), `${staffPassword}-9`)
  await typeIn(page, field(page, "Bevestig wachtwoord"), `${staffPassword}-9`)
  await pressOn(page, button(page, "Opslaan met passkey"))
  await expect(page.getByText("Uw wachtwoord is gewijzigd.")).toBeVisible()

  await page.goto(`${portal.url}/beheer/account/passkeys`)
  await pressOn(page, button(page, "Verwijderen: Tablet"))
  await pressOn(page, button(page, "Ja, verwijderen"))
  await expect(page.getByText("Dit is uw enige tweede stap bij het inloggen.").first()).toBeVisible()
  await expect(page.getByRole("heading", { name: "Tablet" })).toBeVisible()
})
