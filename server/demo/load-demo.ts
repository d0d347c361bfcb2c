// Fills an empty demo: settings, the bundles through the ordinary importer, accounts and grants. Each step can be run
// again, and the accounts come last: killed half-way, the next start goes on.
import { readdirSync, readFileSync } from "node:fs"
import { join } from "node:path"
import type { Actor } from "../audit/audit.ts"
import type { Deps } from "../deps.ts"
import { dateInAmsterdam } from "../http/amsterdam.ts"
import { importResources } from "../ecd/import-resources.ts"
import { ensureSource } from "../ecd/sources.ts"
import { addLegalText, currentLegalText } from "../organisation/legal-texts.ts"
import { markPsychogeriatricLocations } from "../organisation/pg-locations.ts"
import { changeOrganisation, type OrganisationSettings } from "../organisation/settings.ts"
import { loadDemoAccounts } from "./accounts.ts"
import { loadDemoStaff } from "./staff.ts"
import { shiftDates, type DatedBundle } from "./shift-dates.ts"

export const demoActor: Actor = { kind: "system", id: "demo" }
const sourceName = "demo-ecd"

const settings: Partial<OrganisationSettings> = {
  name: "Zorggroep De Linde",
  help: {
    care: {
      text: "Neem contact op met uw contactpersoon bij Zorggroep De Linde.",
      phone: "0344 00 12 00",
      hours: "Elke dag van 8:00 tot 20:00 uur",
    },
    urgent: { text: "Het team, dag en nacht", phone: "0344 00 12 30" },
    desk: { email: "portaal@delinde.example" },
  },
  psychogeriatricLocations: ["de-beuk"],
  agendaCopies: true,
  reportDocuments: true,
}

export async function loadDemo(deps: Deps, folder: string, say: (line: string) => void): Promise<void> {
  if (await deps.db("accounts").first("id")) return loadDemoStaff(deps, demoActor)
  say("Loading the demo organisation …")
  await deps.db.transaction((trx) => changeOrganisation(trx, settings, "demo", deps.now()))
  await loadTexts(deps, folder)
  await loadRecord(deps, folder)
  await loadDemoStaff(deps, demoActor)
  await loadDemoAccounts(deps, demoActor)
}

async function loadTexts(deps: Deps, folder: string) {
  for (const [kind, file] of [
    ["privacyStatement", "privacyverklaring.txt"],
    ["termsOfUse", "gebruikersvoorwaarden.txt"],
  ] as const) {
    if (await currentLegalText(deps.db, kind, deps.now())) continue
    const body = readFileSync(join(folder, file), "utf8")
    await addLegalText(deps.db, { kind, version: "2026-1", effectiveOn: "2026-01-01", body }, deps.now())
  }
}

async function loadRecord(deps: Deps, folder: string) {
  await ensureSource(deps, { name: sourceName, kind: "file", settings: { absentConfidentiality: "hide" } })
  const today = dateInAmsterdam(deps.now())
  const files = readdirSync(folder).filter((name) => name.endsWith(".json"))
  const resources = files.sort().flatMap((name) => {
    const bundle = shiftDates(JSON.parse(readFileSync(join(folder, name), "utf8")) as DatedBundle, today)
    return (bundle.entry ?? []).map((entry, index) => ({
      resource: entry.resource,
      ...(entry.fullUrl && { fullUrl: entry.fullUrl }),
      location: `${name}#${index + 1}`,
    }))
  })
  const report = await importResources(deps, { resources, sourceName, actor: demoActor })
  if (report.counts.quarantined > 0)
    throw new Error(`The demo record was refused in part: ${report.counts.quarantined} items.`)
  await deps.db.transaction((trx) => markPsychogeriatricLocations(trx))
}
