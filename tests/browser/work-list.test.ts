// The work list by keyboard: what waits is seen at the start, picked up, taken by a colleague just before, and finished.
import { staffOf } from "../support/staff.ts"
import { expect, test } from "./portal-test.ts"
import { button, field, heading, pressOn, typeIn } from "./by-keyboard.ts"
import { expectBeautiful, raiseWork, staffLogIn } from "./staff-page.ts"

test("work is picked up and finished with a note; a lost telephone needs two", async ({
  visitorPage: page,
  portal,
}) => {
  test.setTimeout(240_000)
  const { db } = portal
  const { patientId } = await raiseWork(portal)
  await db("staff_members").update({ totp_step: null })
  const tom = await staffOf(portal, "Tom", ["accessDesk"])
  portal.clock.advance({ seconds: -30 })

  await staffLogIn(page, portal)
  await pressOn(page, page.getByRole("link", { name: /^Werklijst 3 open, 3 nog van niemand/ }))
  await expect(heading(page, "Werklijst")).toBeFocused()
  await expect(page.getByText("Al 4 dagen").first()).toBeVisible()
  await expectBeautiful(page, "Werklijst")
  // The page asks for the list anew: what a colleague does comes after that.
  const listed = page.waitForResponse(/\/api\/staff\/tasks$/)
  await pressOn(page, page.getByRole("link", { name: /^Wijziging teruggedraaid/ }))
  await expect(heading(page, /^Wijziging teruggedraaid/)).toBeFocused()
  await (await listed).finished()

  // A colleague is first, while this page stands here.
  const { id = "" } = (await db("staff_tasks").where({ kind: "change-undone" }).first("id")) as {
    id?: string
  }
  expect((await tom.visitor.post(`/api/staff/tasks/${id}/pick`, {})).status).toBe(200)
  await pressOn(page, button(page, "Ik pak dit op"))
  await expect(page.getByText("Tom pakte dit net op. Er is niets gewijzigd.")).toBeVisible()
  await expect(page.getByText("Dit is van Tom.")).toBeVisible()
  await expectBeautiful(page, "Werk")
  await pressOn(page, button(page, "Neem over"))
  await expect(page.getByText("U heeft dit overgenomen.")).toBeVisible()
  await pressOn(page, button(page, "Afgehandeld"))
  await expect(page.getByText("Fout: vul in wat u heeft gedaan.").first()).toBeVisible()
  await typeIn(page, field(page, "Wat heeft u gedaan?"), "Gebeld: zij was het zelf.")
  await pressOn(page, button(page, "Afgehandeld"))
  await expect(page.getByText(/^Afgehandeld: Wijziging teruggedraaid/)).toBeVisible()
  await expect(page.getByRole("link", { name: /^Wijziging teruggedraaid/ })).toHaveCount(0)
  await pressOn(page, page.getByRole("link", { name: "Bekijk wat is afgehandeld" }))
  await pressOn(page, page.getByRole("link", { name: /^Wijziging teruggedraaid/ }))
  await expect(page.getByText("Gebeld: zij was het zelf.")).toBeVisible()

  // From the client's page a new number is asked; a colleague decides.
  await page.goto(`${portal.url}/beheer/clienten/${patientId}`)
  await pressOn(page, page.getByRole("link", { name: /^Telefoon kwijt/ }))
  await expect(heading(page, "Telefoon kwijt")).toBeFocused()
  await typeIn(page, field(page, "Nieuw mobiel nummer"), "0344 123456")
  await pressOn(page, button(page, "Vraag een nieuw nummer aan"))
  await expect(page.getByText("Fout: vul in hoe u weet wie de lezer is.").first()).toBeVisible()
  await typeIn(page, field(page, "Hoe weet u wie de lezer is?"), "Paspoort gezien aan de balie")
  await pressOn(page, button(page, "Vraag een nieuw nummer aan"))
  await expect(page.getByText("Fout: dit is geen goed mobiel nummer.").first()).toBeVisible()
  await expectBeautiful(page, "Telefoon kwijt")
  await typeIn(page, field(page, "Nieuw mobiel nummer"), "06 55554444")
  await pressOn(page, button(page, "Vraag een nieuw nummer aan"))
  await expect(page.getByText("Aangevraagd. Een collega keurt dit goed in de werklijst.")).toBeVisible()
  await page.goto(`${portal.url}/beheer/werklijst`)
  await pressOn(page, page.getByRole("link", { name: /^Telefoon kwijt/ }))
  await expect(page.getByText("U vroeg dit zelf aan. Een collega keurt het goed.")).toBeVisible()
  await expect(button(page, "Keur goed")).toHaveCount(0)
  await expectBeautiful(page, "Telefoon kwijt, werk")
  await pressOn(page, button(page, "Trek in"))
  await expect(page.getByText("De aanvraag is ingetrokken. Het nummer blijft zoals het was.")).toBeVisible()
  await db("staff_tasks").delete()
})
