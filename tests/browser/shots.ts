// `npm run shots`: every page at three sizes, in light, dark and high contrast, also with big letters, for people to look at.
import type { Page } from "@playwright/test"
import type { Portal } from "../support/portal.ts"
import { credentialsOf, logIn, sizes, test } from "./portal-test.ts"
import { addUse, raiseWork, staffLogIn } from "./staff-page.ts"

const looks = {
  licht: {},
  donker: { thema: "donker" },
  hoog: { contrast: "aan" },
  "donker-hoog": { thema: "donker", contrast: "aan" },
  groot: { schaal: 200 },
  "groot-donker": { schaal: 200, thema: "donker" },
  "groot-hoog": { schaal: 200, contrast: "aan" },
  "groot-donker-hoog": { schaal: 200, thema: "donker", contrast: "aan" },
} as const

test.describe.configure({ mode: "parallel" })

type Shot = { name: string; path: string; after?: (page: Page) => Promise<void> }

const beforeLogin: Shot[] = [
  { name: "inloggen", path: "/inloggen" },
  {
    name: "inloggen-fout",
    path: "/inloggen",
    after: (page) => page.getByRole("button", { name: "Inloggen" }).click(),
  },
  { name: "registreren", path: "/registreren" },
  { name: "bevestig-oud", path: `/bevestig#${"x".repeat(43)}` },
  { name: "wachtwoord-vergeten", path: "/wachtwoord-vergeten" },
  { name: "hulp", path: "/hulp" },
  { name: "hulp-agenda", path: "/hulp#agenda" },
  {
    name: "hulp-zoeken",
    path: "/hulp",
    after: (page) => page.getByLabel("Zoek in de handleiding").fill("kies"),
  },
  { name: "privacyverklaring", path: "/privacyverklaring" },
  { name: "gebruikersvoorwaarden", path: "/gebruikersvoorwaarden" },
  { name: "toegankelijkheid", path: "/toegankelijkheid" },
  { name: "bestaat-niet", path: "/bestaat-niet" },
]

async function recordShots(portal: Portal): Promise<Shot[]> {
  const rows = (await portal
    .db("patients")
    .join("fhir_resources", "fhir_resources.id", "patients.fhir_resource_id")
    .where("fhir_resources.resource_id", "ria-de-vries")
    .select("patients.id")) as { id: string }[]
  const id = rows[0]?.id ?? ""
  const doctor = (await portal
    .db("reports")
    .where({ patient_id: id, discipline: "arts", visible: true })
    .orderBy("occurred_at", "desc")
    .first("id")) as { id: string }
  const plan = (await portal.db("care_plans").where({ patient_id: id, status: "ended" }).first("id")) as {
    id: string
  }
  return [
    { name: "dossiers", path: "/dossiers" },
    { name: "start", path: `/dossier/${id}` },
    { name: "rapportages", path: `/dossier/${id}/rapportages` },
    { name: "rapportages-arts", path: `/dossier/${id}/rapportages?soort=arts&periode=kwartaal` },
    { name: "rapportage", path: `/dossier/${id}/rapportages/${doctor.id}` },
    { name: "zorgplan", path: `/dossier/${id}/zorgplan` },
    { name: "eerder-plan", path: `/dossier/${id}/zorgplan/${plan.id}` },
    { name: "persoonsbeeld", path: `/dossier/${id}/persoonsbeeld` },
    { name: "leven", path: `/dossier/${id}/leven` },
    { name: "leefplezier", path: `/dossier/${id}/leefplezier` },
    { name: "agenda", path: `/dossier/${id}/agenda` },
    { name: "bekeken", path: `/dossier/${id}/bekeken` },
    { name: "toegang", path: `/dossier/${id}/toegang` },
    { name: "niet-mijn-naaste", path: `/dossier/${id}/niet-mijn-naaste` },
    { name: "agenda-maand", path: `/dossier/${id}/agenda?maand=2026-11` },
    { name: "account", path: "/account" },
    { name: "weergave", path: "/weergave" },
    { name: "installeren", path: "/installeren" },
    { name: "zonder-internet", path: "/zonder-internet" },
    { name: "account-apparaten", path: "/account/apparaten" },
    { name: "account-wachtwoord", path: "/account/wachtwoord" },
    { name: "account-sluiten", path: "/account/sluiten" },
    { name: "account-berichten", path: "/account/berichten" },
    { name: "account-nummer", path: "/account/nummer" },
    { name: "account-e-mail", path: "/account/e-mail" },
    { name: "account-gegevens", path: "/account/gegevens" },
    { name: "uitloggen", path: "/uitloggen" },
    { name: "gedeeld-apparaat", path: "/gedeeld-apparaat" },
    { name: "geen-recht", path: `/dossier/00000000-0000-4000-8000-000000000000/agenda` },
  ]
}

async function shoot(page: Page, portal: Portal, shots: Shot[], only: RegExp) {
  for (const [size, viewport] of Object.entries(sizes)) {
    await page.setViewportSize(viewport)
    for (const [look, chosen] of Object.entries(looks)) {
      await page.evaluate((values) => localStorage.setItem("weergave", JSON.stringify(values)), {
        versie: 1,
        ...chosen,
      })
      for (const { name, path, after } of shots) {
        const file = `${name}-${size}-${look}`
        if (!only.test(file)) continue
        await page.goto(portal.url + path)
        // To another place on the same page is no new page: it would keep the look of before.
        if (path.includes("#")) await page.reload()
        await page.getByRole("heading", { level: 1 }).waitFor()
        await page.waitForLoadState("networkidle")
        await after?.(page)
        await seeAll(page)
        await page.screenshot({ path: `shots/${file}.png`, fullPage: true })
      }
    }
  }
}

/** Pictures come when they are near: the whole page is passed once. */
async function seeAll(page: Page) {
  await page.evaluate(async () => {
    for (let y = 0; y < document.documentElement.scrollHeight; y += innerHeight) {
      scrollTo(0, y)
      await new Promise(requestAnimationFrame)
    }
    scrollTo(0, 0)
  })
  await page.waitForLoadState("networkidle")
}

const only = new RegExp(process.env["PORTAL_TEST_SHOTS"] ?? ".")

test("pages before logging in", async ({ visitorPage: page, portal }) => {
  test.setTimeout(1_800_000)
  await page.goto(`${portal.url}/inloggen`)
  await shoot(page, portal, beforeLogin, only)
})

test("the steps of logging in", async ({ visitorPage: page, portal }) => {
  test.setTimeout(600_000)
  const { email, password } = credentialsOf("anneke")
  await page.goto(`${portal.url}/inloggen`)
  await page.getByLabel("E-mailadres").fill(email)
  await page.getByLabel("Wachtwoord", { exact: true }).fill(password)
  await page.getByRole("button", { name: "Inloggen" }).click()
  await page.getByRole("button", { name: "Bevestig" }).waitFor()
  await shoot(page, portal, [{ name: "inloggen-bevestigen", path: "/inloggen/bevestigen" }], only)
  await page.goto(`${portal.url}/inloggen/bevestigen`)
  await page.getByRole("button", { name: "Bevestig" }).click()
  await page.getByLabel("Beveiligingscode").waitFor()
  await shoot(page, portal, [{ name: "inloggen-code", path: "/inloggen/code" }], only)
})

test("the lock of a tablet that keeps what is read", async ({ visitorPage: page, portal }) => {
  test.setTimeout(600_000)
  await logIn(page, portal, "anneke", { keep: true })
  await page.reload()
  await shoot(page, portal, [{ name: "slot", path: "/slot" }], only)
})

test("pages of a record", async ({ visitorPage: page, portal }) => {
  test.setTimeout(1_800_000)
  await logIn(page, portal, "anneke")
  await shoot(page, portal, await recordShots(portal), only)
})

test("pages of Beheer", async ({ visitorPage: page, portal }) => {
  test.setTimeout(1_800_000)
  const { patientId } = await raiseWork(portal)
  const { id } = (await portal.db("staff_tasks").where({ kind: "change-undone" }).first("id")) as {
    id: string
  }
  await addUse(portal)
  await staffLogIn(page, portal)
  const shots = [
    { name: "beheer", path: "/beheer" },
    {
      name: "beheer-logboek",
      path: "/beheer/logboek",
      after: async (page: Page) => {
        await page.getByRole("button", { name: "Zoeken" }).click()
        await page.locator(".log-row").first().waitFor()
      },
    },
    { name: "beheer-client", path: `/beheer/clienten/${patientId}` },
    { name: "beheer-formulier", path: `/beheer/clienten/${patientId}/formulier` },
    { name: "beheer-werklijst", path: "/beheer/werklijst" },
    { name: "beheer-werk", path: `/beheer/werklijst/${id}` },
    { name: "beheer-account", path: "/beheer/account" },
    { name: "beheer-passkeys", path: "/beheer/account/passkeys" },
    { name: "beheer-logo", path: "/beheer/organisatie/logo" },
    { name: "beheer-gebruik", path: "/beheer/gebruik" },
    { name: "beheer-organisatie", path: "/beheer/organisatie" },
    { name: "beheer-teksten", path: "/beheer/organisatie/teksten" },
    { name: "beheer-woorden", path: "/beheer/organisatie/woorden" },
    { name: "beheer-mededelingen", path: "/beheer/organisatie/mededelingen" },
    { name: "beheer-kleuren", path: "/beheer/organisatie/kleuren" },
    { name: "beheer-inloggen", path: "/beheer/organisatie/inloggen" },
    { name: "beheer-naam", path: "/beheer/organisatie/naam-en-hulp" },
    { name: "beheer-inrichting", path: "/beheer/organisatie/inrichting" },
  ]
  await shoot(page, portal, shots, only)
})
