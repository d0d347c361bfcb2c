// "Dit is niet mijn naaste", by keyboard: a reader says it from the record and is told what happens now; nothing of it is
// left on the tablet; the desk finds it on its list and takes the lock off.
import { button, expectBeautiful, field, heading, link, pressOn, typeIn } from "./by-keyboard.ts"
import { main, openPatient, openReports, settle, test, unlock, workerIsThere } from "./own-tablet.ts"
import { expect, logIn } from "./portal-test.ts"
import { expectBeautiful as expectStaffBeautiful, staffLogIn } from "./staff-page.ts"

test("a reader says so: the record closes, on this tablet too, and the other one stays", async ({
  visitorPage: page,
  portal,
  wire,
}) => {
  test.setTimeout(180_000)
  await logIn(page, portal, "anneke", { url: wire.url, keep: true })
  await openPatient(page, /Ria de Vries/)
  await workerIsThere(page)
  await openReports(page)
  await settle(page)
  await page.goBack()
  await pressOn(page, link(page, "Dit is niet mijn naaste"))
  await expect(heading(page, "Dit is niet mijn naaste")).toBeFocused()
  expect(await page.title()).toBe("Cliëntportaal - Niet mijn naaste")
  await expect(main(page)).toContainText("Is Ria de Vries-Bakker geen familie of naaste van u?")
  await expectBeautiful(page, "niet mijn naaste")
  // Without an answer nothing is said to be done.
  await page.route("**/wrong-record", (route) => route.fulfill({ status: 503, body: "" }))
  await pressOn(page, button(page, "Bevestig"))
  await expect(main(page)).toContainText("Dat is niet gelukt")
  await page.unroute("**/wrong-record")
  await pressOn(page, button(page, "Bevestig"))
  await expect(heading(page, "Dank u wel")).toBeFocused()
  await expect(main(page)).toContainText("Dit dossier is dicht")
  await expect(main(page).getByRole("link", { name: /^0344 / })).toBeVisible()
  await expect(page.getByText(/Ria de Vries/)).toHaveCount(0)
  await expectBeautiful(page, "dank u wel")

  await page.goBack()
  await expect(main(page)).toContainText("U kunt dit dossier niet bekijken.")
  await expect(page.getByText(/Ria de Vries/)).toHaveCount(0)
  await page.goForward()
  await expect(main(page)).toContainText("Dit dossier staat niet bij uw dossiers.")
  await page.goto(`${wire.url}/`)
  await expect(page).toHaveURL(/\/dossier\/[0-9a-f-]{36}$/)
  await expect(page.getByText("Jopie van Dam").first()).toBeVisible()
  await settle(page)
  await wire.unplug()
  await page.reload()
  await unlock(page, "anneke")
  await expect(page.getByText("Jopie van Dam").first()).toBeVisible()
  await page.goto(`${wire.url}/dossiers`)
  await unlock(page, "anneke")
  await expect(page.getByText("Jopie van Dam").first()).toBeVisible()
  await expect(page.getByText(/Ria de Vries/)).toHaveCount(0)
})

test("the desk finds it on the list, and takes the lock off with a reason", async ({
  visitorPage: page,
  context,
  portal,
}) => {
  test.setTimeout(180_000)
  await logIn(page, portal, "henk")
  await page.goto(`${portal.url}/hulp`)
  await pressOn(page, main(page).getByRole("link", { name: "Dit is niet mijn dossier" }))
  await expect(main(page)).toContainText("Bent u Henk Willemsen niet?")
  await pressOn(page, button(page, "Bevestig"))
  await expect(heading(page, "Dank u wel")).toBeFocused()
  await pressOn(page, main(page).getByRole("link", { name: "Naar Start" }))
  await expect(main(page)).toContainText("Er is nu geen dossier dat u kunt lezen.")

  const desk = await context.newPage()
  await staffLogIn(desk, portal, "/werklijst")
  await pressOn(desk, desk.getByRole("link", { name: /^Lezer zegt: dit is niet mijn naaste/ }))
  await expect(desk.getByRole("main")).toContainText("henk.willemsen@voorbeeld.example")
  await expect(button(desk, "Afgehandeld")).toHaveCount(0)
  await expectStaffBeautiful(desk, "werk: niet mijn naaste")
  await pressOn(desk, desk.getByRole("link", { name: "Naar de cliënt" }))
  await expect(desk.getByText("Op slot", { exact: true })).toBeVisible()
  await expectStaffBeautiful(desk, "op slot")
  await pressOn(desk, desk.getByRole("link", { name: /^Haal het slot eraf/ }))
  await expect(heading(desk, "Slot eraf")).toBeFocused()
  await pressOn(desk, button(desk, "Haal het slot eraf"))
  await expect(desk.getByText("Fout: vul de reden in.").first()).toBeVisible()
  await typeIn(desk, field(desk, "Waarom mag deze lezer toch lezen?"), "Gebeld: verkeerde knop.")
  await expectStaffBeautiful(desk, "slot eraf")
  await pressOn(desk, button(desk, "Haal het slot eraf"))
  await expect(desk.getByText("Het slot is eraf. De lezer kan weer lezen.")).toBeVisible()
  await desk.goto(`${portal.url}/beheer/werklijst/afgehandeld`)
  await pressOn(desk, desk.getByRole("link", { name: /^Lezer zegt: dit is niet mijn naaste/ }))
  await expect(desk.getByText("Gebeld: verkeerde knop.")).toBeVisible()
  await desk.close()

  await page.goto(`${portal.url}/`)
  await expect(page.getByText("Henk Willemsen").first()).toBeVisible()
})
