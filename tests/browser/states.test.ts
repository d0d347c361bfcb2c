// Every page of a record in every state: busy for long, no right, not fetched, not on this device, not yet synchronised,
// standing still, empty. Each says its own words, with a picture and a next step, and none of the others'.
import type { Page, Route } from "@playwright/test"
import type { Portal } from "../support/portal.ts"
import { expect, expectAccessible, logIn } from "./portal-test.ts"
import { main, settle, test, unlock, workerIsThere } from "./own-tablet.ts"

type Place = {
  path: string
  /** Where its record comes from. */
  api: string
  failed: string
  noRight: string
  /** null: cannot be, since the reader stands in it, or it would be no page. */
  empty: string | null
  /** Comes from the ECD, so it can be late. */
  isOfEcd: boolean
}

const noOverview = "U kunt dit dossier niet bekijken."
const places: Place[] = [
  {
    path: "",
    api: "overview",
    failed: "Deze pagina kon niet worden opgehaald.",
    noRight: noOverview,
    empty: "Er is nog niets om te lezen.",
    isOfEcd: true,
  },
  {
    path: "/rapportages",
    api: "reports",
    failed: "De rapportages konden niet worden opgehaald.",
    noRight: "U kunt de rapportages van dit dossier niet bekijken.",
    empty: "Er zijn nog geen rapportages.",
    isOfEcd: true,
  },
  {
    path: "/rapportages/<id>",
    api: "reports/*",
    failed: "Deze rapportage kon niet worden opgehaald.",
    noRight: "U kunt deze rapportage niet bekijken.",
    empty: null,
    isOfEcd: true,
  },
  {
    path: "/zorgplan",
    api: "care-plan",
    failed: "Het zorgplan kon niet worden opgehaald.",
    noRight: "U kunt het zorgplan van dit dossier niet bekijken.",
    empty: "Er is nog geen zorgplan.",
    isOfEcd: true,
  },
  {
    path: "/agenda",
    api: "agenda",
    failed: "De agenda kon niet worden opgehaald.",
    noRight: "U kunt de agenda van dit dossier niet bekijken.",
    empty: "Deze week staan er geen afspraken in de agenda.",
    isOfEcd: true,
  },
  {
    path: "/persoonsbeeld",
    api: "portrait",
    failed: "Het persoonsbeeld kon niet worden opgehaald.",
    noRight: "U kunt het persoonsbeeld van dit dossier niet bekijken.",
    empty: "Er is nog geen persoonsbeeld.",
    isOfEcd: true,
  },
  {
    path: "/leven",
    api: "life-story",
    failed: "Het levensverhaal kon niet worden opgehaald.",
    noRight: "U kunt het levensverhaal van dit dossier niet bekijken.",
    empty: "Er is nog geen levensverhaal.",
    isOfEcd: true,
  },
  {
    path: "/leefplezier",
    api: "joy-activities",
    failed: "De activiteiten konden niet worden opgehaald.",
    noRight: "U kunt het leefplezier van dit dossier niet bekijken.",
    empty: "staan er geen activiteiten.",
    isOfEcd: true,
  },
  {
    path: "/bekeken",
    api: "viewings",
    failed: "Dit overzicht kon niet worden opgehaald.",
    noRight: noOverview,
    empty: "Er heeft nog niemand gekeken.",
    isOfEcd: false,
  },
  {
    path: "/toegang",
    api: "readers",
    failed: "Dit overzicht kon niet worden opgehaald.",
    noRight: noOverview,
    empty: null,
    isOfEcd: false,
  },
]

const slow = "Het ophalen duurt lang."
const never = "Dit dossier is nog niet opgehaald bij de zorgorganisatie."
const stale = "Dit dossier is bijgewerkt donderdag 19 november om 13:00 uur."
const noInternet = "U heeft geen internet."
const states = [slow, never, stale, noInternet, "kon niet worden opgehaald", "konden niet worden opgehaald"]

/** In a box with a picture and a way on; of the other states not a word. */
async function expectState(page: Page, place: Place, said: string) {
  const box = main(page).locator(".notice.pictured").filter({ hasText: said })
  await expect(box, `${place.path}: ${said}`).toBeVisible({ timeout: 10_000 })
  await expect(box.locator(".plate svg")).toBeVisible()
  await expect(box.locator("a, button").first(), `${place.path}: next step of ${said}`).toBeVisible()
  const others = [...states, place.noRight, ...(place.empty ? [place.empty] : [])]
  const text = await main(page).innerText()
  const isSame = (other: string) => said.includes(other) || other.includes(said)
  expect(
    others.filter((other) => text.includes(other) && !isSame(other)),
    `${place.path}: ${said}`,
  ).toEqual([])
}

/** Home does not know what is in the life book: "nothing" it says to who cannot read that. */
async function withoutBook(route: Route) {
  const overview = (await (await route.fetch()).json()) as object
  await route.fulfill({ json: { ...overview, portrait: null, lifeStory: null, joyActivities: null } })
}

/** Ria's record, with every section. */
async function openRecord(page: Page, portal: Portal, url = portal.url, keep = false) {
  await logIn(page, portal, "anneke", { url, keep })
  await page.getByRole("link", { name: /Ria de Vries/ }).click()
  await expect(page).toHaveURL(/dossier\/[0-9a-f-]{36}$/)
  const home = page.url()
  const patientId = home.slice(-36)
  const report = (await portal
    .db("reports")
    .where({ patient_id: patientId, visible: true })
    .orderBy("occurred_at", "desc")
    .first("id")) as { id: string }
  return { home, patientId, addressOf: ({ path }: Place) => home + path.replace("<id>", report.id) }
}

test("no right, not fetched, and busy for long", async ({ visitorPage: page, portal }) => {
  test.setTimeout(240_000)
  const { patientId, addressOf } = await openRecord(page, portal)
  for (const place of places) {
    const address = addressOf(place)
    await page.goto(address.replace(patientId, "00000000-0000-4000-8000-000000000000"))
    await expectState(page, place, place.noRight)
    await expect(main(page).getByText("Geen toegang")).toBeVisible()

    const everything = new RegExp(`/api/patients/[^/]+/${place.api.replace("*", "[^/]+")}(\\?|$)`)
    await page.route(everything, (route) =>
      route.fulfill({ status: 503, contentType: "application/problem+json", body: '{"code":"internal"}' }),
    )
    await page.goto(address)
    await expectState(page, place, place.failed)
    await page.unroute(everything)
    await main(page).getByRole("button", { name: "Probeer opnieuw" }).first().click()
    await expect(main(page)).not.toContainText(place.failed)

    await page.route(everything, () => {})
    await page.goto(address)
    await expectState(page, place, slow)
    await page.unroute(everything)
  }
  await expectAccessible(page, "busy for long")
})

test("empty, standing still, and not yet synchronised", async ({ visitorPage: page, portal }) => {
  test.setTimeout(240_000)
  const { patientId, addressOf } = await openRecord(page, portal)
  const tables = [
    "reports",
    "care_plans",
    "care_goals",
    "appointments",
    "life_story_chapters",
    "joy_activities",
  ]
  const ofEcd = places.filter(({ isOfEcd }) => isOfEcd)
  const fresh = (await portal.db("import_runs").max("ended_at as at").first()) as { at: string }
  const endedAt = (ended_at: string) => portal.db("import_runs").update({ ended_at })
  await endedAt("2026-11-19T12:00:00.000Z")
  for (const place of ofEcd) {
    await page.goto(addressOf(place))
    await expectState(page, place, stale)
  }
  await expectAccessible(page, "activities that stand still")

  await endedAt(fresh.at)
  for (const table of tables)
    await portal.db(table).where({ patient_id: patientId }).update({ visible: false })
  await page.route("**/api/patients/*/overview", withoutBook)
  await page.route("**/api/patients/*/viewings", (route) =>
    route.fulfill({ json: { scope: "all", days: [], before: null } }),
  )
  for (const place of places.filter(({ empty }) => empty)) {
    await page.goto(addressOf(place))
    await expectState(page, place, place.empty ?? "")
  }
  await expectAccessible(page, "nobody looked")

  await portal.db("import_runs").update({ status: "running" })
  for (const place of ofEcd.filter(({ empty }) => empty)) {
    await page.goto(addressOf(place))
    await expectState(page, place, never)
  }
  await expectAccessible(page, "a record that is still to come")
})

test("not on this device", async ({ visitorPage: page, portal, wire }) => {
  test.setTimeout(180_000)
  const { addressOf } = await openRecord(page, portal, wire.url, true)
  await workerIsThere(page)
  await settle(page)
  await wire.unplug()
  await page.reload()
  await unlock(page, "anneke")
  await expect(main(page).getByRole("heading", { name: "Nieuw" })).toBeVisible()
  for (const place of places.filter(({ path }) => path !== "")) {
    const { pathname } = new URL(addressOf(place))
    // As a link does it: to load the page would lead by the lock.
    await page.evaluate((to) => {
      history.pushState({ ...history.state, current: to }, "", to)
      window.dispatchEvent(new PopStateEvent("popstate", { state: history.state }))
    }, pathname)
    const box = main(page).locator(".notice.pictured").filter({ hasText: "Niet op dit apparaat" })
    await expect(box, place.path).toBeVisible()
    await expect(box.locator(".plate svg")).toBeVisible()
  }
  await expectAccessible(page, "not on this device")
})

test("a slow line: what was saved is read at once, and the page says that the newest is still asked", async ({
  visitorPage: page,
  portal,
  wire,
}) => {
  test.setTimeout(120_000)
  const { home } = await openRecord(page, portal, wire.url, true)
  await page
    .getByRole("link", { name: /^Zorgplan/ })
    .first()
    .click()
  const goal = main(page).getByRole("heading", { name: "Ria beweegt elke dag en valt niet" })
  await expect(goal).toBeVisible()
  await settle(page)
  await page.getByRole("link", { name: "Start" }).first().click()
  await expect(page).toHaveURL(home)
  let letGo = () => {}
  const held = new Promise<void>((resolve) => (letGo = resolve))
  await page.route("**/api/patients/*/care-plan", async (route) => {
    await held
    await route.continue()
  })
  await page
    .getByRole("link", { name: /^Zorgplan/ })
    .first()
    .click()
  await expect(goal).toBeVisible()
  await expect(main(page)).toContainText("Wij halen het nieuwste nog op.")
  await expect(main(page)).toContainText("Bewaard op zondag 22 november")
  await expectAccessible(page, "a slow line")
  letGo()
  await expect(main(page)).not.toContainText("Wij halen het nieuwste nog op.")
  await expect(main(page)).toContainText("Bijgewerkt")
})
