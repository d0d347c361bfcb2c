// Changing settings with who and when: the pages of Beheer and the command line do it here. A page that is older than what
// holds undoes nobody's work unseen.
import type { SettingChange } from "#contract/settings"
import type { Db } from "../../db/knex.ts"
import { isPostgres } from "../../db/knex.ts"
import { appendAudit, type Actor } from "../audit/audit.ts"
import type { Deps } from "../deps.ts"
import { fail } from "../http/failures.ts"
import { markPsychogeriatricLocations } from "./pg-locations.ts"
import {
  changeOrganisation,
  defaultSettings,
  readOrganisation,
  type OrganisationSettings,
} from "./settings.ts"

type Change = Partial<OrganisationSettings>

/**
 * @param seen what the page showed of the settings that change; the command line has none.
 * @throws SettingsError, Failure `changed-meanwhile`.
 */
export async function saveSettings(
  deps: Deps,
  change: Change,
  { actor, by, seen }: { actor: Actor; by: string; seen?: Change },
): Promise<OrganisationSettings> {
  return deps.db.transaction(async (trx) => {
    await hold(trx)
    if (seen) await refuseOld(trx, change, seen)
    const after = await changeOrganisation(trx, change, by, deps.now())
    await markPsychogeriatricLocations(trx)
    for (const field of Object.keys(change)) await log(trx, deps, field, actor)
    return after
  })
}

/** Two at once save one after the other. */
async function hold(trx: Db): Promise<void> {
  if (isPostgres(trx)) await trx("organisation").where({ id: 1 }).forUpdate().first("id")
}

async function refuseOld(trx: Db, change: Change, seen: Change) {
  const now = await readOrganisation(trx)
  for (const field of Object.keys(change) as (keyof OrganisationSettings)[])
    if (JSON.stringify(now[field]) !== JSON.stringify(seen[field])) fail("changed-meanwhile")
}

type Row = Omit<SettingChange, "at" | "by" | "isCurrent"> & { changed_at: string; changed_by: string }

const CHANGES_SHOWN = 200

export async function listChanges(db: Db): Promise<SettingChange[]> {
  const settings = await readOrganisation(db)
  const rows = (await db("organisation_changes")
    .orderBy("changed_at", "desc")
    .limit(CHANGES_SHOWN)
    .select("id", "field", "before", "after", "changed_at", "changed_by")) as Row[]
  const newest = new Set<string>()
  return rows.map(({ changed_at: at, changed_by: by, ...row }) => {
    const isNewest = !newest.has(row.field)
    newest.add(row.field)
    return { ...row, at, by, isCurrent: isNewest && holds(settings, row) }
  })
}

const holds = (
  settings: OrganisationSettings,
  { field, before, after }: Pick<Row, "field" | "before" | "after">,
) =>
  before !== null &&
  field in defaultSettings &&
  JSON.stringify(settings[field as keyof OrganisationSettings]) === after

/** Puts one change back. @throws Failure `not-found`; `changed-meanwhile` when it holds no more. */
export async function undoSetting(
  deps: Deps,
  id: string,
  { actor, by }: { actor: Actor; by: string },
): Promise<void> {
  const row = (await deps.db("organisation_changes").where({ id }).first()) as Row | undefined
  if (!row || row.before === null || row.after === null) return fail("not-found")
  const put = (text: string) => ({ [row.field]: JSON.parse(text) as unknown }) as Change
  await saveSettings(deps, put(row.before), { actor, by, seen: put(row.after) })
}

const log = (trx: Db, deps: Deps, field: string, actor: Actor) =>
  appendAudit(trx, deps.sealing, deps.now(), {
    event: "organisation.change",
    action: "U",
    reason: field.slice(0, 120),
    actor,
    objectKind: "organisation",
  })
