// A record that has not come in yet is not "empty", and one that stands still is not "the newest": each page says so.
import { expect, expectAccessible, logIn, test } from "./portal-test.ts"

const pages = [
  { path: "", nothing: "Er zijn nog geen rapportages." },
  { path: "/rapportages", nothing: "Er zijn nog geen rapportages." },
  { path: "/zorgplan", nothing: "nog geen zorgplan" },
  { path: "/agenda?maand=2024-02", nothing: "In deze maand staan er geen afspraken" },
]

test("not yet fetched, standing still, and up to date are three different texts on every page", async ({
  visitorPage: page,
  portal,
}) => {
  await logIn(page, portal, "henk")
  const home = page.url()
  const main = page.getByRole("main")
  const runs = (await portal.db("import_runs").select("id", "ended_at", "status")) as {
    id: string
    ended_at: string
    status: string
  }[]
  try {
    await portal.db("import_runs").update({ ended_at: "2026-11-19T12:00:00.000Z" })
    for (const { path } of pages) {
      await page.goto(home + path)
      await expect(main, path).toContainText("Dit dossier is bijgewerkt donderdag 19 november om 13:00 uur.")
      await expect(main.getByRole("link", { name: /Zo bereikt u ons/ })).toHaveAttribute("href", "/hulp")
    }
    await expectAccessible(page, "an agenda that stands still")

    await portal.db("import_runs").update({ status: "running" })
    for (const table of ["reports", "care_plans", "care_goals", "appointments"])
      await portal.db(table).update({ visible: portal.db.raw("not visible") })
    for (const { path, nothing } of pages) {
      await page.goto(home + path)
      await expect(main, path).toContainText("Dit dossier is nog niet opgehaald bij de zorgorganisatie.")
      await expect(main).not.toContainText(nothing)
    }
    await expectAccessible(page, "a record that is still to come")
  } finally {
    for (const table of ["reports", "care_plans", "care_goals", "appointments"])
      await portal.db(table).update({ visible: portal.db.raw("not visible") })
    for (const { id, ended_at, status } of runs)
      await portal.db("import_runs").where({ id }).update({ ended_at, status })
  }
  await page.goto(home)
  await expect(main.getByRole("link", { name: /^Rappor/ }).first()).toBeVisible()
  await expect(main).not.toContainText(/nog niet opgehaald|Niet het nieuwste/)
})
